"""The sample's evidence: certificates, minutes and pictures made up for it; people's judgements; kept views."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from fashiontracker import paths
from fashiontracker.exchange.sample.papers import Line, Printer
from fashiontracker.exchange.sample.world import Fact, Step, World
from fashiontracker.models.checklists import usual
from fashiontracker.models.judgements import place
from fashiontracker.models.materials import MATERIALS
from fashiontracker.models.saved_views import Kept, written
from fashiontracker.models.tables import (
    Carrier,
    Evidence,
    EvidenceLink,
    Exhibition,
    Judgement,
    MilestoneProgress,
    SavedView,
    StageEvent,
    TaskProgress,
)
from fashiontracker.models.views import Filter

SINCE = date(2022, 1, 1)
UNTIL = date(2025, 11, 30)
"""What was written down later has no paper yet."""
FOOT = (Line("本件为演示而作，单位、编号、日期全部虚构", 13, 250), Line("示　例", 40, 60))


def add_evidence(world: World) -> None:
    """All of it. Comes last: it bears out what the rest of the story told."""
    told = world.tables.facts["evidence"]
    facts = [fact for step in world.steps() for fact in step.facts if step.on <= UNTIL]
    printer = Printer()
    _certificates(world, told, facts, printer)
    _minutes(world, told, facts, printer)
    _progress(world, told, facts, printer)
    _photographs(world, told, facts)
    _applications(world, told, facts, printer)
    _judgements(world)
    _views(world)


def _certificates(world: World, told: dict[str, Any], facts: Sequence[Fact], printer: Printer) -> None:
    for name in told["titles"]:
        title = world.catalogue.by_name(name)
        assert title is not None, name
        events = [fact for fact in facts if fact.record is StageEvent and _recognises(fact, title.key)]
        for event in events[1 :: told["every"]]:
            values, subject = event.values, event.links["subject_id"].values["name"]
            until = values["valid_until"]
            page = printer.page(
                (
                    Line("认 定 证 书", 36, 190),
                    Line(subject, 19, 66),
                    Line(f"认定为{title.zh}", 19, 40),
                    Line(f"证书编号：{values['certificate_no']}", 14, 60),
                    Line(f"认定日期：{_day(values['happened_on'])}", 14, 26),
                    Line(f"有效期至：{_day(until) if until else '未写明'}", 14, 26),
                    *FOOT,
                )
            )
            _file(world, event, f"认定证书（{subject}）.pdf", page)


def _recognises(event: Fact, designation: str) -> bool:
    values = event.values
    return (
        values["designation"] == designation
        and values["stage"] in ("recognised", "renewed")
        and values["happened_on"] >= SINCE
    )


def _minutes(world: World, told: dict[str, Any], facts: Sequence[Fact], printer: Printer) -> None:
    kinds = [kind.key for kind in world.plan.carrier_kinds if kind.zh in told["carriers"]]
    for carrier in _of(Carrier, "kind", kinds, facts):
        if carrier.values["built_on"] is not None:
            name, day = carrier.values["name"], carrier.values["built_on"]
            page = _paper(printer, "验 收 意 见", name, f"{_day(day)}通过建成验收")
            _file(world, carrier, f"验收意见（{name}）.pdf", page)


def _progress(world: World, told: dict[str, Any], facts: Sequence[Fact], printer: Printer) -> None:
    for task in _of(TaskProgress, "task", told["tasks"], facts):
        if task.values["state"] == "completed":
            _account(world, printer, task, "工 作 总 结", f"任务{task.values['task']}")
    for milestone in _of(MilestoneProgress, "milestone", told["milestones"], facts):
        if milestone.values["state"] == "achieved":
            row = world.plan.row(milestone.values["milestone"])
            _account(world, printer, milestone, "达 成 依 据", row.zh if row else "")


def _account(world: World, printer: Printer, fact: Fact, title: str, name: str) -> None:
    page = _paper(printer, title, name, f"{_day(fact.values['happened_on'])}　{fact.values['note']}")
    _file(world, fact, f"{title.replace(' ', '')}（示例·{name}）.pdf", page)


def _photographs(world: World, told: dict[str, Any], facts: Sequence[Fact]) -> None:
    """One picture for several records: it is kept once."""
    picture = (paths.resources() / "sample" / "evidence" / told["photo"]).read_bytes()
    for fact in [fact for fact in facts if fact.record is Exhibition and fact.values["ufi"]][:3]:
        _file(world, fact, "现场照片（示例）.png", picture, "image/png")


def _applications(world: World, told: dict[str, Any], facts: Sequence[Fact], printer: Printer) -> None:
    """Papers of the applications under way: the first items of the checklist, as many as the stage has come to."""
    latest: dict[tuple[Fact, str], Fact] = {}
    for event in facts:
        if event.record is StageEvent:
            way = (event.links["subject_id"], event.values["designation"])
            if way not in latest or event.values["happened_on"] >= latest[way].values["happened_on"]:
                latest[way] = event
    for (subject, designation), event in latest.items():
        step, name = _filing(world, event.noted_on), subject.values["name"]
        for item in usual(world.catalogue, designation)[: told["papers"].get(event.values["stage"], 0)]:
            values = {"subject_kind": event.values["subject_kind"], "answer": True, "answered_on": step.on}
            values["criterion"] = place(designation, MATERIALS, item.key)
            answer = step.add(Fact(Judgement, values, {"subject_id": subject}))
            _link(world, step, answer, f"{item.zh}（示例·{name}）.pdf", _paper(printer, item.zh, name, ""))


def _of(record: type[Any], field: str, keys: Iterable[str], facts: Iterable[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.record is record and fact.values[field] in keys]


def _paper(printer: Printer, title: str, name: str, text: str) -> bytes:
    return printer.page((Line(title, 36, 190), Line(name, 19, 70), Line(text, 15, 60), *FOOT))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _file(world: World, fact: Fact, name: str, content: bytes, media_type: str = "application/pdf") -> None:
    """Link a file to what it bears out, once it is filed."""
    _link(world, _filing(world, fact.noted_on), fact, name, content, media_type)


def _link(world: World, step: Step, fact: Fact, name: str, content: bytes, media_type: str = "application/pdf") -> None:
    """Link a file to what it bears out; the same content under the same name is one file."""
    sha256 = hashlib.sha256(content).hexdigest()
    known = next((one for one in world.papers if (one.values["sha256"], one.values["name"]) == (sha256, name)), None)
    if known is None:
        values = {"sha256": sha256, "name": name, "media_type": media_type, "size": len(content)}
        known = step.add(Fact(Evidence, values | {"added_at": f"{step.on}T02:00:00Z"}))
        world.papers[known] = content
    link = {"evidence_id": known, "record_id": fact}
    step.add(Fact(EvidenceLink, {"record_table": fact.record.__tablename__}, link))


def _filing(world: World, noted_on: date) -> Step:
    """On the 12th of the month after it was written down."""
    day = date(noted_on.year + noted_on.month // 12, noted_on.month % 12 + 1, 12)
    return world.step(day, f"归档佐证（示例，{day.year} 年 {day.month} 月）", clerk=1)


def _judgements(world: World) -> None:
    for told in world.tables.facts["judgement"]:
        values = {
            "subject_kind": "enterprise",
            "criterion": told["criterion"],
            "answer": told["answer"],
            "answered_on": told["on"],
            "note": told["note"],
        }
        firm = world.firms[told["sector"]][told["nth"]]
        world.step(told["on"], "记录人工判断（示例）", clerk=2).add(Fact(Judgement, values, {"subject_id": firm}))


def _views(world: World) -> None:
    for told in world.tables.facts["view"]:
        kept = Kept(told["name"], tuple(Filter(*one) for one in told["filters"]))
        values = {"page": told["page"], "name": kept.name, "spec": written(kept)}
        world.step(UNTIL, "保存视图（示例）").add(Fact(SavedView, values))
