"""The file is damaged: back to the newest backup, or what can be read into a new one, with what is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fashiontracker import app, paths
from fashiontracker.models import tables
from fashiontracker.models.tables import Enterprise
from fashiontracker.ui import messages
from fashiontracker.ui.pages.safekeeping.going_back import RestoreDialog
from fashiontracker.ui.pages.safekeeping.page import Safekeeping
from fashiontracker.ui.pages.safekeeping.salvaged import SalvagedDialog, missing, said
from fashiontracker.ui.window import Window
from tests.models.conftest import firms
from tests.ui.watchmakers import settled


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A database with a backup, damaged since in a page of its firms."""
    path = tmp_path / "协会.db"
    with app.create(path) as opened:
        with opened.store.journal.entry("导入") as session:
            session.insert_many(Enterprise, firms(400))
        made = paths.backup_folder(path)
    from fashiontracker.models import keeping
    from fashiontracker.progress import finish

    finish(keeping.back_up(path, made, "request"))
    held = bytearray(path.read_bytes())
    place = held.index("示例企业300".encode()) // 4096 * 4096
    held[place : place + 4096] = bytes(4096)
    path.write_bytes(held)
    return path


@pytest.fixture
def choosing(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Choose the way whose words begin so; what was said is kept."""

    def choose(words: str) -> list[str]:
        told: list[str] = []

        def answer(_near: object, text: str, ways: list[str], *, no: str, detail: str = "") -> int | None:
            told.extend([text, detail, *ways])
            return next((place for place, way in enumerate(ways) if way.startswith(words)), None)

        monkeypatch.setattr(messages, "choose", answer)
        return told

    return choose


def names(window: Window) -> set[str]:
    with window.desk.app.store.reading() as session:  # type: ignore[union-attr]
        return {one.name for one in session.query(tables.Enterprise)}


def test_a_damaged_file_is_put_back_from_its_backup(
    empty_window: Window,
    damaged: Path,
    choosing: Callable[[str], list[str]],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = choosing("从备份恢复")
    asked = []
    monkeypatch.setattr(RestoreDialog, "ask", classmethod(lambda _cls, seen, _near: asked.append(seen) or True))
    content = damaged.read_bytes()
    empty_window.open_database(damaged)
    qtbot.waitUntil(lambda: empty_window.desk is not None, timeout=20000)
    settled(empty_window, qtbot)
    assert "损坏" in told[0]
    assert asked[0].replaces
    assert len(names(empty_window)) == 400
    (aside,) = (one for one in damaged.parent.glob("*.damaged-*") if not one.name.endswith("-journal"))
    assert aside.read_bytes() == content


def test_what_can_be_read_is_salvaged_into_a_new_file(
    empty_window: Window,
    damaged: Path,
    choosing: Callable[[str], list[str]],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choosing("抢救")
    out = damaged.with_name("新.db")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    seen = []
    monkeypatch.setattr(SalvagedDialog, "ask", classmethod(lambda _cls, report, _near: seen.append(report) or True))
    content = damaged.read_bytes()
    empty_window.open_database(damaged)
    qtbot.waitUntil(lambda: empty_window.desk is not None, timeout=20000)
    assert empty_window.desk.path == out  # type: ignore[union-attr]
    assert damaged.read_bytes() == content
    (report,) = seen
    assert names(empty_window) == {f"示例企业{n}" for n in range(1, 401)}
    assert len(report.lost_pages) == 1


def test_a_damaged_file_can_be_left_alone(
    empty_window: Window, damaged: Path, choosing: Callable[[str], list[str]], qtbot: QtBot
) -> None:
    told = choosing("-")
    content = damaged.read_bytes()
    empty_window.open_database(damaged)
    qtbot.waitUntil(lambda: bool(told))
    assert empty_window.desk is None
    assert damaged.read_bytes() == content


def test_a_file_of_another_program_is_only_refused(
    empty_window: Window, tmp_path: Path, qtbot: QtBot, spoken: list[str]
) -> None:
    empty_window.open_database(tmp_path / "没有.db")
    qtbot.waitUntil(lambda: bool(spoken))
    assert "找不到" in spoken[0]


def test_the_page_salvages_another_file(
    empty_window: Window, damaged: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    empty_window.settings.page = "backup"
    empty_window.show_app((app.create(tmp_path / "别的.db"), ""))
    settled(empty_window, qtbot)
    page = empty_window.page
    assert isinstance(page, Safekeeping)
    out = tmp_path / "新.db"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(damaged), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    monkeypatch.setattr(SalvagedDialog, "ask", classmethod(lambda *_args: True))
    page.choose_damaged()
    qtbot.waitUntil(lambda: empty_window.desk is not None and empty_window.desk.path == out, timeout=20000)
    settled(empty_window, qtbot)
    assert len(names(empty_window)) == 400


def test_the_report_can_be_read(damaged: Path, tmp_path: Path, qtbot: QtBot, style: object) -> None:
    from fashiontracker.models.salvage import Report, TableReport

    report = Report(damaged, tmp_path / "新.db", 90, [7, 8], 1, 2, 5, 6, 3)
    report.tables = {"enterprise": TableReport(390, 6, 1, [3, 4, 5, 9]), "brand": TableReport(12)}
    dialog = SalvagedDialog(report)
    qtbot.addWidget(dialog)
    assert missing(report) == ["企业（4）：3-5、9"]
    assert str(damaged) in "\n".join(said(report))
    assert dialog.missing.toPlainText() == "企业（4）：3-5、9"
    enterprise = dialog.tree.topLevelItem(1)
    assert [enterprise.text(n) for n in range(6)] == ["企业", "397", "390", "6", "1", "4"]
