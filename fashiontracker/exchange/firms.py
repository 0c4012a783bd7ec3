"""Which enterprise a row means: by its code, then by its name, and never one of two without the user's word."""

from __future__ import annotations

from typing import NamedTuple

from fashiontracker.errors import Problem
from fashiontracker.exchange.desk import Desk, Work, tidy
from fashiontracker.exchange.ledger import Draft
from fashiontracker.exchange.verdicts import Decision, reason
from fashiontracker.models.names import name_key
from fashiontracker.text import N_


class Meeting(NamedTuple):
    """Whom a name and a code meet: nobody yet, one enterprise, or a dispute over one (``about`` and its choices)."""

    firm: Draft | None
    about: Problem | None = None
    column: str = ""
    choices: tuple[Decision, ...] = ()


def meet(desk: Desk, name: str | None, code: str | None) -> Meeting:
    """Find the enterprise of this name and code; former names are names."""
    ledger = desk.ledger
    same = ledger.by_name.get(name_key(name), []) if name else []
    holder = ledger.by_code.get(code) if code else None
    if holder is not None:
        if not name or holder in same:
            return Meeting(holder)
        about = reason("two_names", name, uscc=code or "", other=holder.get("name"))
        return Meeting(holder, about, "企业名称", (Decision.TAKE_NEW, Decision.KEEP_OLD))
    if len(same) > 1:
        return Meeting(None, reason("ambiguous", name or "", count=len(same)), "企业名称")
    if not same:
        return Meeting(None)
    known = same[0].get("uscc")
    if code and known:
        about = reason("two_codes", code, name=same[0].get("name"), other=known)
        choices = (Decision.TAKE_NEW, Decision.KEEP_OLD, Decision.SEPARATE)
        return Meeting(same[0], about, "统一社会信用代码", choices)
    return Meeting(same[0])


def refer(desk: Desk, work: Work, column: str, name: str | None, code: str | None) -> Draft | None:
    """The enterprise that a row refers to; one that nobody knows is made, its sector unknown. Faults go to the row."""
    if not name and not code:
        return None
    met = meet(desk, name, code)
    if met.about is not None:
        decision = desk.decisions.get(work.place)
        if met.firm is not None and decision in (Decision.KEEP_OLD, Decision.TAKE_NEW):
            return met.firm
        if decision != Decision.SEPARATE or met.firm is None:
            choices = tuple(choice for choice in met.choices if choice != Decision.TAKE_NEW)
            where = "统一社会信用代码" if met.column == "统一社会信用代码" else column
            work.dispute(where, met.about.value, met.about, *choices)
            return None
    elif met.firm is not None:
        if code and not met.firm.get("uscc"):
            work.write(met.firm, {"uscc": code})
        return met.firm
    return _made(desk, work, column, name, code)


def _made(desk: Desk, work: Work, column: str, name: str | None, code: str | None) -> Draft | None:
    if not name:
        work.fault("统一社会信用代码", code or "", reason("unknown_owner", code or ""))
        return None
    for known in (code, name_key(name)):
        if known in desk.refused:
            work.fault(column, name, reason("rejected_owner", name, row=desk.refused[known]))
            return None
    firm = Draft("enterprise")
    work.write(firm, {"name": tidy(name), "name_key": name_key(name), "uscc": code, "sectors": ()})
    message = N_("企业“{value}”只在引用中出现，将新建，行业未知")
    work.notes.append(Problem("made_by_reference", message, f"{work.place.sheet}!{work.place.row}", tidy(name)))
    return firm
