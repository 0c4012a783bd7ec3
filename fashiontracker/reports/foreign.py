"""Files that others made, opened with suspicion: pages to bind, or the reason why a file has to be left out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PAGES: Final = 1_000
MOST_PIXELS: Final = 100_000_000
_TURNS: Final = {1: 0, 3: 180, 6: 90, 8: 270}
"""EXIF orientations that are plain turns, clockwise."""


class Unusable(Exception):
    """The file cannot be bound; the message is printed and therefore Chinese."""


@contextmanager
def pages(path: Path) -> Iterator[pikepdf.Pdf]:
    """The file as a PDF whose pages can be bound: a PDF as it is, an image as a page. Raises Unusable."""
    with path.open("rb") as file:
        start = file.read(1024)
    pdf = _open(path) if b"%PDF-" in start else _image(path)
    try:
        _look_through(pdf)
        yield pdf
    finally:
        pdf.close()


def _open(path: Path) -> pikepdf.Pdf:
    try:
        return pikepdf.open(path)
    except pikepdf.PasswordError as fault:
        raise Unusable("有打开密码") from fault
    except (pikepdf.PdfError, OSError, ValueError, RecursionError) as fault:
        raise Unusable("PDF 已损坏，不能打开") from fault


def _look_through(pdf: pikepdf.Pdf) -> None:
    """Every page must have a size and content that can be read, so that no damaged page is bound."""
    try:
        count = len(pdf.pages)
        if not count:
            raise Unusable("PDF 没有页")
        if count > MOST_PAGES:
            raise Unusable(f"超过{MOST_PAGES}页")
        for page in pdf.pages:
            box = [float(edge) for edge in page.trimbox]
            if box[2] - box[0] < 1 or box[3] - box[1] < 1:
                raise Unusable("页面没有大小")
            content = page.obj.get("/Contents")
            for stream in content if isinstance(content, Array) else [content] if content is not None else []:
                stream.read_bytes()
    except (pikepdf.PdfError, OSError, ValueError, TypeError, AttributeError, RuntimeError) as fault:
        raise Unusable("PDF 已损坏，有的页不能读") from fault


# ---- images ----------------------------------------------------------------------------------------------------


def _image(path: Path) -> pikepdf.Pdf:
    try:
        with Image.open(path) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Unusable("图片过大")
            return _as_pdf(path, image)
    except UnidentifiedImageError as fault:
        raise Unusable("不是 PDF 或者图片") from fault
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, Warning) as fault:
        raise Unusable("图片已损坏，不能打开") from fault


def _as_pdf(path: Path, image: Image.Image) -> pikepdf.Pdf:
    """A page for each frame; a JPEG stays as it is, byte for byte."""
    pdf = pikepdf.new()
    turn = _TURNS.get(image.getexif().get(0x0112, 1))
    if image.format == "JPEG" and image.mode in ("L", "RGB") and turn is not None:
        image.load()  # finds out whether it is whole
        space = Name.DeviceGray if image.mode == "L" else Name.DeviceRGB
        _add_page(pdf, path.read_bytes(), Name.DCTDecode, space, image.size, turn)
        return pdf
    for number in range(min(getattr(image, "n_frames", 1), MOST_PAGES + 1)):
        image.seek(number)
        frame = ImageOps.exif_transpose(image)
        if frame.mode not in ("L", "RGB"):
            frame = _on_white(frame)
        space = Name.DeviceGray if frame.mode == "L" else Name.DeviceRGB
        _add_page(pdf, frame.tobytes(), None, space, frame.size, 0)
    return pdf


def _on_white(frame: Image.Image) -> Image.Image:
    """What is transparent is paper."""
    clear = frame.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(paper, clear).convert("RGB")


def _add_page(
    pdf: pikepdf.Pdf, data: bytes, coding: Name | None, space: Name, size: tuple[int, int], turn: int
) -> None:
    width, height = size
    picture = pdf.make_stream(data)
    picture.Type, picture.Subtype, picture.ColorSpace, picture.BitsPerComponent = Name.XObject, Name.Image, space, 8
    picture.Width, picture.Height = width, height
    if coding is not None:
        picture.Filter = coding
    content = pdf.make_stream(f"q {width} 0 0 {height} 0 0 cm /Im0 Do Q".encode())
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, width, height]),
        Resources=Dictionary(XObject=Dictionary(Im0=picture)),
        Contents=content,
        Rotate=turn,
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
