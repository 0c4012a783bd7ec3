"""The sample's official figures, and how its tasks and milestones went."""

from __future__ import annotations

from datetime import date, timedelta

from fashiontracker.exchange.sample.assets import key_of
from fashiontracker.exchange.sample.words import Dice
from fashiontracker.exchange.sample.world import Fact, World, quarter_end
from fashiontracker.models.tables import Figure, MilestoneProgress, TaskProgress

EPOCH = date(2022, 3, 28)


def add_progress(world: World) -> None:
    """Official figures, milestones, tasks."""
    for told in world.tables.facts["indicator"]:
        indicator = world.plan.indicators.named(told["indicator"])
        assert indicator is not None
        city = told["kind"] == "全市"
        key = world.plan.city if city else world.sector(told["subject"])
        for year, value in told["values"].items():
            given = world.plan.converted(float(value), "亿元", indicator.unit)  # 服装 and 黄金珠宝 are told in 亿元
            values = {
                "subject_kind": "city" if city else "sector",
                "subject_key": key,
                "indicator": indicator.key,
                "year": int(year),
                "value": float(value) if given is None else given,
                "unit": indicator.unit,
                "source": told["source"],
                "entered_in": "indicators",
            }
            day = max(date(int(year) + 1, 2, 24), EPOCH) if int(year) < 2025 else date(2026, 1, 22)
            world.step(day, f"登记 {year} 年全市与行业指标（示例）", clerk=2).add(Fact(Figure, values))
    _milestones(world)
    _tasks(world)


def _milestones(world: World) -> None:
    for milestone, days in world.tables.facts["milestones"].items():
        for day, state, note in days:
            key = key_of(world.plan.milestone_states, state)
            values = {"milestone": milestone, "happened_on": day, "state": key, "note": note}
            _logged(world, day, Fact(MilestoneProgress, values))


def _tasks(world: World) -> None:
    told = world.tables.facts["tasks"]
    for nth, task in enumerate(world.plan.tasks):
        dice = Dice(f"task {task.key}")
        end = told["done"].get(task.key, date(2025, 11, 28))
        day = told["begun"] + timedelta(days=7 * (nth % 9))
        if task.key in told["idle"]:
            _task(world, task.key, day, "未启动", "示例：等待立项")
            continue
        for note in told["notes"]:
            if day >= end:
                break
            _task(world, task.key, day, "推进中", note)
            day += timedelta(days=150 + dice.below(140))
        if task.key in told["done"]:
            _task(world, task.key, end, "已完成", "示例：已完成并报送总结")


def _task(world: World, key: str, day: date, state: str, note: str) -> None:
    values = {"task": key, "happened_on": day, "state": key_of(world.plan.task_states, state), "note": note}
    _logged(world, day, Fact(TaskProgress, values))


def _logged(world: World, day: date, fact: Fact) -> None:
    end, quarter = quarter_end(max(day, EPOCH))
    world.step(end, f"登记任务与目标进展（示例，{quarter}）", clerk=3).add(fact)
