"""Writes the sample into a database as its staff would have: entry by entry, over the years."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Generator
from datetime import date
from pathlib import Path

from fashiontracker import paths
from fashiontracker.exchange.sample.assets import add_assets
from fashiontracker.exchange.sample.evidence import add_evidence
from fashiontracker.exchange.sample.firms import add_firms
from fashiontracker.exchange.sample.ordinary import add_ordinary
from fashiontracker.exchange.sample.progress import add_progress
from fashiontracker.exchange.sample.titles import add_titles
from fashiontracker.exchange.sample.words import read_tables
from fashiontracker.exchange.sample.world import Step, World
from fashiontracker.models import evidence, letterheads, tables
from fashiontracker.models.base import Record
from fashiontracker.models.journal import Journal
from fashiontracker.models.letterheads import Letterhead
from fashiontracker.models.recorder import Recorder
from fashiontracker.models.store import Store
from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.types import Plan
from fashiontracker.progress import Progress
from fashiontracker.text import N_, _

ORDER: tuple[type[Record], ...] = (
    *(tables.Enterprise, tables.FormerName, tables.Brand, tables.Carrier, tables.Talent, tables.Exhibition),
    *(tables.Standard, tables.Project, tables.StageEvent, tables.Figure, tables.TaskProgress, tables.MilestoneProgress),
    *(tables.Judgement, tables.Evidence, tables.EvidenceLink, tables.SavedView),
)
"""Owners before what they own."""
LETTERHEADS = (
    Letterhead(
        "示例时尚产业协会", "示例时尚产业协会", "示例时尚产业协会文件", "示时协", contact="示例员，0755-00000000"
    ),
    Letterhead("示例钟表行业协会", "示例钟表行业协会", code="示钟协"),
)


def build_world(plan: Plan, catalogue: Catalogue) -> World:
    """The whole story, unwritten."""
    world = World(plan, catalogue, read_tables())
    add_firms(world)
    add_assets(world)
    add_ordinary(world)
    add_titles(world)
    add_progress(world)
    add_evidence(world)
    return world


def make_sample(store: Store, plan: Plan, catalogue: Catalogue) -> Generator[Progress, None, None]:
    """Fill an empty database with the sample, mark it (setting ``sample``), and lay its evidence beside it.

    Raises NoRoom where it can't be written. The plan must be the one that the sample's words belong to: those of
    深圳市现代时尚产业集群行动计划.
    """
    first = Journal(store.engine, N_("示例"), lambda: "2022-01-04T01:00:00Z")
    with first.entry(_("标明示例数据"), origin="sample", kind="base") as session:
        if not session.query(tables.Setting).filter_by(key="sample").count():
            session.add(tables.Setting(key="sample", value="1"))
        letterheads.put(session, LETTERHEADS)
    world = build_world(plan, catalogue)
    _keep_papers(world, paths.evidence_folder(store.path))
    steps = list(world.steps())
    today: Counter[date] = Counter()
    for done, step in enumerate(steps):
        yield Progress(done, len(steps), step.label)
        today[step.on] += 1
        time = f"{step.on.isoformat()}T{today[step.on]:02d}:{done * 7 % 60:02d}:00Z"
        with _journal(store, step.who, time).entry(step.label, origin=step.origin) as session:
            _write(session, step)
    yield Progress(len(steps), len(steps), "")


def _journal(store: Store, who: str, time: str) -> Journal:
    """Somebody's journal at a time."""
    return Journal(store.engine, who, lambda: time)


def _keep_papers(world: World, folder: Path) -> None:
    """Before they are named in the journal, so that no entry names a file that is not there."""
    with tempfile.TemporaryDirectory() as desk:
        for fact, content in world.papers.items():
            paper = Path(desk) / "paper"
            paper.write_bytes(content)
            evidence.place(folder, paper, fact.values["sha256"])


def _write(session: Recorder, step: Step) -> None:
    for record in ORDER:
        facts = [fact for fact in step.facts if fact.record is record]
        if facts:
            for fact, key in zip(facts, session.insert_many(record, [fact.row() for fact in facts]), strict=True):
                fact.id = key
    for fact, values in step.edits:
        session.update_many(fact.record, {fact.id: values})
