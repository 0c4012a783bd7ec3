"""Names of a list that the registry lacks: written as a workbook to be filled and imported, or added as enterprises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fashiontracker.errors import Problem, Refused
from fashiontracker.exchange.book import OutCell, heading, new_book
from fashiontracker.exchange.columns import Value
from fashiontracker.exchange.layout import ENTERPRISES
from fashiontracker.exchange.published import accepting
from fashiontracker.exchange.published.matching import Candidate
from fashiontracker.models.editing import holder_of_code
from fashiontracker.models.names import name_key
from fashiontracker.models.tables import Enterprise
from fashiontracker.text import N_, _

if TYPE_CHECKING:
    from fashiontracker.exchange.published.settling import Settled, Terms
    from fashiontracker.models.attaching import Kept
    from fashiontracker.models.journal import Journal
    from fashiontracker.models.recorder import Recorder
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan

LABEL: Final = N_("公示比对：新增企业")


def newcomers(settled: Iterable[Settled]) -> list[Settled]:
    """The lines whose firm is not in the registry, each firm once: by its code, else by its name."""
    found: dict[str, Settled] = {}
    for one in settled:
        if one.fate == "unmatched":
            listed = one.match.listed
            found.setdefault(listed.uscc or name_key(listed.name), one)
    return list(found.values())


def write(path: Path, plan: Plan, found: Sequence[Settled], notice: str) -> int:
    """Write the firms as rows of 企业; the number of rows. Raises what `book.new_book` raises.

    ``notice`` is the list's name, for the remark; what the list does not say is left to be filled in.
    """
    columns = [column for column in ENTERPRISES.columns if column.value is not Value.YEARLY_REVENUE]
    with new_book(path, _("名单中的新企业")) as book:
        page = book.page(ENTERPRISES.kind, [heading(column) for column in columns])
        for one in found:
            cells = _cells(plan, one, notice)
            page.add(cells.get(column.name) for column in columns)
        page.finish()
    return len(found)


def _cells(plan: Plan, one: Settled, notice: str) -> dict[str, OutCell]:
    listed = one.match.listed
    district = plan.districts.get(_district(plan, one) or "")
    return {
        "企业名称": listed.name,
        "统一社会信用代码": listed.uscc or None,
        "所属区": district.zh if district else None,
        "备注": _("见于名单：{name}").format(name=notice),
    }


def add(
    journal: Journal,
    plan: Plan,
    catalogue: Catalogue,
    chosen: Sequence[Settled],
    terms: Terms | None = None,
    notice: Kept | None = None,
) -> int:
    """Add the firms as one entry; their number. With ``terms`` each gets the event too, the notice as its evidence.

    Raises Refused where a code is another firm's by now or an event cannot be recorded, and writes nothing then.
    """
    with journal.entry(LABEL) as session:
        _refuse_taken_codes(session, chosen)
        ids = session.insert_many(Enterprise, [_row(plan, one) for one in chosen])
        if terms is not None and notice is not None:
            found = [replace(one, subject=_candidate(one, key)) for one, key in zip(chosen, ids, strict=True)]
            accepting.record(session, plan, catalogue, accepting.steps(found, terms), notice)
    return len(ids)


def _refuse_taken_codes(session: Recorder, chosen: Iterable[Settled]) -> None:
    codes = [one.match.listed.uscc for one in chosen if one.match.listed.uscc]
    taken = [
        Problem("code_taken", N_("信用代码 {value} 已由“{other}”使用"), value=code, params={"other": holder[1]})
        for code in codes
        if (holder := holder_of_code(session, code))
    ]
    if taken:
        raise Refused(N_("这些企业不能新增。"), tuple(taken))


def _row(plan: Plan, one: Settled) -> dict[str, object]:
    listed = one.match.listed
    return {
        "name": listed.name,
        "name_key": name_key(listed.name),
        "uscc": listed.uscc or None,
        "sectors": (),
        "district": _district(plan, one),
    }


def _district(plan: Plan, one: Settled) -> str | None:
    place = plan.place_named(one.match.listed.city)
    return place.district.key if place.district else None


def _candidate(one: Settled, key: int) -> Candidate:
    return Candidate(("enterprise", key), one.match.listed.name, one.match.listed.uscc or None, "name", 1.0)
