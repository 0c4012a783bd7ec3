"""PDFs that travel: opened by their passphrase and by nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from fashiontracker.errors import NoRoom
from fashiontracker.reports import travel
from fashiontracker.reports.document import Paragraph
from fashiontracker.reports.press import PressResult

Press = Callable[..., tuple[Path, PressResult]]
SECRET = "示例口令 喆 2026"


@pytest.fixture
def pages(print_parts: Press) -> bytes:
    path, _ = print_parts([Paragraph("只给收件人看。")])
    return path.read_bytes()


def test_the_passphrase_opens_it_and_nothing_else_does(pages: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sent.pdf"
    travel.write_protected(path, pages, SECRET)
    for wrong in ("", "示例口令"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(path, password=wrong)
    with pikepdf.open(path, password=SECRET) as pdf:
        assert pdf.encryption.bits == 256
        assert pdf.encryption.R == travel.REVISION
    with pypdfium2.PdfDocument(path, password=SECRET) as pdf:
        text = pdf[0].get_textpage()
        assert "只给收件人看。" in text.get_text_range()
        text.close()


def test_it_does_not_claim_what_encryption_forbids(pages: bytes, tmp_path: Path) -> None:
    assert b"pdfaid:part" in pages
    path = tmp_path / "sent.pdf"
    travel.write_protected(path, pages, SECRET)
    with pikepdf.open(path, password=SECRET) as pdf:
        assert b"pdfaid:part" not in pdf.Root.Metadata.read_bytes()


def test_where_it_cannot_be_written_the_old_file_stays(pages: bytes, tmp_path: Path) -> None:
    with pytest.raises(NoRoom):
        travel.write_protected(tmp_path / "nowhere" / "sent.pdf", pages, SECRET)
