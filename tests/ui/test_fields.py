from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from fashiontracker.plan.types import Unit
from fashiontracker.ui.fields import (
    ChoiceField,
    CodeField,
    DateField,
    Field,
    Labelled,
    NumberField,
    read_date,
    read_number,
)
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.style import Style

GOOD_CODE = "91440300MA5DEM0019"
WAN = Unit("wan", "万元", "CNY 10k", (), "money", 10_000)


@pytest.mark.parametrize("typed", ["2024-06-30", "2024/6/30", "2024.6.30", "2024年6月30日", "20240630"])
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert read_date(typed) == date(2024, 6, 30)


@pytest.mark.parametrize("typed", ["", "2024", "2024-13-01", "2023-02-29", "30/6/2024", "昨天", "2024-06"])
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_date(typed) is None


@given(st.dates())
def test_every_day_reads_back(day: date) -> None:
    assert read_date(day.isoformat()) == day


@given(st.text())
def test_reading_never_raises(typed: str) -> None:
    read_date(typed)
    read_number(typed)


def test_numbers_may_be_grouped() -> None:
    assert read_number("1,234,567.5") == 1234567.5
    assert read_number("一万") is None
    assert read_number("nan") is None


def test_a_code_is_judged_while_it_is_typed(style: Style, qtbot: QtBot) -> None:
    field = CodeField()
    qtbot.addWidget(field)
    qtbot.keyClicks(field, GOOD_CODE.lower()[:17])
    assert "17" in field.problem
    qtbot.keyClicks(field, "9")
    assert field.problem == ""
    assert field.text() == GOOD_CODE
    field.setText(GOOD_CODE[:17] + "4")
    assert field.problem
    assert field.property("problem") is True


def test_a_required_field_complains_only_when_left(style: Style, qtbot: QtBot) -> None:
    field = Field(required=True)
    qtbot.addWidget(field)
    assert field.problem == ""
    assert not field.judge()
    field.setText("有了")
    assert field.judge()


def test_a_day_is_tidied_when_left(style: Style, qtbot: QtBot) -> None:
    field = DateField()
    qtbot.addWidget(field)
    field.setText("2024年6月1日")
    field.editingFinished.emit()
    assert field.text() == "2024-06-01"
    assert field.value == date(2024, 6, 1)


def test_a_number_has_a_floor_and_a_unit(style: Style, qtbot: QtBot) -> None:
    field = NumberField(WAN, least=0)
    qtbot.addWidget(field)
    field.setText("-1")
    assert field.problem
    field.set_value(1234567.25)
    assert field.text() == "1,234,567.25"
    assert field.value == 1234567.25


@pytest.mark.parametrize("typed", ["125000", "12.5亿", "12.5 亿元", "125,000万元", "１２５０００"])
def test_a_field_with_a_unit_reads_what_a_workbook_may_say(typed: str, style: Style, qtbot: QtBot) -> None:
    field = NumberField(WAN)
    qtbot.addWidget(field)
    field.setText(typed)
    assert field.value == 125000
    assert not field.problem


@pytest.mark.parametrize("typed", ["约12亿", "1,2,3", "12亩", "12美元", "无"])
def test_a_field_with_a_unit_says_why_it_cannot_read(typed: str, style: Style, qtbot: QtBot) -> None:
    field = NumberField(WAN)
    qtbot.addWidget(field)
    field.setText(typed)
    assert field.value is None
    assert field.problem


def test_a_choice_is_one_of_the_list(style: Style, qtbot: QtBot) -> None:
    field = ChoiceField(["南山区", "福田区"])
    qtbot.addWidget(field)
    field.setText("南山")
    assert field.problem
    field.setText("南山区")
    assert not field.problem


def test_the_reason_stands_under_the_field(style: Style, qtbot: QtBot) -> None:
    field = DateField()
    shown = Labelled("日期", field)
    qtbot.addWidget(shown)
    field.setText("x")
    assert shown.reason.text() == field.problem
    assert field.accessibleName() == "日期"
    field.setText("")
    assert shown.reason.text() == ""


def test_a_form_is_not_accepted_while_a_field_will_not_do(style: Style, qtbot: QtBot) -> None:
    dialog = FormDialog("新建企业", "保存")
    qtbot.addWidget(dialog)
    name, day = Field(required=True), DateField()
    dialog.add("名称", name)
    dialog.add("日期", day)
    with qtbot.assertNotEmitted(dialog.accepted):
        dialog.deed.click()
    name.setText("示例")
    with qtbot.waitSignal(dialog.accepted):
        dialog.deed.click()


def test_one_types_into_a_form_at_once(style: Style, qtbot: QtBot) -> None:
    dialog = FormDialog("新建企业", "保存")
    qtbot.addWidget(dialog)
    name = Field(required=True)
    dialog.add("名称", name)
    dialog.show()
    assert dialog.focusWidget() is name
