"""Rows of 企业: who is meant, what changes, what is for the user to decide."""

from __future__ import annotations

from datetime import date

import pytest

from fashiontracker.exchange.verdicts import Decision, Fate
from fashiontracker.models.tables import Brand, Enterprise, Figure, FormerName, StageEvent
from tests.exchange.importing import Importing, code, fates, reasons, said, verdicts

HEAD = ["企业名称*", "统一社会信用代码", "行业*", "所属区", "成立日期", "2023年营业收入(万元)", "备注"]
NEW, UPDATED, UNCHANGED, CONFLICT, REJECTED = Fate


def firms(*rows: list[object], head: list[str] = HEAD) -> dict[str, list[list[object]]]:
    return {"企业": [list(head), *rows]}


def test_a_new_firm_is_recorded_as_its_row_says(imports: Importing) -> None:
    row = ["示例甲有限公司", code(1), "服装、黄金珠宝", "南山区（前海）", "2015年3月", "1.2亿", "示例"]
    assert fates(imports.take(firms(row))) == [NEW]
    firm = imports.one(Enterprise)
    assert (firm.name, firm.uscc, firm.sectors) == ("示例甲有限公司", code(1), ("clothing", "jewelry"))
    assert (firm.district, firm.qianhai, firm.founded_on, firm.note) == ("nanshan", True, date(2015, 3, 1), "示例")
    figure = imports.one(Figure)
    assert (figure.year, figure.value, figure.unit, figure.entered_in) == (2023, 12000.0, "万元", "roster")
    assert figure.enterprise_id == firm.id


def test_importing_again_changes_nothing_and_journals_nothing(imports: Importing) -> None:
    rows = firms(["示例甲有限公司", code(1), "服装", "南山", "2015", 5, "x"], ["示例乙有限公司", "", "家具"])
    imports.take(rows)
    before = imports.store.journal.head()
    intake, entry = imports.write(rows)
    assert fates(intake) == [UNCHANGED, UNCHANGED]
    assert entry is None
    assert imports.store.journal.head() == before


def test_an_import_is_one_entry_and_one_undo_step(imports: Importing) -> None:
    imports.take(firms(["示例甲有限公司", code(1), "服装", "", "", 5]))
    imports.store.journal.undo()
    assert imports.all(Enterprise) == []
    assert imports.all(Figure) == []


def test_an_empty_cell_changes_nothing_and_a_list_is_replaced(imports: Importing) -> None:
    imports.take(firms(["示例甲有限公司", code(1), "服装、家具", "南山", "2015", 5, "旧"]))
    intake = imports.take(firms(["示例甲有限公司", code(1), "皮革", "", "", "", ""]))
    assert fates(intake) == [UPDATED]
    assert [(change.column, change.old, change.new) for change in verdicts(intake)[0].changes] == [
        ("行业", ("clothing", "furniture"), ("leather",))
    ]
    firm = imports.one(Enterprise)
    assert (firm.sectors, firm.district, firm.founded_on, firm.note) == ("leather",) * 0 + (
        ("leather",), "nanshan", date(2015, 1, 1), "旧"
    )  # fmt: skip


def test_a_code_is_met_in_full_width_and_lower_case(imports: Importing) -> None:
    imports.take(firms(["示例甲有限公司", code(1), "服装"]))
    wide = code(1).lower().translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"})
    assert fates(imports.take(firms(["示例甲有限公司", wide, "家具"]))) == [UPDATED]


def test_without_a_code_the_name_decides_whatever_its_width(imports: Importing) -> None:
    imports.take(firms(["示例（深圳）有限公司", "", "服装"]))
    assert fates(imports.take(firms(["示例 (深圳)有限公司", code(1), "家具"]))) == [UPDATED]
    firm = imports.one(Enterprise)
    assert (firm.name, firm.uscc) == ("示例（深圳）有限公司", code(1))


def test_a_second_row_for_a_firm_updates_it_and_says_so(imports: Importing) -> None:
    intake = imports.take(firms(["示例甲", code(1), "服装", "南山"], ["示例甲", code(1), "", "福田", "2015"]))
    assert fates(intake) == [NEW, UPDATED]
    assert imports.one(Enterprise).district == "futian"
    assert "second_row" in said(intake)


def test_two_names_with_one_code_are_for_the_user(imports: Importing) -> None:
    imports.take(firms(["示例甲", code(1), "服装"]))
    rows = firms(["示例乙", code(1), "家具"])
    intake = imports.look(rows)
    assert fates(intake) == [CONFLICT]
    assert reasons(intake) == ["two_names"]
    imports.take(rows, decide={2: Decision.TAKE_NEW})
    firm = imports.one(Enterprise)
    assert (firm.name, firm.sectors) == ("示例乙", ("furniture",))
    assert imports.one(FormerName).name == "示例甲"
    assert fates(imports.take(firms(["示例甲", "", "服装"]))) == [UPDATED]  # the former name is still its name


def test_the_old_name_can_be_kept(imports: Importing) -> None:
    imports.take(firms(["示例甲", code(1), "服装"]))
    imports.take(firms(["示例乙", code(1), "家具"]), decide={2: Decision.KEEP_OLD})
    firm = imports.one(Enterprise)
    assert (firm.name, firm.sectors) == ("示例甲", ("furniture",))


@pytest.mark.parametrize(
    ("decision", "codes"),
    [(Decision.TAKE_NEW, [2]), (Decision.KEEP_OLD, [1]), (Decision.SEPARATE, [1, 2])],
)
def test_one_name_with_two_codes_is_for_the_user(imports: Importing, decision: Decision, codes: list[int]) -> None:
    imports.take(firms(["示例甲", code(1), "服装"]))
    rows = firms(["示例甲", code(2), "服装"])
    assert reasons(imports.look(rows)) == ["two_codes"]
    imports.take(rows, decide={2: decision})
    assert [firm.uscc for firm in imports.all(Enterprise)] == [code(number) for number in codes]


def test_conflicts_inside_one_file_are_found_too(imports: Importing) -> None:
    rows = firms(["示例甲", code(1), "服装"], ["示例乙", code(1), "服装"], ["示例甲", code(2), "服装"])
    assert fates(imports.look(rows)) == [NEW, CONFLICT, CONFLICT]


def test_two_figures_for_one_year_are_both_for_the_user(imports: Importing) -> None:
    rows = firms(
        ["示例甲", code(1), "服装", "", "", 5], ["示例甲", code(1), "", "", "", 6], ["示例乙", code(2), "家具"]
    )
    intake, _ = imports.write(rows, keep_good=True)
    assert fates(intake) == [CONFLICT, CONFLICT, NEW]
    assert imports.all(Figure) == []
    imports.take(rows, decide={3: Decision.TAKE_NEW})
    assert imports.one(Figure).value == 6


def test_a_missing_name_or_sector_rejects_a_new_firm_only(imports: Importing) -> None:
    intake = imports.look(firms(["示例甲", code(1), ""], ["", code(2), "服装"]))
    assert fates(intake) == [REJECTED, REJECTED]
    assert reasons(intake) == ["required", "required"]
    imports.take(firms(["示例甲", code(1), "未知"]))
    assert imports.one(Enterprise).sectors == ()
    assert fates(imports.take(firms(["", code(1), "", "南山"]))) == [UPDATED]


def test_all_or_nothing_unless_the_good_rows_are_asked_for(imports: Importing) -> None:
    rows = firms(["示例甲", code(1), "服装"], ["示例乙", code(2)[:-1], "服装"])
    with pytest.raises(Exception, match="没有写入"):
        imports.write(rows)
    assert imports.all(Enterprise) == []
    imports.write(rows, keep_good=True)
    assert [firm.name for firm in imports.all(Enterprise)] == ["示例甲"]


def test_a_bad_last_row_of_two_thousand_is_found(imports: Importing) -> None:
    rows = [[f"示例{number}号有限公司", code(number), "服装"] for number in range(2000)]
    intake = imports.look(firms(*rows, ["示例末", "91", "服装"]))
    assert fates(intake).count(NEW) == 2000
    assert verdicts(intake)[-1].place.row == 2002
    assert reasons(intake) == ["uscc_length"]


def test_every_fault_of_a_row_is_named_with_its_cell(imports: Importing) -> None:
    intake = imports.look(firms(["示例甲", "91X", "渔业", "香港", "2023-02-30", "约500"]))
    lines = [fault.line() for fault in intake.faults]
    assert [line.split(":")[0] for line in lines] == [f"企业!{letter}2" for letter in "BCDEF"]
    assert all(value in line for value, line in zip(("91X", "渔业", "香港", "2023-02-30", "约500"), lines, strict=True))
    rejected = intake.as_rejected()
    assert [(one["row"], one["column"], one["value"]) for one in rejected][1] == (2, "行业", "渔业")


def test_unknown_columns_are_kept_in_the_note_once(imports: Importing) -> None:
    rows = {"企业": [["企业名称", "行业", "法人", "注册地"], ["示例甲", "服装", "示例人", "示例路1号"]]}
    intake = imports.take(rows)
    assert "unknown_columns" in said(intake)
    assert imports.one(Enterprise).note == "〔法人〕示例人\n〔注册地〕示例路1号"
    assert fates(imports.take(rows)) == [UNCHANGED]
    rows["企业"][1][2] = "另一人"
    imports.take(rows)
    assert imports.one(Enterprise).note == "〔法人〕另一人\n〔注册地〕示例路1号"
    imports.take(firms(["示例甲", "", "", "", "", "", "新的备注"]))
    assert imports.one(Enterprise).note == "新的备注\n〔法人〕另一人\n〔注册地〕示例路1号"


def test_names_that_look_alike_are_offered_not_merged(imports: Importing) -> None:
    imports.take(firms(["示例时尚有限公司", code(1), "服装"]))
    intake = imports.take(
        firms(["示例时尚有限责任公司", "", "服装"], ["示例时上有限公司", "", "服装"], ["示例时尚2有限公司", "", "服装"])
    )
    assert fates(intake) == [NEW, NEW, NEW]
    assert said(intake).count("lookalike") >= 2
    assert len(imports.all(Enterprise)) == 4


def test_former_names_are_recorded_with_their_day(imports: Importing) -> None:
    rows = {"企业": [["企业名称", "行业", "曾用名"], ["示例甲", "服装", "示例旧名（至2023-08-18）\n示例更旧"]]}
    imports.take(rows)
    assert [(one.name, one.until) for one in imports.all(FormerName)] == [
        ("示例旧名", date(2023, 8, 18)),
        ("示例更旧", None),
    ]
    assert fates(imports.take(rows)) == [UNCHANGED]
    assert fates(imports.take(firms(["示例旧名", "", "服装"]))) == [UNCHANGED]


def test_a_former_name_that_two_rows_give_is_recorded_once(imports: Importing) -> None:
    head = ["企业名称", "行业", "曾用名"]
    imports.take({"企业": [head, ["示例甲", "服装", "示例旧名"], ["示例甲", "服装", "示例旧名（至2023-08-18）"]]})
    assert [(one.name, one.until) for one in imports.all(FormerName)] == [("示例旧名", date(2023, 8, 18))]


def test_a_row_whose_figure_another_contradicts_says_so_once_however_many_years_it_gives(imports: Importing) -> None:
    head = ["企业名称*", "行业*", "2021年营业收入(万元)", "2022年营业收入(万元)", "2023年营业收入(万元)"]
    intake = imports.look({"企业": [head, ["示例甲", "服装", 1, 2, 3], ["示例甲", "服装", 1, 2, 4]]})
    assert [[fault.problem.code for fault in verdict.faults] for verdict in verdicts(intake)] == [["two_values"]] * 2


def test_unseen_characters_are_taken_out_and_told(imports: Importing) -> None:
    intake = imports.take(firms(["示例\u200b甲\u202e", code(1), "服装"]))
    assert imports.one(Enterprise).name == "示例甲"
    assert "cleaned" in said(intake)


# ---- the wide form ---------------------------------------------------------------------------------------------

WIDE = ["企业名称", "行业", "品牌", "资质", "认定日期"]


def events(imports: Importing) -> list[tuple[str, str, str, date]]:
    return [(one.subject_kind, one.designation, one.stage, one.happened_on) for one in imports.all(StageEvent)]


def test_titles_and_dates_pair_by_position(imports: Importing) -> None:
    rows = firms(["示例甲", "钟表", "", "专精特新小巨人、高新技术企业", "2023-05-01；2021"], head=WIDE)
    imports.take(rows)
    assert events(imports) == [
        ("enterprise", "little_giant", "recognised", date(2023, 5, 1)),
        ("enterprise", "high_tech_enterprise", "recognised", date(2021, 1, 1)),
    ]
    assert fates(imports.take(rows)) == [UNCHANGED]


def test_one_date_serves_all_titles(imports: Importing) -> None:
    imports.take(firms(["示例甲", "钟表", "", "“小巨人”\n独角兽", date(2023, 5, 1)], head=WIDE))
    assert [day for *_, day in events(imports)] == [date(2023, 5, 1)] * 2


def test_titles_and_dates_of_other_numbers_are_rejected(imports: Importing) -> None:
    intake = imports.look(firms(
        ["示例甲", "钟表", "", "小巨人、独角兽、高新技术企业", "2023、2024"],
        ["示例乙", "钟表", "", "小巨人", "2023、2024"],
        ["示例丙", "钟表", "", "", "2023"],
        ["示例丁", "钟表", "", "小巨人", ""],
        ["示例戊", "钟表", "", "不存在的称号", "2023"],
        head=WIDE,
    ))  # fmt: skip
    assert fates(intake) == [REJECTED] * 5
    assert reasons(intake) == ["unequal_dates", "unequal_dates", "dates_alone", "title_undated", "unknown_designation"]


def test_brands_of_the_wide_form_are_records_of_the_firm(imports: Importing) -> None:
    rows = firms(["示例甲", "服装", "示例牌、另一牌", "", ""], head=WIDE)
    imports.take(rows)
    assert [(one.name, one.owner_id) for one in imports.all(Brand)] == [("示例牌", 1), ("另一牌", 1)]
    assert fates(imports.take(rows)) == [UNCHANGED]


def test_a_title_of_brands_goes_to_the_one_brand_or_is_asked_about(imports: Importing) -> None:
    imports.take(firms(["示例甲", "服装", "示例牌", "全国知名品牌", "2023"], head=WIDE))
    assert events(imports) == [("brand", "national_brand", "recognised", date(2023, 1, 1))]
    assert reasons(imports.look(firms(["示例乙", "服装", "甲牌、乙牌", "全国知名品牌", "2023"], head=WIDE))) == [
        "title_of_brand"
    ]


def test_what_a_cell_says_twice_is_recorded_once(imports: Importing) -> None:
    head = ["企业名称*", "行业*", "品牌", "资质", "认定日期", "曾用名"]
    row = ["示例甲有限公司", "服装", "示例牌P、示例牌Ｐ", "小巨人、专精特新小巨人", "2023", "示例旧名、示例旧名"]
    imports.take(firms(row, head=head))
    assert imports.one(Brand).name == "示例牌P"
    assert imports.one(StageEvent).designation == "little_giant"
    assert imports.one(FormerName).name == "示例旧名"
    assert fates(imports.take(firms(row, head=head))) == [UNCHANGED]


def test_dates_that_do_not_pair_are_shown_as_they_stand_in_the_cell(imports: Importing) -> None:
    head = ["企业名称*", "行业*", "资质", "认定日期"]
    intake = imports.look(firms(["示例甲有限公司", "服装", "小巨人", "2023、2022年5月"], head=head))
    (fault,) = verdicts(intake)[0].faults
    assert (fault.column, fault.value) == ("认定日期", "2023、2022年5月")
