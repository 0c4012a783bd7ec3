"""import, as it is typed: what is written, what is refused, and what the answer says."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from tests.cli.conftest import Type

HEAD = ["企业名称*", "统一社会信用代码", "行业*", "所属区", "成立日期", "2023年营业收入(万元)"]
GOOD = ["示例好公司", None, "钟表", "福田区", "2020-05-01", "1,234"]
FAULTY = {
    "B2": ["示例甲", "91440300MA5EXXXXX1", "钟表", None, None, None],
    "C2": ["示例甲", None, "钟表鞋", None, None, None],
    "D2": ["示例甲", None, "钟表", "火星区", None, None],
    "E2": ["示例甲", None, "钟表", None, "2023-02-30", None],
    "F2": ["示例甲", None, "钟表", None, None, "约500"],
}


def roster(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "企业"
    for row in (HEAD, *rows):
        sheet.append(row)
    book.save(path)
    return path


def entries(type_in: Type, database: Path) -> int:
    return len(type_in("journal", "--db", database, "--json").json["entries"])


def test_a_good_roster_is_one_step_that_can_be_undone(database: Path, tmp_path: Path, type_in: Type) -> None:
    file = roster(tmp_path / "a.xlsx", GOOD)
    answer = type_in("import", file, "--db", database, "--json")
    assert answer.status == 0
    assert answer.json["committed"] is True
    (sheet,) = answer.json["files"][0]["sheets"]
    assert {name: sheet[name] for name in ("sheet", "kind", "rows", "new", "rejected", "skipped")} == {
        "sheet": "企业",
        "kind": "企业",
        "rows": 1,
        "new": 1,
        "rejected": 0,
        "skipped": 0,
    }
    assert entries(type_in, database) == 2
    assert type_in("undo", "--db", database).status == 0
    again = type_in("import", file, "--db", database, "--json")
    assert again.json["files"][0]["sheets"][0]["new"] == 1


def test_the_same_roster_again_writes_nothing(database: Path, tmp_path: Path, type_in: Type) -> None:
    file = roster(tmp_path / "a.xlsx", GOOD)
    type_in("import", file, "--db", database)
    again = type_in("import", file, "--db", database)
    assert again.status == 0
    assert "没有改动" in again.out
    assert entries(type_in, database) == 2


def test_a_backup_is_made_before_rows_are_written_into_what_is_there(
    database: Path, tmp_path: Path, type_in: Type
) -> None:
    folder = database.with_name(database.name + ".backups")
    file, more = roster(tmp_path / "a.xlsx", GOOD), roster(tmp_path / "b.xlsx", ["示例又一公司", None, "钟表"])
    type_in("import", file, "--db", database)
    type_in("import", file, "--db", database)
    assert not folder.exists()
    assert type_in("import", more, "--db", database).status == 0
    (backup,) = folder.glob("*-import.db")
    assert entries(type_in, database) == 3
    assert type_in("restore", backup, "--db", database).status == 0
    assert type_in("import", more, "--db", database, "--json").json["files"][0]["sheets"][0]["new"] == 1


@pytest.mark.parametrize("cell", FAULTY)
def test_one_faulty_cell_keeps_everything_out_and_is_named(
    database: Path, tmp_path: Path, type_in: Type, cell: str
) -> None:
    file = roster(tmp_path / "a.xlsx", FAULTY[cell], GOOD)
    before = database.read_bytes()
    answer = type_in("import", file, "--db", database, "--json")
    assert answer.status == 3
    assert answer.json["committed"] is False
    (fault,) = answer.json["rejected"]
    assert (fault["sheet"], fault["row"]) == ("企业", 2)
    assert fault["value"] in [str(value) for value in FAULTY[cell]]
    assert fault["reason"]
    assert f"企业!{cell}" in answer.err
    assert database.read_bytes() == before


def test_keep_good_writes_the_good_rows_and_the_rejects_can_be_mended(
    database: Path, tmp_path: Path, type_in: Type
) -> None:
    file, left = roster(tmp_path / "a.xlsx", FAULTY["E2"], GOOD), tmp_path / "rejects.xlsx"
    answer = type_in("import", file, "--db", database, "--keep-good", "--rejects", left, "--json")
    assert answer.status == 8
    assert answer.json["committed"] is True
    book = openpyxl.load_workbook(left)
    assert book["企业"]["A2"].value == "示例甲"
    book["企业"]["E2"].value = "2023-02-28"
    book.save(left)
    book.close()
    mended = type_in("import", left, "--db", database, "--json")
    assert mended.status == 0
    assert mended.json["files"][0]["sheets"][0]["new"] == 1


def test_where_the_rejects_cannot_be_written_nothing_is_imported(database: Path, tmp_path: Path, type_in: Type) -> None:
    file, nowhere = roster(tmp_path / "a.xlsx", FAULTY["E2"], GOOD), tmp_path / "没有" / "rejects.xlsx"
    answer = type_in("import", file, "--db", database, "--keep-good", "--rejects", nowhere)
    assert answer.status == 3
    assert "rejects.xlsx" in answer.err
    assert entries(type_in, database) == 1


def test_rows_that_are_no_records_are_told_with_the_reason(database: Path, tmp_path: Path, type_in: Type) -> None:
    file = roster(tmp_path / "a.xlsx", GOOD, ["合计", None, None, None, None, 1234], ["数据来源：企业填报"])
    answer = type_in("import", file, "--db", database)
    assert answer.status == 0
    assert "企业: 跳过第 3 行：合计行" in answer.err
    assert "跳过第 4 行" in answer.err


def test_keep_good_without_a_good_row_writes_nothing(database: Path, tmp_path: Path, type_in: Type) -> None:
    file = roster(tmp_path / "a.xlsx", FAULTY["E2"])
    answer = type_in("import", file, "--db", database, "--keep-good", "--json")
    assert answer.status == 3
    assert answer.json["committed"] is False
    assert entries(type_in, database) == 1


def test_a_dry_run_answers_alike_and_writes_nothing(database: Path, tmp_path: Path, type_in: Type) -> None:
    file = roster(tmp_path / "a.xlsx", GOOD)
    before = database.read_bytes()
    answer = type_in("import", file, "--db", database, "--dry-run", "--json")
    assert answer.status == 0
    assert answer.json["files"][0]["sheets"][0]["new"] == 1
    assert answer.json["committed"] is False
    assert database.read_bytes() == before


@pytest.mark.parametrize("name", ["a.xlsx", "missing.xlsx"])
def test_a_file_that_is_no_workbook_is_one_line(database: Path, tmp_path: Path, type_in: Type, name: str) -> None:
    (tmp_path / "a.xlsx").write_text("<html><table></table></html>", encoding="utf-8")
    answer = type_in("import", tmp_path / name, "--db", database)
    assert answer.status == 3
    assert len(answer.err.strip().splitlines()) == 1
    assert name in answer.err


MAPPING = """
kind = "年度指标"
[columns]
"企业名称" = "对象名称"
"年份" = "年度"
"营业收入（原文）" = "数值"
"单位（原文）" = "单位"
"来源" = "来源"
[constants]
"对象类型" = "企业"
"指标" = "营业收入"
[keep]
"期间" = "年度"
"数值性质" = "exact"
"是否深圳" = "是"
"""


def test_published_revenues_go_through_a_mapping_and_count_by_year(
    database: Path, tmp_path: Path, type_in: Type, shared: Path
) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text(MAPPING, encoding="utf-8")
    file = shared / "data" / "real" / "shenzhen_fashion_listed_revenue.csv"
    answer = type_in("import", file, "--db", database, "--mapping", mapping, "--json")
    assert answer.status == 0
    sheet = answer.json["files"][0]["sheets"][0]
    assert (sheet["rows"], sheet["new"], sheet["skipped"]) == (51, 30, 21)
    for day, counts, stale in (
        ("2021-12-31", [0, 0, 1], [0, 0, 0]),
        ("2022-12-31", [0, 2, 3], [0, 0, 0]),
        ("2023-12-31", [0, 2, 3], [0, 0, 0]),
        ("2025-12-31", [0, 2, 3], [0, 1, 1]),
    ):
        rows = type_in("status", "--db", database, "--as-of", day, "--json").json["quotas"][1:4]
        assert [row["actual"] for row in rows] == counts
        assert [row["stale"] for row in rows] == stale


def test_the_annex_names_the_firm_the_year_and_where_its_figure_was_published(
    database: Path, tmp_path: Path, type_in: Type
) -> None:
    file, paper = tmp_path / "数值.csv", tmp_path / "a.pdf"
    file.write_text(
        "对象类型,对象名称,指标,年度,数值,单位,来源\n企业,示例珠宝公司,营业收入,2023,162.9,亿元,示例年报第12页\n",
        encoding="utf-8",
    )
    assert type_in("import", file, "--db", database).status == 0
    assert type_in("report", "targets", "-o", paper, "--db", database, "--as-of", "2023-12-31").status == 0
    document = pypdfium2.PdfDocument(paper)
    text = "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")
    document.close()
    ledger = text[text.rindex("O-03-1") :]
    assert ledger.index("示例珠宝公司") < ledger.index("2023年 1,629,000万元") < ledger.index("示例年报第12页")
