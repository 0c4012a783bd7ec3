"""Draws a document into a file: the same document, the same bytes; the old file stays until the new one is whole."""

from __future__ import annotations

import os
import tempfile
import zlib
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fashiontracker.errors import NoRoom, Problem
from fashiontracker.progress import Progress
from fashiontracker.reports.document import Document
from fashiontracker.reports.faces import FaceRows, Role, builtin_faces
from fashiontracker.text import N_


@dataclass(frozen=True, slots=True)
class PressResult:
    """What came off the press; ``missing`` are the characters printed as 〓, with their places."""

    pages: int
    missing: tuple[Problem, ...]
    sha256: str


def press(document: Document, path: Path, rows: FaceRows | None = None) -> Generator[Progress, None, PressResult]:
    """Draw the document into ``path``, one step of progress a page; the built-in faces where none are given.

    Raises `NoRoom` where the folder cannot be written, the disk is full or the old file is open elsewhere; the old
    file is then as it was. Closing the generator leaves it as it was, too.
    """
    drawn = yield from _draw(document, builtin_faces() if rows is None else rows)
    yield Progress(drawn.pages, drawn.pages, N_("正在写入文件"))
    try:
        sha256 = _write(document, drawn, path)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise NoRoom(N_("无法写入 {path}：{reason}。原有文件未改动。"), path=path, reason=reason) from fault
    return PressResult(drawn.pages, drawn.missing, sha256)


@dataclass(frozen=True, slots=True)
class _Drawn:
    data: bytes
    structure: Any
    pages: int
    missing: tuple[Problem, ...]


def _draw(document: Document, rows: FaceRows) -> Generator[Progress, None, _Drawn]:
    from fashiontracker.reports import paper
    from fashiontracker.reports.flow import Flow
    from fashiontracker.reports.fontstack import TypeCase
    from fashiontracker.reports.pen import Pen
    from fashiontracker.reports.setting import sections
    from fashiontracker.reports.tags import Structure

    case = TypeCase(rows)
    structure = Structure()
    pen = Pen(_canvas(case), case, structure)
    styles = []
    for section in sections(document, case):
        flow = Flow(section.blocks, section.style.width, section.style.height, pen.page)
        numbered = True
        for filled in flow.pages():
            number = pen.page
            numbered = numbered and bool(
                filled.blocks
            )  # a blank page before 版记 has no number, and 版记 has none then
            styles.append(section.style)
            paper.open_page(pen, section.style, document)
            for block, offset in filled.blocks:
                block.draw(pen, section.style.height - offset)
            paper.furnish_page(pen, section.style, numbered)
            pen.canvas.showPage()
            if number not in pen.late_pages:
                _compress_page(pen.canvas, number)
            case.missing.at(f"第{number}页")
            yield Progress(number, 0, N_("正在排版"))
    paper.draw_watermark_form(pen, document)
    for number in pen.late_pages:
        _compress_page(pen.canvas, number, pen.late_numbers(number))
    for number, style in enumerate(styles, 1):
        _add_content(pen.canvas, number, paper.running_line(pen, style, document, number, len(styles)))
    case.missing.at("页脚")
    return _Drawn(pen.canvas.getpdfdata(), structure, len(styles), case.missing.problems())


def _canvas(case: Any) -> Any:
    """A reportlab canvas that starts out in the document's own type, so that no standard font gets in."""
    from reportlab.pdfgen.canvas import Canvas

    case.register()
    name = case[Role.FIGURES].fontName
    return Canvas(None, invariant=1, pageCompression=1, initialFontName=name, lang="zh-CN", pdfVersion=(1, 7))


def _compress_page(canvas: Any, number: int, late: Mapping[str, str] | None = None) -> None:
    """Compress the content of a finished page at once, with what was left for later put in."""
    page = canvas._doc.idToObject[f"Page{number}"]
    code = page.stream
    for mark, operators in (late or {}).items():
        code = code.replace(mark, operators)
    page.stream, page.Contents = "", _compressed(code)


def _add_content(canvas: Any, number: int, code: str) -> None:
    """Put more content on a page that is compressed already."""
    from reportlab.pdfbase.pdfdoc import PDFArray

    if code:
        document = canvas._doc
        page = document.idToObject[f"Page{number}"]
        page.Contents = PDFArray([document.Reference(page.Contents), document.Reference(_compressed(code))])


def _compressed(code: str) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFName, PDFStream

    stream = PDFStream()
    stream.content = zlib.compress(code.encode("latin-1"))
    stream.dictionary["Filter"] = PDFName("FlateDecode")
    return stream


def _write(document: Document, drawn: _Drawn, path: Path) -> str:
    """Write beside the target and put the whole file in its place."""
    from fashiontracker.reports.conformance import finish

    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".draft", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            sha256 = finish(drawn.data, document.meta, drawn.structure, file)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            draft.chmod(path.stat().st_mode & 0o777)
            path.open("r+b").close()  # a read-only or locked target is refused before it is replaced
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return sha256
