"""What needs attention on a day, gathered into chips: a count in words, and the pages with those records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from fashiontracker.text import N_, _
from fashiontracker.ui.pages.overview.attention import Item, Way
from fashiontracker.ui.wishes import PAGE_OF, Pipeline, Rows

if TYPE_CHECKING:
    from fashiontracker.tally.attention import Notice

NOUNS = {
    "enterprise": N_("{count} 家企业"),
    "brand": N_("{count} 个品牌"),
    "carrier": N_("{count} 个载体"),
    "talent": N_("{count} 位人才"),
    "standard": N_("{count} 项标准"),
}
PIPELINE = ("lapsing", "stagnant")
"""Kinds whose records are candidacies: the page 培育认定 shows just these."""
LOOKS = {
    "lapsing": ("late", "warn"),
    "stagnant": ("busy", "info"),
    "stale_figure": ("no_data", "warn"),
    "no_date": ("edit", "quiet"),
    "sector_unknown": ("edit", "quiet"),
}
SAID = {
    "window_closing": N_("{name}申报窗口 {days} 天后关闭"),
    "window_opening": N_("{name}申报窗口 {days} 天后开放"),
    "document_due": N_("{name} {days} 天内须{task}"),
    "lapsing": N_("{count} 项称号 {within} 天内到期"),
    "stagnant": N_("{count} 项申报停滞"),
    "stale_figure": N_("{count} 家企业缺 {year} 年营收"),
    "no_date": N_("{count} 条记录补上日期即可计入"),
    "sector_unknown": N_("{count} 条记录补上行业即可计入"),
}
URGENT = 30
"""Titles that end within so many days are shown in red."""


def matters(found: Iterable[Notice]) -> Sequence[Item]:
    """Each window, and what is to be seen to in the same way as one chip, in the order found."""
    together: dict[tuple[str, int | None], list[Notice]] = {}
    windows = []
    for one in found:
        if one.subject is None:
            windows.append(one)
        else:
            together.setdefault((one.kind, one.within), []).append(one)
    ending = (_chip(kind, within, notices) for (kind, within), notices in together.items())
    return [*ending, *map(_window, windows)]


def _chip(kind: str, within: int | None, notices: Sequence[Notice]) -> Item:
    words = _(SAID[kind]).format(count=f"{len(notices):,}", within=within, year=notices[0].year)
    urgent = within is not None and within <= URGENT
    glyph, ink = ("failed", "bad") if urgent else LOOKS[kind]
    if kind in PIPELINE:
        return Item(glyph, ink, words, (Way(words, "cultivation", Pipeline(only=kind, within=within)),))
    return Item(glyph, ink, words, tuple(_ways(words, notices)))


def _ways(words: str, notices: Iterable[Notice]) -> Iterator[Way]:
    """The registry pages that hold the records, each with its own."""
    ids: dict[str, set[int]] = {}
    for one in notices:
        if one.subject is not None:
            ids.setdefault(one.subject[0], set()).add(one.subject[1])
    for kind, found in ids.items():
        yield Way(_(NOUNS[kind]).format(count=f"{len(found):,}"), PAGE_OF[kind], Rows((), tuple(sorted(found)), words))


def _window(one: Notice) -> Item:
    words = _(SAID[one.kind]).format(name=one.name, days=one.days, task=one.task)
    urgent = one.kind == "document_due"
    wish = Pipeline(designation=one.designation, windows=True)
    glyph, ink = ("late", "warn") if urgent else ("calendar", "info")
    return Item(glyph, ink, words, (Way(words, "cultivation", wish),), one.name)
