"""What is refused as a whole: named for what it is, quickly, in little memory, and without bringing anything down."""

from __future__ import annotations

import os
import resource
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from fashiontracker.exchange import faults
from fashiontracker.exchange.sheets import begun, open_workbook, opening, start_worker
from fashiontracker.progress import finish
from tests.exchange.builders import archive, biff, compound, relations, sheet, text, workbook, xlsb, xlsx

HEAD = f'<row r="1">{text("A1", "企业名称")}{text("B1", "行业")}</row>'


def refusal(path: Path) -> str:
    began = time.perf_counter()
    book, problems = open_workbook(path)
    assert book is None
    assert len(problems) == 1
    assert problems[0].place.startswith(path.name)
    assert "{" not in problems[0].line()
    assert time.perf_counter() - began < 20
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 800 * 1024
    return problems[0].code


def bomb(path: Path, megabytes: int) -> Path:
    """A workbook whose one text is so long; written in pieces, so that the test itself stays small."""
    before, after = sheet(f'<row r="1">{text("A1", "|")}</row>').split("|")
    xlsx(path, {"企业": ""})
    with zipfile.ZipFile(path) as made:
        parts = {name: made.read(name) for name in made.namelist() if "sheet1" not in name}
    archive(path, parts)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as made, made.open("xl/worksheets/sheet1.xml", "w") as part:
        part.write(before.encode())
        for _ in range(megabytes):
            part.write(b"A" * (1 << 20))
        part.write(after.encode())
    return path


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    assert refusal(bomb(tmp_path / "a.xlsx", 400)) == "bomb"


def test_a_size_that_lies_is_refused(tmp_path: Path) -> None:
    data = bytearray(bomb(tmp_path / "a.xlsx", 1).read_bytes())
    for signature, size_at, name_at in ((b"PK\1\2", 24, 46), (b"PK\3\4", 22, 30)):
        at = -1
        while (at := data.find(signature, at + 1)) >= 0:
            if data[at + name_at :].startswith(b"xl/worksheets"):
                struct.pack_into("<I", data, at + size_at, 100)
    path = tmp_path / "lying.xlsx"
    path.write_bytes(data)
    assert refusal(path) == "damaged"


def test_a_string_repeated_until_memory_ends_stops_the_worker_only(tmp_path: Path) -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 3000))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = f'<sst xmlns="{main}"><si><t>{"A" * (8 << 20)}</t></si></sst>'
    others = {
        "xl/sharedStrings.xml": strings,
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
    }
    assert refusal(xlsx(tmp_path / "a.xlsx", {"企业": sheet(cells)}, others)) == "worker_died"


def far(quote: str, rows: str) -> str:
    return sheet(rows).replace('"', quote)


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_cell_at_the_far_corner_is_named(tmp_path: Path, quote: str) -> None:
    rows = f'{HEAD}<row r="1048576">{text("XFD1048576", "x")}</row>'
    path = xlsx(tmp_path / "a.xlsx", {"企业": far(quote, rows)})
    assert refusal(path) == "far_cell"
    assert "XFD1048576" in open_workbook(path)[1][0].line()


def test_a_far_cell_that_the_scan_overlooks_kills_the_worker_and_nothing_else(tmp_path: Path) -> None:
    rows = f'<row r="1048576">{text("XFD1048576", "x")}</row>{HEAD}'
    assert refusal(xlsx(tmp_path / "a.xlsx", {"企业": sheet(rows)})) == "worker_died"


def test_formats_that_reach_to_the_last_row_do_no_harm(tmp_path: Path) -> None:
    rows = f'{HEAD}<row r="1048576"><c r="A1048576" s="0"/></row>'
    book, problems = open_workbook(xlsx(tmp_path / "a.xlsx", {"企业": sheet(rows)}))
    assert book is not None
    assert not problems
    assert book.sheets[0].rows == [["企业名称", "行业"]]


def test_a_million_rows_meet_the_stated_limit(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 1_000_001))
    assert refusal(xlsx(tmp_path / "a.xlsx", {"企业": sheet(rows)})) == "too_many_rows"


def test_entities_are_refused(tmp_path: Path) -> None:
    xml = sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>').replace(
        "<worksheet", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet', 1
    )
    assert refusal(xlsx(tmp_path / "a.xlsx", {"企业": xml})) == "entities"


def test_xml_in_another_encoding_is_refused(tmp_path: Path) -> None:
    wide = sheet(HEAD).replace("UTF-8", "UTF-16").encode("utf-16")
    path = xlsx(tmp_path / "a.xlsx", {"企业": ""}, {"xl/worksheets/sheet1.xml": wide})
    assert refusal(path) == "xml_encoding"


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"企业": sheet(HEAD)}, {f"xl/media/{n}.txt": "" for n in range(6000)})
    assert refusal(path) == "too_many_parts"


def test_half_a_file_is_damaged(tmp_path: Path) -> None:
    whole = xlsx(tmp_path / "whole.xlsx", {"企业": sheet(HEAD)}).read_bytes()
    path = tmp_path / "a.xlsx"
    path.write_bytes(whole[: len(whole) // 2])
    assert refusal(path) == "damaged"


def test_a_far_cell_in_xlsb_is_named(tmp_path: Path) -> None:
    assert refusal(xlsb(tmp_path / "a.xlsb", "企业", {0: {0: "企业名称"}, 900_000: {16_000: 1.0}})) == "far_cell"


ENCRYPTED = {"EncryptedPackage": b"x", "EncryptionInfo": b"x"}
BOF = (0x0809, struct.pack("<4H", 0x0600, 5, 0, 0))
LOCKED_XLS = {"Workbook": biff(BOF, (0x2F, b"\1\0"), (0x0A, b""))}


@pytest.mark.parametrize(
    ("name", "make", "code"),
    [
        ("a.xlsx", lambda path: compound(path, ENCRYPTED), "password"),
        ("a.xls", lambda path: compound(path, LOCKED_XLS), "password"),
        ("a.xls", lambda path: compound(path, {"WordDocument": b"x"}), "renamed"),
        ("a.xls", lambda path: path.write_text("<html><table></table></html>", "utf-8"), "renamed"),
        ("a.xls", lambda path: path.write_text('<?xml version="1.0"?><Workbook/>', "utf-8"), "renamed"),
        ("a.xlsx", lambda path: path.write_bytes(b"%PDF-1.7\n"), "renamed"),
        ("a.pdf", lambda path: path.write_bytes(b"%PDF-1.7\n"), "not_a_table"),
        ("a.zip", lambda path: archive(path, {"a.txt": "a"}), "not_a_table"),
        ("a.xlsx", lambda path: path.write_bytes(bytes(range(1, 9)) * 90), "unknown_type"),
        ("a.xlsx", lambda path: path.write_bytes(b""), "empty_file"),
    ],
)
def test_the_real_type_is_named(tmp_path: Path, name: str, make: Callable[[Path], object], code: str) -> None:
    make(tmp_path / name)
    assert refusal(tmp_path / name) == code


def test_a_web_page_called_a_workbook_says_what_it_is_and_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "名录.xls"
    path.write_text("<html><table></table></html>", "utf-8")
    line = open_workbook(path)[1][0].line()
    assert "网页" in line
    assert ".xlsx" in line
    assert "\n" not in line


def test_a_missing_file_and_a_folder_are_said_plainly(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.xlsx") == "not_found"
    assert refusal(tmp_path) == "not_a_file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_said_plainly(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("企业名称\n", "utf-8")
    path.chmod(0)
    assert refusal(path) == "no_permission"


def test_a_workbook_without_sheets_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"图": sheet("")}, {"xl/workbook.xml": workbook([])})
    assert refusal(path) in {"no_sheets", "damaged"}


def test_closing_the_reading_stops_the_worker(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("企业名称\n" + "示例\n" * 150_000, "utf-8")
    work = opening(path)
    assert next(work).done == 1000
    work.close()


def test_a_file_may_be_read_before_anyone_takes_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("企业名称\n示例\n", "utf-8")
    with begun(path) as worker:
        book, problems = finish(opening(path, worker=worker))
    assert (problems, book and book.sheets[0].rows) == ([], [["企业名称"], ["示例"]])


def test_a_file_that_nobody_takes_keeps_no_worker(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("企业名称\n" + "示例\n" * 150_000, "utf-8")
    with begun(path) as worker:
        pass
    assert worker is not None
    assert worker.poll() is not None
    with begun(tmp_path / "b.csv") as none:
        assert none is None


def test_the_worker_writes_no_files_and_has_little_memory(tmp_path: Path) -> None:
    script = tmp_path / "a.csv"
    script.write_text("企业名称\n示例\n", "utf-8")
    worker = start_worker(script)
    assert worker.stdout is not None
    sent = worker.stdout.read().splitlines()
    worker.stdout.close()
    assert worker.wait() == 0
    assert sent[-1] == b'{"end": true}'


@pytest.mark.parametrize("code", sorted(faults.MESSAGES))
def test_every_refusal_speaks(code: str) -> None:
    facts = dict.fromkeys(("size", "limit", "count", "part", "cell", "area", "memory", "seconds", "line"), 1)
    problem = faults.file_problem(code, "a.xlsx", {**facts, "claimed": ".xls", "actual": "pdf"})
    assert "{" not in problem.line()
