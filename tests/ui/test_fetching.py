"""What is read for a page while the page may change its mind, or go."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fashiontracker.progress import Progress
from fashiontracker.ui.fetching import Fetch
from fashiontracker.ui.jobs import Job


class Reader(QWidget):
    """Keeps what arrived."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[object] = []

    def show_found(self, found: object) -> None:
        self.setObjectName(str(found))  # fails on a widget that is gone
        self.seen.append(found)


def work() -> Generator[Progress, None, int]:
    yield Progress(0, 1, "")
    return 1


def test_only_the_newest_answer_arrives(qtbot: QtBot) -> None:
    reader = Reader()
    qtbot.addWidget(reader)
    fetch = Fetch(reader.show_found)
    jobs: list[Job[Any]] = []
    fetch.ask("先", work, jobs.append)
    fetch.ask("后", work, jobs.append)
    for job, found in zip(reversed(jobs), ("后", "先"), strict=True):
        job.done(found)
    assert reader.seen == ["后"]


def test_an_answer_to_a_page_that_is_gone_is_dropped(qtbot: QtBot) -> None:
    reader = Reader()
    jobs: list[Job[Any]] = []
    Fetch(reader.show_found).ask("读", work, jobs.append)
    QObject.deleteLater(reader)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    jobs[0].done("晚了")
    assert reader.seen == []
