"""The lock: nothing is seen or done without the passphrase, and nothing is lost by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from fashiontracker import app
from fashiontracker.models import library, sealing
from fashiontracker.progress import Progress
from fashiontracker.ui import lock, messages
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.lock import Lock
from fashiontracker.ui.palette_box import PaletteBox
from fashiontracker.ui.settings_dialog import SettingsDialog
from fashiontracker.ui.toast import Toast
from fashiontracker.ui.window import Window

pytestmark = pytest.mark.skipif(not library.CAN_ENCRYPT, reason="the extra “encryption” is not installed")

PASSPHRASE = "示例口令 correct horse"


class Clock:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("fashiontracker.ui.lock.seconds", made)
    monkeypatch.setattr(Lock.__init__, "__defaults__", (made,))
    return made


@pytest.fixture
def sealed(clock: Clock, empty_window: Window, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    """The window on an encrypted database."""
    key = sealing.new_key(PASSPHRASE)
    app.create(tmp_path / "密.db", sealed=key).close()
    empty_window.open_database(tmp_path / "密.db", key)
    qtbot.waitUntil(lambda: empty_window.desk is not None and not empty_window.jobs.running())
    yield empty_window
    if empty_window.lock.dialog is not None:
        unlock(empty_window, PASSPHRASE)


def unlock(window: Window, text: str) -> None:
    assert window.lock.dialog is not None
    window.lock.dialog.secret.setText(text)
    window.lock.dialog.deed.click()


def test_it_locks_after_the_time_that_the_settings_say(sealed: Window, clock: Clock) -> None:
    sealed.settings.lock_after = 5
    clock.time += 299
    sealed.lock.look()
    assert not sealed.lock.is_locked
    QTest.keyClick(sealed, Qt.Key.Key_Shift)
    clock.time += 299
    sealed.lock.look()
    assert not sealed.lock.is_locked
    clock.time += 1
    sealed.lock.look()
    assert sealed.lock.is_locked


def test_it_never_locks_by_itself_where_that_is_switched_off(sealed: Window, clock: Clock) -> None:
    sealed.settings.lock_after = 0
    clock.time += 1e6
    sealed.lock.look()
    assert not sealed.lock.is_locked


def test_nothing_is_seen_under_the_lock_and_all_of_it_afterwards(sealed: Window, qtbot: QtBot) -> None:
    sealed.go("enterprises")
    page = sealed.page
    assert page is not None
    sealed.actions_["lock"].trigger()
    assert not page.isVisible()
    assert not sealed.frame.isVisible()
    assert "密" not in sealed.windowTitle()
    unlock(sealed, PASSPHRASE)
    assert sealed.page is page
    assert page.isVisible()


def test_only_the_passphrase_or_the_recovery_key_unlocks(sealed: Window) -> None:
    sealed.lock.lock()
    dialog = sealed.lock.dialog
    assert dialog is not None
    unlock(sealed, "wrong passphrase")
    assert sealed.lock.is_locked
    assert dialog.secret.problem == "口令不对"
    dialog.reject()
    dialog.close()
    assert dialog.isVisible()
    assert sealed.desk is not None
    unlock(sealed, sealed.desk.app.store.key.recovery)
    assert not sealed.lock.is_locked


def test_keys_do_nothing_while_it_is_locked(sealed: Window, no_key_stays_down: None) -> None:
    sealed.lock.lock()
    assert sealed.lock.dialog is not None
    QTest.keyClick(sealed.lock.dialog.secret, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert sealed.findChild(PaletteBox) is None


def test_an_open_form_keeps_what_was_typed_and_names_nothing_meanwhile(sealed: Window) -> None:
    form = QDialog(sealed)
    form.setWindowTitle("金丝雀公司")
    form.setModal(True)
    line = QLineEdit("还没有保存")
    QVBoxLayout(form).addWidget(line)
    form.show()
    sealed.lock.lock()
    assert form.isVisible()
    assert not line.isVisible()
    assert "金丝雀" not in form.windowTitle()
    unlock(sealed, PASSPHRASE)
    assert line.isVisible()
    assert line.text() == "还没有保存"
    assert form.windowTitle() == "金丝雀公司"
    form.close()


def test_the_palette_goes_and_a_note_that_comes_is_hidden(sealed: Window) -> None:
    sealed.actions_["find"].trigger()
    sealed.lock.lock()
    palette = sealed.findChild(PaletteBox)
    assert palette is None or not palette.isVisible()
    messages.toast(sealed, "已保存：金丝雀公司")
    toast = sealed.findChild(Toast)
    assert toast is not None
    assert not toast.isVisible()


def test_a_job_goes_on_and_what_it_opens_stays_hidden(sealed: Window, qtbot: QtBot) -> None:
    boxes: list[QDialog] = []

    def tell(_nothing: None) -> None:
        box = QDialog(sealed)
        line = QLineEdit("金丝雀公司", box)
        box.setObjectName("told")
        box.show()
        boxes.append(box)
        assert not line.isVisible()

    def work() -> Iterator[Progress]:
        yield Progress(0, 1)

    sealed.run(Job("任务", work, tell))  # type: ignore[arg-type]
    sealed.lock.lock()
    qtbot.waitUntil(lambda: bool(boxes))
    assert QApplication.activeModalWidget() is sealed.lock.dialog
    unlock(sealed, PASSPHRASE)
    assert boxes[0].findChild(QLineEdit).isVisible()
    boxes[0].close()


def test_a_plain_database_cannot_be_locked_and_says_so(window: Window, spoken: list[str]) -> None:
    window.actions_["lock"].trigger()
    assert not window.lock.is_locked
    assert "加密" in spoken[0]


def test_the_lock_ends_its_watch_with_the_database(sealed: Window, clock: Clock, tmp_path: Path, qtbot: QtBot) -> None:
    sealed.settings.lock_after = 5
    app.create(tmp_path / "明.db").close()
    sealed.open_database(tmp_path / "明.db")
    qtbot.waitUntil(lambda: sealed.desk is not None and sealed.desk.name == "明" and not sealed.jobs.running())
    clock.time += 1e6
    sealed.lock.look()
    assert not sealed.lock.is_locked


def test_the_settings_say_after_how_long(sealed: Window, qtbot: QtBot) -> None:
    dialog = SettingsDialog(sealed.settings, sealed)
    qtbot.addWidget(dialog)
    dialog.lock_after.setCurrentIndex(dialog.lock_after.findText("不自动锁定"))
    assert dialog.wanted().lock_after == 0


def test_no_one_sets_its_clock_back() -> None:
    first = lock.seconds()
    assert lock.seconds() >= first > 0
