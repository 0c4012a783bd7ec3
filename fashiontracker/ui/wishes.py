"""What one page asks another to show: the second half of ``page.go.emit("enterprises", wish)``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fashiontracker.models.views import Filter


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a registry page.

    ``filters`` become chips; ``within`` keeps only these ids under a chip that says ``title`` (a quota's list, those
    whose titles end soon), None keeps all; ``record`` is the id to make current and to show in the inspector.
    """

    filters: tuple[Filter, ...] = ()
    within: tuple[int, ...] | None = None
    title: str = ""
    record: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """One row of the plan, by its key, for the page 目标."""

    key: str


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Some candidacies of the page 培育认定: those ``stagnant`` or ``lapsing``, of a designation, or both.

    ``within``: titles that end within so many days. ``windows``: the application windows instead, the cursor on the
    designation's.
    """

    only: str | None = None
    designation: str | None = None
    within: int | None = None
    windows: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A document for the page 报表与报送, by its name, with the choices that it takes (see `reports.shelf`).

    ``rows`` and ``said`` are a roster's rows in order and its conditions in words, where ``where`` can't say them.
    """

    document: str
    kind: str | None = None
    where: tuple[str, ...] = ()
    enterprises: tuple[str, ...] = ()
    designation: str | None = None
    rows: tuple[int, ...] | None = None
    said: tuple[str, ...] = ()


PAGE_OF = {
    "enterprise": "enterprises",
    "brand": "brands",
    "carrier": "carriers",
    "talent": "talents",
    "standard": "standards",
    "exhibition": "exhibitions",
    "project": "projects",
}
"""The registry page of a record, by the name of its table."""
