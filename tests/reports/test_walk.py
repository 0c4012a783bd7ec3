"""Every number that a document prints is the one that `status --json` gives for the same day: through the frozen sheet.

Documents that print other counts are held to their own page elsewhere: verdicts to `check`, rosters to the registry,
tasks and exhibitions to their tallies.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from fashiontracker import cli
from fashiontracker.models.store import Store
from fashiontracker.plan.library import Policy
from fashiontracker.reports import shelf
from fashiontracker.reports.stamp import frozen
from fashiontracker.tally import words
from tests.reports.conftest import Collect

DAYS = ("2021-12-31", "2023-06-30", "2024-12-31", "2025-12-31", "2026-06-30")
Rows = dict[str, dict[str, Any]]


@pytest.fixture
def status(capsys: pytest.CaptureFixture[str]) -> Any:
    """``status(store, "2024-12-31")``: what the command line prints, row by row; ``quota`` also lists the subjects."""

    def run(store: Store, day: str, quota: str | None = None) -> Rows:
        words = ["status", "--db", str(store.path), "--as-of", day, "--json", *(["--quota", quota] if quota else [])]
        assert cli.main(words) == 0
        return {row["key"]: row for row in json.loads(capsys.readouterr().out)["quotas"]}

    return run


def thawed(sheet: object) -> dict[str, Any]:
    """A sheet as it is frozen."""
    return dict(json.loads(frozen(sheet)))


@pytest.mark.parametrize("day", DAYS)
def test_the_report_prints_the_numbers_of_status(sample: Store, collect: Collect, status: Any, day: str) -> None:
    told = status(sample, day)
    printed = {row["key"]: row for group in thawed(collect(sample, "targets", day))["groups"] for row in group["rows"]}
    assert list(printed) == list(told)
    for key, row in printed.items():
        names = {"least": "min", "most": "max", "actual": "actual", "status": "status", "stale": "stale"}
        assert {theirs: row[ours] for ours, theirs in names.items()} == {
            name: told[key][name] for name in names.values()
        }
        assert row["forecast"] == pytest.approx(told[key]["forecast"], abs=1e-9)
        if row["actual"] is not None and row["counted"] and row["kind"] == "count":
            assert row["actual"] == len(row["counted"])


@pytest.mark.parametrize("day", ["2024-12-31", "2025-12-31"])
def test_the_report_lists_the_subjects_of_status(
    sample: Store, policy: Policy, collect: Collect, status: Any, day: str
) -> None:
    for group in thawed(collect(sample, "targets", day))["groups"]:
        for row in group["rows"]:
            told = status(sample, day, row["key"])[row["key"]]
            for ours, theirs in ((row["counted"], told["counted"]), (row["near_misses"], told["near_misses"])):
                assert [one["uscc"] or None for one in ours] == [one["uscc"] or None for one in theirs]


@pytest.mark.parametrize("day", DAYS)
def test_the_white_paper_prints_the_numbers_of_status(sample: Store, collect: Collect, status: Any, day: str) -> None:
    sheet, told = thawed(collect(sample, "whitepaper", day)), status(sample, day)
    for row in sheet["targets"]:
        theirs = told[row["key"]]
        assert (row["least"], row["most"], row["actual"], row["status"]) == (
            *(theirs["min"], theirs["max"], theirs["actual"], theirs["status"]),
        )
        assert row["forecast"] == pytest.approx(theirs["forecast"], abs=1e-9)
    foreseen = [row for row in told.values() if row["forecast"] is not None]
    assert [row["probability"] for row in sheet["outlook"]] == pytest.approx([row["forecast"] for row in foreseen])
    assert [row["actual"] for row in sheet["outlook"]] == [row["actual"] for row in foreseen]


@pytest.mark.parametrize("day", ["2024-12-31", "2025-12-31"])
def test_what_changed_is_told_by_the_numbers_of_status(
    submitted: Store, policy: Policy, collect: Collect, status: Any, day: str
) -> None:
    sheet = thawed(collect(submitted, "changes", day))
    plan = {row.zh: row.key for row in policy.plan.rows}
    before, now = status(submitted, "2024-12-31"), status(submitted, day)
    assert sheet["rows"]
    assert len(sheet["rows"]) + sheet["unchanged"] == len(now)
    for row in sheet["rows"]:
        key = plan[row["name"]]
        assert (row["restated"], row["now"]) == (_said(before[key]), _said(now[key]))
    untold = set(now) - {plan[row["name"]] for row in sheet["rows"]}
    assert all(_said(before[key]) == _said(now[key]) for key in untold)


def _said(row: dict[str, Any]) -> str:
    return words.STATUS[row["status"]] if row["kind"] == "milestone" else words.number(row["actual"])


def test_whom_a_row_counts_by_a_title_that_stands_holds_it_in_its_dossier(
    sample: Store, policy: Policy, collect: Collect, status: Any
) -> None:
    day = "2025-12-31"
    titles = {title.key: title.zh for title in policy.catalogue.designations}
    held = 0
    for key in status(sample, day):
        counted = status(sample, day, key)[key]["counted"]
        one = next((one for one in counted if one["uscc"] and (one["valid_until"] or "") > day), None)
        if one is not None and one["designation"] in titles:
            dossier = collect(sample, "dossier", enterprises=(one["uscc"],))
            mine = [title for title in dossier.titles if title.designation == titles[one["designation"]]]
            assert any(title.held for title in mine), (key, one)
            held += 1
    assert held


@pytest.mark.parametrize("name", [kind.name for kind in shelf.DOCUMENTS if not kind.needs])
def test_a_document_frozen_twice_is_the_same(submitted: Store, collect: Collect, name: str) -> None:
    options = {"files": submitted.path.parent / "files"} if name == "evidence" else {}
    assert frozen(collect(submitted, name, **options)) == frozen(collect(submitted, name, **options))
