"""Document 2: whom the letter recommends, and that it never vouches for what nobody knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import page
import pytest

from fashiontracker.errors import Refused
from fashiontracker.models.store import Store
from fashiontracker.plan.library import Policy
from fashiontracker.reports import recommendation
from fashiontracker.reports.document import Annex, Title
from fashiontracker.tally import eligibility
from fashiontracker.text import use_language
from tests.reports.conftest import Collect, Print
from tests.reports.test_conformance import PROFILES, failures
from tests.tally.world import World

Read = Callable[[Path], list[str]]
HOSTILE = "示例<b>&amp;</b>龘{0}%s公司"


def joined(pages: list[str]) -> str:
    return "".join("".join(pages).split())


@pytest.fixture
def world(empty: Store, policy: Policy) -> World:
    """A firm at every stage of one title, one of them with a hostile name."""
    world = World(policy.plan, policy.catalogue)
    for stage in policy.plan.stages:
        world.title(world.enterprise(f"{stage.zh}公司", "watches"), "little_giant", f"{stage.zh} 2024-03-01")
    world.title(world.enterprise(HOSTILE, "watches"), "little_giant", "已申报 2024-02-01")
    world.title(world.enterprise("后来公司", "watches"), "little_giant", "申报准备 2025-03-01")
    firm = world.enterprise("有品牌的公司", "watches")
    world.title(world.brand("示例牌", owner=firm), "national_brand", "已推荐 2024-03-01")
    world.write(empty)
    return world


def test_the_candidates_are_those_at_the_stages_on_the_day(world: World, empty: Store, collect: Collect) -> None:
    sheet = collect(empty, "recommendation", "2024-12-31", designation="little_giant")
    assert {one.name for one in sheet.candidates} == {"申报准备公司", "已申报公司", "已推荐公司", HOSTILE}
    chosen = collect(empty, "recommendation", "2024-12-31", designation="小巨人", stages=("公示",))
    assert [one.name for one in chosen.candidates] == ["公示公司"]


def test_those_named_are_recommended_whatever_their_stage(world: World, empty: Store, collect: Collect) -> None:
    sheet = collect(empty, "recommendation", designation="little_giant", enterprises=("摸底公司", "后来公司"))
    assert {one.name for one in sheet.candidates} == {"摸底公司", "后来公司"}


def test_of_an_enterprise_named_its_brand_is_the_candidate(world: World, empty: Store, collect: Collect) -> None:
    sheet = collect(empty, "recommendation", designation="national_brand", enterprises=("有品牌的公司",))
    assert [(one.subject[0], one.name, one.owner) for one in sheet.candidates] == [("brand", "示例牌", "有品牌的公司")]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "--designation"),
        ({"designation": "没有的称号"}, "没有的称号"),
        ({"designation": "little_giant", "stages": ("认定",)}, "培育阶段"),
        ({"designation": "unicorn"}, "--stage"),
        ({"designation": "little_giant", "enterprises": ("没有的公司",)}, "推荐对象有误"),
        ({"designation": "national_brand", "enterprises": ("摸底公司",)}, "不能持有"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_to_do(
    world: World, empty: Store, collect: Collect, options: dict[str, object], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        collect(empty, "recommendation", "2024-12-31", **options)


def test_the_verdicts_are_those_of_check_and_unknown_is_no_pass(
    sample: Store, policy: Policy, collect: Collect
) -> None:
    sheet = collect(sample, "recommendation", "2025-12-31", designation="little_giant")
    with sample.reading() as session:
        checks, _ = eligibility.check(session, policy.plan, policy.catalogue, None, "little_giant", sheet.stamp.as_of)
    verdicts = {one.subject: one.verdict for one in checks}
    for one in sheet.candidates:
        assert one.verdict == verdicts[one.subject]
        for line in one.criteria:
            assert (line.verdict == "unknown") == (recommendation.VERDICTS[line.verdict] == "需人工核对")


def test_without_published_criteria_no_criteria_are_claimed(world: World, empty: Store, collect: Collect) -> None:
    sheet = collect(empty, "recommendation", "2024-12-31", designation="national_brand")
    document = recommendation.compose(sheet)
    assert not sheet.rulesets
    assert sum(isinstance(part, Annex) for part in document.parts) == 1
    assert "逐条核对" not in str(document.parts)


def test_a_cap_is_told_and_its_excess(world: World, empty: Store, collect: Collect) -> None:
    sheet = replace(collect(empty, "recommendation", "2024-12-31", designation="little_giant"), cap=3)
    assert "每批推荐名额为3个，本次推荐4个，超出1个" in str(recommendation.compose(sheet).parts)
    assert "未超出名额" in str(recommendation.compose(replace(sheet, cap=4)).parts)


@pytest.mark.parametrize("count", [1, 4])
def test_the_title_says_whom_and_holds_its_lines(world: World, empty: Store, collect: Collect, count: int) -> None:
    sheet = collect(empty, "recommendation", "2024-12-31", designation="little_giant")
    document = recommendation.compose(replace(sheet, candidates=sheet.candidates[:count]))
    title = next(part for part in document.parts if isinstance(part, Title))
    lines = title.text.split("\n")
    assert title.text.endswith("申报国家级专精特新“小巨人”企业的函")
    assert max(map(len, lines)) <= recommendation.TITLE_LINE + 4


@pytest.mark.parametrize("profile", PROFILES)
def test_it_conforms_with_hostile_names(
    world: World, empty: Store, print_document: Print, read_back: Read, profile: page.ValidationProfile
) -> None:
    path = print_document(empty, "recommendation", "2024-12-31", designation="little_giant")
    assert failures(path, profile) == []
    assert HOSTILE in joined(read_back(path))


def test_the_same_data_gives_the_same_bytes_in_any_language(sample: Store, print_document: Print) -> None:
    options = {"designation": "little_giant"}
    first = print_document(sample, "recommendation", file="a.pdf", **options).read_bytes()
    use_language("en")
    assert print_document(sample, "recommendation", file="b.pdf", **options).read_bytes() == first
