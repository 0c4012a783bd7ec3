"""What cells hold, whatever the format: errors, formulas never calculated, dates of both calendars, merges."""

from __future__ import annotations

import struct
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from fashiontracker.exchange.cells import Flaw, Percent
from fashiontracker.exchange.sheets import Workbook, open_workbook
from tests.exchange.builders import ods, sheet, text, xls, xlsb, xlsx


def read(path: Path, with_hidden: bool = False) -> Workbook:
    book, problems = open_workbook(path, with_hidden)
    assert not problems
    assert book is not None
    return book


def saved(book: openpyxl.Workbook, path: Path) -> Path:
    book.save(path)
    return path


def test_cells_keep_their_types_and_rows_their_numbers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page["A2"], page["B2"], page["C2"], page["D2"] = "示例", 12.5, True, date(2023, 5, 1)
    page["E2"] = datetime(2023, 5, 1, 8, 30)
    page["A4"], page["A4"].number_format = 0.35, "0.0%"
    rows = read(saved(book, tmp_path / "a.xlsx")).sheets[0].rows
    assert rows[0] == []
    assert rows[1] == ["示例", 12.5, True, date(2023, 5, 1), datetime(2023, 5, 1, 8, 30)]
    assert rows[2] == []
    assert rows[3][0] == Percent(0.35)


def test_dates_of_the_1904_calendar_are_the_same_days(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = date(2023, 5, 1)
    assert read(saved(book, tmp_path / "a.xlsx")).sheets[0].rows == [[date(2023, 5, 1)]]


def test_errors_and_formulas_without_a_value_are_flaws_never_zero(tmp_path: Path) -> None:
    rows = (
        f'<row r="1">{text("A1", "甲")}<c r="B1" t="e"><v>#REF!</v></c><c r="C1"><f>1+1</f></c>'
        '<c r="D1"><f>A1</f><v></v></c><c r="E1"><f>2+2</f><v>4</v></c><c r="F1" t="str"><f>""</f><v></v></c>'
        '<c r="G1"><f t="shared" si="0"/></c></row>'
    )
    found = read(xlsx(tmp_path / "a.xlsx", {"企业": sheet(rows)})).sheets[0].rows[0]
    unvalued = Flaw("no_value", "=")
    assert found == ["甲", Flaw("error", "#REF!"), unvalued, unvalued, 4.0, "", unvalued]


def test_a_zero_beside_the_request_to_calculate_is_no_value(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><f>B1</f><v>0</v></c><c r="B1"><v>0</v></c></row>'
    asked = read(xlsx(tmp_path / "a.xlsx", {"企业": sheet(rows)}, calculate=True)).sheets[0].rows[0]
    assert asked == [Flaw("no_value", "="), 0.0]
    kept = read(xlsx(tmp_path / "b.xlsx", {"企业": sheet(rows)})).sheets[0].rows[0]
    assert kept == [0.0, 0.0]


def test_cells_and_rows_without_references_are_counted(tmp_path: Path) -> None:
    rows = '<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row><row hidden="1"><c t="e"><v>#N/A</v></c></row>'
    found = read(xlsx(tmp_path / "a.xlsx", {"企业": sheet(rows)})).sheets[0]
    assert found.rows == [[1.0, Flaw("error", "#N/A")], [Flaw("error", "#N/A"), ""]]
    assert found.hidden_rows == 1


def test_merged_cells_fill_downwards_and_only_downwards(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    for row in (("集团", "甲", "a"), (None, "乙", "b"), (None, "丙", "c"), ("别的", "丁", "d")):
        page.append(row)
    page.merge_cells("A1:A3")
    page.append(["横", None, None])
    page.merge_cells("A5:C5")
    found = read(saved(book, tmp_path / "a.xlsx")).sheets[0]
    assert [row[0] for row in found.rows] == ["集团", "集团", "集团", "别的", "横"]
    assert found.rows[4][1:] == ["", ""]


def test_hidden_sheets_are_named_and_read_only_when_asked_for(tmp_path: Path) -> None:
    sheets = {
        "企业": sheet(f'<row r="1">{text("A1", "甲")}</row>'),
        "字典": sheet(f'<row r="1">{text("A1", "乙")}</row>'),
    }
    path = xlsx(tmp_path / "a.xlsx", sheets, hidden=["字典"])
    book = read(path)
    assert book.hidden == ("字典",)
    assert [page.rows for page in book.sheets] == [[["甲"]], []]
    assert [page.rows for page in read(path, with_hidden=True).sheets] == [[["甲"]], [["乙"]]]


def test_xlsb_tells_errors_merges_and_values(tmp_path: Path) -> None:
    rows = {0: {0: "集团", 1: 5.0, 2: (0x17,)}, 1: {1: 6.0}, 2: {1: 7.0}}
    found = read(xlsb(tmp_path / "a.xlsb", "企业", rows, [(0, 2, 0, 0)])).sheets[0]
    assert found.rows[0] == ["集团", 5.0, Flaw("error", "#REF!")]
    assert [row[0] for row in found.rows] == ["集团", "集团", "集团"]


def test_xls_tells_errors_and_formulas_never_calculated(tmp_path: Path) -> None:
    def formula(column: int, value: bytes, options: int) -> tuple[int, bytes]:
        return 0x0006, struct.pack("<HHH", 0, column, 0) + value + struct.pack("<HIH", options, 0, 0)

    zero, seven = struct.pack("<d", 0), struct.pack("<d", 7)
    cells = (
        (0x0203, struct.pack("<HHHd", 0, 0, 0, 5.0)),
        (0x0205, struct.pack("<HHHBB", 0, 1, 0, 0x17, 1)),
        formula(2, zero, 3),
        formula(3, seven, 0),
        formula(4, b"\x02\0\x2a\0\0\0\xff\xff", 0),
        (0x0203, struct.pack("<HHHd", 0, 5, 0, 0.0)),
    )
    found = read(xls(tmp_path / "a.xls", *cells)).sheets[0].rows[0]
    assert found == [5.0, Flaw("error", "#REF!"), Flaw("no_value", "="), 7.0, Flaw("error", "#N/A"), 0.0]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_part_of_a_file_is_damaged_not_something_else(tmp_path: Path, share: float) -> None:
    whole = (
        xlsx(tmp_path / "a.xlsx", {"企业": sheet(f'<row r="1">{text("A1", "甲")}</row>')}),
        xls(tmp_path / "a.xls", (0x0203, struct.pack("<HHHd", 0, 0, 0, 5.0))),
        xlsb(tmp_path / "a.xlsb", "企业", {0: {0: "甲"}}),
        ods(tmp_path / "a.ods", ODS),
    )
    for path in whole:
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])
        book, problems = open_workbook(path)
        assert book is None
        assert problems[0].code in {"damaged", "renamed", "not_a_table"}
        if share > 0.4:
            assert problems[0].code == "damaged", path.name


ODS = """<table:table table:name="企业"><table:table-row>
<table:table-cell office:value-type="string"><text:p>甲<text:s text:c="2"/>乙</text:p><text:p>丙</text:p>
</table:table-cell><table:table-cell office:value-type="float" office:value="12.5"><text:p>12.50</text:p>
</table:table-cell><table:table-cell office:value-type="percentage" office:value="0.35"><text:p>35%</text:p>
</table:table-cell><table:table-cell office:value-type="date" office:date-value="2023-05-01"><text:p>1.5.23</text:p>
</table:table-cell><table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error">
<text:p>#DIV/0!</text:p></table:table-cell><table:table-cell table:formula="of:=A1"/>
<table:table-cell office:value-type="boolean" office:boolean-value="true">
<office:annotation><text:p>批注</text:p></office:annotation><text:p>TRUE</text:p></table:table-cell>
</table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell
table:number-columns-repeated="1024"/></table:table-row>
<table:table-row table:number-rows-repeated="2" table:visibility="collapse"><table:table-cell
table:number-rows-spanned="2" table:number-columns-spanned="1" office:value-type="string"><text:p>末</text:p>
</table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048000"><table:table-cell/>
</table:table-row></table:table>"""
HIDDEN = """<table:table table:name="字典" table:style-name="ta2"><table:table-row><table:table-cell/></table:table-row>
</table:table>"""
STYLES = """<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/>
</style:style>"""


def test_ods_is_read_with_its_types(tmp_path: Path) -> None:
    book = read(ods(tmp_path / "a.ods", ODS + HIDDEN, STYLES))
    first = book.sheets[0]
    assert first.rows[0] == [
        *("甲  乙\n丙", 12.5, Percent(0.35), date(2023, 5, 1), Flaw("error", "#DIV/0!"), Flaw("no_value", "="), True)
    ]
    assert first.rows[1:3] == [[], []]
    assert [row[0] for row in first.rows[3:]] == ["末", "末"]
    assert first.hidden_rows == 2
    assert book.hidden == ("字典",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_csv_is_read_exactly_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('企业名称,行业,备注\n示例时尚有限公司,服装,"甲, ""乙""\n丙"\n'.encode(encoding))
    assert read(path).sheets[0].rows == [["企业名称", "行业", "备注"], ["示例时尚有限公司", "服装", '甲, "乙"\n丙']]


def test_rare_characters_survive_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("企业名称,行业\n示例𠮷䶮堃有限公司,服装\n".encode("gb18030"))
    assert read(path).sheets[0].rows[1][0] == "示例𠮷䶮堃有限公司"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("企業名稱,行業\n示例時尚有限公司,服裝產業類別\n".encode("big5"), "unlikely_encoding"),
        ("企业名称,行业\n".encode("gb18030") + "示例时尚,服装\n".encode(), "mixed_encoding"),
        (b"\xef\xbb\xbf" + "企业名称".encode("gb18030"), "bad_encoding"),
        ('企业名称,行业\n"示例,服装\n示例二,服装\n'.encode(), "open_quote"),
        ('企业名称,行业\n"示例"二,服装\n'.encode(), "open_quote"),
        ("企业名称,行业\n".encode() + b"x" * (7 << 20) + b",y\n", "field_too_long"),
    ],
)
def test_text_that_cannot_be_read_exactly_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    book, problems = open_workbook(path)
    assert book is None
    assert [problem.code for problem in problems] == [code]


def test_tabs_and_semicolons_part_fields_too(tmp_path: Path) -> None:
    for name, mark in (("a.tsv", "\t"), ("b.csv", ";"), ("c.csv", "\t")):
        path = tmp_path / name
        path.write_text(f"企业名称{mark}行业\n示例，甲{mark}服装\n", "utf-8")
        assert read(path).sheets[0].rows[1] == ["示例，甲", "服装"]


def test_nul_in_a_field_is_a_flaw_of_that_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("企业名称,行业\n示\0例,服装\n".encode())
    assert read(path).sheets[0].rows[1] == [Flaw("nul", "示␀例"), "服装"]
