"""The sample: lifelike, marked, and the same everywhere."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from stdnum.cn import uscc

from fashiontracker import paths
from fashiontracker.exchange.sample import write_messy_roster
from fashiontracker.exchange.sample.ledger import build_world
from fashiontracker.exchange.sheets import open_workbook
from fashiontracker.exchange.tables import Table, find_table
from fashiontracker.models import (
    checklists,
    evidence,
    judgements,
    materials,
    registry,
    saved_views,
    tables,
    verify,
    views,
    vouchers,
)
from fashiontracker.models.facts import load
from fashiontracker.models.store import Store
from fashiontracker.plan.library import Policy
from fashiontracker.progress import finish
from fashiontracker.tally import board, pipeline
from fashiontracker.tally.materials import readiness
from tests.source import ROOT

DAYS = [date(2022, 6, 30), *(date(year, 12, 31) for year in (2022, 2023, 2024)), date(2025, 9, 30), date(2026, 1, 31)]
NAMED = (
    *(tables.Enterprise, tables.FormerName, tables.Brand, tables.Carrier),
    *(tables.Talent, tables.Exhibition, tables.Standard, tables.Project),
)


@pytest.mark.parametrize("record", NAMED, ids=lambda record: record.__tablename__)
def test_every_name_says_that_it_is_a_sample(sample_store: Store, record: type[tables.Enterprise]) -> None:
    with sample_store.reading() as session:
        names = session.scalars(select(record.name)).all()
    assert names
    assert [name for name in names if "示例" not in name] == []


def test_the_database_is_marked_as_a_sample(sample_store: Store) -> None:
    assert sample_store.settings()["sample"] == "1"


def test_codes_are_true_by_their_check_digit_but_of_no_place_on_earth(sample_store: Store) -> None:
    with sample_store.reading() as session:
        codes = session.scalars(select(tables.Enterprise.uscc).where(tables.Enterprise.uscc.is_not(None))).all()
    assert len(codes) > 350
    assert all(uscc.is_valid(code) and code[2:8] == "990000" for code in codes)


def test_every_sector_and_every_district_has_its_firms(sample_store: Store, policy: Policy) -> None:
    with sample_store.reading() as session:
        firms = session.execute(select(tables.Enterprise.sectors, tables.Enterprise.district)).all()
    assert {key for sectors, _ in firms for key in sectors} == set(policy.plan.sectors.keys)
    assert {district for _, district in firms if district} == set(policy.plan.districts.keys)


def test_over_the_years_every_status_is_seen(sample_store: Store, policy: Policy) -> None:
    with sample_store.reading() as session:
        seen = {
            row.status for day in DAYS for row in board.status_rows(session, policy.plan, policy.catalogue, day)
        }  # fmt: skip
    assert seen >= {
        *("exceeded", "met", "on_track", "behind", "missed", "no_data", "tracked"),
        *("not_started", "in_progress", "achieved"),
    }


def test_every_reason_for_not_being_counted_occurs(sample_store: Store, policy: Policy) -> None:
    with sample_store.reading() as session:
        facts = load(session, policy.plan)
        reasons = Counter(
            miss.reason
            for row in policy.plan.quotas
            for miss in board.row_result(facts, policy.plan, policy.catalogue, row, policy.plan.end).near_misses
        )
    assert reasons.keys() == {
        *("revoked", "lapsed", "held_before_start", "recognised_before_start"),
        *("no_date", "before_start", "sector_unknown"),
    }


def test_some_forecasts_are_open(sample_store: Store, policy: Policy) -> None:
    with sample_store.reading() as session:
        rows = board.status_rows(session, policy.plan, policy.catalogue, date(2025, 6, 30))
    assert sum(1 for row in rows if row.forecast is not None and 0.01 < row.forecast < 0.99) >= 2


def test_candidacies_stand_at_every_live_stage(sample_store: Store, policy: Policy) -> None:
    latest: dict[tuple[str, int, str], tuple[date, str]] = {}
    with sample_store.reading() as session:
        for event in session.scalars(select(tables.StageEvent).order_by(tables.StageEvent.happened_on)):
            latest[event.subject_kind, event.subject_id, event.designation] = (event.happened_on, event.stage)
    standing = {stage for _, stage in latest.values()}
    assert {stage.key for stage in policy.plan.stages if stage.live} <= standing


def test_the_history_was_written_by_several_people_in_the_order_of_time(sample_store: Store) -> None:
    entries = [entry for entry in sample_store.history.entries() if entry.kind == "do"]
    assert len({entry.who for entry in entries}) >= 4
    assert [entry.at for entry in entries] == sorted((entry.at for entry in entries), reverse=True)
    assert any(entry.label.startswith("更名") for entry in entries)


def test_no_clock_shows_in_the_sample(sample_store: Store) -> None:
    report = finish(verify.verify(sample_store.path, paths.lock_file(sample_store.path)))
    assert report.ok
    assert report.warnings == []


def test_no_event_stands_before_its_subject_or_without_it(sample_store: Store) -> None:
    with sample_store.reading() as session:
        lost = [
            session.scalar(
                text(
                    f"SELECT count(*) FROM stage_event e LEFT JOIN {kind} s ON s.id = e.subject_id "
                    f"WHERE e.subject_kind = '{kind}' AND s.id IS NULL"
                )
            )
            for kind in tables.SUBJECTS
        ]
    assert lost == [0, 0, 0]


def test_the_story_does_not_hang_on_the_order_of_hashes(policy: Policy) -> None:
    program = (
        "from fashiontracker.plan import library; from fashiontracker.exchange.sample.ledger import build_world;"
        "import hashlib; p = library.load(); w = build_world(p.plan, p.catalogue);"
        "print(hashlib.sha256(repr([(s.on, s.label, s.who, [sorted(f.values.items()) for f in s.facts]) "
        "for s in w.steps()]).encode()).hexdigest())"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    world = build_world(policy.plan, policy.catalogue)
    steps = [(s.on, s.label, s.who, [sorted(f.values.items()) for f in s.facts]) for s in world.steps()]
    assert told.stdout.strip() == hashlib.sha256(repr(steps).encode()).hexdigest()


def test_many_recognitions_have_their_papers_and_many_lack_them(sample_store: Store) -> None:
    with sample_store.reading() as session:
        links = select(tables.EvidenceLink.record_table, func.count()).group_by(tables.EvidenceLink.record_table)
        linked = dict(session.execute(links).all())
        recognised = len(vouchers.recognitions(session, date(2025, 12, 31)))
    assert 20 < linked["stage_event"] < recognised / 2
    assert linked.keys() >= {"carrier", "exhibition", "task_progress", "milestone_progress"}


def test_the_papers_lie_beside_the_database_under_what_they_hold(sample_store: Store) -> None:
    with sample_store.reading() as session:
        named = dict(session.execute(select(tables.Evidence.sha256, tables.Evidence.name)).all())
    folder = paths.evidence_folder(sample_store.path)
    assert {file.name for file in folder.iterdir()} == named.keys()
    assert list(evidence.wrong(folder, named)) == []
    assert [name for name in named.values() if "示例" not in name] == []


def test_applications_under_way_have_papers_and_lack_some(sample_store: Store, policy: Policy) -> None:
    day = date(2025, 12, 31)
    with sample_store.reading() as session:
        known = load(session, policy.plan, every_title=True)
        begun = {
            (one.subject, one.designation): one.begun
            for one in pipeline.candidacies(known, policy.plan, day)
            if one.begun is not None
        }
        found = readiness(session, policy.catalogue, begun, day)
    assert sum(ready > 0 for ready, _ in found.values()) > 5
    assert all(ready <= wanted for ready, wanted in found.values())
    assert any(ready < wanted for ready, wanted in found.values())


def test_one_picture_of_several_records_is_kept_once(sample_store: Store) -> None:
    with sample_store.reading() as session:
        pictures = session.scalars(select(tables.Evidence.id).where(tables.Evidence.media_type == "image/png")).all()
        (picture,) = pictures
        links = session.scalars(select(tables.EvidenceLink.id).where(tables.EvidenceLink.evidence_id == picture)).all()
    assert len(links) == 3


def test_judgements_answer_criteria_that_there_are(sample_store: Store, policy: Policy) -> None:
    asked = {
        judgements.place(title.key, ruleset.key, criterion.key)
        for title in policy.catalogue.designations
        for ruleset in title.rulesets
        for criterion in ruleset.criteria
        if criterion.comparator == "manual"
    }
    with sample_store.reading() as session:
        answered = session.scalars(select(tables.Judgement.criterion)).all()
    assert sum(one in asked for one in answered) >= 4
    papers = {
        judgements.place(title.key, materials.MATERIALS, item.key)
        for title in policy.catalogue.designations
        for item in checklists.usual(policy.catalogue, title.key)
    }
    assert set(answered) <= asked | papers


def test_kept_views_show_something(sample_store: Store) -> None:
    with sample_store.reading() as session:
        for view in (registry.ENTERPRISES, registry.BRANDS, registry.CARRIERS):
            found = saved_views.kept(session, view.key)
            assert found
            assert all(views.ids(session, view, one.filters) for one in found)


def test_the_messy_roster_is_found_below_its_titles(tmp_path: Path) -> None:
    path = tmp_path / "会员名录.xlsx"
    write_messy_roster(path)
    book, problems = open_workbook(path)
    assert book is not None
    assert problems == []
    table = find_table(book.visible[0])
    assert isinstance(table, Table)
    assert table.kind == "企业"
    assert [row.row for row in table.records()] == [5, 6, 7, 9, 10, 11, 12, 13]
    assert [row.row for row in table.skipped] == [1, 2, 4, 8, 14, 15]
    assert [name for _, name in table.unknown] == ["展厅面积"]
