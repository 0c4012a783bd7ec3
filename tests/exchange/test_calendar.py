"""Reminders as a calendar: what lapses, what opens and closes, each once however often it is exported."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fashiontracker.errors import NoRoom
from fashiontracker.exchange import calendar
from fashiontracker.exchange.calendar import Reminder
from fashiontracker.models.facts import Facts
from fashiontracker.models.windows import Window
from fashiontracker.plan.library import Policy
from tests.tally.world import World

DAY = date(2025, 6, 30)


@pytest.fixture
def known(policy: Policy) -> Facts:
    world = World(policy.plan, policy.catalogue)
    world.title(world.enterprise("示例甲", "watches"), "little_giant", "认定 2022-09-01..2025-08-31")
    world.title(world.enterprise("示例乙", "watches"), "little_giant", "认定 2021-01-01..2023-12-31")
    world.title(world.enterprise("示例丙", "watches"), "little_giant", "认定 2024-01-01")
    return world.facts()


def test_only_titles_held_that_end_are_called_to_mind(known: Facts, policy: Policy) -> None:
    (one,) = calendar.reminders(known, policy.catalogue, (), DAY)
    assert (one.first, one.alarms) == (date(2025, 8, 31), (30, 90, 180))
    assert "示例甲" in one.summary


def test_a_window_is_worked_back_to_what_has_to_be_prepared(policy: Policy) -> None:
    window = Window("little_giant", date(2025, 9, 1), date(2025, 10, 31), "示例通知", "先报市级")
    empty = World(policy.plan, policy.catalogue).facts()
    found = calendar.reminders(empty, policy.catalogue, [window], DAY)
    assert [one.first for one in found] == [
        *(date(2025, 9, 1), date(2025, 10, 1), date(2025, 10, 16), date(2025, 10, 24), date(2025, 10, 31))
    ]
    assert "申报材料备齐" in found[1].summary
    assert found[1].detail.splitlines()[1:] == ["示例通知", "先报市级"]
    assert len({one.identity for one in found}) == 5
    late = calendar.reminders(empty, policy.catalogue, [window], date(2025, 10, 20))
    assert [one.first for one in late] == [date(2025, 9, 1), date(2025, 10, 24), date(2025, 10, 31)]
    assert calendar.reminders(empty, policy.catalogue, [window], date(2025, 11, 1)) == []


def test_the_file_is_well_formed_and_the_same_twice(known: Facts, policy: Policy, tmp_path: Path) -> None:
    found = calendar.reminders(known, policy.catalogue, (), DAY)
    assert calendar.write(tmp_path / "a.ics", found, DAY) == 1
    calendar.write(tmp_path / "b.ics", found, DAY)
    content = (tmp_path / "a.ics").read_bytes()
    assert content == (tmp_path / "b.ics").read_bytes()
    lines = unfolded(content.decode())
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "DTSTART;VALUE=DATE:20250831" in lines
    assert "DTEND;VALUE=DATE:20250901" in lines
    assert "TRIGGER:-P30D" in lines


def test_a_folder_that_takes_no_file_is_no_room(known: Facts, policy: Policy, tmp_path: Path) -> None:
    with pytest.raises(NoRoom):
        calendar.write(tmp_path / "没有这个文件夹" / "a.ics", [], DAY)


@given(some.text(some.characters(blacklist_categories=["Cs", "Cc"]), max_size=120))
def test_no_line_is_too_long_and_nothing_is_lost(words: str) -> None:
    text = calendar.calendar([Reminder("x", DAY, DAY + timedelta(days=1), words, "", ())], DAY)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert f"SUMMARY:{escaped}" in unfolded(text)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
