"""report: documents from the command line, with the statuses that scripts rely on."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from fashiontracker import app
from fashiontracker.models import letterheads, saved_views, wordings
from fashiontracker.models.letterheads import Letterhead
from fashiontracker.models.saved_views import Kept
from fashiontracker.models.wordings import Wording
from fashiontracker.reports import shelf
from tests.cli.conftest import Type

NAMES = [kind.name for kind in shelf.DOCUMENTS]


def test_the_list_names_and_explains_every_document(type_in: Type) -> None:
    listed = type_in("report", "--list")
    assert listed.status == 0
    for kind in shelf.DOCUMENTS:
        (line,) = [line for line in listed.out.splitlines() if line.startswith(f"{kind.name} ")]
        assert kind.title in line
        assert kind.about in line


def test_documents_are_numbered_as_the_product_numbers_them() -> None:
    assert [
        *("targets", "recommendation", "roster", "dossier", "whitepaper", "tasks", "exhibitions", "changes"),
        "evidence",
    ] == NAMES


@pytest.mark.parametrize("name", ["targets", "行动计划目标完成情况报告", "1"])
def test_a_document_goes_by_name_title_or_number(database: Path, type_in: Type, tmp_path: Path, name: str) -> None:
    paper = tmp_path / "报告.pdf"
    answer = type_in("report", name, "-o", paper, "--db", database, "--as-of", "2024-06-30")
    assert answer.status == 0
    assert paper.read_bytes().startswith(b"%PDF-1.7")
    assert str(paper) in answer.out


def test_an_unknown_name_is_refused_with_those_there_are(database: Path, type_in: Type, tmp_path: Path) -> None:
    answer = type_in("report", "budget", "-o", tmp_path / "x.pdf", "--db", database)
    assert answer.status == 3
    assert all(name in answer.err for name in NAMES)
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        (("targets", "--db", "x.db"), "-o"),
        (("targets", "-o", "x.pdf"), "--db"),
        (("-o", "x.pdf", "--db", "x.db"), "NAME"),
        ((), "NAME"),
    ],
)
def test_what_is_missing_is_wrong_usage(type_in: Type, words: tuple[str, ...], missing: str) -> None:
    answer = type_in("report", *words)
    assert answer.status == 2
    assert missing in answer.err


@pytest.mark.parametrize("words", [("--as-of", "2024-13-01"), ("--date", "昨天"), ("--papers", "2")])
def test_a_day_that_is_none_is_wrong_usage(type_in: Type, words: tuple[str, str]) -> None:
    assert type_in("report", "targets", "-o", "x.pdf", "--db", "x.db", *words).status == 2


def test_a_folder_that_is_not_there_is_no_room(database: Path, type_in: Type, tmp_path: Path) -> None:
    answer = type_in("report", "tasks", "-o", tmp_path / "nowhere" / "x.pdf", "--db", database)
    assert answer.status == 7
    assert "nowhere" in answer.err


@pytest.mark.skipif(os.name != "posix", reason="permissions of folders")
def test_the_old_paper_stays_where_the_new_one_cannot_be_written(
    database: Path, type_in: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "x.pdf"
    paper.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert type_in("report", "tasks", "-o", paper, "--db", database).status == 7
    assert paper.read_bytes() == b"old"


def test_a_database_that_is_not_there_is_refused(type_in: Type, tmp_path: Path) -> None:
    assert type_in("report", "tasks", "-o", tmp_path / "x.pdf", "--db", tmp_path / "nothing.db").status == 3


def test_conditions_that_mean_nothing_are_refused(database: Path, type_in: Type, tmp_path: Path) -> None:
    answer = type_in("report", "roster", "-o", tmp_path / "x.pdf", "--db", database, "--where", "行业=火箭")
    assert answer.status == 3
    assert "黄金珠宝" in answer.err
    answer = type_in("report", "dossier", "-o", tmp_path / "x.pdf", "--db", database, "--enterprise", "无此企业")
    assert answer.status == 3
    assert "无此企业" in answer.err
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize(
    ("name", "option", "value"),
    [("targets", "--where", "行业=服装"), ("tasks", "--kind", "brands"), ("roster", "--enterprise", "示例")],
)
def test_a_choice_that_a_document_cannot_use_is_refused_rather_than_ignored(
    database: Path, type_in: Type, tmp_path: Path, name: str, option: str, value: str
) -> None:
    answer = type_in("report", name, "-o", tmp_path / "x.pdf", "--db", database, option, value)
    assert answer.status == 3
    assert option in answer.err


def test_the_same_numbers_come_as_a_workbook(database: Path, type_in: Type, tmp_path: Path) -> None:
    book = tmp_path / "附表.xlsx"
    paper = tmp_path / "x.pdf"
    assert type_in("report", "tasks", "-o", paper, "--db", database, "--xlsx", book).status == 0
    assert paper.exists()
    sheet = openpyxl.load_workbook(book)["各项任务推进情况"]
    assert sheet.max_row == 30


def test_a_workbook_of_another_kind_is_refused_before_anything_is_written(
    database: Path, type_in: Type, tmp_path: Path
) -> None:
    paper = tmp_path / "x.pdf"
    assert type_in("report", "tasks", "-o", paper, "--db", database, "--xlsx", tmp_path / "x.ods").status == 3
    assert not paper.exists()


def test_paper_is_chinese_whatever_the_reader_speaks(database: Path, type_in: Type, tmp_path: Path) -> None:
    spoken = {}
    for language in ("zh", "en"):
        paper = tmp_path / f"{language}.pdf"
        words = ("report", "targets", "-o", paper, "--db", database, "--lang", language, "--as-of", "2024-06-30")
        assert type_in(*words).status == 0
        spoken[language] = paper.read_bytes()
    assert spoken["zh"] == spoken["en"]


# ---- letterheads, views, all of a day


@pytest.fixture
def lettered(database: Path) -> Path:
    with app.open_database(database, True) as opened:
        heads = [Letterhead("甲", "示例协会", code="示协"), Letterhead("乙", "示例商会", "示例商会文件", "示商")]
        letterheads.keep(opened.store.journal, heads)
        with opened.store.journal.entry("保存视图") as session:
            saved_views.keep(session, "enterprises", Kept("全部企业"))
    return database


def test_a_letterhead_is_chosen_by_its_name(lettered: Path, type_in: Type, tmp_path: Path) -> None:
    paper = tmp_path / "x.pdf"
    words = ("report", "targets", "-o", paper, "--db", lettered, "--as-of", "2024-06-30")
    assert type_in(*words).status == 0
    assert text_of(paper).startswith("示例协会")
    assert type_in(*words, "--letterhead", "乙", "--number", "next").status == 0
    assert text_of(paper).startswith("示例商会文件")
    assert "示商〔2024〕1号" in text_of(paper)
    answer = type_in(*words, "--letterhead", "丙")
    assert answer.status == 3
    assert "甲、乙" in answer.err


def text_of(paper: Path) -> str:
    with pypdfium2.PdfDocument(paper) as pdf:
        page = pdf[0].get_textpage()
        text = page.get_text_range()
        page.close()
    return text


def test_a_roster_is_printed_by_a_kept_view(lettered: Path, type_in: Type, tmp_path: Path) -> None:
    words = ("report", "roster", "-o", tmp_path / "x.pdf", "--db", lettered, "--view")
    assert type_in(*words, "全部企业").status == 0
    answer = type_in(*words, "没有")
    assert answer.status == 3
    assert "全部企业" in answer.err


def test_all_of_a_day_go_into_a_folder_and_the_rest_is_explained(lettered: Path, type_in: Type, tmp_path: Path) -> None:
    folder = tmp_path / "全部"
    words = ("report", "--all", "-o", folder, "--db", lettered, "--as-of", "2024-06-30", "--annexes")
    answer = type_in(*words, "--number", "next", "--hand-in")
    assert answer.status == 0
    names = {path.name for path in folder.iterdir()}
    assert "01 行动计划目标完成情况报告 2024-06-30 示协〔2024〕1号.pdf" in names
    assert "06 任务分工推进表 2024-06-30.xlsx" in names
    for kind in shelf.DOCUMENTS:
        assert kind.title in answer.out
    assert "要先选定称号" in answer.out
    assert type_in("submissions", "--db", lettered, "--json").out.count('"fingerprint"') == len(names) // 2


def test_the_next_number_wants_a_letter_and_a_code(lettered: Path, type_in: Type, tmp_path: Path) -> None:
    words = ("--number", "next", "-o", tmp_path / "x.pdf", "--db", lettered)
    assert type_in("report", "tasks", *words).status == 3
    with app.open_database(lettered, True) as opened:
        letterheads.keep(opened.store.journal, [Letterhead("甲", "示例协会")])
    answer = type_in("report", "targets", *words)
    assert answer.status == 3
    assert "机关代字" in answer.err
    assert not (tmp_path / "x.pdf").exists()


def test_a_number_that_was_used_is_told(lettered: Path, type_in: Type, tmp_path: Path) -> None:
    words = (
        "report",
        "targets",
        "-o",
        tmp_path / "x.pdf",
        "--db",
        lettered,
        "--number",
        "示协〔2024〕1号",
        "--hand-in",
    )
    assert "已经用过" not in type_in(*words).err
    assert "已经用过" in type_in(*words).err


def test_a_choice_that_means_nothing_is_a_fault_of_the_whole_set(lettered: Path, type_in: Type, tmp_path: Path) -> None:
    answer = type_in("report", "--all", "-o", tmp_path / "x", "--db", lettered, "--designation", "无此称号")
    assert answer.status == 3
    assert "无此称号" in answer.out
    assert any((tmp_path / "x").iterdir())


@pytest.mark.parametrize(
    "words",
    [
        ("targets", "--all"),
        ("--all", "--number", "示协〔2024〕1号"),
        ("--all", "--xlsx", "x.xlsx"),
        ("targets", "--annexes"),
    ],
)
def test_what_all_has_no_use_for_is_wrong_usage(type_in: Type, words: tuple[str, ...]) -> None:
    answer = type_in("report", *words, "-o", "x", "--db", "x.db")
    assert answer.status == 2
    assert "--all" in answer.err


def test_words_of_the_users_own_that_no_number_bears_out_are_told(
    lettered: Path, type_in: Type, tmp_path: Path
) -> None:
    with app.open_database(lettered, True) as opened:
        own = [Wording("letter.overall", "已完成987项。", "")]
        wordings.keep(opened.store.journal, "targets", date(2024, 6, 30), own)
    words = ("report", "targets", "-o", tmp_path / "x.pdf", "--db", lettered, "--as-of", "2024-06-30")
    answer = type_in(*words)
    assert answer.status == 0
    assert "987" in answer.err


def test_a_protected_paper_opens_with_its_passphrase_and_is_kept_open_in_the_ledger(
    lettered: Path, type_in: Type, tmp_path: Path
) -> None:
    secret, paper, kept = tmp_path / "secret", tmp_path / "x.pdf", tmp_path / "kept.pdf"
    secret.write_text("示例口令\n", encoding="utf-8")
    words = ("report", "tasks", "-o", paper, "--db", lettered, "--protect", secret, "--hand-in")
    assert type_in(*words).status == 0
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(paper)
    pypdfium2.PdfDocument(paper, password="示例口令").close()
    (told,) = type_in("submissions", "--db", lettered, "--json").json["submissions"]
    answer = type_in("submissions", "--db", lettered, "--verify", told["fingerprint"], "-o", kept)
    assert answer.status == 0
    pypdfium2.PdfDocument(kept).close()
    secret.write_text("\n", encoding="utf-8")
    paper.unlink()
    assert type_in(*words).status == 3
    assert not paper.exists()
