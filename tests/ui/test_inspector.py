"""The details at the right: as wide as the user draws them, on every page and after a small window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fashiontracker.ui.style import look
from fashiontracker.ui.window import Window
from tests.ui import roster


def test_the_width_that_was_drawn_is_kept_on_other_pages_and_in_a_small_window(
    empty_window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    window = empty_window
    window.resize(look().px(1400), look().px(760))
    roster.shown(window, roster.made(tmp_path / "示例.db"), qtbot)
    inspector, handle = window.frame.inspector, window.frame.splitter.handle(1)
    before = inspector.width()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(1, 50))
    QTest.mouseMove(handle, QPoint(1 - look().px(60), 50))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(1 - look().px(60), 50))
    drawn = inspector.width()
    assert drawn > before + look().px(40)
    window.go("overview")
    window.go("enterprises")
    assert inspector.width() == drawn
    window.resize(look().px(1110), look().px(700))
    window.close()
    assert window.settings.inspector_width == round(drawn / look().zoom)
