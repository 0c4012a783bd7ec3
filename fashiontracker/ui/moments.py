"""Moments as the journal notes them (UTC ISO), in the clock of this computer, and back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta


def local(at: str) -> datetime:
    """A noted moment on the local clock."""
    return datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).astimezone()


def now() -> str:
    """This moment as the journal would note it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def shown(at: str) -> str:
    """A noted moment as people read it: ``2025-06-30 16:00``; what is none stays as it is."""
    try:
        return f"{local(at):%Y-%m-%d %H:%M}"
    except ValueError:
        return at


def start_of(day: date) -> str:
    """The local midnight before a day, as the journal would note it."""
    midnight = datetime.combine(day, time()).astimezone()
    return midnight.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def end_of(day: date) -> str:
    """The local midnight after a day."""
    return start_of(day + timedelta(days=1))
