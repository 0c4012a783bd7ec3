"""Nothing is lost: backups by themselves and by hand, a check, and the way back to what was."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fashiontracker import app, paths
from fashiontracker.errors import Problem
from fashiontracker.models import manifest, tables
from fashiontracker.models.verify import Report
from fashiontracker.progress import Progress
from fashiontracker.ui import backing_up, checks, moments
from fashiontracker.ui.pages.safekeeping.going_back import RestoreDialog
from fashiontracker.ui.pages.safekeeping.page import Safekeeping
from fashiontracker.ui.window import Window
from tests.ui.watchmakers import settled


def reasons(database: Path) -> list[str]:
    return [made.reason for _path, made in manifest.in_folder(paths.backup_folder(database))]


def write(window: Window, name: str) -> None:
    with window.desk.app.store.journal.entry("登记企业") as session:
        session.add(tables.Enterprise(name=name, name_key=name, sectors=("watches",)))


def count(window: Window) -> int:
    with window.desk.app.store.reading() as session:
        return session.query(tables.Enterprise).count()


@pytest.fixture
def window(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> Window:
    empty_window.settings.page = "backup"
    empty_window.show_app((app.create(tmp_path / "协会.db"), ""))
    write(empty_window, "示例甲")
    settled(empty_window, qtbot)
    return empty_window


@pytest.fixture
def page(window: Window) -> Safekeeping:
    assert isinstance(window.page, Safekeeping)
    return window.page


def test_back_up_change_and_go_back(
    window: Window, page: Safekeeping, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.now.click()
    settled(window, qtbot)
    assert page.table.model_.rowCount() == 1
    assert "此后没有改动" in page.saved.state.text()
    write(window, "示例乙")
    write(window, "示例丙")
    page.reload()
    assert "此后有 2 条新的变更记录" in page.saved.state.text()
    seen = []
    monkeypatch.setattr(RestoreDialog, "ask", classmethod(lambda _cls, preview, _near: seen.append(preview) or True))
    page.back.click()
    qtbot.waitUntil(lambda: bool(seen) and not window.jobs.running() and window.desk is not None)
    settled(window, qtbot)
    assert seen[0].tables["enterprise"].removed == 2
    assert count(window) == 1
    assert window.page is not page
    assert window.settings.page == "backup"
    assert reasons(window.desk.path) == ["restore", "request"]
    window.desk.undo()
    assert count(window) == 3


def test_the_preview_says_what_goes_in_words(window: Window, page: Safekeeping, qtbot: QtBot) -> None:
    from fashiontracker.models import restore
    from fashiontracker.progress import finish

    page.now.click()
    settled(window, qtbot)
    write(window, "示例乙")
    dialog = RestoreDialog(finish(restore.preview(page._places(), page.source.path(0))))
    qtbot.addWidget(dialog)
    lines = [[dialog.tree.topLevelItem(0).text(column) for column in range(4)]]
    assert lines == [["企业", "", "", "1"]]


def test_a_check_tells_how_much_was_checked_and_is_remembered(window: Window, page: Safekeeping, qtbot: QtBot) -> None:
    page.check.click()
    settled(window, qtbot)
    assert "2 条变更记录" in page.checked.state.text()
    window.rebuild()
    settled(window, qtbot)
    assert "完好" in window.page.checked.state.text()


def test_at_the_start_every_half_hour_and_at_the_end(window: Window, page: Safekeeping, qtbot: QtBot) -> None:
    database = window.desk.path
    window.keeper._first.timeout.emit()
    settled(window, qtbot)
    assert reasons(database) == ["start"]
    window.keeper._clock.timeout.emit()
    settled(window, qtbot)
    assert reasons(database) == ["start"]  # nothing has changed
    write(window, "示例乙")
    window.keeper._clock.timeout.emit()
    settled(window, qtbot)
    assert reasons(database) == ["interval", "start"]
    write(window, "示例丙")
    window.close()
    assert reasons(database) == ["exit", "start"]  # the half-hourly one gives way to a newer one of its day


def test_nothing_recorded_is_nothing_to_back_up(empty_window: Window, tmp_path: Path) -> None:
    empty_window.show_app((app.create(tmp_path / "空.db"), ""))
    empty_window.close()
    assert reasons(tmp_path / "空.db") == []


def test_a_failing_backup_is_seen_until_it_is_mended(
    window: Window, page: Safekeeping, tmp_path: Path, qtbot: QtBot, spoken: list[str]
) -> None:
    lost = tmp_path / "U盘" / "备份"
    lost.parent.write_text("no folder", encoding="utf-8")
    backing_up.choose_second_folder(window.desk, lost)
    page.now.click()
    settled(window, qtbot)
    assert spoken
    assert "起备份没有成功" in window.frame.notice.text()
    assert "起备份没有成功" in page.saved.state.text()
    lost.parent.unlink()
    lost.mkdir(parents=True)
    page.now.click()
    settled(window, qtbot)
    assert window.frame.notice.text() == ""
    assert {line[2] for line in page.source.found} == {"默认文件夹", "第二文件夹"}


def test_going_back_takes_a_copy_from_the_second_folder_too(
    window: Window, page: Safekeeping, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "U盘").mkdir()
    backing_up.choose_second_folder(window.desk, tmp_path / "U盘")
    page.now.click()
    settled(window, qtbot)
    shutil.rmtree(paths.backup_folder(window.desk.path))
    write(window, "示例乙")
    page.reload()
    monkeypatch.setattr(RestoreDialog, "ask", classmethod(lambda *_args: True))
    page.back.click()
    qtbot.waitUntil(lambda: window.page is not page and not window.jobs.running() and window.desk is not None)
    settled(window, qtbot)
    assert count(window) == 1


def test_a_disk_that_is_plugged_in_again_gets_what_it_missed(
    window: Window, page: Safekeeping, tmp_path: Path, qtbot: QtBot, spoken: list[str]
) -> None:
    usb = tmp_path / "U盘"
    backing_up.choose_second_folder(window.desk, usb)
    page.now.click()
    settled(window, qtbot)
    assert "第二备份文件夹" in spoken[0]
    assert "找不到" in page.second.state.text()
    usb.mkdir()
    window.keeper._clock.timeout.emit()
    settled(window, qtbot)
    assert reasons(window.desk.path) == ["request"]  # nothing has changed: only the copy was missing
    assert len(list(usb.glob("*.db"))) == 1
    assert window.frame.notice.text() == ""


def test_once_a_week_everything_is_checked_and_what_is_wrong_is_said_until_it_is_mended(
    window: Window, page: Safekeeping, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert checks.is_due(window.desk, "2025-06-30T08:00:00Z")
    window.keeper._clock.timeout.emit()
    settled(window, qtbot)
    found = checks.last(window.desk)
    assert found is not None
    assert found.ok
    assert not checks.is_due(window.desk, found.at)
    monkeypatch.setattr(checks, "EVERY", timedelta(0))
    report = Report(window.desk.path, [Problem("x", "某处不符")])
    monkeypatch.setattr(checks, "check", lambda _desk: iter_of(report))
    window.keeper._clock.timeout.emit()
    settled(window, qtbot)
    assert "发现 1 处问题" in window.frame.notice.text()
    monkeypatch.setattr(checks, "check", lambda _desk: iter_of(Report(window.desk.path)))
    window.keeper._clock.timeout.emit()
    settled(window, qtbot)
    assert window.frame.notice.text() == ""


def iter_of(report: Report) -> Generator[Progress, None, Report]:
    """Work that finds this."""
    yield Progress(0, 0)
    return report


def test_a_clock_that_was_set_back_is_noticed(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: "2020-01-01T00:00:00Z")
    window.keeper.check()
    assert "电脑时钟" in window.frame.notice.text()
    monkeypatch.undo()
    window.keeper.check()
    assert window.frame.notice.text() == ""


def test_a_backup_is_tried_without_touching_anything(
    window: Window, page: Safekeeping, qtbot: QtBot, spoken: list[str]
) -> None:
    page.now.click()
    settled(window, qtbot)
    write(window, "示例乙")
    page.trial.click()
    settled(window, qtbot)
    assert "试恢复成功" in spoken[-1]
    assert count(window) == 2
    made = page.source.path(0)
    made.write_bytes(made.read_bytes()[:-1])
    page.trial.click()
    settled(window, qtbot)
    assert "损坏" in spoken[-1]
