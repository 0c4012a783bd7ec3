"""Out and in again: an export imported into an empty database gives the same records and the same count."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fashiontracker.exchange import intake
from fashiontracker.exchange.export import export
from fashiontracker.exchange.sample.firms import sample_code
from fashiontracker.exchange.sheets import open_workbook
from fashiontracker.exchange.template import write_template
from fashiontracker.models import store as stores
from fashiontracker.models import tables
from fashiontracker.models.base import Record
from fashiontracker.models.names import name_key
from fashiontracker.models.store import Store
from fashiontracker.plan import library
from fashiontracker.plan.library import Policy
from fashiontracker.progress import finish
from fashiontracker.tally import board

POLICY = library.load()
PLAN, CATALOGUE = POLICY.plan, POLICY.catalogue
AS_OF = [
    date(2021, 12, 31),
    date(2022, 6, 30),
    date(2023, 12, 31),
    date(2025, 6, 30),
    date(2025, 12, 31),
    date(2027, 1, 1),
]


def write(store: Store, path: Path) -> Path:
    finish(export(store, PLAN, CATALOGUE, path))
    return path


def take(store: Store, *paths: Path) -> intake.Intake:
    found = finish(intake.plan_import(store, PLAN, CATALOGUE, list(paths)))
    assert [problem.line() for problem in found.faults] == []
    finish(intake.commit(store, found))
    return found


def count(store: Store, as_of: date) -> list[Any]:
    with store.reading() as session:
        return [
            (row.key, row.actual, row.status, row.forecast, row.stale)
            for row in board.status_rows(session, PLAN, CATALOGUE, as_of)
        ]


def records(path: Path) -> dict[str, list[list[str]]]:
    """The rows of every sheet, in no particular order."""
    book, _ = open_workbook(path)
    assert book is not None
    return {sheet.name: sorted([str(cell) for cell in row] for row in sheet.rows) for sheet in book.sheets}


# ---- the sample -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample_file(sample_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(sample_store, tmp_path_factory.mktemp("out") / "sample.xlsx")


def test_the_sample_comes_back_byte_for_byte(sample_file: Path, store: Store, tmp_path: Path) -> None:
    take(store, sample_file)
    assert write(store, tmp_path / "again.xlsx").read_bytes() == sample_file.read_bytes()


def test_the_sample_counts_the_same_on_every_day(sample_file: Path, sample_store: Store, store: Store) -> None:
    take(store, sample_file)
    for day in AS_OF:
        assert count(store, day) == count(sample_store, day)


def test_importing_the_same_export_again_changes_nothing(sample_file: Path, store: Store) -> None:
    take(store, sample_file)
    head = store.history.head()
    take(store, sample_file)
    assert store.history.head() == head


def test_the_template_as_it_stands_is_no_record_and_no_fault(store: Store, policy: Policy, tmp_path: Path) -> None:
    write_template(tmp_path / "模板.xlsx", policy.plan, policy.catalogue)
    head = store.history.head()
    found = take(store, tmp_path / "模板.xlsx")
    assert sum(len(sheet.verdicts) for sheet in found.sheets) == 0
    assert store.history.head() == head


def test_brands_of_one_name_are_told_apart_though_no_owner_has_a_code(
    new_store: Callable[[str], Store], tmp_path: Path
) -> None:
    first, second = new_store("first"), new_store("second")
    with first.journal.entry("登记") as session:
        for record in (
            *(tables.Enterprise(name=f"示例{x}有限公司", name_key=f"示例{x}有限公司") for x in "甲乙"),
            *(tables.Brand(name="示例·双生", name_key="示例·双生", owner_id=owner) for owner in (1, 2)),
            tables.StageEvent(
                subject_kind="brand", subject_id=2, designation="national_brand", stage="recognised",
                happened_on=date(2023, 1, 9),
            ),
        ):  # fmt: skip
            session.add(record)
            session.flush()
    there = write(first, tmp_path / "a.xlsx")
    take(second, there)
    assert records(write(second, tmp_path / "b.xlsx")) == records(there)


# ---- any world --------------------------------------------------------------------------------------------------

names = st.text("云裳澜岫喆堃淼燚玥昇镕䶮𬭊深圳市示例（）()&<>'\"=+-@·ABab12 　有限公司", min_size=1, max_size=60).map(
    lambda text: f"示例{' '.join(text.split())}"
)
texts = st.none() | st.sampled_from(
    [
        "示例",
        "=1+1",
        "00123",
        "2023-5-1",
        "+86 755",
        "第一行\n第二行",
        "甲、乙；丙",
        "1,234",
        "𬭊",
        "https://示例",
        "“引号”",
    ]
)
days = st.dates(date(2015, 1, 1), date(2026, 12, 31))
some_day = st.none() | st.dates(date(1890, 1, 1), date(2030, 12, 31))
sectors = st.lists(st.sampled_from(PLAN.sectors.keys), unique=True, max_size=3).map(tuple)
values = st.floats(0, 1e7).map(lambda value: float(f"{value:.10g}"))
amounts = st.none() | values
counts = st.none() | st.integers(0, 10**6)


def word(vocabulary: Any) -> st.SearchStrategy[str]:
    return st.sampled_from(vocabulary.keys)


def named(draw: st.DrawFn, taken: set[Any], owner: int | None = None) -> dict[str, str]:
    """A name that nobody of the kind bears who has the same owner; without an owner, one that nobody bears."""
    name = draw(names)
    while (
        (name_key(name), owner) in taken
        or (name_key(name), None) in taken
        or (owner is None and any(known == name_key(name) for known, _ in taken))
    ):
        name += "二"
    taken.add((name_key(name), owner))
    return {"name": name, "name_key": name_key(name)}


@st.composite
def worlds(draw: st.DrawFn) -> list[Record]:
    """Records in the order in which they may be written, with the ids that they will get."""
    firms = draw(st.integers(1, 5))
    codes = [sample_code(number) if draw(st.booleans()) else None for number in range(1, firms + 1)]
    taken: set[Any] = set()
    place = {"district": st.none() | word(PLAN.districts), "qianhai": st.booleans()}
    found: list[Record] = []
    for code in codes:
        mine = named(draw, taken)
        found.append(
            tables.Enterprise(
                **mine, uscc=code, sectors=draw(sectors), founded_on=draw(some_day), size=draw(texts), note=draw(texts),
                phone=draw(texts), **{key: draw(value) for key, value in place.items()},
            )
        )  # fmt: skip
    found += draw(owned([*range(1, firms + 1)], place))
    brands = sum(isinstance(record, tables.Brand) for record in found)
    carriers = sum(isinstance(record, tables.Carrier) for record in found)
    found += draw(about({"enterprise": firms, "brand": brands, "carrier": carriers}))
    return found


@st.composite
def owned(draw: st.DrawFn, firms: list[int], place: dict[str, Any]) -> list[Record]:
    """Two brands may share a name where both have owners; other names are their own."""
    found: list[Record] = []
    owner = st.sampled_from([None, *firms])
    brands: set[Any] = set()
    for _ in range(draw(st.integers(0, 4))):
        whose = draw(owner)
        found.append(
            tables.Brand(
                **named(draw, brands, whose), owner_id=whose, sectors=draw(sectors),
                tier=draw(st.none() | word(PLAN.tiers)), founded_year=draw(st.none() | st.integers(1900, 2025)),
                trademark_no=draw(texts),
            )
        )  # fmt: skip
    carriers: set[Any] = set()
    for _ in range(draw(st.integers(0, 3))):
        found.append(
            tables.Carrier(
                **named(draw, carriers), kind=draw(word(PLAN.carrier_kinds)), owner_id=draw(owner),
                sectors=draw(sectors),
                state=draw(st.none() | word(PLAN.carrier_states)), built_on=draw(some_day), note=draw(texts),
                **{key: draw(value) for key, value in place.items()},
            )
        )  # fmt: skip
    talents: set[Any] = set()
    for _ in range(draw(st.integers(0, 2))):
        found.append(
            tables.Talent(
                **named(draw, talents), kind=draw(word(PLAN.talent_kinds)), owner_id=draw(owner), sectors=draw(sectors),
                way=draw(st.none() | word(PLAN.ways)), acquired_on=draw(some_day), note=draw(texts),
            )
        )  # fmt: skip
    fairs: set[Any] = set()
    for _ in range(draw(st.integers(0, 2))):
        found.append(
            tables.Exhibition(
                **named(draw, fairs), owner_id=draw(owner), sectors=draw(sectors), year=draw(st.integers(2015, 2026)),
                area=draw(amounts), exhibitors=draw(counts), visitors=draw(counts),
                ufi=draw(st.none() | st.booleans()), venue=draw(texts),
            )
        )  # fmt: skip
    standards: set[Any] = set()
    for number in range(draw(st.integers(0, 2))):
        found.append(
            tables.Standard(
                **named(draw, standards), number=draw(st.none() | st.just(f"T/示例 {number}-2023")),
                owner_id=draw(owner), sectors=draw(sectors), published_on=draw(some_day), level=draw(texts),
            )
        )  # fmt: skip
    projects: set[Any] = set()
    for _ in range(draw(st.integers(0, 2))):
        found.append(
            tables.Project(
                **named(draw, projects), owner_id=draw(owner), sectors=draw(sectors), investment=draw(amounts),
                progress=draw(st.none() | st.sampled_from([0.0, 0.5, 1.0, 33.3, 100.0])), due_on=draw(some_day),
                state=draw(st.none() | word(PLAN.project_states)), **{key: draw(value) for key, value in place.items()},
            )
        )  # fmt: skip
    return found


@st.composite
def about(draw: st.DrawFn, there: dict[str, int]) -> list[Record]:
    """Events and figures, each of another identity."""
    found: list[Record] = []
    titles = [title.key for title in CATALOGUE.designations if {"enterprise", "brand", "carrier"} & {*title.holders}]
    subjects = [(kind, number) for kind, size in there.items() for number in range(1, size + 1)]
    events = st.tuples(st.sampled_from(subjects), st.sampled_from(titles), word(PLAN.stages), days)
    for (kind, number), title, stage, day in draw(st.lists(events, unique=True, max_size=8)):
        found.append(
            tables.StageEvent(
                subject_kind=kind, subject_id=number, designation=title, stage=stage, happened_on=day,
                valid_until=draw(some_day), certificate_no=draw(texts), batch=draw(texts), note=draw(texts),
            )
        )  # fmt: skip
    years = st.integers(2017, 2026)
    cells = st.tuples(st.integers(1, there["enterprise"]), years, st.sampled_from(["roster", "indicators"]))
    for number, year, sheet in draw(st.lists(cells, unique=True, max_size=6)):
        found.append(figure("enterprise", "revenue", year, draw(values), sheet, number))
    for year in draw(st.lists(years, unique=True, max_size=2)):
        found.append(figure("city", "value_added", year, draw(values), "indicators", key=PLAN.city))
        found.append(figure("sector", "exhibition_area", year, draw(values), "indicators", key="exhibition"))
    for task, day in draw(st.lists(st.tuples(word(PLAN.tasks), days), unique=True, max_size=3)):
        state = draw(word(PLAN.task_states))
        found.append(tables.TaskProgress(task=task, happened_on=day, state=state, note=draw(texts)))
    for milestone, day in draw(st.lists(st.tuples(word(PLAN.milestones), days), unique=True, max_size=3)):
        state = draw(word(PLAN.milestone_states))
        found.append(tables.MilestoneProgress(milestone=milestone, happened_on=day, state=state, note=draw(texts)))
    return found


def figure(
    kind: str, indicator: str, year: int, value: float | None, sheet: str, firm: int | None = None, key: str = ""
) -> tables.Figure:
    unit = PLAN.indicators.by_key[indicator].unit
    return tables.Figure(
        subject_kind=kind, enterprise_id=firm, subject_key=key, indicator=indicator, year=year, value=value, unit=unit,
        entered_in=sheet,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    numbers = itertools.count()
    return lambda: tmp_path_factory.mktemp(f"world{next(numbers)}")


@settings(max_examples=12)
@given(world=worlds())
def test_any_world_comes_back_with_its_records_and_its_count(folders: Callable[[], Path], world: list[Record]) -> None:
    folder = folders()
    with (
        stores.create(folder / "a.db", folder / "a.lock", {}) as first,
        stores.create(folder / "b.db", folder / "b.lock", {}) as second,
    ):
        with first.journal.entry("登记") as session:
            for record in world:
                session.add(record)
                session.flush()
        there = write(first, folder / "a.xlsx")
        take(second, there)
        assert records(write(second, folder / "b.xlsx")) == records(there)
        for day in AS_OF:
            assert count(second, day) == count(first, day)
