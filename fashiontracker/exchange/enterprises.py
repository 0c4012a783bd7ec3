"""Rows of 企业: the firm itself, its years of revenue, and in the wide form its brands and titles."""

from __future__ import annotations

from datetime import date
from typing import Any

from fashiontracker.exchange.cells import shown
from fashiontracker.exchange.desk import Desk, Work, begin, fields_of, noted, own_columns, tidy
from fashiontracker.exchange.figures import Measure, claim, is_contested
from fashiontracker.exchange.firms import Meeting, meet
from fashiontracker.exchange.ledger import Draft, identity
from fashiontracker.exchange.reader import Reader, Reading
from fashiontracker.exchange.tables import Record, Table
from fashiontracker.exchange.verdicts import Decision, Place, Verdict, reason
from fashiontracker.models.names import name_key
from fashiontracker.plan.designations import Designation


class EnterpriseClerk:
    """Settles the rows of one table of 企业."""

    def __init__(self, desk: Desk, table: Table) -> None:
        self._desk = desk
        self._table = table
        self._reader = Reader(desk.plan, desk.catalogue, table)
        self._columns = own_columns(table.layout)
        self._years = [(match.name, match.year) for match in table.matches if match.year is not None]
        revenue = desk.plan.indicators.named("营业收入")
        self._revenue = Measure(revenue.key, revenue.zh, revenue.unit) if revenue else None
        recognised = desk.plan.stages.named("认定")
        self._recognised = recognised.key if recognised else ""

    def settle(self, record: Record, place: Place) -> Verdict:
        """The row's end."""
        reading = self._reader.read(record)
        name, code = reading.values.get("企业名称"), reading.values.get("统一社会信用代码")
        work = begin(place, name or code or "", reading)
        firm, fields = self._firm(work, reading, name, code)
        if firm is not None:
            work.own(firm, fields)
            self._former(work, firm, reading)
            self._figures(work, firm, reading, record)
            brands = self._brands(work, firm, reading)
            self._titles(work, firm, brands, reading, shown(record.cells.get("认定日期", "")))
            if firm.id is None and not firm.values and not work.disputes:
                work.faults += self._reader.missing(reading)
        verdict = self._desk.settle(work, self._table.layout)
        if not verdict.good:
            self._desk.refused.update({key: record.row for key in (code, name_key(name) if name else None) if key})
        elif firm is not None and firm.id is None and not code:
            self._desk.fresh.append(firm)
        return verdict

    def _firm(
        self, work: Work, reading: Reading, name: str | None, code: str | None
    ) -> tuple[Draft | None, dict[str, Any]]:
        met = meet(self._desk, name, code)
        fields = fields_of(reading, self._columns)
        firm = met.firm
        if met.about is not None:
            decision = self._desk.decisions.get(work.place)
            if decision not in met.choices:
                work.dispute(met.column, met.about.value, met.about, *met.choices)
                return None, {}
            firm = self._decided(work, met, decision, fields)
        elif firm is not None:  # written another way, or a former name: the name on record stays
            fields.pop("name", None)
            fields.pop("name_key", None)
        if firm is None:
            firm = Draft("enterprise")
            fields = {"uscc": None, "sectors": (), **fields}
        note = noted(firm.get("note"), fields.get("note"), reading.others)
        if note is not None:
            fields["note"] = note
        return firm, fields

    def _decided(self, work: Work, met: Meeting, decision: Decision, fields: dict[str, Any]) -> Draft | None:
        """The firm that the user says it is; the fields become what the decision leaves of them."""
        firm = met.firm
        if decision == Decision.SEPARATE or firm is None:
            return None
        renamed = met.column == "企业名称"
        if renamed and decision == Decision.TAKE_NEW:
            self._add_former(work, firm, firm.get("name"), None)
            return firm
        if not renamed and decision == Decision.KEEP_OLD:
            fields.pop("uscc", None)
        fields.pop("name", None)
        fields.pop("name_key", None)
        return firm

    def _former(self, work: Work, firm: Draft, reading: Reading) -> None:
        told = {name_key(name): (name, until) for name, until in reading.values.get("曾用名", ())}
        for name, until in told.values():
            self._add_former(work, firm, name, until)

    def _add_former(self, work: Work, firm: Draft, name: str, until: date | None) -> None:
        key = name_key(name)
        known = self._desk.ledger.former.get((firm, key))
        if known is None:
            fields = {"enterprise_id": firm, "name": tidy(name), "name_key": key, "until": until}
            work.write(Draft("former_name"), fields)
        elif until is not None:
            work.write(known, {"until": until})

    def _figures(self, work: Work, firm: Draft, reading: Reading, record: Record) -> None:
        if self._revenue is None or is_contested(self._desk, work):
            return
        revenue = self._revenue
        for name, year in self._years:
            value = reading.values.get(name)
            if value is not None:
                key = ("figure", "enterprise", firm, revenue.key, year, "roster")
                claim(self._desk, work, key, revenue, value, name, record.cells[name])

    def _brands(self, work: Work, firm: Draft, reading: Reading) -> list[Draft]:
        found = []
        told: dict[str, str] = {}
        for name in reading.values.get("品牌", ()):
            told.setdefault(name_key(name), name)
        for name in told.values():
            same = self._desk.ledger.named["brand"].get(name_key(name), [])
            brand = next((draft for draft in same if draft.get("owner_id") is firm), None)
            if brand is None and len(same) == 1 and same[0].get("owner_id") is None:
                brand = same[0]
                work.write(brand, {"owner_id": firm})
            if brand is None:
                brand = Draft("brand")
                work.write(brand, {"name": tidy(name), "name_key": name_key(name), "owner_id": firm, "sectors": ()})
            found.append(brand)
        return found

    def _titles(self, work: Work, firm: Draft, brands: list[Draft], reading: Reading, said: str) -> None:
        titles: tuple[Designation, ...] = reading.values.get("资质", ())
        days: tuple[date, ...] = reading.values.get("认定日期", ())
        if not titles and not days:
            return
        broken = {fault.column for fault in reading.faults}
        if broken & {"资质", "认定日期"}:
            return
        if days and not titles:
            work.fault("认定日期", said, reason("dates_alone"))
        elif len(days) > 1 and len(days) != len(titles):
            work.fault("认定日期", said, reason("unequal_dates", titles=len(titles), dates=len(days)))
        else:
            paired = days * len(titles) if len(days) == 1 else days or (None,) * len(titles)
            for title, day in zip(titles, paired, strict=True):
                self._title(work, firm, brands, title, day)

    def _title(self, work: Work, firm: Draft, brands: list[Draft], title: Designation, day: date | None) -> None:
        kind, subject = "enterprise", firm
        if "enterprise" not in title.holders and "carrier" not in title.holders:
            if "brand" not in title.holders:
                work.fault("资质", title.zh, reason("title_of_other", title.zh, title=title.zh))
                return
            if len(brands) != 1:
                work.fault("资质", title.zh, reason("title_of_brand", title.zh, title=title.zh, count=len(brands)))
                return
            kind, subject = "brand", brands[0]
        if day is None:
            if not self._is_recorded(kind, subject, title):
                work.fault("认定日期", "", reason("title_undated", title.zh, title=title.zh))
            return
        fields = {
            "subject_kind": kind,
            "subject_id": subject,
            "designation": title.key,
            "stage": self._recognised,
            "happened_on": day,
        }
        key = identity("stage_event", fields.get)
        if key not in self._desk.ledger.by_key and not any(key == written for *_, written in work.writes):
            work.write(Draft("stage_event"), fields, key)

    def _is_recorded(self, kind: str, subject: Draft, title: Designation) -> bool:
        """Whether the title was recognised on some day already: then a cell without a date changes nothing."""
        return ("stage_event", kind, subject, title.key, self._recognised) in self._desk.ledger.reached
