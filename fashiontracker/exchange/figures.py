"""Yearly figures: rows of 年度指标, and the claim by which two different values for one year become a conflict."""

from __future__ import annotations

from decimal import Decimal
from pathlib import PurePath
from typing import Any, NamedTuple

from fashiontracker.errors import Problem
from fashiontracker.exchange import values
from fashiontracker.exchange.cells import Cell, Percent, is_empty, plain_number, shown
from fashiontracker.exchange.desk import Claim, Desk, Key, Work, begin, noted
from fashiontracker.exchange.firms import refer
from fashiontracker.exchange.ledger import Draft, identity
from fashiontracker.exchange.reader import Reader, Reading
from fashiontracker.exchange.tables import Record, Table
from fashiontracker.exchange.units import MULTIPLES, base_of
from fashiontracker.exchange.verdicts import Decision, Fault, Place, Verdict, reason


class Measure(NamedTuple):
    """An indicator of the plan or a metric of the catalogue; figures are kept in ``unit``."""

    key: str
    zh: str
    unit: str
    truth: bool = False


def claim(
    desk: Desk, work: Work, key: Key, measure: Measure, value: float, column: str, cell: Cell, source: str | None = None
) -> None:
    """Let the row give the figure of this identity; two values for it in one import are for the user to decide."""
    known = desk.ledger.by_key.get(key)
    earlier = desk.claims.get(known) if known is not None else None
    if earlier is not None and earlier.value != value:
        decision = desk.decisions.get(work.place)
        if decision == Decision.KEEP_OLD:
            return
        if decision != Decision.TAKE_NEW:
            _contradict(desk, work, column, f"{key[4]} 年{measure.zh}", shown(cell), earlier)
            return
    if known is None:
        known = Draft("figure")
        work.write(known, _fields(key, value, measure.unit, source), key)
    elif known.get("value") != value or (source is not None and known.get("source") != source):
        said = {"value": value, "unit": measure.unit, "source": source}
        work.write(known, {name: told for name, told in said.items() if told is not None})
    work.claims[known] = Claim(value, cell, work.place)


def _fields(key: Key, value: float, unit: str, source: str | None) -> dict[str, Any]:
    """The whole record of a figure with this identity."""
    _, kind, subject, indicator, year, entered_in = key
    of_firm = kind == "enterprise"
    return {
        "subject_kind": kind,
        "enterprise_id": subject if of_firm else None,
        "subject_key": "" if of_firm else subject,
        "indicator": indicator,
        "year": year,
        "value": value,
        "unit": unit,
        "source": source,
        "entered_in": entered_in,
    }


def is_contested(desk: Desk, work: Work) -> bool:
    """Whether another row contradicts a figure of this one and nobody has decided: then the row is disputed."""
    contested = desk.contested.get(work.place)
    if contested is None or work.place in desk.decisions:
        return False
    work.dispute(*contested, Decision.TAKE_NEW, Decision.KEEP_OLD)
    return True


def _contradict(desk: Desk, work: Work, column: str, what: str, mine: str, earlier: Claim) -> None:
    """Neither row is taken: this one is disputed now, the earlier one when the rows are settled anew."""
    place, other = earlier.place, shown(earlier.cell)
    about = _two_values(work.place, place, what, mine, other)
    work.dispute(column, mine, about, Decision.TAKE_NEW, Decision.KEEP_OLD)
    desk.contested[work.place] = work.faults[-1]
    desk.contested[place] = Fault(column, other, _two_values(place, work.place, what, other, mine))


def _two_values(here: Place, there: Place, what: str, value: str, other: str) -> Problem:
    if here[:2] == there[:2]:
        return reason("two_values", value, row=there.row, what=what, other=other)
    return reason("two_values_file", value, file=f"{PurePath(there.file).name} {there.sheet}", row=there.row,
                  what=what, other=other)  # fmt: skip


class FigureClerk:
    """Settles the rows of one table of 年度指标."""

    def __init__(self, desk: Desk, table: Table) -> None:
        self._desk = desk
        self._table = table
        self._reader = Reader(desk.plan, desk.catalogue, table)

    def settle(self, record: Record, place: Place) -> Verdict:
        """The row's end."""
        reading = self._reader.read(record)
        said = reading.values
        work = begin(place, said.get("对象名称", ""), reading)
        lacking = self._reader.missing(reading)
        work.faults += [fault for fault in lacking if fault.column not in ("数值", "单位")]
        measure = self._measure(work, said.get("指标"))
        value = self._value(work, said.get("数值"), said.get("单位"), measure) if measure else None
        subject = self._subject(work, reading)
        if measure and subject and "年度" in said and not work.faults:
            about = {**subject, "indicator": measure.key, "year": said["年度"], "entered_in": "indicators"}
            key = identity("figure", about.get)
            known = self._desk.ledger.by_key.get(key)
            source = self._source(work, reading, known)
            if known is not None and "数值" not in said:
                work.own(known, {} if source is None else {"source": source})
            elif lacking or value is None:
                work.faults += lacking
            elif not is_contested(self._desk, work):
                claim(self._desk, work, key, measure, value, "数值", said["数值"], source)
                _own_record_first(work)
        return self._desk.settle(work, self._table.layout)

    def _source(self, work: Work, reading: Reading, known: Draft | None) -> str | None:
        """Where the figure comes from, with what unknown columns say: a figure has no note of its own."""
        source = noted(known.get("source") if known else None, reading.values.get("来源"), reading.others)
        if source is not None and (too_long := values.overlong(source)):
            work.fault("来源", too_long.value, too_long)
        return source

    def _measure(self, work: Work, word: str | None) -> Measure | None:
        if word is None:
            return None
        plan, catalogue = self._desk.plan, self._desk.catalogue
        if indicator := plan.indicators.named(word):
            return Measure(indicator.key, indicator.zh, indicator.unit)
        metric = catalogue.metrics.named(word)
        if metric is None:
            work.fault("指标", word, reason("unknown_indicator", word))
            return None
        if metric.type not in ("number", "rank", "truth"):
            work.fault("指标", word, reason("indicator_kind", word))
            return None
        return Measure(metric.key, metric.zh, metric.unit or "", metric.type == "truth")

    def _value(self, work: Work, cell: Cell | None, unit: str | None, measure: Measure) -> float | None:
        if cell is None or is_empty(cell):
            return None
        if measure.truth:
            answer = values.yes_no(cell if isinstance(cell, str | bool) else shown(cell))
            found: Decimal | Problem | None = Decimal(int(answer)) if isinstance(answer, bool) else answer
        else:
            found = self._measured(cell, unit, measure)
        if isinstance(found, Problem):
            column, value = ("单位", unit) if unit and found.params.get("unit") == unit else ("数值", shown(cell))
            work.fault(column, value, found)
            return None
        return None if found is None else float(found)

    def _measured(self, cell: Cell, unit: str | None, measure: Measure) -> Decimal | Problem:
        if isinstance(cell, Percent):
            cell = f"{plain_number(cell.value * 100)}%"
        read = values.measured(cell)
        if isinstance(read, Problem):
            return read
        number, suffix = read
        units = self._desk.plan.units
        wanted = units.named(measure.unit)
        base = base_of(measure.unit)
        said = (suffix + base if suffix in MULTIPLES else suffix) or unit or measure.unit
        given = units.named(said)
        if given is None:
            return values.problem("unit_unknown", shown(cell), unit=said)
        if wanted is None or given.dimension != wanted.dimension:
            return values.problem("unit_other", shown(cell), unit=said, wanted=measure.unit)
        return number * Decimal(repr(given.factor)) / Decimal(repr(wanted.factor))

    def _subject(self, work: Work, reading: Reading) -> dict[str, Any] | None:
        said = reading.values
        kind, name = said.get("对象类型"), said.get("对象名称")
        if kind == "enterprise":
            firm = refer(self._desk, work, "对象名称", name, said.get("统一社会信用代码"))
            return {"subject_kind": kind, "enterprise_id": firm, "subject_key": ""} if firm else None
        if kind is None or name is None:
            return None
        plan = self._desk.plan
        if kind == "sector":
            sector = plan.sectors.named(name)
            key = sector.key if sector else None
        else:
            key = plan.city if name in (*plan.city_names, plan.city) else None
        if key is None:
            work.fault("对象名称", name, reason("unknown_subject", name, kind="行业" if kind == "sector" else "城市"))
            return None
        return {"subject_kind": kind, "enterprise_id": None, "subject_key": key}


def _own_record_first(work: Work) -> None:
    """The figure is the row's own record, whatever enterprise had to be made for it before."""
    work.writes.sort(key=lambda write: write[0].table != "figure")
