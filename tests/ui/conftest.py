"""Fixtures of the window's tests: one styled application, Qt's warnings as failures, and a window on a made-up desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from fashiontracker import app, paths
from fashiontracker.app import App
from fashiontracker.errors import EnvironmentFault
from fashiontracker.settings import Settings
from fashiontracker.ui import messages
from fashiontracker.ui.counting import Counting
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.guard import CrashGuard
from fashiontracker.ui.start import make_window
from fashiontracker.ui.style import Style
from fashiontracker.ui.window import Window

HARMLESS = ("This plugin does not support propagateSizeHints()", "This plugin does not support raise()")
"""What the offscreen platform says of itself."""


@pytest.fixture(autouse=True)
def qt_is_silent() -> Iterator[None]:
    """A warning of Qt's fails the test."""
    heard: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind != QtMsgType.QtDebugMsg and message not in HARMLESS:
            heard.append(message)

    before = qInstallMessageHandler(hear)
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # else widgets outlive their test
    qInstallMessageHandler(before)
    assert not heard, heard


@pytest.fixture(autouse=True)
def own_faults(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[BaseException]]:
    """A fault of the program's own fails the test: the window only shows it, and goes on."""
    heard: list[BaseException] = []
    show = CrashGuard.show

    def hear(guard: CrashGuard, error: BaseException) -> None:
        if not isinstance(error, EnvironmentFault):
            heard.append(error)
        show(guard, error)

    monkeypatch.setattr(CrashGuard, "show", hear)
    yield heard
    if heard:
        raise heard[0]


@pytest.fixture(autouse=True)
def forms_last_as_long_as_the_test(qt_is_silent: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A form that no window owns is destroyed by Qt, as those of the program are.

    Left to Python's collector it takes the process down, whenever that looks next: PySide destroys its parts twice.
    """
    made: list[FormDialog] = []
    begin = FormDialog.__init__

    def keep(form: FormDialog, *args: Any, **words: Any) -> None:
        made.append(form)
        begin(form, *args, **words)

    monkeypatch.setattr(FormDialog, "__init__", keep)
    yield
    for form in made:
        with suppress(RuntimeError):  # it went with its window
            form.deleteLater()


@pytest.fixture(autouse=True)
def no_box_waits(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A box that nobody is there to read fails the test instead of waiting for ever."""
    unread: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: unread.append(box.text()) or 0)
    yield
    assert not unread, unread


@pytest.fixture(autouse=True)
def no_key_stays_down(qapp: QApplication) -> Iterator[None]:
    """Qt remembers the modifiers of the last key a test pressed: the next test begins with none."""
    yield
    if QGuiApplication.keyboardModifiers():
        nothing = QWidget()
        QTest.keyClick(nothing, Qt.Key.Key_Shift)
        nothing.deleteLater()


@pytest.fixture
def style(qapp: QApplication) -> Style:
    """The application in the light theme at 100 %."""
    style = Style(qapp)
    style.apply("light", 100)
    return style


class StandInDesk(QObject):
    """A desk on an empty database, of which the frame sees made-up changes."""

    saved = Signal(object)
    name = "示例协会"
    read_only = False
    period = (date(2022, 1, 1), date(2025, 12, 31))

    def __init__(self, opened: App) -> None:
        super().__init__()
        self.app = opened
        self.counting = Counting(opened, self)
        self.undone = 0
        self.carried: dict[str, Any] = {}
        self.path = opened.store.path

    def default_date(self, today: date) -> date:
        return min(today, self.period[1])

    def remembered(self, page: str) -> dict[str, Any]:
        return {}

    def undo_label(self) -> str:
        return "修改企业" if not self.undone else ""

    def redo_label(self) -> str:
        return "修改企业" if self.undone else ""

    def undo(self) -> None:
        self.undone += 1

    def last_saved(self) -> str:
        return "#12 修改企业 2025-06-30T08:00:00Z"

    def close(self) -> None:
        self.app.close()


@pytest.fixture
def empty_window(qapp: QApplication, qtbot: QtBot) -> Window:
    """The window as a new user sees it."""
    window = make_window(qapp)
    window.resize(1366, 768)
    qtbot.addWidget(window, before_close_func=lambda shown: _close(shown, qtbot))
    window.show()
    return window


def _close(window: Window, qtbot: QtBot) -> None:
    """Close the window and give up what it would ask about or wait for."""
    window.gives_up = lambda: True  # type: ignore[method-assign]
    window.close()
    window.closing.stop()
    qtbot.waitUntil(window.isHidden, timeout=60_000)


@pytest.fixture
def window(empty_window: Window, tmp_path: Path) -> Window:
    """The window on a stand-in desk, at the first page."""
    empty_window.take_desk(StandInDesk(app.create(tmp_path / "示例.db")))  # type: ignore[arg-type]
    return empty_window


@pytest.fixture
def settings_path() -> Path:
    """Where this test's settings are."""
    return paths.settings_file()


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the one voice said instead of opening a box."""
    heard: list[str] = []

    def hear(_near: object, what: object, *_rest: object, **_words: object) -> None:
        heard.append(str(what))

    for voice in ("say", "warn", "fail", "choose"):
        monkeypatch.setattr(messages, voice, hear)
    return heard


@pytest.fixture
def wishes() -> Callable[..., Settings]:
    """Settings with some wishes."""
    return Settings
