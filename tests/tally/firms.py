"""Hand-made firms for eligibility: what is recorded of one, in a few words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from fashiontracker.models import store as stores
from fashiontracker.models.judgements import place, record_judgement
from fashiontracker.models.names import name_key
from fashiontracker.models.store import Store
from fashiontracker.models.tables import Brand, Carrier, Enterprise, Figure, StageEvent
from fashiontracker.plan import library
from fashiontracker.plan.library import Policy
from fashiontracker.tally import eligibility
from fashiontracker.tally.eligibility import Check

POLICY: Policy = library.load()
YEAR = 2025
"""The latest year of the firms' figures, in force on `DAY`."""
DAY = date(2026, 5, 10)

Figures = Mapping[str, float | Mapping[int, float]]


@dataclass(frozen=True)
class Firm:
    """Figures by metric (a plain number is that of `YEAR`), titles held, answers by ruleset/criterion."""

    figures: Figures
    titles: tuple[str, ...] = ()
    answers: Mapping[str, bool] = field(default_factory=dict)
    founded_on: date | None = None
    brand: Mapping[str, object] | None = None
    carrier: Mapping[str, object] | None = None
    sectors: tuple[str, ...] = ("clothing",)

    def but(self, **changes: object) -> Firm:
        """The same firm with something else recorded."""
        return replace(self, **changes)

    def having(self, **figures: float | Mapping[int, float]) -> Firm:
        """The same firm with other figures."""
        return self.but(figures={**self.figures, **figures})

    def without(self, *metrics: str) -> Firm:
        """The same firm of which these figures are not known."""
        return self.but(figures={key: value for key, value in self.figures.items() if key not in metrics})


@contextmanager
def database(folder: Path) -> Iterator[Store]:
    """An empty database."""
    with stores.create(folder / "d.db", folder / "d.lock", {"plan": POLICY.plan.key}) as store:
        yield store


def record(store: Store, firm: Firm, name: str = "示例公司", uscc: str | None = None, designation: str = "") -> int:
    """Put a firm on record; its id. ``designation`` is the one its answers are about."""
    with store.journal.entry("示例") as session:
        one = Enterprise(
            name=name,
            name_key=name_key(name),
            uscc=uscc,
            sectors=firm.sectors,
            founded_on=firm.founded_on,
        )
        session.add(one)
        session.flush()
        number = one.id
        for key, value in firm.figures.items():
            session.add_all(_figures(number, key, value if isinstance(value, Mapping) else {YEAR: value}))
        for title in firm.titles:
            session.add(
                StageEvent(
                    subject_kind="enterprise",
                    subject_id=number,
                    designation=title,
                    stage="recognised",
                    happened_on=date(2024, 6, 1),
                    valid_until=date(2027, 5, 31),
                )
            )
        for record_, fields in ((Brand, firm.brand), (Carrier, firm.carrier)):
            if fields is not None:
                session.add(
                    record_(name=f"{name}旗下", name_key=name_key(f"{name}旗下"), owner_id=number, sectors=(), **fields)
                )
    for criterion, answer in firm.answers.items():
        where = place(designation, *criterion.split("/"))
        record_judgement(store.journal, ("enterprise", number), where, answer, date(2026, 3, 1))
    return number


def _figures(number: int, key: str, years: Mapping[int, float]) -> list[Figure]:
    metric = POLICY.catalogue.metrics.by_key[key]
    return [
        Figure(
            subject_kind="enterprise",
            enterprise_id=number,
            indicator=metric.indicator or key,
            year=year,
            value=float(value),
            unit=metric.unit or "",
            source="示例年报",
            entered_in="indicators",
        )
        for year, value in years.items()
    ]


def check(store: Store, designation: str, day: date = DAY, purpose: str = "new", name: str = "示例公司") -> Check:
    """The firm's one check against a designation."""
    with store.reading() as session:
        found, problems = eligibility.check(session, *POLICY, name, designation, day, purpose)  # type: ignore[arg-type]
    assert not problems
    assert len(found) == 1
    return found[0]


def checked(folder: Path, firm: Firm, designation: str, day: date = DAY, purpose: str = "new") -> Check:
    """The check of a firm that is alone in its database."""
    with database(folder) as store:
        record(store, firm, designation=designation)
        return check(store, designation, day, purpose)


def over(last: float, *earlier: float, year: int = YEAR) -> dict[int, float]:
    """Figures of several years, the latest first."""
    return {year - back: value for back, value in enumerate((last, *earlier))}
