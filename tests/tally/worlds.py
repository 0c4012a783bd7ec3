"""Any small world: what hypothesis plays with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.tally.world import World

DAYS = st.sampled_from(
    [
        *(date(2018, 1, 1) + timedelta(days=97 * n) for n in range(34)),
        *(date(2021, 12, 30), date(2021, 12, 31), date(2022, 1, 1), date(2025, 12, 31), date(2026, 1, 1)),
    ]
)
SECTORS = st.lists(
    st.sampled_from(["watches", "clothing", "furniture", "jewelry", "leather", "exhibition"]), max_size=2
)
AREAS = st.floats(1, 5_000_000)
TITLES = {
    "enterprise": (
        *("little_giant", "unicorn", "single_champion_provincial", "national_industrial_design_center"),
        *("design_driven_enterprise", "international_exhibition_group"),
    ),
    "brand": ("national_brand", "well_known_trademark"),
    "carrier": ("national_industrial_design_center",),
}


@st.composite
def worlds(draw: st.DrawFn, plan: object, catalogue: object) -> World:
    """Owners, brands, centres, talents, standards, figures, and a dozen or two of events in any order."""
    world = World(plan, catalogue)  # type: ignore[arg-type]
    owners = [world.enterprise(f"企{n}", *draw(SECTORS)) for n in range(draw(st.integers(1, 4)))]
    owner = st.none() | st.sampled_from(owners)
    bearers = [*owners]
    for n in range(draw(st.integers(0, 3))):
        bearers.append(world.brand(f"牌{n}", *draw(SECTORS), owner=draw(owner)))
    for n in range(draw(st.integers(0, 2))):
        bearers.append(
            world.carrier(
                f"载{n}",
                *draw(SECTORS),
                kind=draw(st.sampled_from(["industrial_design_institute", "industrial_internet_platform"])),
                state=draw(st.sampled_from(["built", "building", None])),
                built=_text(draw(st.none() | DAYS)),
                owner=draw(owner),
            )
        )
    for n in range(draw(st.integers(0, 2))):
        world.talent(f"人{n}", *draw(SECTORS), acquired=_text(draw(st.none() | DAYS)), owner=draw(owner))
        world.standard(f"标{n}", *draw(SECTORS), published=_text(draw(st.none() | DAYS)))
    for one in owners:
        for year, value in draw(st.dictionaries(st.integers(2019, 2026), st.floats(10, 700), max_size=4)).items():
            world.revenue(one, **{f"y{year}": value})
    for year in draw(st.sets(st.integers(2020, 2026), max_size=3)):
        world.exhibition(f"展{year}", year, draw(st.none() | AREAS))
    tell_events(draw, world, bearers)
    return world


def tell_events(draw: st.DrawFn, world: World, bearers: Sequence[tuple[str, int]]) -> None:
    stages = st.sampled_from([stage.key for stage in world.plan.stages])
    stages |= st.sampled_from(["recognised", "renewed", "expired"])
    for subject in draw(st.lists(st.sampled_from(bearers), max_size=20)):
        stage, on = draw(stages), draw(DAYS)
        until = draw(st.none() | DAYS) if stage in {"recognised", "renewed"} else None
        world.event(subject, draw(st.sampled_from(TITLES[subject[0]])), stage, on, until)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
