"""The same rows as the board's as a registry table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fashiontracker.errors import Problem
from fashiontracker.text import N_, _
from fashiontracker.ui.columns import Column, Kind, Sort
from fashiontracker.ui.pages.cultivation import wording

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.facts import Subject
    from fashiontracker.tally.pipeline import Candidacy

    Papers = Mapping[tuple[Subject, str], tuple[int, int]]

COLUMNS = (
    Column("name", N_("对象"), width=230),
    Column("title", N_("称号"), width=190),
    Column("stage", N_("阶段"), width=84),
    Column("state", N_("情况"), Kind.STATUS, width=92, marks=wording.STATES),
    Column("since", N_("日期"), Kind.DATE, width=100),
    Column("days", N_("已历天数"), Kind.NUMBER, width=84),
    Column("limit", N_("一般天数"), Kind.NUMBER, width=84),
    Column("papers", N_("材料"), width=72, hint=N_("必交材料已附几项")),
    Column("until", N_("有效期至"), Kind.DATE, width=100),
    Column("batch", N_("批次"), width=90, sortable=False),
    Column("number", N_("文号或证书编号"), width=150, sortable=False),
    Column("sector", N_("行业"), width=110),
    Column("kind", N_("对象类型"), width=84, shown=False),
    Column("note", N_("备注"), width=160, sortable=False),
)


class CandidacySource:
    """Candidacies by the ids of their latest events; batch, number and note are read on sight."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.entries: Sequence[Candidacy] = ()
        self.papers: Papers = {}
        """How many required papers are at hand, of how many, of those on their way."""
        self._by_event: dict[int, Candidacy] = {}

    def show_entries(self, entries: Sequence[Candidacy]) -> None:
        """Hold others; the table is told by `Table.reload`."""
        self.entries = entries
        self._by_event = {one.event: one for one in entries}

    def entry(self, event: int) -> Candidacy | None:
        """The candidacy whose latest event this is."""
        return self._by_event.get(event)

    def ids(self, sort: Sort | None) -> Sequence[int]:
        entries = self.entries
        if sort is not None:
            entries = sorted(entries, key=lambda one: self._key(one, sort.key), reverse=sort.descending)
        return [one.event for one in entries]

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[object]]:
        from fashiontracker.models import candidacies

        with self._app.store.reading() as session:
            papers = candidacies.papers(session, ids)
        found: dict[int, Sequence[object]] = {}
        for event in ids:
            if (one := self._by_event.get(event)) is not None:
                paper = papers.get(event)
                values = self._values(one)
                if paper is not None:
                    values |= {"batch": paper.batch, "number": paper.certificate_no, "note": paper.note}
                found[event] = tuple(values.get(column.key) for column in COLUMNS)
        return found

    def write(self, id_: int, key: str, value: object) -> Problem | None:
        return Problem("read_only", N_("阶段由“变更阶段”记录，不能直接改写"))

    def _values(self, one: Candidacy) -> dict[str, Any]:
        app = self._app
        return {
            "name": one.name,
            "title": wording.title(app, one.designation),
            "stage": wording.stage(app, one.stage),
            "state": wording.state(one),
            "since": one.since,
            "days": one.days,
            "limit": one.limit,
            "papers": "{}/{}".format(*papers) if (papers := self._papers(one)) else "",
            "until": one.valid_until if one.held else None,
            "sector": _("、").join(wording.sector(app, key) for key in one.sectors),
            "kind": wording.kind(one.subject),
        }

    def _papers(self, one: Candidacy) -> tuple[int, int] | None:
        return self.papers.get((one.subject, one.designation))

    def _key(self, one: Candidacy, column: str) -> Any:
        from fashiontracker.models.pinyin import sort_key

        if column == "stage":
            stage = self._app.plan.stages.get(one.stage)
            return stage.order if stage else 0
        if column == "papers":
            ready, wanted = self._papers(one) or (-1, 1)
            return ready / max(wanted, 1)
        value = self._values(one)[column]
        if isinstance(value, str):
            return sort_key(value)
        return (value is None, value) if value is not None else (True, 0)
