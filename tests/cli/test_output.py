"""The bar on stderr while something takes long."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Generator

import pytest

from fashiontracker.cli import output
from fashiontracker.progress import Progress


def work(*done: int) -> Generator[Progress, None, str]:
    for number in done:
        yield Progress(number, 100, "正在写入很长的一段" if number < 50 else "写入")
    return "完"


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every look at the clock is five seconds after the one before."""
    monkeypatch.setattr(output.time, "monotonic", itertools.count(1000.0, 5.0).__next__)


@pytest.mark.usefixtures("slow")
def test_the_time_left_is_not_guessed_from_the_first_steps(capsys: pytest.CaptureFixture[str]) -> None:
    assert output.watch(work(1, 50)) == "完"
    first, second = capsys.readouterr().err.splitlines()
    assert first == "░░░░░░░░░░░░░░░░░░░░   1%  正在写入很长的一段"
    assert second == "██████████░░░░░░░░░░  50%  写入  剩余约 10 秒"


@pytest.mark.usefixtures("slow")
def test_a_shorter_bar_wipes_out_the_longer_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    output.watch(work(40, 60))
    first, second, _end = capsys.readouterr().err.split("\r")
    assert output.width(second) >= output.width(first)


def test_quick_work_shows_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    assert output.watch(work(1, 2, 3)) == "完"
    assert capsys.readouterr().err == ""
