from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fashiontracker import text
from fashiontracker.errors import EnvironmentFault, Locked
from fashiontracker.ui import guide, messages, saving
from fashiontracker.ui.actions import DEEDS
from fashiontracker.ui.as_of import AsOfControl
from fashiontracker.ui.chips import Chip, ChipBar
from fashiontracker.ui.crash import CrashDialog, details
from fashiontracker.ui.empty import Empty, Way
from fashiontracker.ui.fate_bar import EVERY, FateBar
from fashiontracker.ui.guard import CrashGuard
from fashiontracker.ui.marks import Mark
from fashiontracker.ui.palette_box import Found, PaletteBox
from fashiontracker.ui.range_bar import RangeBar, Reach, describe
from fashiontracker.ui.scrolled import ScrolledBox
from fashiontracker.ui.style import Style, look
from fashiontracker.ui.toast import Toast


@pytest.fixture
def host(style: Style, qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(900, 600)
    widget.show()
    return widget


# ---- range bar ----


def test_a_bar_ends_at_the_larger_of_actual_and_maximum() -> None:
    assert Reach(7, 8, 12).top == 12
    assert Reach(15, 8, 12).top == 15
    assert Reach(None, None).top == 1
    assert Reach(3, 8, 12).share(6) == 0.5
    assert Reach(15, 8, 12, forecast=20).share(20) == 1


def test_a_bar_says_its_numbers_in_words() -> None:
    said = describe(Reach(7, 8, 12, expected=6.5, forecast=9))
    assert said == "实际 7，目标 8–12，进度要求 6.5，期末预测 9"
    assert describe(Reach(2, 2, 2)) == "实际 2，目标 2"


def test_a_bar_draws_what_is_longer_than_what_is_not(host: QWidget, qtbot: QtBot) -> None:
    def inked(actual: float) -> int:
        bar = RangeBar(Reach(actual, 8, 10), "按认定日期计", parent=host)
        bar.resize(200, 20)
        picture = bar.grab().toImage()
        return sum(picture.pixelColor(x, 10) == look().colour("bar") for x in range(200))

    assert inked(0) == 0
    assert 90 < inked(5) < 110
    assert inked(10) > 190


def test_a_bars_tooltip_begins_with_its_rule(host: QWidget) -> None:
    bar = RangeBar(Reach(7, 8, 12), "期内新认定，同一企业只计一次")
    assert bar.toolTip().startswith("期内新认定，同一企业只计一次\n实际 7")
    assert bar.accessibleName() == "实际 7，目标 8–12"


# ---- chips, empty states ----


def test_a_chip_goes_away_by_its_cross(host: QWidget, qtbot: QtBot) -> None:
    bar = ChipBar(host)
    bar.show_chips([Chip("sector", "行业 = 钟表"), Chip("title", "称号 = 小巨人")])
    button = next(one for one in bar.findChildren(type(bar.add)) if one.text() == "称号 = 小巨人")
    with qtbot.waitSignal(bar.removed) as removed:
        button.click()
    assert removed.args == ["title"]


def test_chips_wrap_where_the_room_is_narrow(host: QWidget) -> None:
    bar = ChipBar(host)
    bar.show_chips([Chip(str(number), f"条件 {number} = 很长的取值") for number in range(8)])
    assert bar.heightForWidth(300) > 2 * bar.heightForWidth(2000)


def test_an_empty_state_leads_on(host: QWidget, qtbot: QtBot) -> None:
    went: list[str] = []
    empty = Empty(
        "brands", "还没有品牌", "说明", [Way("导入", "import", lambda: went.append("import"), main=True)], host
    )
    empty.buttons[0].click()
    assert went == ["import"]


# ---- as-of ----


def test_the_date_control_offers_the_dates_people_ask_for(host: QWidget) -> None:
    control = AsOfControl(date(2025, 6, 30), host)
    control.set_period(date(2022, 1, 1), date(2025, 12, 31))
    assert dict(control.quick_picks(date(2025, 7, 9))) == {
        "今天": date(2025, 7, 9),
        "上月末": date(2025, 6, 30),
        "规划期末": date(2025, 12, 31),
        "2024 年末": date(2024, 12, 31),
        "2023 年末": date(2023, 12, 31),
        "2022 年末": date(2022, 12, 31),
    }


def test_the_date_control_tells_of_another_date_only(host: QWidget, qtbot: QtBot) -> None:
    control = AsOfControl(date(2025, 6, 30), host)
    with qtbot.assertNotEmitted(control.changed):
        control.set_day(date(2025, 6, 30))
    with qtbot.waitSignal(control.changed) as changed:
        control.set_day(date(2024, 12, 31))
    assert changed.args == [date(2024, 12, 31)]
    assert "2024-12-31" in control.text()


# ---- one voice ----


def test_a_toast_takes_back_what_was_done(host: QWidget, qtbot: QtBot) -> None:
    undone: list[bool] = []
    shown = messages.toast(host, "已保存：修改企业", lambda: undone.append(True))
    assert shown.isVisible()
    shown.button.click()
    assert undone == [True]
    assert not host.findChildren(Toast)


def test_a_new_toast_replaces_the_old_one(host: QWidget) -> None:
    messages.toast(host, "一")
    second = messages.toast(host, "二")
    assert host.findChildren(Toast) == [second]


def test_a_toast_without_undo_has_no_button(host: QWidget) -> None:
    assert not messages.toast(host, "已复制").findChildren(QPushButton)


# ---- crash ----


def broken() -> ValueError:
    firm = "某某服饰有限公司"
    try:
        raise ValueError(firm)
    except ValueError as error:
        return error


def test_crash_details_hold_places_but_no_business_data() -> None:
    said = details(broken())
    assert "ValueError" in said
    assert "test_widgets.py" in said
    assert "某某服饰" not in said
    assert "/" not in said.split("\n", 1)[1]


def test_the_crash_dialog_names_the_last_save_and_copies(host: QWidget) -> None:
    dialog = CrashDialog(broken(), "#12 修改企业", host)
    assert any(
        "#12 修改企业" in label.text()
        for label in dialog.findChildren(type(dialog.findChild(QWidget)))
        if hasattr(label, "text")
    )
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == dialog.report


def test_what_no_slot_caught_is_told_apart(
    host: QWidget, qtbot: QtBot, spoken: list[str], own_faults: list[BaseException]
) -> None:
    before = sys.excepthook
    guard = CrashGuard(host, lambda: "", lambda: False)
    guard.show(Locked("已被占用"))
    assert spoken == ["已被占用"]
    assert not host.findChildren(CrashDialog)
    guard.show(broken())
    guard.show(broken())
    assert len(own_faults) == 2
    own_faults.clear()
    dialogs = host.findChildren(CrashDialog)
    assert len(dialogs) == 1
    dialogs[0].accept()
    guard.release()
    assert sys.excepthook is before


def test_of_faults_at_the_same_time_one_is_told_in_a_box(host: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    boxes: list[str] = []
    guard = CrashGuard(host, lambda: "", lambda: False)

    def box(_near: QWidget, fault: EnvironmentFault) -> None:
        boxes.append(str(fault))
        guard.show(Locked("第二个"))

    monkeypatch.setattr(messages, "fail", box)
    guard.show(Locked("第一个"))
    guard.show(Locked("第三个"))
    guard.release()
    assert boxes == ["第一个", "第三个"]


def test_while_the_file_is_away_a_fault_is_told_in_passing(host: QWidget, spoken: list[str]) -> None:
    guard = CrashGuard(host, lambda: "", lambda: True)
    guard.show(Locked("不在原处"))
    guard.release()
    assert spoken == []
    toast = host.findChild(Toast)
    assert toast is not None
    assert toast.text == "不在原处"


# ---- palette, help ----


def test_the_palette_is_worked_from_the_keyboard(host: QWidget, qtbot: QtBot) -> None:
    chosen: list[str] = []

    def provide(words: str) -> list[Found]:
        names = [name for name in ("歌力思", "示例服饰", "示例钟表") if words in name]
        return [Found(name, "企业", "enterprises", lambda name=name: chosen.append(name)) for name in names]

    box = PaletteBox(provide, host)
    box.appear()
    box.line.setText("示例")
    assert box.list.count() == 2
    qtbot.keyClick(box.line, Qt.Key.Key_Down)
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert chosen == ["示例钟表"]
    assert not host.findChildren(PaletteBox)


def test_the_palette_says_when_nothing_is_found_and_leaves_by_escape(host: QWidget, qtbot: QtBot) -> None:
    box = PaletteBox(lambda words: [], host)
    box.appear()
    assert box.nothing.isVisibleTo(box)
    qtbot.keyClick(box.line, Qt.Key.Key_Escape)
    assert not host.findChildren(PaletteBox)


# ---- fate bar ----


def test_a_fate_can_be_pressed_once_a_row_met_it(host: QWidget, qtbot: QtBot) -> None:
    marks = {"new": Mark("new", "good", "新增"), "rejected": Mark("missed", "bad", "退回")}
    bar = FateBar(marks)
    qtbot.addWidget(bar)
    assert [button.isEnabled() for button in bar.buttons.values()] == [True, False, False]
    bar.show_counts({"new": 1_200, "rejected": 3})
    assert [button.text() for button in bar.buttons.values()] == ["全部 1,203", "新增 1,200", "退回 3"]
    with qtbot.waitSignal(bar.chosen) as chosen:
        bar.buttons["rejected"].click()
    assert chosen.args == ["rejected"]
    bar.choose(EVERY)
    assert [fate for fate, button in bar.buttons.items() if button.isChecked()] == [EVERY]


# ---- where a file is written ----


@pytest.mark.parametrize(
    ("typed", "written"),
    [("报告.PDF", "报告.PDF"), ("报告", "报告.pdf"), ("报告.v2", "报告.v2.pdf"), ("我的.db", "我的.db.pdf")],
)
def test_a_paper_never_takes_the_name_of_another_kind_of_file(
    host: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: str, written: str
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / typed), ""))
    assert saving.ask_save(host, "另存为", "报告.pdf", saving.pdf()) == tmp_path / written


def test_no_two_deeds_share_a_key() -> None:
    keys = [deed.shortcut for deed in DEEDS if deed.shortcut]
    assert len(keys) == len(set(keys))
    assert len({deed.key for deed in DEEDS}) == len(DEEDS)


def test_the_help_lists_every_key(host: QWidget) -> None:
    topics = guide.topics()
    key, _title, content = topics[-1]
    assert key == "keys"
    assert all(deed.shortcut in content for deed in DEEDS)
    text.use_language("en")
    assert guide.topics()[-1][0] == "keys"


def test_the_help_opens_at_the_asked_chapter(host: QWidget) -> None:
    dialog = guide.HelpDialog("keys", host)
    assert "Ctrl+K" in dialog.browser.toPlainText()


def test_the_wheel_over_a_box_on_a_sheet_is_left_to_the_sheet(host: QWidget) -> None:
    box = ScrolledBox()
    box.addItems(["不对应", "企业名称", "行业"])
    QVBoxLayout(host).addWidget(box)
    notch, none = QPoint(0, -120), Qt.MouseButton.NoButton
    at = QPointF(box.rect().center())
    turn = QWheelEvent(
        at, at, QPoint(), notch, none, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(box, turn)
    assert box.currentText() == "不对应"
    assert not turn.isAccepted()
    assert not box.focusPolicy() & ~Qt.FocusPolicy.StrongFocus
