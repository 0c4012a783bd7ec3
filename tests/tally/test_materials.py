"""The papers of an application: its checklist, what is at hand, what is missing, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from fashiontracker.models import attaching, checklists, facts, materials, properties
from fashiontracker.models.attaching import Kept
from fashiontracker.models.checklists import Item
from fashiontracker.models.facts import Subject
from fashiontracker.models.store import Store
from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.types import Plan
from fashiontracker.tally import pipeline
from fashiontracker.tally.materials import Application, application, readiness
from tests.tally.world import World

DAY = date(2024, 6, 30)
LICENCE = Kept("执照.pdf", "a" * 64, 10)
AUDIT = Kept("审计.pdf", "b" * 64, 20)
TITLE = "little_giant"


@pytest.fixture
def firm(world: World, store: Store) -> Subject:
    """A firm on its way to 小巨人 since March, after a first failure."""
    found = world.title(
        world.enterprise("甲", "watches"), TITLE, "已申报 2022-03-01", "未通过 2022-09-01", "已申报 2024-03-01"
    )
    world.write(store)
    return found


def papers(world: World, store: Store, firm: Subject, day: date = DAY) -> Application:
    with store.reading() as session:
        return application(session, world.plan, world.catalogue, firm, TITLE, day)


def put(store: Store, firm: Subject, item: str, *files: Kept, on: date = DAY, since: date = date(2024, 3, 1)) -> None:
    with store.journal.entry("附材料") as session:
        materials.put(session, firm, TITLE, item, since, on, files)


def keep(world: World, store: Store, *wanted: Item) -> None:
    with store.journal.entry("改清单") as session:
        checklists.keep(session, world.catalogue, TITLE, wanted)


# ---- the list


def test_a_list_that_was_published_is_taken_else_the_usual_one(world: World) -> None:
    published = checklists.usual(world.catalogue, "high_tech_enterprise")
    assert [one.key for one in published][-1] == "tax_returns"
    assert all(one.required for one in published)
    usual = checklists.usual(world.catalogue, TITLE)
    assert [one.key for one in usual] == [one.key for one in world.catalogue.materials]
    assert not all(one.required for one in usual)


def test_the_associations_own_list_stands_until_it_is_undone(world: World, store: Store) -> None:
    before = checklists.usual(world.catalogue, TITLE)
    renamed = before[0]._replace(zh="申报书（盖章）", en="申报书（盖章）", required=False)
    wanted = (before[2], renamed, Item.named("展会证明", before))
    keep(world, store, *wanted)
    with store.reading() as session:
        assert checklists.items(session, world.catalogue, TITLE) == wanted
        assert checklists.items(session, world.catalogue, "unicorn") == before
    store.journal.undo()
    with store.reading() as session:
        assert checklists.items(session, world.catalogue, TITLE) == before


def test_a_list_put_back_follows_the_catalogue_again(world: World, store: Store) -> None:
    keep(world, store, Item("x", "一项", "一项", required=True))
    keep(world, store, *checklists.usual(world.catalogue, TITLE))
    assert "checklist:little_giant" not in store.settings()


@pytest.mark.parametrize("text", ["{", "[1]", '[{"key": "a"}]', '[{"key": "a", "zh": "", "en": "", "required": true}]'])
def test_a_list_mended_by_hand_into_nonsense_gives_way(world: World, store: Store, text: str) -> None:
    with store.journal.entry("改坏") as session:
        properties.put(session, "checklist:little_giant", text)
    with store.reading() as session:
        found = checklists.items(session, world.catalogue, TITLE)
    assert found == checklists.usual(world.catalogue, TITLE)


@pytest.mark.parametrize(
    ("names", "codes"),
    [([], ["empty"]), (["甲", ""], ["missing"]), (["甲", "甲"], ["duplicate"]), (["长" * 61], ["too_long"])],
)
def test_a_list_is_checked(names: list[str], codes: list[str]) -> None:
    found = checklists.problems([Item(str(number), name, name, True) for number, name in enumerate(names)])
    assert [one.code for one in found] == codes


def test_an_item_added_twice_has_two_keys() -> None:
    first = Item.named("合同", ())
    assert Item.named("合同", (first,)).key not in ("合同", "")


# ---- what is at hand


def test_files_make_an_item_ready_and_leave_it_missing_again(world: World, store: Store, firm: Subject) -> None:
    before = papers(world, store, firm)
    assert (before.ready, len(before.wanted)) == (0, 5)
    put(store, firm, "business_licence", LICENCE)
    put(store, firm, "business_licence", AUDIT)
    after = papers(world, store, firm)
    assert after.ready == 1
    assert [file.name for file in after.files["business_licence"]] == ["执照.pdf", "审计.pdf"]
    assert "营业执照" not in [item.zh for item in after.missing]
    for file in after.files["business_licence"]:
        with store.journal.entry("移除") as session:
            materials.take_off(session, file.link)
    assert papers(world, store, firm).ready == 0
    store.journal.undo()
    assert [file.name for file in papers(world, store, firm).files["business_licence"]] == ["审计.pdf"]


def test_an_optional_item_does_not_count(world: World, store: Store, firm: Subject) -> None:
    put(store, firm, "honours", LICENCE)
    assert papers(world, store, firm).ready == 0
    assert "honours" in papers(world, store, firm).files


def test_a_new_application_begins_with_empty_hands(world: World, store: Store, firm: Subject) -> None:
    put(store, firm, "business_licence", LICENCE, on=date(2022, 4, 1), since=date(2022, 3, 1))
    assert papers(world, store, firm, date(2022, 6, 1)).ready == 1
    assert papers(world, store, firm, date(2022, 12, 1)).ready == 1
    assert papers(world, store, firm).ready == 0
    assert papers(world, store, firm).begun == date(2024, 3, 1)


def test_what_came_later_is_not_there_yet(world: World, store: Store, firm: Subject) -> None:
    put(store, firm, "business_licence", LICENCE, on=date(2024, 5, 1))
    assert papers(world, store, firm, date(2024, 4, 30)).ready == 0
    assert papers(world, store, firm, date(2024, 5, 1)).ready == 1


def test_files_of_an_item_that_was_removed_are_not_lost(world: World, store: Store, firm: Subject) -> None:
    put(store, firm, "business_licence", LICENCE)
    keep(world, store, Item("x", "一项", "一项", required=True))
    found = papers(world, store, firm)
    assert [file.name for file in found.others] == ["执照.pdf"]
    assert (found.ready, len(found.wanted)) == (0, 1)


def test_files_on_record_are_offered_until_they_are_used(world: World, store: Store, firm: Subject) -> None:
    with store.journal.entry("佐证") as session:
        attaching.attach(session, firm, [LICENCE])
        attaching.attach(session, ("stage_event", 3), [AUDIT, LICENCE])
    assert [file.name for file in papers(world, store, firm).offered] == ["执照.pdf", "审计.pdf"]
    put(store, firm, "business_licence", LICENCE)
    assert [file.name for file in papers(world, store, firm).offered] == ["审计.pdf"]


def test_two_titles_of_a_subject_keep_their_papers_apart(world: World, store: Store, firm: Subject) -> None:
    put(store, firm, "business_licence", LICENCE)
    with store.reading() as session:
        other = application(session, world.plan, world.catalogue, firm, "little_giant_2", DAY)
    assert other.files == {}


def test_many_applications_are_counted_as_each_alone(world: World, store: Store, firm: Subject) -> None:
    put(store, firm, "business_licence", AUDIT, on=date(2022, 4, 1), since=date(2022, 3, 1))  # of the first attempt
    put(store, firm, "audit_reports", AUDIT)
    put(store, firm, "honours", LICENCE)
    with store.reading() as session:
        found = pipeline.candidacies(facts.load(session, world.plan, every_title=True), world.plan, DAY)
        begun = {(one.subject, one.designation): one.begun for one in found if one.begun is not None}
        counted = readiness(session, world.catalogue, begun, DAY)
    alone = papers(world, store, firm)
    assert counted == {(firm, TITLE): (alone.ready, len(alone.wanted))} == {(firm, TITLE): (1, 5)}
    assert begun[firm, TITLE] == alone.begun


DEEDS = some.lists(
    some.tuples(some.sampled_from(["application_form", "business_licence", "honours"]), some.booleans()), max_size=8
)


@settings(max_examples=25)
@given(DEEDS)
def test_any_deeds_are_counted_and_undone(
    store_factory: Callable[[], Store], plan: Plan, catalogue: Catalogue, deeds: list[tuple[str, bool]]
) -> None:
    world, expected, written = World(plan, catalogue), set[tuple[str, str]](), 0
    firm = world.title(world.enterprise("甲", "watches"), TITLE, "已申报 2024-03-01")
    with store_factory() as store:
        world.write(store)
        before = papers(world, store, firm)
        for item, second in deeds:
            file = AUDIT if second else LICENCE
            if (item, file.name) in expected:
                held = papers(world, store, firm).files[item]
                with store.journal.entry("移除") as session:
                    materials.take_off(session, next(one.link for one in held if one.name == file.name))
            else:
                put(store, firm, item, file)
            expected ^= {(item, file.name)}
            written += 1
        found = papers(world, store, firm)
        assert {(item, one.name) for item, held in found.files.items() for one in held} == expected
        assert found.ready == len({item for item, _ in expected} - {"honours"})
        for _deed in range(written):
            store.journal.undo()
        assert papers(world, store, firm) == before
