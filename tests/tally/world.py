"""A small world with known answers: as facts at hand, or written into a database."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from fashiontracker.models import tables as t
from fashiontracker.models.facts import Bearer, Dated, Event, Facts, Step, Subject, in_order
from fashiontracker.models.store import Store
from fashiontracker.models.yearly import Edition, Value
from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.types import Plan, Quota
from fashiontracker.tally import board
from fashiontracker.tally.board import RowResult

STEP = re.compile(r"(\S+) (\S+?)(?:\.\.(\S+))?$")
TABLES = {"brand": t.Brand, "carrier": t.Carrier, "talent": t.Talent, "standard": t.Standard}


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class World:
    """Subjects are (kind, id); ids count up in each kind, as in a new database."""

    def __init__(self, plan: Plan, catalogue: Catalogue) -> None:
        self.plan, self.catalogue = plan, catalogue
        self.enterprises: list[dict] = []
        self.owned: dict[str, list[dict]] = {kind: [] for kind in TABLES}
        self.events: list[dict] = []
        self.figures: list[dict] = []
        self.exhibitions: list[dict] = []
        self.steps: list[dict] = []

    # ---- telling

    def enterprise(self, name: str, *sectors: str, uscc: str | None = None) -> Subject:
        self.enterprises.append({"name": name, "sectors": sectors, "uscc": uscc})
        return ("enterprise", len(self.enterprises))

    def _own(self, table: str, name: str, sectors: Sequence[str], owner: Subject | None, **more: object) -> Subject:
        self.owned[table].append(
            {"name": name, "sectors": tuple(sectors), "owner_id": owner[1] if owner else None, **more}
        )
        return (table, len(self.owned[table]))

    def brand(self, name: str, *sectors: str, owner: Subject | None = None) -> Subject:
        return self._own("brand", name, sectors, owner)

    def carrier(
        self,
        name: str,
        *sectors: str,
        kind: str = "industrial_design_center",
        state: str | None = None,
        built: str | None = None,
        owner: Subject | None = None,
    ) -> Subject:
        return self._own("carrier", name, sectors, owner, kind=kind, state=state, built_on=day(built))

    def talent(
        self,
        name: str,
        *sectors: str,
        kind: str = "skilled_craftsman",
        acquired: str | None = None,
        owner: Subject | None = None,
    ) -> Subject:
        return self._own("talent", name, sectors, owner, kind=kind, acquired_on=day(acquired))

    def standard(self, name: str, *sectors: str, published: str | None = None, owner: Subject | None = None) -> Subject:
        return self._own("standard", name, sectors, owner, published_on=day(published))

    def title(self, subject: Subject, designation: str, *steps: str) -> Subject:
        """Steps as ``认定 2023-05-01..2026-04-30``: a stage, its day, and the end of its term where it has one."""
        for step in steps:
            stage, on, until = STEP.match(step).groups()  # type: ignore[union-attr]
            self.event(subject, designation, self.plan.stages.named(stage).key, day(on), day(until))
        return subject

    def event(self, subject: Subject, designation: str, stage: str, on: date, until: date | None = None) -> None:
        self.events.append(
            {
                "subject_kind": subject[0],
                "subject_id": subject[1],
                "designation": designation,
                "stage": stage,
                "happened_on": on,
                "valid_until": until,
            }
        )

    def revenue(self, enterprise: Subject, sheet: str = "roster", **years: float) -> None:
        """``y2023=600`` in 亿元."""
        for year, value in years.items():
            self.figure("revenue", "enterprise", enterprise[1], int(year[1:]), value * 10000, sheet)

    def figure(
        self, indicator: str, kind: str, key: str | int, year: int, value: float, sheet: str = "indicators"
    ) -> None:
        self.figures.append(
            {
                "subject_kind": kind,
                "enterprise_id": key if kind == "enterprise" else None,
                "subject_key": "" if kind == "enterprise" else key,
                "indicator": indicator,
                "year": year,
                "value": value,
                "unit": self.plan.indicators.get(indicator).unit,
                "entered_in": sheet,
            }
        )

    def exhibition(self, name: str, year: int, area: float | None) -> None:
        self.exhibitions.append({"name": name, "year": year, "area": area})

    def milestone(self, key: str, on: str, state: str) -> None:
        self.steps.append({"milestone": key, "happened_on": day(on), "state": state})

    # ---- asking

    def facts(self) -> Facts:
        """What `load` gives for this world."""
        bearers = {
            ("enterprise", n): Bearer(e["name"], e["uscc"], e["sectors"], None) for n, e in _numbered(self.enterprises)
        }
        for kind, records in self.owned.items():
            for n, one in _numbered(records):
                bearers[kind, n] = Bearer(one["name"], None, one["sectors"], one["owner_id"])
        owners = {key: bearers.get(("enterprise", one.owner)) for key, one in bearers.items()}
        order = {stage.key: stage.order for stage in self.plan.stages}
        chains: dict[str, dict[Subject, list[Event]]] = defaultdict(lambda: defaultdict(list))
        for n, e in _numbered(self.events):
            event = (e["happened_on"], e["stage"], e["valid_until"], n)
            chains[e["designation"]][e["subject_kind"], e["subject_id"]].append(event)
        editions: dict[int, list[Edition]] = defaultdict(list)
        for n, e in _numbered(self.exhibitions):
            if e["area"] is not None:
                editions[e["year"]].append(Edition(n, e["name"], e["area"]))
        steps: dict[str, list[Step]] = defaultdict(list)
        for n, e in _numbered(self.steps):
            steps[e["milestone"]].append(Step(e["happened_on"], e["state"], n))
        return Facts(
            chains={key: {who: in_order(events, order) for who, events in of.items()} for key, of in chains.items()},
            bearers=bearers,
            sectors={key: one.sectors or (owners[key].sectors if owners[key] else ()) for key, one in bearers.items()},
            dated={
                kind: [
                    Dated(
                        (kind, n),
                        one.get("kind", ""),
                        kind != "carrier" or one["state"] == "built",
                        one.get("built_on") or one.get("acquired_on") or one.get("published_on"),
                    )
                    for n, one in _numbered(self.owned[kind])
                ]
                for kind in ("carrier", "talent", "standard")
            },
            revenue={"revenue": self._revenue()},
            figures=self._figures(),
            editions=editions,
            milestones=steps,
        )

    def _by_sheet(self) -> list[tuple[int, dict]]:
        return sorted(_numbered(self.figures), key=lambda one: one[1]["entered_in"], reverse=True)

    def _revenue(self) -> dict[int, dict[int, Value]]:
        found: dict[int, dict[int, Value]] = defaultdict(dict)
        for n, one in self._by_sheet():
            if one["indicator"] == "revenue" and one["subject_kind"] == "enterprise":
                found[one["enterprise_id"]][one["year"]] = Value(one["value"], n)
        return found

    def _figures(self) -> dict[tuple[str, str, str], dict[int, Value]]:
        found: dict[tuple[str, str, str], dict[int, Value]] = defaultdict(dict)
        for n, one in self._by_sheet():
            if one["subject_kind"] != "enterprise":
                found[one["indicator"], one["subject_kind"], one["subject_key"]][one["year"]] = Value(one["value"], n)
        return found

    def row(self, key: str, on: str) -> RowResult:
        row = self.plan.row(key)
        assert row is not None
        return board.row_result(self.facts(), self.plan, self.catalogue, row, date.fromisoformat(on))

    def counted(self, key: str, on: str) -> list[str]:
        """The names of the counted, sorted."""
        return sorted(one.subject for one in self.row(key, on).counted)

    def near(self, key: str, on: str) -> dict[str, str]:
        """Name → reason of the near misses."""
        return {one.subject: one.reason or "" for one in self.row(key, on).near_misses}

    def quota(self, key: str) -> Quota:
        found = self.plan.quotas.get(key)
        assert found is not None
        return found

    # ---- writing

    def write(self, store: Store) -> None:
        with store.journal.entry("示例") as session:
            named = [{**one, "name_key": one["name"]} for one in self.enterprises]
            _insert(session, t.Enterprise, [{**one, "qianhai": False} for one in named])
            for kind, table in TABLES.items():
                records = [{**one, "name_key": one["name"]} for one in self.owned[kind]]
                _insert(session, table, [{**one, "qianhai": False} if kind == "carrier" else one for one in records])
            _insert(session, t.StageEvent, self.events)
            _insert(session, t.Figure, self.figures)
            _insert(
                session, t.Exhibition, [{**one, "name_key": one["name"], "sectors": ()} for one in self.exhibitions]
            )
            _insert(session, t.MilestoneProgress, self.steps)


def _numbered(records: Sequence[dict]) -> list[tuple[int, dict]]:
    return list(enumerate(records, start=1))


def _insert(session, table, records: Sequence[dict]) -> None:
    if records:
        session.insert_many(table, records)
