"""A document as data: what `compose` returns and the press draws.

All text is plain: markup in it prints as it stands. Headings number themselves (一、 （一） 1. （1）).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from fashiontracker.reports.faces import Role


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph in its own dress; None and False leave the paragraph's own."""

    text: str
    role: Role | None = None
    size: float | None = None
    bold: bool = False
    underline: bool = False


Text = str | Sequence[Run]
CellAlign = Literal["left", "center", "right", "decimal"]


@dataclass(frozen=True, slots=True)
class Meta:
    """What the file says of itself. ``created`` comes from the record of the report, never from the clock."""

    title: str
    author: str
    created: datetime
    subject: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cover:
    """A page of its own: what is reported, by whom, when; ``lines`` stand small under the title."""

    title: str
    issuer: str
    date: str
    subtitle: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of headings and annexes with their pages, to a depth of heading levels."""

    title: str = "目　录"
    depth: int = 2


@dataclass(frozen=True, slots=True)
class LetterHead:
    """版头: the issuer's mark in red, document number, signer where needed, the red rule."""

    mark: str
    number: str
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """The document's title, centred; ``\\n`` where its lines shall break."""

    text: str
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4 in the face of its level; ``numbered`` puts 一、 （一） 1. （1） before it."""

    level: int
    text: str
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Body text; ``indent`` starts it two characters in, ``lead`` is a sentence in 楷体 that it opens with.

    One with a ``key`` may be worded anew by the user (see `wording`).
    """

    text: Text
    indent: bool = True
    lead: str = ""
    align: Literal["justify", "left", "center", "right"] = "justify"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Small text under a table or chart, or the wording of a 口径."""

    text: Text


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. ``group`` heads neighbouring columns that share it; ``share`` weighs spare width."""

    head: str
    align: CellAlign = "left"
    group: str = ""
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row across all columns that heads the rows under it, e.g. a ledger number and its quota."""

    text: str


Row = Sequence[str] | GroupRow


def filled(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[list[Column], list[Row]]:
    """Columns and rows without the columns in which nothing stands."""
    plain = [row for row in rows if not isinstance(row, GroupRow)]
    kept = [place for place in range(len(columns)) if any(row[place] for row in plain)]
    fewer: list[Row] = [row if isinstance(row, GroupRow) else [row[place] for place in kept] for row in rows]
    return [columns[place] for place in kept], fewer


@dataclass(frozen=True, slots=True)
class Table:
    """A statistical table. Rows have one text for each column; long ones go on over pages under a repeated head."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    title: str = ""
    unit: str = ""
    note: str = ""
    size: float | None = None  # points; None takes what fits, from 小五 down to 六号
    in_contents: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Grouped upright bars: one value for each category in every series."""

    title: str
    categories: Sequence[str]
    series: Sequence[tuple[str, Sequence[float]]]
    unit: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class RangeBar:
    """One quota: what is there, what is foreseen, and the band that was promised (``most`` None: open above)."""

    label: str
    actual: float
    least: float | None = None
    most: float | None = None
    pace: float | None = None
    forecast: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class RangeBars:
    """Horizontal bars from 0, each to its own scale of max(actual, forecast, most)."""

    title: str
    bars: Sequence[RangeBar]
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """One or more lines over common points in time; None leaves a gap."""

    title: str
    points: Sequence[str]
    series: Sequence[tuple[str, Sequence[float | None]]]
    unit: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts of neighbouring classes."""

    title: str
    classes: Sequence[str]
    counts: Sequence[float]
    unit: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class MapTile:
    """A place on a map of tiles, in sides of a tile; an ``overlay`` lies on others and is part of them."""

    name: str
    value: float
    x: float
    y: float
    width: float
    height: float
    overlay: bool


@dataclass(frozen=True, slots=True)
class TileMap:
    """A number for each district where it lies; ``note`` stands beside the key."""

    title: str
    tiles: Sequence[MapTile]
    unit: str = ""
    note: str = ""
    alt: str = ""


Chart = Bars | RangeBars | Lines | Histogram | TileMap


@dataclass(frozen=True, slots=True)
class Attachments:
    """附件说明: the names of what is attached, numbered where there are several."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 成文日期, with room for the seal; never alone on a page. ``note`` is 附注, under the date."""

    issuer: str
    date: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 at the foot of the last, even page: copies, the office that printed, the date."""

    copies: str
    office: str
    date: str


@dataclass(frozen=True, slots=True)
class Blank:
    """Blank lines of the grid."""

    lines: float = 1


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a new page, ``landscape`` or upright; None keeps the page as it is."""

    landscape: bool | None = None


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex from a new page on, numbered by itself (附件, or 附件1 … where there are several)."""

    title: str
    parts: Sequence[Part]
    landscape: bool = False
    in_contents: bool = True


Part = (
    Cover | Contents | LetterHead | Title | Heading | Paragraph | Note | Table | Bars | RangeBars | Lines | Histogram
    | TileMap | Attachments | Signature | Imprint | Blank | PageBreak | Annex
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. ``fingerprint``: 16 hex digits of the frozen sheet and the journal's head.

    ``worded`` names the paragraphs that somebody worded himself (see `wording`).
    """

    meta: Meta
    parts: Sequence[Part] = field(repr=False)
    number: str = ""
    as_of: date | None = None
    fingerprint: str = ""
    demo: bool = False
    running_line: bool = True
    worded: tuple[str, ...] = ()
