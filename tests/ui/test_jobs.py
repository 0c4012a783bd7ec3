from __future__ import annotations

import gc
import threading
from collections.abc import Generator

import pytest
from pytestqt.qtbot import QtBot

from fashiontracker.errors import NoRoom
from fashiontracker.progress import Progress
from fashiontracker.ui.jobs import Job, Jobs


@pytest.fixture
def jobs(qtbot: QtBot) -> Generator[Jobs, None, None]:
    running = Jobs()
    yield running
    assert running.close()
    assert [thread for thread in threading.enumerate() if thread is not threading.main_thread()] == []


def count(steps: int) -> Generator[Progress, None, int]:
    for step in range(steps):
        yield Progress(step + 1, steps)
    return steps


def test_the_result_arrives_on_the_main_thread(jobs: Jobs, qtbot: QtBot) -> None:
    arrived: list[tuple[int, threading.Thread]] = []
    with qtbot.waitSignal(jobs.ended) as ended:
        jobs.start(Job("数", lambda: count(3), lambda result: arrived.append((result, threading.current_thread()))))
    assert ended.args[1] == "done"
    assert arrived == [(3, threading.main_thread())]
    assert jobs.running() == []


def test_progress_is_throttled_but_ends_at_the_end(jobs: Jobs, qtbot: QtBot) -> None:
    heard: list[Progress] = []
    jobs.progressed.connect(lambda _job, progress, _left: heard.append(progress))
    with qtbot.waitSignal(jobs.ended):
        jobs.start(Job("数", lambda: count(50_000)))
    assert len(heard) < 100
    assert heard[-1] == Progress(50_000, 50_000)


def test_cancelling_closes_the_work_at_its_next_step(jobs: Jobs, qtbot: QtBot) -> None:
    tidied = threading.Event()

    def endless() -> Generator[Progress, None, None]:
        try:
            while True:
                yield Progress(0, 0)
        finally:
            tidied.set()

    done: list[object] = []
    job = Job("无尽", endless, done.append)
    with qtbot.waitSignal(jobs.progressed):
        jobs.start(job)
    with qtbot.waitSignal(jobs.ended) as ended:
        jobs.cancel(job)
    assert ended.args[1] == "cancelled"
    assert tidied.is_set()
    assert done == []


def test_work_that_is_cancelled_before_it_begins_tidies_up_too(jobs: Jobs, qtbot: QtBot) -> None:
    gate, tidied = threading.Event(), threading.Event()

    def steps() -> Generator[Progress, None, None]:
        try:
            yield Progress(0, 1)
            raise AssertionError
        finally:
            tidied.set()

    def work() -> Generator[Progress, None, None]:
        gate.wait(10)
        return steps()

    job = Job("读", work)
    jobs.start(job)
    jobs.cancel(job)
    with qtbot.waitSignal(jobs.ended) as ended:
        gate.set()
    assert ended.args[1] == "cancelled"
    assert tidied.is_set()


def test_a_fault_of_the_environment_reaches_the_window_whole(jobs: Jobs, qtbot: QtBot) -> None:
    def full() -> Generator[Progress, None, None]:
        yield Progress(1, 2)
        raise NoRoom("磁盘已满")

    with qtbot.waitSignal(jobs.failed) as failed:
        jobs.start(Job("写", full))
    assert isinstance(failed.args[0], NoRoom)
    assert str(failed.args[0]) == "磁盘已满"


def test_a_bug_ends_its_job_alone(jobs: Jobs, qtbot: QtBot) -> None:
    def wrong() -> Generator[Progress, None, None]:
        yield Progress(1, 2)
        raise KeyError("x")

    with qtbot.waitSignal(jobs.failed) as failed:
        jobs.start(Job("写", wrong))
    assert isinstance(failed.args[0], KeyError)


def test_closing_leaves_no_thread(qtbot: QtBot) -> None:
    def endless() -> Generator[Progress, None, None]:
        while True:
            yield Progress(0, 0)

    running = Jobs()
    for _number in range(3):
        running.start(Job("无尽", endless))
    assert running.close()
    assert threading.active_count() == 1


def test_several_jobs_run_beside_each_other(jobs: Jobs, qtbot: QtBot) -> None:
    results: list[int] = []
    with qtbot.waitSignals([jobs.ended] * 3):
        for steps in (1, 2, 3):
            jobs.start(Job("数", lambda steps=steps: count(steps), results.append))
    assert sorted(results) == [1, 2, 3]


def test_no_garbage_is_looked_for_while_a_job_runs(jobs: Jobs, qtbot: QtBot) -> None:
    """A widget destroyed on the job's thread would take the program down."""
    seen: list[bool] = []

    def look() -> Generator[Progress, None, None]:
        seen.append(gc.isenabled())
        yield Progress(1, 1)

    with qtbot.waitSignals([jobs.ended, jobs.ended]):
        jobs.start(Job("一", look))
        jobs.start(Job("二", look))
    assert seen == [False, False]
    assert gc.isenabled()
