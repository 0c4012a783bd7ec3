"""Imports of all kinds: references in any order, mappings, rejects to be mended, what is reported."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from fashiontracker.errors import Refused
from fashiontracker.exchange import intake as importing
from fashiontracker.exchange import rejects
from fashiontracker.exchange.intake import as_json
from fashiontracker.exchange.layout import LAYOUTS, REASON_COLUMN
from fashiontracker.exchange.sheets import open_workbook
from fashiontracker.exchange.verdicts import Fate
from fashiontracker.models import tables
from fashiontracker.models.tables import (
    Brand,
    Carrier,
    Enterprise,
    Exhibition,
    Figure,
    Project,
    StageEvent,
    Standard,
    Talent,
    TaskProgress,
)
from fashiontracker.progress import finish
from tests.exchange.importing import Importing, Sheets, code, fates, reasons, said, verdicts, workbook

NEW, UPDATED, UNCHANGED, CONFLICT, REJECTED = Fate


def header(kind: str, *without: str) -> list[str]:
    layout = LAYOUTS[kind]
    return [column.header for column in layout.columns if column is not layout.yearly and column.name not in without]


def rows(kind: str, *records: dict[str, object]) -> list[list[object]]:
    names = list(dict.fromkeys(name for record in records for name in record))
    return [names, *([record.get(name) for name in names] for record in records)]


EVERYTHING: Sheets = {
    "企业": rows("企业", {"企业名称": "示例甲", "统一社会信用代码": code(1), "行业": "服装"}),
    "品牌": rows("品牌", {"品牌名称": "示例牌", "所属企业": "示例甲", "品牌梯队": "新锐品牌", "创立年份": "2010年"}),
    "载体平台": rows(
        "载体平台",
        {"名称": "示例平台", "类型": "工业互联网平台", "依托单位": "示例甲", "状态": "建成", "建成日期": "2023/5"},
    ),
    "人才": rows(
        "人才", {"姓名": "示例人", "类别": "技术领军人才", "所在单位": "示例甲", "方式": "引进", "日期": "2023"}
    ),
    "展会": rows("展会", {"展会名称": "示例展", "年度": 2023, "面积(平方米)": "11.5万", "UFI认证": "是"}),
    "标准": rows(
        "标准", {"标准名称": "示例标准", "标准号": "T/SZ 1-2023", "牵头单位": "示例甲", "发布日期": "20230501"}
    ),
    "培育认定": rows(
        "培育认定",
        {
            "对象类型": "企业",
            "对象名称": "示例甲",
            "称号": "小巨人",
            "阶段": "认定",
            "日期": "2023-5-1",
            "有效期至": "2026年4月",
        },
        {"对象类型": "品牌", "对象名称": "示例牌", "称号": "全国知名品牌", "阶段": "公示", "日期": "2024"},
    ),
    "年度指标": rows(
        "年度指标",
        {
            "对象类型": "企业",
            "对象名称": "示例甲",
            "指标": "营业收入",
            "年度": 2023,
            "数值": 1.5,
            "单位": "亿元",
            "来源": "年报",
        },
        {"对象类型": "全市", "对象名称": "深圳市", "指标": "增加值", "年度": 2023, "数值": "400", "单位": "亿元"},
        {"对象类型": "行业", "对象名称": "会展", "指标": "展览面积", "年度": 2023, "数值": 9000000, "单位": "平方米"},
    ),
    "重点项目": rows(
        "重点项目",
        {"项目名称": "示例项目", "承担单位": "示例甲", "总投资(万元)": "2亿", "进度(%)": "35%", "所属区": "前海"},
    ),
    "任务进展": rows("任务进展", {"任务编号": "3.1", "日期": "2023-5", "状态": "推进中", "进展说明": "示例"}),
    "目标进展": rows("目标进展", {"目标编号": "watches.capital", "日期": "2023-5", "状态": "已达成"}),
}


def test_every_sheet_of_ours_is_taken_in(imports: Importing) -> None:
    intake = imports.take(EVERYTHING)
    assert set(fates(intake)) == {NEW}
    firm = imports.one(Enterprise)
    assert imports.one(Brand).owner_id == firm.id
    assert imports.one(Carrier).built_on == date(2023, 5, 1)
    assert (imports.one(Talent).way, imports.one(Talent).acquired_on) == ("introduced", date(2023, 1, 1))
    assert (imports.one(Exhibition).area, imports.one(Exhibition).ufi) == (115_000, True)
    assert imports.one(Standard).number == "T/SZ 1-2023"
    events = imports.all(StageEvent)
    assert [(one.subject_kind, one.stage, one.valid_until) for one in events] == [
        ("enterprise", "recognised", date(2026, 4, 30)),
        ("brand", "publicity", None),
    ]
    figures = [(one.subject_kind, one.subject_key, one.value, one.unit, one.entered_in) for one in imports.all(Figure)]
    assert figures == [
        ("enterprise", "", 15_000, "万元", "indicators"),
        ("city", "深圳市", 400, "亿元", "indicators"),
        ("sector", "exhibition", 900, "万平方米", "indicators"),
    ]
    project = imports.one(Project)
    assert (project.investment, project.progress, project.district, project.qianhai) == (20_000, 35, None, True)
    assert imports.one(TaskProgress).state == "in_progress"


def test_everything_again_changes_nothing(imports: Importing) -> None:
    imports.take(EVERYTHING)
    intake, entry = imports.write(EVERYTHING)
    assert set(fates(intake)) == {UNCHANGED}
    assert entry is None


def state(imports: Importing) -> dict[str, list[object]]:
    """Everything that is recorded, without ids: references by name."""
    with imports.store.reading() as session:
        names = {one.id: one.name for one in session.query(Enterprise)}
        found: dict[str, list[object]] = {}
        for record in (Enterprise, Brand, Carrier, Talent, Exhibition, Standard, Project, StageEvent, Figure):
            found[record.__tablename__] = sorted(
                repr({
                    column.name: names.get(value, value) if column.name in ("owner_id", "enterprise_id") else value
                    for column in record.__table__.columns
                    if column.name not in ("id", "subject_id")
                    for value in [getattr(one, column.name)]
                })
                for one in session.query(record)
            )  # fmt: skip
        return found


def test_the_order_of_sheets_and_files_does_not_matter(
    new_store: object, policy: object, tmp_path: Path, imports: Importing
) -> None:
    imports.take(EVERYTHING)
    wanted = state(imports)
    kinds = list(EVERYTHING)
    for number, order in enumerate((kinds[::-1], kinds[5:] + kinds[:5])):
        (tmp_path / str(number)).mkdir()
        other = Importing(new_store(f"other{number}"), policy, tmp_path / str(number))  # type: ignore[operator,arg-type]
        other.take(*({kind: EVERYTHING[kind]} for kind in order))
        assert state(other) == wanted


def test_a_firm_known_by_reference_is_made_and_filled_in_later(imports: Importing) -> None:
    intake = imports.take({"品牌": EVERYTHING["品牌"]})
    assert "made_by_reference" in said(intake)
    assert imports.one(Enterprise).sectors == ()
    assert fates(imports.take({"企业": EVERYTHING["企业"]})) == [UPDATED]
    firm = imports.one(Enterprise)
    assert (firm.uscc, firm.sectors) == (code(1), ("clothing",))


def test_references_go_by_code_then_by_name(imports: Importing) -> None:
    firms = rows("企业", {"企业名称": "示例甲", "统一社会信用代码": code(1), "行业": "服装"})
    brand = {"品牌名称": "示例牌", "统一社会信用代码": code(1)}
    imports.take({"企业": firms, "品牌": rows("品牌", brand)})
    assert imports.one(Brand).owner_id == 1
    wrong = rows("品牌", {**brand, "所属企业": "别的名字"})
    assert reasons(imports.look({"品牌": wrong})) == ["two_names"]
    unknown = rows("品牌", {"品牌名称": "又一牌", "统一社会信用代码": code(9)})
    assert reasons(imports.look({"品牌": unknown})) == ["unknown_owner"]


def test_rows_that_refer_to_a_rejected_firm_are_rejected_with_it(imports: Importing) -> None:
    firms = rows("企业", {"企业名称": "示例甲", "行业": "渔业"}, {"企业名称": "示例乙", "行业": "服装"})
    brands = rows("品牌", {"品牌名称": "甲牌", "所属企业": "示例甲"}, {"品牌名称": "乙牌", "所属企业": "示例乙"})
    intake, _ = imports.write({"企业": firms, "品牌": brands}, keep_good=True)
    assert reasons(intake) == ["unknown_word", "rejected_owner"]
    assert [one.name for one in imports.all(Brand)] == ["乙牌"]
    assert [one.name for one in imports.all(Enterprise)] == ["示例乙"]


def test_two_brands_of_one_name_are_told_apart_by_their_owner(imports: Importing) -> None:
    brands = rows("品牌", {"品牌名称": "同名", "所属企业": "示例甲"}, {"品牌名称": "同名", "所属企业": "示例乙"})
    imports.take({"品牌": brands})
    assert len(imports.all(Brand)) == 2
    assert reasons(imports.look({"品牌": rows("品牌", {"品牌名称": "同名", "备注": "x"})})) == ["ambiguous"]


def test_an_edition_of_an_exhibition_is_its_name_and_year(imports: Importing) -> None:
    editions = rows("展会", *({"展会名称": "示例展", "年度": year, "面积": 8} for year in (2022, 2023)))
    imports.take({"展会": editions})
    assert fates(imports.take({"展会": rows("展会", {"展会名称": "示例展", "年度": 2023, "面积": "9万"})})) == [UPDATED]
    assert [one.area for one in imports.all(Exhibition)] == [8, 90_000]


def test_a_standard_is_its_number_else_its_name(imports: Importing) -> None:
    imports.take({"标准": rows("标准", {"标准名称": "示例标准", "发布日期": "2023"})})
    again = rows("标准", {"标准名称": "示例标准", "标准号": "T/SZ 1", "发布日期": "2023"})
    assert fates(imports.take({"标准": again})) == [UPDATED]
    renamed = rows("标准", {"标准名称": "改名的标准", "标准号": "ｔ/sz 1", "发布日期": "2024"})
    assert fates(imports.take({"标准": renamed})) == [UPDATED]
    assert imports.one(Standard).published_on == date(2024, 1, 1)


def test_an_event_is_its_subject_designation_stage_and_day(imports: Importing) -> None:
    event = {"对象类型": "企业", "对象名称": "示例甲", "称号": "小巨人", "阶段": "认定", "日期": "2023-5-1"}
    imports.take({"培育认定": rows("培育认定", event)})
    more = rows("培育认定", {**event, "证书编号": "示例001"}, {**event, "日期": "2026-5-1"})
    assert fates(imports.take({"培育认定": more})) == [UPDATED, NEW]
    assert [one.certificate_no for one in imports.all(StageEvent)] == ["示例001", None]


def test_an_event_of_something_unknown_is_rejected_unless_it_is_a_firm(imports: Importing) -> None:
    event = {"对象名称": "示例", "称号": "小巨人", "阶段": "认定", "日期": "2023"}
    events = rows("培育认定", *({"对象类型": kind, **event} for kind in ("品牌", "载体平台", "企业")))
    intake = imports.look({"培育认定": events})
    assert fates(intake) == [REJECTED, REJECTED, NEW]
    assert set(reasons(intake)) == {"unknown_subject"}


def test_figures_of_both_sheets_are_kept_apart(imports: Importing) -> None:
    firms = rows("企业", {"企业名称": "示例甲", "行业": "服装", "2023年营业收入(亿元)": 1})
    figure = {"对象类型": "企业", "对象名称": "示例甲", "指标": "营收", "年度": 2023, "数值": 2, "单位": "亿元"}
    imports.take({"企业": firms, "年度指标": rows("年度指标", figure)})
    assert [(one.entered_in, one.value) for one in imports.all(Figure)] == [("roster", 10_000), ("indicators", 20_000)]


def test_two_values_for_one_figure_are_never_decided_by_the_last(imports: Importing) -> None:
    figure = {"对象类型": "企业", "对象名称": "示例甲", "指标": "营收", "年度": 2023, "数值": 2, "单位": "亿元"}
    sheet = rows("年度指标", figure, {**figure, "数值": 3}, {**figure, "年度": 2022})
    intake, _ = imports.write({"年度指标": sheet}, keep_good=True)
    assert fates(intake) == [CONFLICT, CONFLICT, NEW]
    assert [one.year for one in imports.all(Figure)] == [2022]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"单位": "平方米"}, "unit_other"),
        ({"单位": "两"}, "unit_unknown"),
        ({"数值": "突破50"}, "number_inexact"),
        ({"指标": "心情"}, "unknown_indicator"),
        ({"对象类型": "行业"}, "unknown_subject"),
        ({"年度": "2023上半年"}, "year"),
        ({"数值": ""}, "required"),
    ],
)
def test_figures_that_are_not_exact_are_rejected(imports: Importing, fields: dict[str, object], reason: str) -> None:
    figure = {"对象类型": "企业", "对象名称": "示例甲", "指标": "营收", "年度": 2023, "数值": 2, "单位": "亿元"}
    assert reasons(imports.look({"年度指标": rows("年度指标", {**figure, **fields})})) == [reason]


def test_cells_in_error_are_errors_not_zero(imports: Importing, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "企业"
    page.append(["企业名称", "行业", "2023年营业收入(万元)", "2022年营业收入(万元)"])
    page.append(["示例甲", "服装", "=1+1", "#REF!"])
    page["D2"].data_type = "e"
    book.save(tmp_path / "errors.xlsx")
    intake = imports.look(tmp_path / "errors.xlsx")
    assert reasons(intake) == ["cell_no_value", "cell_error"]
    assert [fault.place for fault in intake.faults] == ["企业!C2", "企业!D2"]


def test_a_money_column_without_a_unit_is_asked_about_cell_by_cell(imports: Importing) -> None:
    firms = rows("企业", {"企业名称": "示例甲", "行业": "服装", "2023年营业收入": 5})
    assert reasons(imports.look({"企业": firms})) == ["unit_missing"]
    firms[1][2] = "5亿元"
    imports.take({"企业": firms})
    assert imports.one(Figure).value == 50_000


# ---- the whole import ------------------------------------------------------------------------------------------


def test_a_refused_file_stops_the_import_and_is_named(imports: Importing, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_text("<html><table></table></html>", "utf-8")
    intake = imports.look({"企业": EVERYTHING["企业"]}, bad)
    assert [fault.code for fault in intake.faults] == ["renamed"]
    document = as_json(intake, committed=False)
    assert document["committed"] is False
    assert document["rejected"][0]["file"] == str(bad)


def test_a_table_under_another_tables_extension_is_read_by_its_content_and_says_so(
    imports: Importing, tmp_path: Path
) -> None:
    roster = workbook(tmp_path / "roster.xlsx", {"企业": EVERYTHING["企业"]}).rename(tmp_path / "roster.xls")
    text = tmp_path / "企业.xlsx"
    text.write_text("企业名称,行业\n示例乙,服装\n", "utf-8")
    intake = imports.take(roster, text)
    assert [firm.name for firm in imports.all(Enterprise)] == ["示例甲", "示例乙"]
    assert [note.line() for note in intake.notes if note.code == "misnamed"] == [
        "roster.xls: 扩展名是 .xls，内容其实是 Excel 工作簿（.xlsx）；已按内容读取",
        "企业.xlsx: 扩展名是 .xlsx，内容其实是 文本表格（.csv/.tsv）；已按内容读取",
    ]


def test_unknown_columns_of_a_figure_are_kept_with_its_source(imports: Importing) -> None:
    names = ["对象类型", "对象名称", "指标", "年度", "数值", "单位", "来源", "口径"]
    city = ["全市", "深圳市", "增加值", 2023, 400, "亿元"]
    intake = imports.take({"年度指标": [names, [*city, "示例年鉴", "初步核算"]]})
    assert imports.one(Figure).source == "示例年鉴\n〔口径〕初步核算"
    assert [note.text() for note in intake.notes] == ["工作表“年度指标”有认不出的列：口径；内容记入“来源”"]
    assert fates(imports.take({"年度指标": [names, [*city, "示例年鉴", "初步核算"]]})) == [UNCHANGED]
    imports.take({"年度指标": [names, [*city, "", "最终核实"]]})
    assert imports.one(Figure).source == "示例年鉴\n〔口径〕最终核实"


def test_a_fault_takes_one_line_however_long_its_cell(imports: Importing) -> None:
    intake = imports.look({"企业": [["企业名称", "行业"], ["示例甲", "渔业\n" + "很长" * 100]]})
    (fault,) = intake.faults
    assert "\n" not in fault.line()
    assert len(fault.line()) < 200
    assert as_json(intake, committed=False)["rejected"][0]["value"].startswith("渔业\n")


def test_every_row_is_accounted_for(imports: Importing) -> None:
    sheet = [["示例名录"], ["企业名称", "行业"], ["示例甲", "服装"], ["示例乙", "渔业"], ["合计", 2]]
    (line,) = as_json(imports.look({"企业": sheet}), committed=False)["files"][0]["sheets"]
    assert line == {
        "sheet": "企业",
        "kind": "企业",
        "rows": 4,
        "new": 1,
        "updated": 0,
        "unchanged": 0,
        "conflicts": 0,
        "rejected": 1,
        "skipped": 2,
    }


def test_a_sheet_that_is_not_ours_is_mentioned_beside_ours_and_asked_about_alone(imports: Importing) -> None:
    other = [["甲", "乙"], [1, 2]]
    intake = imports.look({"企业": EVERYTHING["企业"], "别的": other})
    assert intake.faults == []
    assert "unknown_table" in said(intake)
    assert [fault.code for fault in imports.look({"别的": other}).faults] == ["unknown_table"]


def test_rejected_rows_come_back_as_a_workbook_that_can_be_mended(imports: Importing, tmp_path: Path) -> None:
    firms = rows(
        "企业",
        {
            "企业名称": "示例甲",
            "行业": "服装",
            "2023年营业收入(亿元)": 1,
            "成立日期": date(2020, 5, 1),
            "法人": "示例人",
        },
        {
            "企业名称": "示例乙",
            "行业": "渔业",
            "2023年营业收入(亿元)": 2,
            "成立日期": date(2021, 5, 1),
            "法人": "另一人",
        },
    )
    intake, _ = imports.write({"企业": firms}, keep_good=True)
    out = tmp_path / "rejects.xlsx"
    assert rejects.write(out, intake) == 1
    book = openpyxl.load_workbook(out)
    head, row = book["企业"].iter_rows(values_only=True)
    assert head[-1] == REASON_COLUMN
    assert "不认识的行业" in str(row[-1])
    assert "第 3 行" in str(row[-1])
    book["企业"].cell(2, head.index("行业*") + 1).value = "家具"
    book.save(out)
    mended = imports.take(out)
    assert fates(mended) == [NEW]
    firm = imports.all(Enterprise)[1]
    assert (firm.name, firm.founded_on, firm.note) == ("示例乙", date(2021, 5, 1), "〔法人〕另一人")
    assert imports.all(Figure)[1].value == 20_000


def test_a_preview_that_was_overtaken_is_not_written(imports: Importing) -> None:
    intake = imports.look({"企业": EVERYTHING["企业"]})
    imports.take({"品牌": EVERYTHING["品牌"]})
    with pytest.raises(Refused, match="重新预览"):
        finish(importing.commit(imports.store, intake))


def test_a_write_that_was_broken_off_can_be_tried_again(imports: Importing) -> None:
    head = ["企业名称*", "行业*", "品牌", "2023年营业收入(万元)"]
    intake = imports.look({"企业": [head, ["示例甲", "服装", "示例牌", 1], ["示例乙", "服装", "", 2]]})
    broken_off = importing.commit(imports.store, intake)
    next(broken_off)
    broken_off.close()
    assert imports.all(Enterprise) == []
    entry = finish(importing.commit(imports.store, intake))
    assert entry is not None
    assert entry.changes == 5
    assert [figure.enterprise_id for figure in imports.all(Figure)] == [firm.id for firm in imports.all(Enterprise)]


def test_the_template_holds_nothing_to_import_but_is_no_error(imports: Importing, tmp_path: Path) -> None:
    from fashiontracker.exchange.template import write_template

    write_template(tmp_path / "template.xlsx", *imports.policy)
    book, problems = open_workbook(tmp_path / "template.xlsx")
    assert not problems
    assert book is not None
    assert imports.look(tmp_path / "template.xlsx").faults == []


def test_a_trashed_firm_is_not_met_and_its_code_is_free(imports: Importing) -> None:
    imports.take({"企业": EVERYTHING["企业"]})
    with imports.store.journal.entry("示例") as session:
        session.update_many(Enterprise, {1: {"trashed_at": "2023-01-01T00:00:00Z"}})
    assert fates(imports.take({"企业": EVERYTHING["企业"]})) == [NEW]


# ---- mappings --------------------------------------------------------------------------------------------------

MAPPING = """
kind = "企业"
[columns]
"公司" = "企业名称"
"收入" = "2023年营业收入(万元)"
[constants]
"行业" = "服装"
[keep]
"地" = "深圳"
"""


def test_a_mapping_takes_a_table_of_any_shape_and_is_remembered(imports: Importing, tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    path.write_text(MAPPING, "utf-8")
    sheet = [["公司", "收入", "地"], ["示例甲", 5, "深圳"], ["示例乙", 6, "广州"]]
    intake = imports.take({"Sheet1": sheet}, mapping=path)
    assert fates(intake) == [NEW]
    assert [row for row, _ in intake.sheets[0].skipped] == [3]
    assert imports.one(Enterprise).sectors == ("clothing",)
    assert imports.one(Figure).value == 5
    assert imports.one(tables.Mapping).name == "Sheet1"
    offered = imports.look({"Sheet1": sheet})
    assert "remembered" in said(offered)
    assert offered.sheets[0].remembered is not None
    assert imports.write({"Sheet1": sheet}, mapping=path)[1] is None


def test_a_wrong_mapping_is_refused_with_its_problems(imports: Importing, tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    path.write_text('kind = "企业"\n[columns]\n"a" = "没有这列"', "utf-8")
    with pytest.raises(Refused) as refused:
        imports.look({"Sheet1": [["a"]]}, mapping=path)
    assert [problem.code for problem in refused.value.problems] == ["mapping_column"]


def test_an_empty_starred_cell_changes_nothing_in_what_is_known_by_its_day(imports: Importing) -> None:
    head = ["任务编号*", "日期*", "状态*", "进展说明"]
    imports.take({"任务进展": [head, ["3.1", "2023-05-01", "推进中", "示例"]]})
    assert fates(imports.take({"任务进展": [head, ["3.1", "2023-05-01", "", "示例改"]]})) == [UPDATED]
    progress = imports.one(TaskProgress)
    assert (progress.state, progress.note) == ("in_progress", "示例改")
    assert reasons(imports.look({"任务进展": [head, ["3.1", "2023-06-01", "", "示例"]]})) == ["required"]


def test_a_figure_without_its_value_takes_only_the_source(imports: Importing) -> None:
    head = ["对象类型*", "对象名称*", "指标*", "年度*", "数值*", "单位*", "来源"]
    imports.take({"年度指标": [head, ["全市", "深圳市", "增加值", 2023, 400, "亿元", "示例甲"]]})
    assert fates(imports.take({"年度指标": [head, ["全市", "深圳市", "增加值", 2023, "", "", "示例乙"]]})) == [UPDATED]
    assert (imports.one(Figure).value, imports.one(Figure).source) == (400, "示例乙")
    lacking = {"年度指标": [head, ["全市", "深圳市", "增加值", 2024, "", "", "示例乙"]]}
    assert reasons(imports.look(lacking)) == ["required", "required"]


def test_a_standard_is_its_number_and_may_be_renamed(imports: Importing) -> None:
    head = ["标准名称*", "标准号", "发布日期*"]
    imports.take({"标准": [head, ["示例旧标准", "T/SZ 1-2023", "2023-05-01"]]})
    assert fates(imports.take({"标准": [head, ["示例新标准", "T/SZ 1-2023", ""]]})) == [UPDATED]
    assert imports.one(Standard).name == "示例新标准"


def test_a_contested_figure_is_shown_as_it_stands_in_its_cell(imports: Importing) -> None:
    head = ["对象类型*", "对象名称*", "指标*", "年度*", "数值*", "单位*"]
    rows = [["企业", "示例甲公司", "营收", 2023, value, "亿元"] for value in (28.29, "27.83")]
    found = verdicts(imports.look({"年度指标": [head, *rows]}))
    assert [[fault.value for fault in verdict.faults] for verdict in found] == [["28.29"], ["27.83"]]
    assert "27.83" in found[0].faults[0].problem.text()


def test_a_unit_nobody_knows_is_told_in_its_own_column(imports: Importing) -> None:
    head = ["对象类型*", "对象名称*", "指标*", "年度*", "数值*", "单位*"]
    look = imports.look({"年度指标": [head, ["企业", "示例甲公司", "营收", 2023, 205.57, "亿港元"]]})
    (fault,) = verdicts(look)[0].faults
    assert (fault.column, fault.value, fault.problem.code) == ("单位", "亿港元", "unit_unknown")


@pytest.mark.parametrize("cell", ["#REF!", "#DIV/0!", "="])
def test_what_a_broken_formula_left_as_text_is_no_text(imports: Importing, cell: str) -> None:
    path = imports.folder / "企业.csv"
    path.write_text(f"企业名称,行业,备注\n示例甲公司,钟表,{cell}\n", "utf-8")
    assert fates(imports.look(path)) == [REJECTED]


def test_a_note_that_outgrows_a_cell_is_refused_before_it_spoils_the_export(imports: Importing) -> None:
    head = ["企业名称*", "行业*", "备注", "示例列"]
    row = ["示例甲公司", "钟表", "示" * 30_000]
    assert fates(imports.look({"企业": [head, [*row, "例" * 2_760]]})) == [NEW]
    assert reasons(imports.look({"企业": [head, [*row, "例" * 2_770]]})) == ["text_too_long"]


@pytest.mark.parametrize(("kind", "column"), [("载体平台", "名称"), ("重点项目", "项目名称"), ("企业", "企业名称")])
def test_a_name_that_says_unknown_leaves_no_record_without_a_name(imports: Importing, kind: str, column: str) -> None:
    row = {column: "未知", "类型": "高通量实验室", "行业": "未知"}
    head = header(kind)
    intake = imports.take({kind: [head, [row.get(name.rstrip("*"), "") for name in head]]})
    assert fates(intake) == [NEW]


def test_a_number_of_visitors_beyond_belief_is_no_number(imports: Importing) -> None:
    head = ["展会名称*", "年度*", "观众数"]
    assert reasons(imports.look({"展会": [head, ["示例展", 2023, 1e300]]})) == ["number_large"]


@pytest.mark.parametrize(("kind", "column"), [("企业", "企业名称"), ("展会", "展会名称")])
def test_a_note_beside_a_column_nobody_knows_stays_when_it_is_imported_again(
    imports: Importing, kind: str, column: str
) -> None:
    rows = [[column, "行业", "年度", "备注", "示例列"], ["示例甲", "钟表", 2023, "示例备注", "示例值"]]
    imports.take({kind: rows})
    record = Enterprise if kind == "企业" else Exhibition
    told = imports.one(record).note
    assert told.startswith("示例备注\n")
    assert "〔示例列〕示例值" in told
    assert fates(imports.take({kind: rows})) == [UNCHANGED]
    assert imports.one(record).note == told


# ---- real files ------------------------------------------------------------------------------------------------


def test_the_revenue_of_listed_firms(imports: Importing, shared: Path, tmp_path: Path) -> None:
    from tests.exchange.test_tables import MAPPING as OF_REVENUE

    path = tmp_path / "m.toml"
    path.write_text(OF_REVENUE, "utf-8")
    intake = imports.take(shared / "data" / "real" / "shenzhen_fashion_listed_revenue.csv", mapping=path)
    assert fates(intake) == [NEW] * 30
    assert len(intake.sheets[0].skipped) == 21
    firms = {one.name: one for one in imports.all(Enterprise)}
    assert all(firm.sectors == () for firm in firms.values())
    chow = firms["周大生珠宝股份有限公司"]
    figures = {one.year: one.value for one in imports.all(Figure) if one.enterprise_id == chow.id}
    assert figures == {2022: 1_111_800, 2023: 1_629_000, 2024: 1_389_100}
    win = firms["赢家时尚控股有限公司"]
    assert {one.year: one.value for one in imports.all(Figure) if one.enterprise_id == win.id}[2023] == 691_230.1


def test_exhibitions_with_areas_in_mixed_units(imports: Importing, shared: Path) -> None:
    imports.take(shared / "data" / "real" / "exhibitions_sourced.csv")
    areas = [one.area for one in imports.all(Exhibition)]
    assert areas == [115_000, 105_000, 105_000, 80_000, None, None, None, 30_000, 50_000, None]


def test_a_real_roster_of_codes(imports: Importing, shared: Path, tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    columns = '"公司名称" = "企业名称"\n"信用代码" = "统一社会信用代码"\n'
    path.write_text(f'kind = "企业"\n[columns]\n{columns}[constants]\n"行业" = "未知"\n', "utf-8")
    imports.take(shared / "data" / "real" / "R05_chongqing_listed_uscc.xls", mapping=path)
    firms = imports.all(Enterprise)
    assert len(firms) == 55
    assert all(firm.uscc for firm in firms)
    assert all("〔工商注册号〕" in firm.note for firm in firms)


@pytest.mark.parametrize(
    "name",
    [
        *("facts_sourced.csv", "published_list_foshan.csv", "R05_chongqing_listed_uscc.xls"),
        *("shenzhen_fashion_listed_revenue.csv", "M02_retail_sales_multirow_header.xlsx"),
        *("M07_import_template_instruction_row.xls", "M09_70_merged_ranges.xlsx", "M11_hidden_dictionary_sheet.xls"),
    ],
)
def test_real_files_of_other_shapes_are_asked_about_and_write_nothing(
    imports: Importing, shared: Path, name: str
) -> None:
    intake = imports.look(shared / "data" / "real" / name)
    assert len(intake.faults) == 1
    assert verdicts(intake) == []
    assert all(one.as_dict()["rows"] > 0 for one in itertools.islice(intake.sheets, 1))


def test_workbooks_for_tests_are_read_as_they_were_written(tmp_path: Path) -> None:
    book, _ = open_workbook(workbook(tmp_path / "a.xlsx", {"企业": [["甲", 1], [None, "乙"]]}))
    assert book is not None
    assert book.sheets[0].rows == [["甲", 1.0], ["", "乙"]]
