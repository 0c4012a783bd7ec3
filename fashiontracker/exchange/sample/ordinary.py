"""What an association records beside the goals: yearly metrics of applicants; people, standards, projects at large."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from fashiontracker.exchange.sample.assets import key_of, note_down, owned
from fashiontracker.exchange.sample.words import Dice
from fashiontracker.exchange.sample.world import Fact, World, named, stem
from fashiontracker.models.tables import Figure, Project, Standard, Talent

APPLICANTS = ("服装", "家具", "钟表", "眼镜", "化妆品")
"""The sectors whose first firms send in what an application asks for; the sixth of each leaves something out."""
YEARS = (2022, 2023, 2024)


def add_ordinary(world: World) -> None:
    """All of it."""
    for sector in APPLICANTS:
        dice = Dice(f"metrics {sector}")
        for nth, firm in enumerate(world.firms[sector][:12]):
            _metrics(world, firm, dice, whole=nth % 6 != 5)
    for sector, firms in world.firms.items():
        if sector != "钟表":  # the plan counts the watchmakers' people: the story tells all of them
            _people(world, sector, firms)
        _works(world, sector, firms)


def _metrics(world: World, firm: Fact, dice: Dice, whole: bool) -> None:
    earned = world.earned[firm]
    for told in world.tables.facts["metric"]:
        metric = world.catalogue.metrics.named(told["name"])
        assert metric is not None, told["name"]
        level = dice.between(told["low"], told["high"])
        for year in YEARS:
            if (not whole and told["name"] == "研发费用") or ("of" in told and year not in earned):
                continue
            value = level * dice.between(0.92, 1.1) * (earned[year] if "of" in told else 1)
            values = {
                "subject_kind": "enterprise",
                "subject_key": "",
                "indicator": metric.key,
                "year": year,
                "value": float(round(value)) if told.get("whole") else round(value, 2),
                "unit": metric.unit,
                "source": "示例：企业填报",
                "entered_in": "indicators",
            }
            fact = Fact(Figure, values, {"enterprise_id": firm})
            day = fact.since(date(year + 1, 6, 28))
            world.step(day, f"导入 {year} 年度指标（示例）.xlsx", "import", 1).add(fact)


def _people(world: World, sector: str, firms: list[Fact]) -> None:
    dice = Dice(f"people {sector}")
    for nth, firm in enumerate(firms[3::6]):
        day = dice.day(date(2021, 6, 1), date(2025, 10, 31))
        kind = dice.pick(world.plan.talent_kinds)
        values = {
            **named(f"{world.tables.person(dice)}（{stem(firm)}）"),
            "kind": kind.key,
            "sectors": (world.sector(sector),) if nth % 2 else (),
            "way": dice.pick(world.plan.ways).key,
            "acquired_on": day,
        }
        note_down(world, day, owned(Talent, firm, values))


def _works(world: World, sector: str, firms: list[Fact]) -> None:
    """A standard for every eleventh firm and a project for every twentieth."""
    dice = Dice(f"works {sector}")
    for nth, firm in enumerate(firms[7::11]):
        day = dice.day(date(2019, 3, 1), date(2025, 9, 30))
        product = firm.values["products"].split("、")[0]
        values: dict[str, Any] = {
            **named(f"示例·{product}{dice.pick(('通用技术要求', '质量分级', '设计规范'))}（第{nth + 1}部分）"),
            "number": f"T/SAMPLE {dice.below(9000) + 1000}-{day.year}" if dice.chance(0.8) else None,
            "level": dice.pick(("团体标准", "团体标准", "地方标准", "行业标准")),
            "sectors": (world.sector(sector),),
            "published_on": day,
        }
        note_down(world, day, owned(Standard, firm, values))
    for firm in firms[9::20]:
        started = dice.day(date(2022, 1, 10), date(2024, 12, 20))
        values = {
            **named(f"示例·{firm.values['products'].split('、')[0]}智能制造项目（{sector}）"),
            "sectors": (world.sector(sector),),
            "district": firm.values["district"],
            "qianhai": firm.values["qianhai"],
            "investment": round(dice.between(800, 60_000), 1),
            "started_on": started,
            "due_on": started + timedelta(days=540 + dice.below(720)),
            "state": key_of(world.plan.project_states, "在建"),
            "progress": float(dice.below(96)),
        }
        note_down(world, started, owned(Project, firm, values))
