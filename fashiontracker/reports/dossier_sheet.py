"""Document 4 as data: one enterprise with everything recorded on it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fashiontracker.models import views
from fashiontracker.models.facts import Chain, in_order
from fashiontracker.models.registry import VIEWS
from fashiontracker.reports.registry_words import Speaker, place
from fashiontracker.reports.stamp import Stamp
from fashiontracker.tally import words
from fashiontracker.tally.terms import Standing, standing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.household import Household
    from fashiontracker.models.papers import File, Place
    from fashiontracker.models.tables import StageEvent
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan

SHEETS: Mapping[str, str] = {"indicators": "年度指标", "roster": "企业"}
TABLES: Mapping[str, str] = {
    "enterprise": "企业",
    "former_name": "曾用名",
    "brand": "品牌",
    "carrier": "载体平台",
    "talent": "人才",
    "standard": "标准",
    "project": "重点项目",
    "exhibition": "展会",
    "figure": "年度指标",
    "stage_event": "认定进程",
}


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A year's figure; ``stands`` is False where 年度指标 has another one for the year (rule 8)."""

    indicator: str
    year: int
    value: float
    unit: str
    source: str
    sheet: str
    stands: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a title."""

    day: date
    stage: str
    valid_until: date | None
    number: str
    note: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Title:
    """One subject × designation with its events; ``standing`` says how it stands on the day."""

    designation: str
    bearer: str
    standing: str
    held: bool
    candidacy: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Belonging:
    """A table of what belongs to the enterprise; ``columns`` are titles with the kinds of their values."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One designation that the enterprise or one of its brands and carriers could apply for."""

    designation: str
    bearer: str
    verdict: str
    held: bool
    unmet: int
    unknown: int
    gap: str


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A file and what it bears out."""

    name: str
    sha256: str
    size: int
    of: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """An entry of the journal that touched the enterprise or what belongs to it."""

    at: str
    who: str
    label: str
    touched: str


@dataclass(frozen=True, slots=True)
class DossierSheet:
    """Everything that document 4 prints; ``record`` is the enterprise's id."""

    stamp: Stamp
    record: int
    name: str
    facts: tuple[tuple[str, str], ...]
    figures: tuple[FigureLine, ...]
    revenue: tuple[tuple[int, float], ...]
    revenue_unit: str
    titles: tuple[Title, ...]
    belongings: tuple[Belonging, ...]
    checks: tuple[CheckLine, ...]
    evidence: tuple[EvidenceLine, ...]
    changes: tuple[ChangeLine, ...]


class Teller:
    """Puts a household into words, as of a day."""

    def __init__(
        self, plan: Plan, catalogue: Catalogue, home: Household, files: Mapping[Place, Sequence[File]], as_of: date
    ) -> None:
        self._plan, self._catalogue, self._home, self._files, self._as_of = plan, catalogue, home, files, as_of
        self._names = {("enterprise", home.enterprise.id): home.enterprise.name}
        self._names.update((("brand", one.id), one.name) for one in home.brands)
        self._names.update((("carrier", one.id), one.name) for one in home.carriers)

    # ---- facts

    def facts(self) -> Iterator[tuple[str, str]]:
        """The enterprise's own row; what is not known says so."""
        one = self._home.enterprise
        former = (
            f"{old.name}（至{words.day(old.until)}）" if old.until else old.name for old in self._home.former_names
        )
        yield "企业名称", one.name
        yield "曾用名", "；".join(former) or "无登记"
        yield "统一社会信用代码", one.uscc or "未填"
        yield "行业", self.sectors(one.sectors) or "未填"
        yield "所属区", place(self._plan, one.district, one.qianhai) or "未填"
        yield "成立日期", words.day(one.founded_on, empty="未填")
        for title, value in (
            *(("企业规模", one.size), ("上市情况", one.listing), ("主营产品", one.products)),
            *(("联系人", one.contact), ("联系电话", one.phone)),
        ):
            yield title, value or "未填"
        if one.note:
            yield "备注", one.note

    def sectors(self, keys: Iterable[str]) -> str:
        """The sectors' words."""
        return "、".join(sector.zh if (sector := self._plan.sectors.get(key)) else key for key in keys)

    # ---- figures

    def figures(self, year: int) -> Iterator[FigureLine]:
        """Figures up to a year; of two of one year 年度指标 stands."""
        given = {(one.indicator, one.year) for one in self._home.figures if one.entered_in == "indicators"}
        for one in self._home.figures:
            if one.year <= year:
                kind = self._plan.indicators.get(one.indicator) or self._catalogue.metrics.get(one.indicator)
                yield FigureLine(
                    indicator=kind.zh if kind else one.indicator,
                    year=one.year,
                    value=one.value,
                    unit=one.unit,
                    source=one.source or "",
                    sheet=SHEETS.get(one.entered_in, one.entered_in),
                    stands=one.entered_in == "indicators" or (one.indicator, one.year) not in given,
                )

    # ---- titles

    def titles(self) -> Iterator[Title]:
        """Every subject × designation with events until the day, the titles that are held first."""
        found: dict[tuple[str, int, str], list[StageEvent]] = {}
        for event in self._home.events:
            if event.happened_on <= self._as_of:
                found.setdefault((event.subject_kind, event.subject_id, event.designation), []).append(event)
        told = [self._title(key, events) for key, events in found.items()]
        yield from (title for _, title in sorted(told, key=lambda one: (one[0], one[1].designation, one[1].bearer)))

    def _title(self, key: tuple[str, int, str], events: Sequence[StageEvent]) -> tuple[int, Title]:
        order = {stage.key: stage.order for stage in self._plan.stages}
        chain: Chain = in_order(((one.happened_on, one.stage, one.valid_until, one.id) for one in events), order)
        by_id = {one.id: one for one in events}
        stands = standing(chain, self._as_of)
        assert stands is not None
        stage = self._plan.stages.get(stands.stage)
        live = stage is not None and stage.live
        designation = self._catalogue.designations.get(key[2])
        title = Title(
            designation=designation.zh if designation else key[2],
            bearer=self._names.get(key[:2], ""),
            standing=self._standing(stands, live),
            held=stands.held,
            candidacy=live and not stands.held,
            steps=tuple(self._step(by_id[number]) for *_, number in chain),
        )
        return (0 if stands.held else 1 if live else 2), title

    def _standing(self, stands: Standing, live: bool) -> str:
        stage = self._stage(stands.stage)
        if stands.held:
            until = f"有效期至{words.day(stands.valid_until)}" if stands.valid_until else "未载有效期"
            since = f"{words.day(stands.recognised_on)}认定，" if stands.recognised_on else ""
            return f"持有（{since}{until}）{f'，{stage}' if live else ''}"
        if live:
            return f"在办：{words.day(stands.since)}{stage}"
        if stands.once:
            return "已撤销" if stands.revoked else "已失效"
        return f"已结束：{words.day(stands.since)}{stage}"

    def _stage(self, key: str) -> str:
        stage = self._plan.stages.get(key)
        return stage.zh if stage else key

    def _step(self, event: StageEvent) -> Step:
        files = self._files.get(("stage_event", event.id), ())
        return Step(
            day=event.happened_on,
            stage=self._stage(event.stage),
            valid_until=event.valid_until,
            number="；".join(text for text in (event.certificate_no, event.batch) if text),
            note=event.note or "",
            evidence="、".join(file.name for file in files),
        )

    # ---- belongings

    def belongings(self, session: Session) -> Iterator[Belonging]:
        """The registry's tables in which the enterprise has rows, without the column that names it."""
        home = self._home
        for key, rows in (
            *(("brands", home.brands), ("carriers", home.carriers), ("talents", home.talents)),
            *(("standards", home.standards), ("projects", home.projects), ("exhibitions", home.exhibitions)),
        ):
            view = VIEWS[key]
            speaker = Speaker(self._plan, view)
            columns = [view.column(name) for name in view.shown if name != "owner"]
            read = [column.key for column in view.columns if column in columns or column.key == "qianhai"]
            found = [
                dict(zip(read, row, strict=True)) for row in views.rows(session, view, [row.id for row in rows], read)
            ]
            if found:
                yield Belonging(
                    name=view.title,
                    columns=tuple((column.title, column.kind) for column in columns),
                    rows=tuple(tuple(speaker.cell(one, column) for column in columns) for one in found),
                )

    # ---- evidence and changes

    def evidence(self) -> Iterator[EvidenceLine]:
        """Every file with the records that it bears out."""
        of: dict[File, list[str]] = {}
        for row in self._home.rows:
            for file in self._files.get((row.__tablename__, row.id), ()):
                of.setdefault(file, []).append(self._called(row))
        for file, names in of.items():
            yield EvidenceLine(file.name, file.sha256, file.size, "；".join(dict.fromkeys(names)))

    def _called(self, row: object) -> str:
        table = str(getattr(row, "__tablename__", ""))
        event_of = getattr(row, "designation", None)
        if event_of is not None:
            designation = self._catalogue.designations.get(event_of)
            return f"{designation.zh if designation else event_of}{self._stage(getattr(row, 'stage', ''))}"
        if table == "figure":
            return f"{getattr(row, 'year', '')}年指标"
        return f"{TABLES.get(table, table)}：{getattr(row, 'name', '')}"
