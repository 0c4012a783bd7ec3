from __future__ import annotations

from datetime import date
from pathlib import Path

import pikepdf
import pytest

from fashiontracker.errors import NoRoom
from fashiontracker.progress import finish
from fashiontracker.reports import recovery

KEY = "-".join(["ABCDE", "FGHIJ", "KLMNO", "PQRST", "UVWXY", "Z2345", "67ABC", "DEFGH", "IJKLM", "NOPQR", "STUVW"])


def words(path: Path) -> str:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    try:
        return "".join(pdf[0].get_textpage().get_text_bounded().split())
    finally:
        pdf.close()


def test_the_page_holds_the_whole_key_whose_it_is_and_since_when(tmp_path: Path) -> None:
    path = tmp_path / "恢复密钥.pdf"
    assert finish(recovery.print_page(path, "示例协会", KEY, date(2026, 7, 18))).pages == 1
    said = words(path)
    assert all(group in said for group in KEY.split("-"))
    assert "示例协会" in said
    assert "2026年7月18日" in said
    with pikepdf.open(path) as pdf:
        assert KEY not in str(pdf.docinfo)
    assert list(tmp_path.iterdir()) == [path]


def test_only_its_owner_may_read_it_also_where_another_file_lay(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    path.chmod(0o644)
    finish(recovery.print_page(path, "示例协会", KEY, date(2026, 7, 18)))
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoRoom):
        finish(recovery.print_page(tmp_path / "no" / "a.pdf", "示例协会", KEY, date(2026, 7, 18)))


def test_the_key_is_broken_between_groups_and_shown_in_no_trace() -> None:
    assert "-".join(recovery.key_lines(KEY)) == KEY
    assert {len(line) for line in recovery.key_lines(KEY)} == {23, 17}
    assert KEY not in repr(recovery.RecoverySheet("示例协会", KEY, date(2026, 7, 18)))
