"""A malformed file is refused with every place and reason; a plan is never half loaded."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fashiontracker.errors import Problem, Refused
from fashiontracker.plan import library
from fashiontracker.plan.reading import read, read_catalogue
from tests.plan.conftest import CATALOGUE_FILE, PLAN_FILE, document

Write = Callable[[dict[str, Any]], Path]
JUNK = [
    *(True, -1, 0, 2.5, 10**400, float("inf"), "", " ", "无", [], {}, [1], [[]], [{}], {"key": "x"}, ["x", "x"]),
    *(date(2022, 1, 1), datetime(2022, 1, 1, 12), "{braces}"),
]


def places(problems: list[Problem]) -> list[str]:
    return [problem.place for problem in problems]


def spoil(content: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """The content with one value set (``quota.3.min``); None removes it."""
    spoilt = copy.deepcopy(content)
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    holder: Any = spoilt
    for part in way:
        holder = holder[part]
    if value is None:
        del holder[last]
    else:
        holder[last] = value
    return spoilt


@pytest.mark.parametrize(
    ("path", "value", "place", "code"),
    [
        ("quota.3.min", "八", "quota[3].min", "type"),
        ("quota.3.min", True, "quota[3].min", "type"),
        ("quota.3.min", float("inf"), "quota[3].min", "type"),
        ("quota.3.min", 11, "quota[3].min", "range"),
        ("quota.3.min", -1, "quota[3].min", "range"),
        ("quota.3.clause", None, "quota[3].clause", "missing"),
        ("quota.3.zh", "  ", "quota[3].zh", "type"),
        ("quota.3.minimum", 8, "quota[3].minimum", "unknown"),
        ("quota.3.key", "overall.revenue_100", "quota[3].key", "duplicate"),
        ("quota.3.unit", "匹", "quota[3].unit", "reference"),
        ("quota.3.mode", "yearly", "quota[3].mode", "choice"),
        ("quota.3.mode", "stock", "quota[3].mode", "choice"),
        ("quota.3.counts", None, "quota[3].counts", "missing"),
        ("quota.3.counts.unit", "平方米", "quota[3].counts.unit", "choice"),
        ("quota.3.counts.indicator", "profit", "quota[3].counts.indicator", "reference"),
        ("quota.5.sectors", ["shoes"], "quota[5].sectors[0]", "reference"),
        ("quota.5.counts.kinds", ["palace"], "quota[5].counts.kinds[0]", "reference"),
        ("quota.5.counts.kinds", [], "quota[5].counts.kinds", "missing"),
        ("sector.0.goal_group", "shoes", "sector[0].goal_group", "reference"),
        ("sector.1.names", ["服装 业"], "sector[1].names", "duplicate"),
        ("group.0.rows", ["overall.value_added"], "quota[1].key", "reference"),
        ("group.7.rows.3", "overall.nothing", "group[7].rows[3]", "reference"),
        ("group.7.rows.1", "overall.value_added", "group[7].rows[1]", "duplicate"),
        ("also_counts.0.stands_for", "little_giant_x", "also_counts[0].stands_for", "reference"),
        ("stage.0.prior", 1.5, "stage[0].prior", "range"),
        ("stage.0.lead_days", 1.5, "stage[0].lead_days", "type"),
        ("stage.0.prior", None, "stage[0].prior", "missing"),
        ("carrier_state.0.done", True, "carrier_state", "range"),
        ("rating.0.weight", 0.9, "rating", "range"),
        ("rating_grade.1.least", 80, "rating_grade[1].least", "range"),
        ("task.2.leads", [], "task[2].leads", "missing"),
        ("task.2.leads", ["市工信局"], "task[2].leads[0]", "reference"),
        ("end", date(2021, 1, 1), "end", "range"),
        ("end", "2025-12-31", "end", "type"),
        ("end", datetime(2025, 12, 31), "end", "type"),
        ("bands", "nested", "bands", "choice"),
        ("quota", {}, "quota", "type"),
        ("quota", None, "quota", "missing"),
        ("colour", "red", "colour", "unknown"),
        ("district.0", "福田", "district[0]", "type"),
    ],
)
def test_each_fault_is_told_with_its_place(
    content: dict[str, Any], written: Write, path: str, value: object, place: str, code: str
) -> None:
    if path == "group.7.rows.3":
        content["group"][7]["rows"].append("")
    plan, problems = read(written(spoil(content, path, value)))
    assert plan is None
    assert (place, code) in [(problem.place, problem.code) for problem in problems]


def test_the_reason_is_told_in_words(content: dict[str, Any], written: Write) -> None:
    _, problems = read(written(spoil(content, "quota.3.min", "八")))
    assert [problem.line() for problem in problems] == ["quota[3].min: 应为数字"]
    assert problems[0].value == "八"


def test_all_faults_of_a_file_are_told_at_once(content: dict[str, Any], written: Write) -> None:
    spoilt = spoil(spoil(spoil(content, "quota.0.min", "x"), "task.0.text", None), "stage.1.live", "yes")
    _, problems = read(written(spoilt))
    assert places(problems) == ["quota[0].min", "task[0].text", "stage[1].live"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"key = ", "syntax"),
        (b"a = 1\na = 2", "syntax"),
        (b"\xff\xfe", "encoding"),
        (b"", "missing"),
        (b"a = " + b"[" * 9999, "syntax"),
        (b"a = " + b"9" * 9999, "syntax"),
    ],
)
def test_what_is_no_toml_is_refused(tmp_path: Path, text: bytes, code: str) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(text)
    plan, problems = read(path)
    assert plan is None
    assert problems[0].code == code


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.toml"):
        plan, problems = read(path)
        assert plan is None
        assert [problem.code for problem in problems] == ["unreadable"]


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(b"\xef\xbb\xbf" + PLAN_FILE.read_bytes())
    assert read(path) == read(PLAN_FILE)


# ---- mutations -------------------------------------------------------------------------------------------------


def mutated(data: st.DataObject, original: dict[str, Any]) -> dict[str, Any]:
    """The content with a key or an entry somewhere deleted, replaced, renamed or doubled."""
    content = copy.deepcopy(original)
    holder: Any = content
    while True:
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        key = data.draw(st.sampled_from(keys))
        deeper = isinstance(holder[key], dict | list) and holder[key]
        if not deeper or data.draw(st.integers(0, 3)) == 0:
            break
        holder = holder[key]
    deed = data.draw(st.sampled_from(["delete", "replace", "double"]))
    if deed == "delete":
        del holder[key]
    elif deed == "replace":
        holder[key] = data.draw(st.sampled_from(JUNK))
    elif isinstance(holder, list):
        holder.append(copy.deepcopy(holder[key]))
    else:
        holder[f"{key}_"] = copy.deepcopy(holder[key])
    return content


def is_whole(result: object, problems: list[Problem]) -> bool:
    """Nothing together with problems, or something without any; every problem can be told."""
    return (result is None) == bool(problems) and all(problem.line() for problem in problems)


PLAN_CONTENT = tomllib.loads(PLAN_FILE.read_text(encoding="utf-8"))
CATALOGUE_CONTENT = tomllib.loads(CATALOGUE_FILE.read_text(encoding="utf-8"))


@settings(max_examples=150)
@given(data=st.data())
def test_a_spoilt_plan_is_refused_whole_or_loaded_whole(tmp_path: Path, data: st.DataObject) -> None:
    content = mutated(data, PLAN_CONTENT)
    path = tmp_path / "plan.toml"
    path.write_text(document(content), encoding="utf-8")
    plan, problems = read(path)
    assert is_whole(plan, problems)
    if plan is not None:
        assert [row.key for row in plan.rows] == [row for group in content["group"] for row in group["rows"]]
        assert len(plan.tasks) == len(content.get("task", []))


@settings(max_examples=80)
@given(data=st.data())
def test_a_spoilt_catalogue_is_refused_whole_or_loaded_whole(tmp_path: Path, data: st.DataObject) -> None:
    content = mutated(data, CATALOGUE_CONTENT)
    path = tmp_path / "designations.toml"
    path.write_text(document(content), encoding="utf-8")
    catalogue, problems = read_catalogue(path)
    assert is_whole(catalogue, problems)
    if catalogue is not None:
        assert len(catalogue.designations) == len(content["designation"])


@settings(max_examples=80)
@given(cut=st.integers(0, 40_000), noise=st.binary(max_size=8))
def test_a_torn_file_is_refused_or_loaded_whole(tmp_path: Path, cut: int, noise: bytes) -> None:
    text = PLAN_FILE.read_bytes()
    path = tmp_path / "plan.toml"
    path.write_bytes(text[:cut] + noise + text[cut + 1 :])
    assert is_whole(*read(path))


# ---- the association's own catalogue ---------------------------------------------------------------------------


def test_the_own_file_replaces_only_what_it_gives(written: Write) -> None:
    own = {"key": "national_industrial_design_center", "nomination_cap": 3, "batches": [date(2025, 8, 31)]}
    catalogue, problems = read_catalogue(CATALOGUE_FILE, written({"designation": [own]}))
    assert problems == []
    assert catalogue is not None
    centre = catalogue.designations.by_key["national_industrial_design_center"]
    assert (centre.nomination_cap, centre.batches, centre.validity_years) == (3, (date(2025, 8, 31),), 4)
    base, _ = read_catalogue(CATALOGUE_FILE)
    assert base is not None
    assert catalogue.designations.keys == base.designations.keys


def test_the_own_file_can_bring_a_new_designation(written: Write) -> None:
    own = {"key": "house_award", "zh": "示例协会金奖", "en": "Sample award", "level": "other", "holders": ["brand"]}
    own |= {"awarding_body": "示例协会", "source": "plan", "confidence": "unsure"}
    catalogue, problems = read_catalogue(CATALOGUE_FILE, written({"designation": [own]}))
    assert problems == []
    assert catalogue is not None
    assert catalogue.by_name("示例协会金奖") is catalogue.designations[-1]


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        ({"key": "little_giant", "nomination_cap": "三"}, "designation[1].nomination_cap"),
        ({"key": "little_giant", "names": ["独角兽"]}, "designation[1].names"),
        ({"key": "little_giant", "prerequisites": [["nobody"]]}, "designation[1].prerequisites[0][0]"),
        ({"key": "house_award"}, "designation[1].zh"),
        ({"nomination_cap": 3}, "designation[1].key"),
    ],
)
def test_faults_of_the_own_file_are_told_at_their_place_in_it(
    written: Write, entry: dict[str, Any], place: str
) -> None:
    first = {"key": "unicorn", "nomination_cap": 1}
    catalogue, problems = read_catalogue(CATALOGUE_FILE, written({"designation": [first, entry]}))
    assert catalogue is None
    assert place in places(problems)
    assert {problem.params["file"] for problem in problems if problem.place == place} == {"written.toml"}


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("metric", "x", "designation[1].ruleset[0].criterion[0].metric"),
        ("comparator", "rank<=", "designation[1].ruleset[0].criterion[0].comparator"),
        ("source", "nowhere 第一条", "designation[1].ruleset[0].criterion[0].source"),
        ("path", None, "designation[1].ruleset[0].criterion[0].path"),
        ("when", {"metric": "revenue_total"}, "designation[1].ruleset[0].criterion[0].when.gte"),
    ],
)
def test_a_criterion_must_make_sense(
    catalogue_content: dict[str, Any], written: Write, path: str, value: object, place: str
) -> None:
    spoilt = spoil(catalogue_content, f"designation.1.ruleset.0.criterion.0.{path}", value)
    _, problems = read_catalogue(written(spoilt))
    assert place in places(problems)


@pytest.mark.parametrize(
    ("path", "value", "place", "code"),
    [
        ("material.1.key", "application_form", "material[1].key", "duplicate"),
        ("material.0.required", "是", "material[0].required", "type"),
        ("material.0.source", "nobody 第一条", "material[0].source", "reference"),
        ("preparation.0.days", 400, "preparation[0].days", "range"),
        ("preparation.0.day", 4, "preparation[0].day", "unknown"),
    ],
)
def test_materials_and_preparations_are_read_with_care(
    catalogue_content: dict[str, Any], written: Write, path: str, value: object, place: str, code: str
) -> None:
    catalogue, problems = read_catalogue(written(spoil(catalogue_content, path, value)))
    assert catalogue is None
    assert (place, code) in [(problem.place, problem.code) for problem in problems]


def test_rulesets_must_not_overlap(catalogue_content: dict[str, Any], written: Write) -> None:
    keys = [entry["key"] for entry in catalogue_content["designation"]]
    giant = keys.index("little_giant")
    spoilt = spoil(catalogue_content, f"designation.{giant}.ruleset.1.effective_to", date(2026, 12, 31))
    _, problems = read_catalogue(written(spoilt))
    assert places(problems) == [f"designation[{giant}].ruleset[1].effective_from"]


# ---- the library -----------------------------------------------------------------------------------------------


def test_the_library_lists_the_plans_and_knows_no_others() -> None:
    assert library.DEFAULT_PLAN in library.plan_keys()
    with pytest.raises(Refused, match="shanghai"):
        library.load_plan("shanghai")


def test_a_refusal_names_the_file_the_place_and_the_reason(
    content: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plans").mkdir()
    spoilt = document(spoil(content, "quota.3.min", "八"))
    (tmp_path / "plans" / "shenzhen-fashion-2022-2025.toml").write_text(spoilt, encoding="utf-8")
    monkeypatch.setattr("fashiontracker.paths.resources", lambda: tmp_path)
    with pytest.raises(Refused) as refused:
        library.load_plan()
    assert [problem.line() for problem in refused.value.problems] == [
        "shenzhen-fashion-2022-2025.toml: quota[3].min: 应为数字"
    ]


def test_a_plan_must_not_count_designations_nobody_knows(
    content: dict[str, Any], written: Write, policy: library.Policy
) -> None:
    plan, problems = read(written(spoil(content, "quota.19.counts.designations", ["moon_award"])))
    assert problems == []
    assert plan is not None
    assert places(library.disagreements(plan, policy.catalogue)) == ["quota[19].counts.designations"]


def test_a_missing_own_catalogue_is_none(tmp_path: Path, policy: library.Policy) -> None:
    assert library.load_catalogue(tmp_path / "none.toml").designations.keys == policy.catalogue.designations.keys
