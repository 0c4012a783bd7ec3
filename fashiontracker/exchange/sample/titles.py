"""The sample's titles: the candidacies that the story tells, the common ones, and those of firms nobody knows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from fashiontracker.exchange.sample.assets import key_of
from fashiontracker.exchange.sample.words import Dice
from fashiontracker.exchange.sample.world import Fact, World, named
from fashiontracker.models.base import Record
from fashiontracker.models.tables import SUBJECTS, Brand, Enterprise, StageEvent

KINDS: dict[type[Record], str] = {record: kind for kind, record in SUBJECTS.items()}
REACHES = {"未通过": "已推荐", "撤回": "已申报"}
"""How far a candidacy that failed had come."""
FIRST = date(2022, 4, 15)


def add_titles(world: World) -> None:
    """Every event, written down at the end of its month; what was before the first roster, together with it."""
    cast = {"企业": world.firms, "品牌": world.brands, "载体平台": world.centres}
    used: dict[tuple[str, str], int] = {}
    for told in world.tables.story["title"]:
        place = (told["holder"], told["sector"])
        first = told.get("skip", used.get(place, 0))
        subjects = cast[told["holder"]][told["sector"]][first:]
        if "skip" not in told:
            used[place] = first + len(told["tracks"])
        for subject, track in zip(subjects[: len(told["tracks"])], told["tracks"], strict=True):
            tell(world, subject, told["designation"], track)
    for common in world.tables.story["common"]:
        dice = Dice(f"common {common['designation']}")
        for subjects in cast[common["holder"]].values():
            for subject in subjects:
                if dice.chance(common["share"]):
                    tell(world, subject, common["designation"], _common(common["years"], dice))
    _strangers(world)


def tell(world: World, subject: Fact, designation: str, track: list[dict[str, Any]]) -> None:
    """The events of one subject for one designation; ``from`` brings the stages that led to one."""
    title = world.catalogue.by_name(designation)
    assert title is not None, designation
    for told in track:
        days = _way_to(world, told["from"], told["stage"], told["on"]) if "from" in told else []
        for stage, day, until in (
            *((name, on, None) for name, on in days),
            (told["stage"], told["on"], told.get("until")),
        ):
            recognised = stage in ("认定", "复核通过")
            values = {
                "subject_kind": KINDS[subject.record],
                "designation": title.key,
                "stage": key_of(world.plan.stages, stage),
                "happened_on": day,
                "valid_until": until,
                "certificate_no": f"示例证字〔{day.year}〕{day:%m%d}号" if recognised else None,
                "batch": f"示例{day.year}年批次" if stage in ("公示", "认定") else None,
                "note": "示例：未达条件" if stage == "未通过" else None,
            }
            _note(world, day, Fact(StageEvent, values, {"subject_id": subject}))


def _note(world: World, day: date, fact: Fact) -> None:
    """At the end of the month; what was before the first list of titles, with that list."""
    day = fact.since(day)
    if day < FIRST:
        world.step(FIRST, "导入历史认定台账（示例）.xlsx", "import").add(fact)
        return
    end = date(day.year + day.month // 12, day.month % 12 + 1, 1) - timedelta(days=1)
    world.step(end, f"登记培育认定进展（示例，{day.year} 年 {day.month} 月）", clerk=day.month).add(fact)


def _way_to(world: World, first: str, last: str, on: date) -> list[tuple[str, date]]:
    """The live stages from ``first`` on, each as long before the end as such a stage usually takes."""
    stages = [stage for stage in world.plan.stages if stage.live]
    names = [stage.zh for stage in stages]
    end = names.index(last) if last in names else names.index(REACHES.get(last, "公示")) + 1
    spare = (stages[end].lead_days or 0) if last in names else 0
    return [
        (stage.zh, on - timedelta(days=(stage.lead_days or 0) - spare)) for stage in stages[names.index(first) : end]
    ]


def _common(years: int, dice: Dice) -> list[dict[str, Any]]:
    """A title taken some day and renewed, or not."""
    day = dice.day(date(2018, 1, 8), date(2025, 8, 29))
    if not years:
        return [{"stage": "认定", "on": day}]
    ends = _later(day, years)
    track: list[dict[str, Any]] = [{"stage": "认定", "on": day, "until": ends}]
    while ends < date(2025, 10, 1):
        if not dice.chance(0.78):
            return [*track, {"stage": "到期", "on": ends + timedelta(days=1)}] if dice.chance(0.4) else track
        renewed, ends = ends - timedelta(days=20), _later(ends, years)
        track.append({"stage": "复核通过", "on": renewed, "until": ends})
    return track


def _later(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28)) - timedelta(days=1)


def _strangers(world: World) -> None:
    """Firms and a brand that only a published list names: their sector is not known."""
    for name, designation, on in (
        ("示例无名时计有限公司", "专精特新小巨人", date(2024, 9, 2)),
        ("示例清野设计顾问有限公司", "设计驱动型品牌企业", date(2024, 12, 8)),
        ("示例远屿生物科技有限公司", "高新技术企业", date(2023, 12, 12)),
    ):
        stranger = Fact(Enterprise, named(name))
        _note(world, on, stranger)
        tell(world, stranger, designation, [{"stage": "认定", "on": on}])
    brand = Fact(Brand, named("示例·归朴"))
    _note(world, date(2024, 4, 10), brand)
    tell(world, brand, "全国知名品牌", [{"stage": "认定", "on": date(2024, 4, 10)}])
