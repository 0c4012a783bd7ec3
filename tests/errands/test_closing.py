"""The window is closed: at rest, under a reading, under an import that is being written."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fashiontracker import app, paths
from fashiontracker.errors import NoRoom
from fashiontracker.exchange import committing
from fashiontracker.models import tables
from fashiontracker.models.store import open_store
from fashiontracker.progress import Progress
from fashiontracker.ui import closing
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.pages.importing.page import REVIEW, Importing
from fashiontracker.ui.places import PLACES
from fashiontracker.ui.start import make_window
from fashiontracker.ui.window import Window
from tests.errands.keyboard import Keyboard
from tests.errands.test_import_a_roster import HEAD, csv, drop
from tests.ui import roster
from tests.ui.conftest import HARMLESS
from tests.ui.watchmakers import found, settled, shown

NAMES = ("示例丙眼镜有限公司", "示例丁眼镜有限公司")


class Gate:
    """Holds work at one of its steps until it is opened."""

    def __init__(self) -> None:
        self.reached, self.opened = threading.Event(), threading.Event()

    def hold(self) -> None:
        self.reached.set()
        assert self.opened.wait(20)


@pytest.fixture
def gate() -> Iterator[Gate]:
    made = Gate()
    yield made
    made.opened.set()


@pytest.fixture
def window(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> Window:
    empty_window.settings.page = "import"
    empty_window.show_app((app.create(tmp_path / "协会.db"), ""))
    settled(empty_window, qtbot)
    return empty_window


@pytest.fixture
def committing_import(
    window: Window, gate: Gate, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Window:
    """The window with an import whose rows are written and not yet committed."""
    write = committing.write

    def held(*given: object) -> Generator[Progress, None, int]:
        written = yield from write(*given)  # type: ignore[arg-type]
        gate.hold()
        yield Progress(written, written)
        return written

    monkeypatch.setattr(committing, "write", held)
    page = window.page
    assert isinstance(page, Importing)
    drop(page, csv(tmp_path / "企业.csv", HEAD, *((name, "", "眼镜", "龙岗", "") for name in NAMES)))
    settled(window, qtbot)
    assert page.stack.currentIndex() == REVIEW
    page.review.everything.click()
    qtbot.waitUntil(gate.reached.is_set)
    return window


def recorded(tmp_path: Path) -> list[str]:
    """The firms in the file, read by somebody else who may even write."""
    database = tmp_path / "协会.db"
    with open_store(database, paths.lock_file(database), write=True) as opened, opened.reading() as session:
        return sorted(one.name for one in session.query(tables.Enterprise))


def closed(window: Window, qtbot: QtBot) -> None:
    """Wait until the window has gone, and nothing with it is left."""
    qtbot.waitUntil(window.isHidden)
    assert threading.enumerate() == [threading.main_thread()]


def waiting(window: Window, qtbot: QtBot) -> None:
    """Wait until the window says what it waits for."""
    qtbot.waitUntil(lambda: window.closing.box is not None and window.closing.box.isVisible())


def test_an_import_under_way_is_finished_before_the_window_closes(
    committing_import: Window, gate: Gate, tmp_path: Path, qtbot: QtBot
) -> None:
    assert not committing_import.close()
    waiting(committing_import, qtbot)
    assert committing_import.closing.box.what.text() == "正在导入 企业.csv"
    gate.opened.set()
    closed(committing_import, qtbot)
    assert recorded(tmp_path) == sorted(NAMES)


def test_an_import_that_is_stopped_for_the_closing_leaves_nothing(
    committing_import: Window, gate: Gate, tmp_path: Path, qtbot: QtBot
) -> None:
    committing_import.close()
    waiting(committing_import, qtbot)
    committing_import.closing.box.stop.click()
    assert not committing_import.closing.box.stop.isEnabled()
    gate.opened.set()
    closed(committing_import, qtbot)
    assert recorded(tmp_path) == []


def test_who_would_rather_stay_has_his_import(committing_import: Window, gate: Gate, qtbot: QtBot) -> None:
    committing_import.close()
    waiting(committing_import, qtbot)
    committing_import.closing.box.stay.click()
    gate.opened.set()
    settled(committing_import, qtbot)
    assert committing_import.isVisible()
    assert committing_import.closing.box is None
    assert committing_import.frame.top.undo.toolTip().startswith("撤销：导入 企业.csv")


def test_closing_again_while_waiting_asks_nothing_twice(committing_import: Window, gate: Gate, qtbot: QtBot) -> None:
    committing_import.close()
    waiting(committing_import, qtbot)
    box = committing_import.closing.box
    committing_import.close()
    assert committing_import.closing.box is box
    gate.opened.set()
    closed(committing_import, qtbot)


def test_a_job_that_fails_meanwhile_keeps_the_window_open(
    window: Window, gate: Gate, qtbot: QtBot, spoken: list[str]
) -> None:
    def full() -> Generator[Progress, None, None]:
        yield Progress(0, 1)
        gate.hold()
        raise NoRoom("磁盘已满")

    window.run(Job("正在写出", full))
    qtbot.waitUntil(gate.reached.is_set)
    window.close()
    waiting(window, qtbot)
    gate.opened.set()
    qtbot.waitUntil(lambda: spoken == ["磁盘已满"])
    assert window.isVisible()
    assert window.closing.box is None


def test_a_reading_is_stopped_unasked_however_long_its_step(
    window: Window, gate: Gate, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "SHORT", 0.05)

    def read() -> Generator[Progress, None, None]:
        yield Progress(0, 0)
        gate.hold()
        yield Progress(0, 0)

    shown_to: list[object] = []
    window.run(Job("正在统计", read, shown_to.append, reads=True))
    qtbot.waitUntil(gate.reached.is_set)
    assert not window.close()
    gate.opened.set()
    closed(window, qtbot)
    assert shown_to == []


@pytest.mark.parametrize("where", ["facts", "table"])
def test_what_is_being_edited_is_saved_by_the_closing(
    empty_window: Window, tmp_path: Path, qtbot: QtBot, where: str
) -> None:
    page = roster.shown(empty_window, roster.made(tmp_path / "协会.db"), qtbot)
    keys = Keyboard(empty_window, qtbot)
    if where == "facts":
        page.open_record(roster.GELISI)
        keys.press("F2")
    else:
        page.table.setFocus()
        keys.press("F2")
    keys.type("示例改名公司")
    assert empty_window.close()
    assert "示例改名公司" in recorded(tmp_path)


def test_another_database_waits_for_the_job_on_this_one(
    committing_import: Window, gate: Gate, tmp_path: Path, qtbot: QtBot, spoken: list[str]
) -> None:
    committing_import.make_database(tmp_path / "另一.db")
    assert spoken == ["还有任务在进行，请等它结束后再试。"]
    assert not (tmp_path / "另一.db").exists()
    gate.opened.set()
    settled(committing_import, qtbot)
    assert committing_import.desk.name == "协会"


def test_settings_that_cannot_be_kept_do_not_hold_the_window(window: Window, own_home: Path, tmp_path: Path) -> None:
    paths.settings_file().parent.mkdir(parents=True, exist_ok=True)
    paths.settings_file().with_name(paths.settings_file().name + ".draft").mkdir()
    assert window.close()
    assert recorded(tmp_path) == []


def test_a_backup_that_breaks_at_the_closing_leaves_the_database_to_others(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(window.keeper, "leave", broken)
    with pytest.raises(ZeroDivisionError):
        window.close()
    assert recorded(tmp_path) == []


def test_nothing_remains_of_a_window_that_was_on_every_page(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    before = {id(widget) for widget in qapp.topLevelWidgets()}
    window = make_window(qapp)
    window.show()
    shown(window, found(tmp_path / "示例.db"), "overview", qtbot)
    for key in PLACES:
        window.go(key)
        settled(window, qtbot)
    window.close()
    closed(window, qtbot)
    assert [timer for timer in window.findChildren(QTimer) if timer.isActive()] == []
    window.deleteLater()
    del window
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()  # the charts' library ties its menus into knots
    left = [widget for widget in qapp.topLevelWidgets() if id(widget) not in before]
    assert left == []
    with open_store(tmp_path / "示例.db", paths.lock_file(tmp_path / "示例.db"), write=True):
        pass


RUN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from fashiontracker.ui import start
from fashiontracker.ui.places import PLACES
from fashiontracker.ui.window import Window

application = QApplication([])
left = list(PLACES)

def step():
    window = next(shown for shown in application.topLevelWidgets() if isinstance(shown, Window))
    if window.desk is not None and not window.jobs.running():
        window.go(left.pop(0)) if left else window.close()

clock = QTimer(interval=50)
clock.timeout.connect(step)
clock.start()
sys.exit(start.run(Path(sys.argv[1])))
"""


def test_a_whole_run_over_every_page_ends_without_a_word(tmp_path: Path) -> None:
    found(tmp_path / "示例.db").close()
    run = [sys.executable, "-W", "error", "-c", RUN, str(tmp_path / "示例.db")]
    done = subprocess.run(run, capture_output=True, text=True, timeout=120, check=False)
    assert [line for line in done.stderr.splitlines() if line not in HARMLESS] == []
    assert done.returncode == 0
