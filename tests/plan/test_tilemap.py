"""The map of tiles, and the sections that the tasks stand in."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from fashiontracker.plan.library import Policy
from fashiontracker.plan.tilemap import Tile, extent, tiles
from fashiontracker.plan.words import Words


def overlap(one: Tile, other: Tile) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    above = one.y + one.height <= other.y or other.y + other.height <= one.y
    return not (beside or above)


def test_every_district_has_a_tile_that_no_other_covers(policy: Policy) -> None:
    found = [tile for tile in tiles(policy.plan) if not tile.overlay]
    assert sorted(tile.key for tile in found) == sorted(policy.plan.districts.keys)
    assert not [pair for pair in combinations(found, 2) if overlap(*pair)]


def test_qianhai_lies_on_the_districts_that_it_is_part_of(policy: Policy) -> None:
    found = {tile.key: tile for tile in tiles(policy.plan)}
    below = {key for key, tile in found.items() if not tile.overlay and overlap(found["qianhai"], tile)}
    assert below == set(policy.plan.overlays.by_key["qianhai"].districts)


def test_districts_without_a_place_stand_in_rows_of_their_own(policy: Policy) -> None:
    bare = replace(policy.plan, districts=Words(replace(one, tile=None) for one in policy.plan.districts))
    found = [tile for tile in tiles(bare) if not tile.overlay]
    assert len(found) == 11
    assert not [pair for pair in combinations(found, 2) if overlap(*pair)]
    assert extent(tuple(found)) == (6.0, 2.0)


def test_every_task_stands_in_a_section_of_the_text(policy: Policy) -> None:
    sections = [policy.plan.section_of(task) for task in policy.plan.tasks]
    names = [section.zh for section in sections if section]
    assert len(names) == 29
    assert (names.count("重点任务"), names.count("产业集聚工程"), names.count("保障措施")) == (6, 2, 3)
