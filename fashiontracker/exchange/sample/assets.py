"""What the sample's enterprises own and do: brands, carriers, talents, exhibitions, standards, projects."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from fashiontracker.exchange.sample.firms import ROSTERS
from fashiontracker.exchange.sample.words import Dice
from fashiontracker.exchange.sample.world import Fact, World, named, quarter_end, stem
from fashiontracker.models.base import Record
from fashiontracker.models.tables import Brand, Carrier, Exhibition, Project, Standard, Talent
from fashiontracker.plan.types import Kind
from fashiontracker.plan.words import Words

FIRST = ROSTERS[2022]
BRAND_OWNERS = ("服装", "家具", "黄金珠宝", "钟表", "皮革", "眼镜", "化妆品", "工艺美术")
REGIONAL = {
    ("黄金珠宝", "罗湖区"): "水贝珠宝",
    ("服装", "龙华区"): "大浪女装",
    ("钟表", "光明区"): "光明钟表",
    ("眼镜", "龙岗区"): "横岗眼镜",
}


def key_of(words: Words[Any], name: str) -> str:
    """The key of a word that the sample's files use."""
    found: Kind | None = words.named(name)
    assert found is not None, name
    return found.key


def add_assets(world: World) -> None:
    """All of them, each written down when it was new."""
    _brands(world)
    _carriers(world)
    _talents(world)
    _exhibitions(world)
    _standards(world)
    _projects(world)


def note_down(world: World, on: date | None, fact: Fact) -> None:
    """Write down what was new on this day, at the end of its quarter."""
    end, quarter = quarter_end(fact.since(max(on or FIRST, FIRST)))
    world.step(end, f"登记载体、人才、展会、标准与项目（示例，{quarter}）", clerk=end.month).add(fact)


def owned(record: type[Record], owner: Fact | None, values: dict[str, Any]) -> Fact:
    """A record of this owner's, or of nobody's."""
    return Fact(record, values, {} if owner is None else {"owner_id": owner})


# ---- brands ---------------------------------------------------------------------------------------------------


def _brands(world: World) -> None:
    for sector in BRAND_OWNERS:
        dice = Dice(f"brands {sector}")
        world.brands[sector] = []
        for nth, firm in enumerate(world.firms[sector]):
            if nth % 5 == 3 or (nth > 30 and dice.chance(0.3)):
                continue
            world.brands[sector].append(_brand(world, sector, firm, _brand_name(firm, dice), dice))
            if nth % 12 == 5:
                world.brands[sector].append(
                    _brand(world, sector, firm, f"示例·{dice.pick(('轻', '初', '小'))}{nth}号", dice)
                )
    dice = Dice("twins")
    for sector in ("服装", "黄金珠宝"):  # one name, two owners
        _brand(world, sector, world.firms[sector][40], "示例·双生", dice)


def _brand_name(firm: Fact, dice: Dice) -> str:
    other = dice.pick(("ATELIER", "Lab & Co", "Maison", "<N°9>"))
    return f"示例·{stem(firm)}" if dice.chance(0.8) else f"示例·{stem(firm)} {other}"


def _brand(world: World, sector: str, firm: Fact, name: str, dice: Dice) -> Fact:
    plan = world.plan
    district = plan.districts.get(firm.values["district"] or "")
    regional = REGIONAL.get((sector, district.zh if district else ""))
    founded = firm.values["founded_on"]
    brand = owned(
        Brand,
        firm,
        {
            **named(name),
            "sectors": (world.sector(sector),) if dice.chance(0.7) else (),
            "tier": dice.pick(plan.tiers).key if dice.chance(0.4) else None,
            "regional_brand": key_of(plan.regional_brands, regional) if regional and dice.chance(0.5) else None,
            "trademark_no": f"示例{dice.below(10**7):08d}" if dice.chance(0.8) else None,
            "founded_year": founded.year + dice.below(4) if founded else None,
        },
    )
    day = brand.since(FIRST) + timedelta(days=21)
    return world.step(day, f"导入 {day.year} 年品牌名录（示例）.xlsx", "import", 1).add(brand)


# ---- carriers -------------------------------------------------------------------------------------------------


def _carriers(world: World) -> None:
    for one in world.tables.facts["carrier"]:
        dice = Dice(f"carriers {one['kind']} {one['sector']}")
        for nth, (name, state) in enumerate(zip(one["names"], one["states"], strict=True)):
            built = one["built"][nth] if nth < len(one["built"]) else None
            owner = world.firms[one["sector"]][2 + dice.below(12)]
            carrier = _carrier(world, one["sector"], owner, name, one["kind"], state, built)
            note_down(world, built, carrier)
    for sector, firms in world.firms.items():
        dice = Dice(f"centres {sector}")
        world.centres[sector] = []
        for firm in firms[4 :: 3 if sector == "工业设计" else 9]:
            state = dice.pick(("建成", "建成", "建成", "在建"))
            built = dice.day(date(2016, 1, 4), date(2025, 9, 30)) if state == "建成" else None
            name = f"{firm.values['name']}工业设计中心"
            centre = _carrier(world, sector, firm, name, "工业设计中心", state, built)
            world.centres[sector].append(centre)
            note_down(world, built, centre)


def _carrier(world: World, sector: str, owner: Fact, name: str, kind: str, state: str, built: date | None) -> Fact:
    values = {
        **named(name),
        "kind": key_of(world.plan.carrier_kinds, kind),
        "sectors": (world.sector(sector),),
        "district": owner.values["district"],
        "qianhai": owner.values["qianhai"],
        "state": key_of(world.plan.carrier_states, state),
        "built_on": built,
    }
    return owned(Carrier, owner, values)


# ---- people, fairs, standards, projects -----------------------------------------------------------------------


def _talents(world: World) -> None:
    dice = Dice("talents")
    seen: set[str] = set()
    for one in world.tables.facts["talent"]:
        for nth, day in enumerate(one["acquired"]):
            name = world.tables.person(dice)
            while name in seen:
                name = world.tables.person(dice)
            seen.add(name)
            values = {
                **named(name),
                "kind": key_of(world.plan.talent_kinds, one["kind"]),
                "sectors": (world.sector(one["sector"]),) if nth % 3 else (),
                "way": key_of(world.plan.ways, "引进" if nth % 2 else "培育"),
                "acquired_on": day,
            }
            owner = world.firms[one["sector"]][dice.below(12)]
            note_down(world, day, owned(Talent, owner, values))


def _exhibitions(world: World) -> None:
    for nth, one in enumerate(world.tables.facts["exhibition"]):
        dice = Dice(f"fair {one['name']}")
        host = world.firms["会展"][nth % 8] if nth % 5 else None
        for year, area in one["areas"].items():
            values = {
                **named(one["name"]),
                "sectors": (world.sector(one["sector"]),),
                "venue": one["venue"],
                "year": int(year),
                "area": float(area) or None,
                "exhibitors": int(area / dice.between(55, 90)) or None,
                "foreign_exhibitors": int(area / dice.between(500, 1500)) or None,
                "visitors": int(area * dice.between(0.4, 1.1)) or None,
                "ufi": one["ufi"] if nth % 6 else None,
                "note": None if area else "示例：当年面积待核实",
            }
            note_down(world, date(int(year), 12, 10), owned(Exhibition, host, values))


def _standards(world: World) -> None:
    number = 0
    for one in world.tables.facts["standard"]:
        for nth, name in enumerate(one["names"]):
            number += 1
            day = one["published"][nth] if nth < len(one["published"]) else None
            values = {
                **named(name),
                "number": f"T/SAMPLE {number:03d}-{day.year}" if day else None,
                "level": one["level"],
                "sectors": (world.sector(one["sector"]),) if nth % 4 != 2 else (),
                "published_on": day,
            }
            note_down(world, day, owned(Standard, world.firms[one["sector"]][nth], values))


def _projects(world: World) -> None:
    for nth, one in enumerate(world.tables.facts["project"]):
        district = world.plan.districts.named(one["district"])
        assert district is not None
        values = {
            **named(one["name"]),
            "sectors": (world.sector(one["sector"]),),
            "district": district.key,
            "qianhai": one.get("qianhai", False),
            "investment": float(one["investment"]),
            "started_on": one.get("started"),
            "due_on": one["due"],
            "state": key_of(world.plan.project_states, one["state"]),
            "progress": float(one["progress"]),
        }
        project = owned(Project, world.firms[one["sector"]][nth + 1], values)
        note_down(world, one.get("started"), project)
