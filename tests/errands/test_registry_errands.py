"""Errands on the registry: find a firm and correct a figure, edit many at once, paste from Excel, merge two records."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from fashiontracker.models import tables
from fashiontracker.ui import messages
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.pages.registry import bulk, joining, pasting
from fashiontracker.ui.pages.registry.doubles import DuplicatesDialog
from fashiontracker.ui.pages.registry.fact import Fact
from fashiontracker.ui.pages.registry.figures import FigureForm
from fashiontracker.ui.pages.registry.page import RegistryPage
from fashiontracker.ui.palette_box import PaletteBox
from fashiontracker.ui.toast import Toast
from fashiontracker.ui.window import Window
from tests.models.conftest import rows_in
from tests.ui import roster
from tests.ui.roster import EYEWEAR, GELISI, LEATHER, NAMES, WATCHES, WATCHES_TOO, entries, names, stored

NO_MODIFIER = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> RegistryPage:
    return roster.shown(empty_window, roster.made(tmp_path / "示例.db"), qtbot)


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = NO_MODIFIER) -> None:
    qtbot.keyClick(widget, key, held)


def accepting(monkeypatch: pytest.MonkeyPatch, dialog: type[QDialog], fill: object = None) -> list[QDialog]:
    """Fill a dialog in and accept it as soon as it opens."""
    seen: list[QDialog] = []

    def run(shown: QDialog) -> int:
        seen.append(shown)
        if fill is not None:
            fill(shown)  # type: ignore[operator]
        if isinstance(shown, FormDialog):
            shown.deed.click()
            return shown.result()
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(dialog, "exec", run)
    return seen


def test_find_a_firm_by_its_initials_correct_a_figure_and_take_it_back(
    page: RegistryPage, empty_window: Window, qtbot: QtBot
) -> None:
    """Keyboard only: Ctrl+K gls Enter, Enter, F2, the figure, Enter, Ctrl+Z."""
    empty_window.go("overview")
    empty_window.actions_["find"].trigger()
    box = empty_window.findChild(PaletteBox)
    assert isinstance(box, PaletteBox)
    qtbot.keyClicks(box.line, "gls")
    assert box._found[0].title == NAMES[0]
    assert roster.code(1) in box._found[0].detail
    press(qtbot, box.line, Qt.Key.Key_Return)
    assert empty_window.page is page
    assert page.table.current_id() == GELISI
    press(qtbot, page.table, Qt.Key.Key_Return)
    assert page.panel is not None
    figure = next(one for one in page.panel._content.findChildren(Fact) if one.label.text() == "2024 年")
    assert figure.shown.focusPolicy() & Qt.FocusPolicy.TabFocus
    press(qtbot, figure.shown, Qt.Key.Key_F2)
    editor = figure.editor
    assert editor is not None
    qtbot.keyClicks(editor, "1,650.5")
    press(qtbot, editor, Qt.Key.Key_Return)
    assert stored(empty_window, tables.Figure)[2].value == 1650.5
    qtbot.waitUntil(lambda: page.table.model_.index(0, 8).data() == "1,650.50")
    assert any(toast.text == "已保存：更正“示例歌力思服饰有限公司”2024 年营业收入" for toast in toasts(empty_window))
    empty_window.actions_["undo"].trigger()
    assert stored(empty_window, tables.Figure)[2].value == 1500.0
    assert page.table.model_.index(0, 8).data() == "1,500.00"


def toasts(window: Window) -> list[Toast]:
    return window.findChildren(Toast)


def test_a_figure_is_added_in_another_unit(
    page: RegistryPage, empty_window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(form: FigureForm) -> None:
        form.year.setText("2022")
        form.value.setText("0.9")
        form.unit.setCurrentIndex(form.unit.findData("亿元"))
        assert form.wrong() == []

    accepting(monkeypatch, FigureForm, fill)
    page.open_record(GELISI)
    assert page.panel is not None
    from fashiontracker.ui.pages.registry.figures import Figures

    page.panel._content.findChild(Figures)._add()
    added = stored(empty_window, tables.Figure)[3]
    assert (added.year, added.value, added.unit, added.entered_in) == (2022, 9000.0, "万元", "indicators")


def test_edit_many_at_once_and_take_it_back(
    page: RegistryPage, empty_window: Window, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    said: list[str] = []

    def fill(form: bulk.BulkForm) -> None:
        form.column.setCurrentIndex(form.column.findText("所属区"))
        form.value.setText("龙华区")
        said.append(form.preview.text())
        assert form.wrong() == []

    accepting(monkeypatch, bulk.BulkForm, fill)
    page.quick.setText("钟表")
    qtbot.waitUntil(lambda: len(names(page)) == 2)
    before = entries(empty_window)
    page.deeds.bulk()
    assert said == ["将修改 2 家企业"]
    assert [stored(empty_window)[key].district for key in (WATCHES, WATCHES_TOO)] == ["longhua", "longhua"]
    assert entries(empty_window) == before + 1
    empty_window.actions_["undo"].trigger()
    assert [stored(empty_window)[key].district for key in (WATCHES, WATCHES_TOO)] == ["guangming", "luohu"]


def test_a_bulk_edit_that_changes_nothing_cannot_be_accepted(page: RegistryPage, qtbot: QtBot) -> None:
    form = bulk.BulkForm(
        page.desk.app.store, page.wording, page.writer.typist, [bulk.Scope("两家", [WATCHES, WATCHES_TOO])]
    )
    qtbot.addWidget(form)
    form.column.setCurrentIndex(form.column.findText("企业规模"))
    form.value.setText("中型")
    assert not form.deed.isEnabled()
    form.value.setText("大型")
    assert form.deed.isEnabled()


def paste(page: RegistryPage, qtbot: QtBot, row: int, column: str, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    columns = [one.key for one in page.table.model_.columns]
    page.table.setCurrentIndex(page.table.model_.index(row, columns.index(column)))
    press(qtbot, page.table, Qt.Key.Key_V, CTRL)


def test_a_block_from_a_spreadsheet_is_pasted_as_one_step(
    page: RegistryPage, empty_window: Window, qtbot: QtBot
) -> None:
    before = entries(empty_window)
    paste(page, qtbot, 1, "sectors", "皮革\t南山\n眼镜、化妆品\t\n")
    assert entries(empty_window) == before + 1
    assert stored(empty_window)[LEATHER].district == "nanshan"
    assert stored(empty_window)[EYEWEAR].sectors == ("eyewear", "cosmetics")
    assert stored(empty_window)[EYEWEAR].district == "longgang"  # an empty cell changes nothing
    empty_window.actions_["undo"].trigger()
    assert stored(empty_window)[LEATHER].district is None


def test_refused_cells_are_shown_before_anything_is_written(
    page: RegistryPage, empty_window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    previews = accepting(monkeypatch, pasting.PastePreview)
    paste(page, qtbot, 1, "uscc", f"{roster.code(7)}\n{roster.code(1)}\n123\n{roster.code(7)}\n\n{roster.code(8)}")
    assert len(previews) == 1
    assert stored(empty_window)[LEATHER].uscc == roster.code(7)
    assert [stored(empty_window)[key].uscc for key in (EYEWEAR, WATCHES, WATCHES_TOO)] == [None, roster.code(2), None]
    texts = [previews[0].deed.text()]  # type: ignore[attr-defined]
    assert texts == ["粘贴可以接受的 1 格"]


def test_one_cell_fills_all_selected_rows(page: RegistryPage, empty_window: Window, qtbot: QtBot) -> None:
    page.quick.setText("钟表")
    qtbot.waitUntil(lambda: len(names(page)) == 2)
    QGuiApplication.clipboard().setText("大型")
    columns = [one.key for one in page.table.model_.columns]
    model, chosen = page.table.model_, page.table.selectionModel()
    for row in (0, 1):
        chosen.select(model.index(row, columns.index("size")), chosen.SelectionFlag.Select)
    chosen.setCurrentIndex(model.index(0, columns.index("size")), chosen.SelectionFlag.NoUpdate)
    page.table.paste()
    assert [stored(empty_window)[key].size for key in (WATCHES, WATCHES_TOO)] == ["大型", "大型"]


def test_move_to_the_trash_take_it_back_or_restore_it_later(
    page: RegistryPage, empty_window: Window, qtbot: QtBot
) -> None:
    page.table.go_to(LEATHER)
    press(qtbot, page.table, Qt.Key.Key_Delete)
    assert NAMES[4] not in names(page)
    toasts(empty_window)[-1].button.click()
    assert NAMES[4] in names(page)
    page.table.go_to(LEATHER)
    press(qtbot, page.table, Qt.Key.Key_Delete)
    page.deeds.enter_trash()
    assert names(page) == [NAMES[4]]
    assert page.trash_notice.isVisible()
    page.table.go_to(LEATHER)
    page.deeds.restore()
    page.deeds.leave_trash()
    assert NAMES[4] in names(page)


def test_delete_for_good_after_a_question(
    page: RegistryPage, empty_window: Window, monkeypatch: pytest.MonkeyPatch, spoken: list[str], qtbot: QtBot
) -> None:
    page.writer.trash([GELISI, LEATHER])
    page.deeds.enter_trash()
    page.table.selectAll()
    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)
    page.deeds.purge()
    assert names(page) == [NAMES[0]]
    assert spoken == ["有 1 条没有处理。"]


def test_merge_two_records_and_part_them_again(
    page: RegistryPage, empty_window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = page.desk.app.store.path
    before = rows_in(path)

    def choose(dialog: joining.MergeDialog) -> None:
        contests = {contest.field: contest.group for contest in dialog.contests}
        assert contests.keys() == {"name", "uscc", "district"}
        assert contests["uscc"].checkedId() == joining.LEFT  # the other has none
        contests["district"].button(joining.RIGHT).setChecked(True)

    accepting(monkeypatch, joining.MergeDialog, choose)
    page.deeds.find_duplicates()
    found: list[DuplicatesDialog] = []
    monkeypatch.setattr(DuplicatesDialog, "exec", lambda dialog: found.append(dialog) or 0)
    qtbot.waitUntil(lambda: bool(found))
    dialog = found[0]
    assert [(pair.left, pair.right) for pair in dialog.pairs] == [(WATCHES, WATCHES_TOO)]
    dialog.merge.click()
    assert dialog.pairs == []
    kept = stored(empty_window)
    assert WATCHES_TOO not in kept
    assert kept[WATCHES].district == "luohu"
    assert kept[WATCHES].note == "〔合并前所属区〕光明区"
    assert stored(empty_window, tables.Brand)[2].owner_id == WATCHES
    assert [one.name for one in stored(empty_window, tables.FormerName).values()] == [NAMES[2]]
    empty_window.actions_["undo"].trigger()
    assert rows_in(path) == before
    dialog.deleteLater()


def test_not_a_duplicate_is_remembered(page: RegistryPage, qtbot: QtBot, spoken: list[str]) -> None:
    dialog = DuplicatesDialog(page.desk.app, page.wording, _pairs(page), page)
    qtbot.addWidget(dialog)
    dialog.distinct.click()
    assert dialog.pairs == []
    page.deeds.find_duplicates()
    qtbot.waitUntil(lambda: spoken == ["没有找到可能重复的记录。"])


def _pairs(page: RegistryPage) -> list:
    from fashiontracker.models import duplicates

    with page.desk.app.store.reading() as session:
        return duplicates.find(session, tables.Enterprise)


def test_a_new_record_is_found_in_the_palette(
    page: RegistryPage, empty_window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fashiontracker.ui.pages.registry.add_form import AddForm

    def fill(form: AddForm) -> None:
        form.editors["name"].setText("示例重庆表行")
        form.editors["sectors"].setText("钟表")
        assert form.wrong() == []

    accepting(monkeypatch, AddForm, fill)
    page.deeds.new()
    assert page.table.current_id() == 6
    assert empty_window.finder is not None
    qtbot.waitUntil(lambda: bool(list(empty_window.finder.find("cqbh", empty_window.go))))  # type: ignore[union-attr]
