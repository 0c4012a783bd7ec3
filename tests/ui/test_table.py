from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fashiontracker.errors import Problem
from fashiontracker.text import use_language
from fashiontracker.ui.columns import Column, Kind, Sort
from fashiontracker.ui.marks import STATUS
from fashiontracker.ui.style import Style, look
from fashiontracker.ui.table import Block, Table, read_tsv
from fashiontracker.ui.table_model import BLOCK, TableModel

COLUMNS = (
    Column("name", "企业名称", width=240, editable=True),
    Column("code", "统一社会信用代码", Kind.CODE, 180, editable=True),
    Column("revenue", "营收（万元）", Kind.MONEY, 120, editable=True),
    Column("listed", "上市日期", Kind.DATE, editable=True),
    Column("status", "状态", Kind.STATUS, marks=STATUS),
    Column("district", "区", Kind.CHOICE, editable=True, choices=lambda: ["南山区", "福田区"]),
)


class Rows:
    """A source of made-up rows that counts what it is asked for."""

    def __init__(self, count: int) -> None:
        self.data: dict[int, list[object]] = {
            id_: [f"示例{id_}", "", id_ * 1234.5, date(2024, 1, 31), "behind", "南山区"] for id_ in range(1, count + 1)
        }
        self.asked: list[int] = []
        self.written: list[tuple[int, str, object]] = []
        self.refuse: Problem | None = None

    def ids(self, sort: Sort | None) -> Sequence[int]:
        return sorted(self.data, reverse=bool(sort and sort.descending))

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[object]]:
        self.asked.append(len(ids))
        return {id_: self.data[id_] for id_ in ids if id_ in self.data}

    def write(self, id_: int, key: str, value: object) -> Problem | None:
        if self.refuse:
            return self.refuse
        self.written.append((id_, key, value))
        self.data[id_][[column.key for column in COLUMNS].index(key)] = value
        return None


@pytest.fixture
def rows() -> Rows:
    return Rows(100_000)


@pytest.fixture
def table(style: Style, rows: Rows, qtbot: QtBot) -> Table:
    table = Table(COLUMNS, rows, "企业")
    qtbot.addWidget(table)
    table.resize(1000, 600)
    table.reload()
    table.show()
    table.setFocus()
    return table


def text(table: Table, row: int, column: int) -> Any:
    return table.model().index(row, column).data()


def test_the_model_keeps_qts_contract(rows: Rows, qtmodeltester: ModelTester) -> None:
    rows.data = dict(list(rows.data.items())[:40])
    model = TableModel(COLUMNS, rows)
    model.reload()
    qtmodeltester.check(model)


def test_a_long_table_opens_by_loading_what_is_in_sight(table: Table, rows: Rows, qtbot: QtBot) -> None:
    table.viewport().repaint()
    assert table.model().rowCount() == 100_000
    assert rows.asked == [BLOCK]


def test_the_far_end_costs_one_more_block(table: Table, rows: Rows) -> None:
    table.viewport().repaint()
    rows.asked.clear()
    table.scrollToBottom()
    table.viewport().repaint()
    assert 1 <= len(rows.asked) <= 2
    assert text(table, 99_999, 0) == "示例100000"


def test_values_are_said_as_people_write_them(table: Table) -> None:
    assert [text(table, 0, column) for column in range(6)] == ["示例1", "", "1,234.50", "2024-01-31", "滞后", "南山区"]


def test_numbers_stand_right_and_words_left(table: Table) -> None:
    model = table.model()
    assert model.index(0, 2).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.index(0, 0).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignLeft


def test_a_row_that_vanished_is_blank_and_breaks_nothing(table: Table, rows: Rows) -> None:
    del rows.data[50_002]
    assert text(table, 50_001, 0) == ""
    assert text(table, 50_002, 0) == "示例50003"


def test_a_click_on_a_heading_sorts_through_the_source_and_stays_on_the_row(table: Table) -> None:
    table.go_to(7)
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert table.model_.order == Sort("name", descending=True)
    assert text(table, 0, 0) == "示例100000"
    assert table.current_id() == 7


def test_reloading_stays_on_the_record(table: Table, rows: Rows) -> None:
    table.go_to(50)
    for id_ in range(1, 10):
        del rows.data[id_]
    table.reload()
    assert table.current_id() == 50
    assert not table.go_to(5)


def test_an_edit_writes_one_cell_and_shows_it(table: Table, rows: Rows, qtbot: QtBot) -> None:
    table.go_to(3)
    with qtbot.waitSignal(table.model_.written) as written:
        table.model().setData(table.model().index(2, 0), "新名称")
    assert written.args == [3, "name"]
    assert rows.written == [(3, "name", "新名称")]
    assert text(table, 2, 0) == "新名称"


def test_an_edit_that_changes_nothing_is_not_written(table: Table, rows: Rows) -> None:
    table.model().setData(table.model().index(2, 0), "示例3")
    assert rows.written == []


def test_a_refused_edit_says_why_and_changes_nothing(table: Table, rows: Rows, qtbot: QtBot) -> None:
    rows.refuse = Problem("taken", "名称已被使用")
    with qtbot.waitSignal(table.model_.refused) as refused:
        table.model().setData(table.model().index(2, 0), "示例4")
    assert refused.args[0].text() == "名称已被使用"
    assert text(table, 2, 0) == "示例3"


def edit(table: Table, qtbot: QtBot, column: int, typed: str) -> QLineEdit:
    index = table.model().index(0, column)
    table.setCurrentIndex(index)
    table.edit(index)
    editor = table.indexWidget(index)
    assert isinstance(editor, QLineEdit)
    editor.setText(typed)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    return editor


def test_what_is_typed_in_a_cell_is_read_by_its_kind(table: Table, rows: Rows, qtbot: QtBot) -> None:
    for column, typed in ((2, "98,765.5"), (3, "2023/6/30")):
        with qtbot.waitSignal(table.model_.written):
            edit(table, qtbot, column, typed)
    assert rows.written == [(1, "revenue", 98765.5), (1, "listed", date(2023, 6, 30))]


@pytest.mark.parametrize(("column", "typed"), [(1, "91440300MA5EXAMPL0"), (2, "很多"), (3, "2023-02-30"), (5, "香港")])
def test_what_will_not_do_never_leaves_the_cell(
    table: Table, rows: Rows, qtbot: QtBot, column: int, typed: str
) -> None:
    editor = edit(table, qtbot, column, typed)
    assert rows.written == []
    assert editor.isVisible()
    assert editor.toolTip()


def test_enter_ends_an_edit_and_does_not_open_the_record(table: Table, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(table.opened), qtbot.waitSignal(table.model_.written):
        edit(table, qtbot, 2, "98,765.5")


def test_rows_that_change_meanwhile_wait_for_the_end_of_an_edit(table: Table, qtbot: QtBot) -> None:
    editor = edit(table, qtbot, 2, "很多")
    with qtbot.assertNotEmitted(table.model_.modelReset):
        table.reload()
    assert editor.isVisible()
    with qtbot.waitSignal(table.caught_up):
        qtbot.keyClick(editor, Qt.Key.Key_Escape)


def test_a_read_only_table_edits_nothing(table: Table) -> None:
    table.model_.editable = False
    assert not table.model().index(0, 0).flags() & Qt.ItemFlag.ItemIsEditable


def test_copy_speaks_tsv_of_the_shown_columns(table: Table) -> None:
    table.setColumnHidden(1, True)
    table.setCurrentIndex(table.model().index(0, 0))
    model = table.selectionModel()
    flag = model.SelectionFlag.Select
    for row in (0, 1):
        for column in (0, 1, 2):
            model.select(table.model().index(row, column), flag)
    table.copy_selection()
    assert QGuiApplication.clipboard().text() == "示例1\t1234.5\n示例2\t2469"


def test_paste_offers_the_block_from_the_current_cell(table: Table, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText('甲\t"一\n二"\r\n乙\t3\r\n')
    table.setCurrentIndex(table.model().index(4, 1))
    with qtbot.waitSignal(table.pasted) as pasted:
        qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert pasted.args == [Block(4, 1, (("甲", "一\n二"), ("乙", "3")))]


def test_tsv_of_nothing_is_nothing() -> None:
    assert read_tsv("") == ()


def test_the_keys_are_the_same_everywhere(table: Table, qtbot: QtBot) -> None:
    table.go_to(9)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [9]
    with qtbot.waitSignal(table.trashed) as trashed:
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert trashed.args == [[9]]


def test_the_current_record_is_told(table: Table, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.current_changed) as told:
        table.go_to(12)
    assert told.args == [12]


def test_a_layout_comes_back(table: Table, style: Style, rows: Rows, qtbot: QtBot) -> None:
    header = table.horizontalHeader()
    header.moveSection(header.visualIndex(4), 0)
    header.resizeSection(0, 300)
    table.setColumnHidden(3, True)
    table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    kept = table.layout_state()
    other = Table(COLUMNS, rows, "企业")
    qtbot.addWidget(other)
    other.restore_layout(kept)
    other.reload()
    assert other.layout_state() == kept
    assert other.columnWidth(0) == 300
    assert other.model_.order == Sort("revenue", descending=True)


def test_a_layout_of_other_columns_is_taken_as_far_as_it_fits(table: Table) -> None:
    table.restore_layout(
        {"order": ["gone", "status"], "widths": {"gone": 9}, "hidden": ["name"], "sort": ["gone", True]}
    )
    assert table.isColumnHidden(0)
    assert table.horizontalHeader().logicalIndex(0) == 4
    assert table.model_.order is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_title_is_never_cut(style: Style, rows: Rows, qtbot: QtBot, language: str) -> None:
    use_language(language)
    table = Table((Column("value", "文号或证书编号", width=60), Column("other", "名称", width=200)), rows, "企业")
    qtbot.addWidget(table)
    header = table.horizontalHeader()
    assert header.sectionSize(0) >= header.sectionSizeHint(0) > look().px(60)
    assert header.sectionSize(1) == look().px(200)


def test_the_column_chooser_shows_and_hides(table: Table, qtbot: QtBot) -> None:
    actions = table.column_menu().actions()
    with qtbot.waitSignal(table.layout_changed):
        actions[1].trigger()
    assert table.isColumnHidden(1)


def test_rows_grow_with_the_zoom(table: Table, style: Style) -> None:
    style.apply("light", 150)
    assert table.rowHeight(0) == 48
