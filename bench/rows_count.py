"""What the count costs: every row as of a date, and one row over 24 dates, beside counts in raw SQLite."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.harness import Act, Pair, Row
from fashiontracker.models import store as stores
from fashiontracker.models import tables as t
from fashiontracker.plan import library
from fashiontracker.tally import board
from fashiontracker.tally.history import month_ends, read_curve

AS_OF = date(2024, 6, 30)
HOW_MANY = (
    "SELECT count(DISTINCT subject_id) FROM stage_event WHERE trashed_at IS NULL "
    "AND stage IN ('recognised', 'renewed') AND happened_on <= ? AND (valid_until IS NULL OR valid_until >= ?)"
)
TITLES = {
    "enterprise": (
        *("little_giant", "single_champion_provincial", "unicorn", "design_driven_enterprise"),
        *("national_industrial_design_center", "provincial_sme"),
    ),
    "brand": ("national_brand", "well_known_trademark", "shenzhen_famous_brand"),
}
SECTORS = (
    *("clothing", "furniture", "jewelry", "watches", "leather", "eyewear", "cosmetics", "arts_crafts"),
    *("industrial_design", "brand_marketing", "exhibition"),
)


def prepare_board(folder: Path, size: int) -> Pair:
    """All 31 rows with their lists and forecasts, read from the file; 31 counts."""
    policy = library.load()
    store = filled(folder, size)

    def ours() -> None:
        with store.reading() as session:
            board.status_rows(session, policy.plan, policy.catalogue, AS_OF)

    return Pair(ours, counts(store.path, [AS_OF] * 31))


def prepare_switch(folder: Path, size: int) -> Pair:
    """All 31 rows on another day, from the facts at hand: what a switch of the as-of date costs; 31 counts."""
    from fashiontracker.models import facts

    policy = library.load()
    with filled(folder, size) as store:
        with store.reading() as session:
            known = facts.load(session, policy.plan)
        return Pair(lambda: board.rows(known, policy.plan, policy.catalogue, AS_OF), counts(store.path, [AS_OF] * 31))


def prepare_history(folder: Path, size: int) -> Pair:
    """One row at the ends of 24 months, read from the file; 24 counts."""
    policy = library.load()
    store = filled(folder, size)
    quota = policy.plan.quotas.get("watches.champions")
    assert quota is not None
    days = month_ends(date(2022, 7, 31), AS_OF)

    def ours() -> None:
        with store.reading() as session:
            read_curve(session, policy.plan, quota, days)

    return Pair(ours, counts(store.path, days))


def counts(path: Path, days: list[date]) -> Act:
    """One count of holders a day, each a walk along the covering index."""
    database = sqlite3.connect(path)

    def act() -> None:
        for day in days:
            database.execute(HOW_MANY, (day.isoformat(), day.isoformat())).fetchone()

    return act


# ---- an invented registry --------------------------------------------------------------------------------------


def filled(folder: Path, size: int) -> stores.Store:
    """``size`` enterprises with brands, carriers, talents, titles and four years of revenue, the same on every run."""
    dice = random.Random(2022)
    store = stores.create(folder / "示例.db", folder / "示例.lock", {})
    with store.journal.entry("示例") as session:
        session.insert_many(t.Enterprise, list(enterprises(dice, size)))
        session.insert_many(t.Brand, [_owned(dice, f"示例牌{n}", size) for n in range(size // 3)])
        session.insert_many(t.Carrier, list(carriers(dice, size)))
        session.insert_many(t.Talent, list(talents(dice, size)))
        session.insert_many(t.StageEvent, list(events(dice, size)))
        session.insert_many(t.Figure, list(figures(dice, size)))
    return store


def enterprises(dice: random.Random, size: int) -> Iterator[dict[str, Any]]:
    """Most of one sector, some of none."""
    for n in range(size):
        sectors = (dice.choice(SECTORS),) if n % 50 else ()
        name = f"示例企业{n}有限公司"
        yield {"name": name, "name_key": name, "uscc": f"示例{n:016}", "sectors": sectors, "qianhai": False}


def _owned(dice: random.Random, name: str, size: int) -> dict[str, Any]:
    sectors = (dice.choice(SECTORS),) if dice.random() < 0.5 else ()
    return {"name": name, "name_key": name, "owner_id": dice.randint(1, size), "sectors": sectors}


def carriers(dice: random.Random, size: int) -> Iterator[dict[str, Any]]:
    """Half of them built."""
    kinds = ("industry_cluster", "industrial_internet_platform", "high_throughput_lab", "industrial_design_institute")
    for n in range(size // 20):
        state = {"kind": dice.choice(kinds), "state": dice.choice(("built", "building")), "built_on": _day(dice)}
        yield {**_owned(dice, f"示例平台{n}", size), **state, "qianhai": False}


def talents(dice: random.Random, size: int) -> Iterator[dict[str, Any]]:
    """Of two kinds."""
    for n in range(size // 20):
        kind = dice.choice(("skilled_craftsman", "professional_designer"))
        yield {**_owned(dice, f"示例人{n}", size), "kind": kind, "acquired_on": _day(dice)}


def events(dice: random.Random, size: int) -> Iterator[dict[str, Any]]:
    """Candidacies that ended in a title, some renewed, some open, in the order in which files bring them: none."""
    found = []
    bearers = [("enterprise", n) for n in range(1, size + 1) if n % 3 == 0]
    bearers += [("brand", n) for n in range(1, size // 3 + 1)]
    for kind, key in bearers:
        designation, day = dice.choice(TITLES[kind]), _day(dice)
        steps: list[tuple[str, int, int | None]] = [("applied", 0, None), ("publicity", 90, None)]
        if dice.random() < 0.7:
            steps.append(("recognised", 120, 1215))
        if dice.random() < 0.2:
            steps.append(("renewed", 1200, 2310))
        for stage, after, until in steps:
            found.append(
                {
                    "subject_kind": kind,
                    "subject_id": key,
                    "designation": designation,
                    "stage": stage,
                    "happened_on": day + timedelta(days=after),
                    "valid_until": None if until is None else day + timedelta(days=until),
                }
            )
    dice.shuffle(found)
    yield from found


def figures(dice: random.Random, size: int) -> Iterator[dict[str, Any]]:
    """Revenue in 万元, a few over 50亿元."""
    for n in range(1, size + 1):
        for year in range(2021, 2025):
            yield {
                "subject_kind": "enterprise",
                "enterprise_id": n,
                "subject_key": "",
                "indicator": "revenue",
                "year": year,
                "value": round(dice.lognormvariate(8, 1.8), 2),
                "unit": "万元",
                "entered_in": "roster",
            }


def _day(dice: random.Random) -> date:
    return date(2017, 1, 1) + timedelta(days=dice.randint(0, 3000))


ROWS = (
    Row("all 31 rows as of a date", "31 counts in raw SQLite", 1.5, prepare_board, (10_000, 100_000)),
    Row("another as-of date, facts at hand", "31 counts in raw SQLite", 1.5, prepare_switch, (10_000, 100_000)),
    Row("history of a row, 24 dates", "24 counts in raw SQLite", 0.7, prepare_history, (10_000, 100_000)),
)
