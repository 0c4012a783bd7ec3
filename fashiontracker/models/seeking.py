"""Whom a name or a code means: an enterprise by code, name or former name, else a brand or carrier by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from fashiontracker.errors import Problem
from fashiontracker.models import tables as t
from fashiontracker.models.names import name_key
from fashiontracker.text import N_, _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.facts import Subject

SHOWN = 5
"""How many candidates a problem names."""


def find_subjects(session: Session, text: str) -> tuple[list[Subject], list[Problem]]:
    """The one subject meant, or a problem that names candidates: nobody is guessed."""
    key = name_key(text)
    e, former = t.Enterprise, t.FormerName
    live = e.trashed_at.is_(None)
    by_former = (
        select(e.id, e.name, e.uscc)
        .join(former, former.enterprise_id == e.id)
        .where(former.name_key == key, former.trashed_at.is_(None), live)
        .distinct()
    )
    for query in (
        select(e.id, e.name, e.uscc).where(e.uscc == key.upper(), live),
        select(e.id, e.name, e.uscc).where(e.name_key == key, live),
        by_former,
    ):
        found = session.execute(query.order_by(e.id)).all() if key else []
        if found:
            return _one([(("enterprise", number), _called(name, uscc)) for number, name, uscc in found], text)
    owned: list[tuple[Subject, str]] = []
    for kind, record in (("brand", t.Brand), ("carrier", t.Carrier)):
        query = select(record.id, record.name, e.name).outerjoin(e, e.id == record.owner_id)
        query = query.where(record.name_key == key, record.trashed_at.is_(None)).order_by(record.id)
        owned += [((kind, number), _called(name, owner)) for number, name, owner in session.execute(query)]
    if owned:
        return _one(owned, text)
    return [], [_not_found(session, text, key)]


def _one(found: list[tuple[Subject, str]], text: str) -> tuple[list[Subject], list[Problem]]:
    if len(found) == 1:
        return [found[0][0]], []
    candidates = _("、").join(called for _id, called in found[:SHOWN])
    message = N_("“{value}”不止一个：{candidates}；请改用统一社会信用代码")
    return [], [Problem("ambiguous", message, "enterprise", text, {"candidates": candidates})]


def _called(name: str, beside: str | None) -> str:
    return _("{value}（{where}）").format(value=name, where=beside) if beside else name


def _not_found(session: Session, text: str, key: str) -> Problem:
    e = t.Enterprise
    query = select(e.name, e.uscc).where(e.name_key.contains(key, autoescape=True), e.trashed_at.is_(None))
    near = session.execute(query.order_by(e.name).limit(SHOWN)).all() if key else []
    if not near:
        return Problem("unknown", N_("没有登记“{value}”"), "enterprise", text)
    candidates = _("、").join(_called(name, uscc) for name, uscc in near)
    return Problem(
        "unknown", N_("没有登记“{value}”，相近的有：{candidates}"), "enterprise", text, {"candidates": candidates}
    )
