"""The map of tiles on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fashiontracker.models.store import Store
from fashiontracker.reports.tilemap import grey
from tests.reports.conftest import Collect, Print

BLACK_ON_GREY = 4.5


def contrast_of_black(fill: float) -> float:
    luminance = ((fill + 0.055) / 1.055) ** 2.4
    return (luminance + 0.05) / 0.05


@given(st.floats(0, 1e9), st.floats(0.001, 1e9))
def test_black_can_be_read_on_every_grey(value: float, most: float) -> None:
    assert contrast_of_black(grey(min(value, most), most)) >= BLACK_ON_GREY


def test_more_is_darker_and_nothing_is_white() -> None:
    greys = [grey(value, 10) for value in (0, 1, 5, 10)]
    assert greys == sorted(greys, reverse=True)
    assert grey(0, 10) == 1.0
    assert grey(1, 10) < 1.0


def test_the_map_on_paper_bears_every_districts_firms(
    sample: Store, collect: Collect, print_document: Print, read_back: Callable[[Path], list[str]]
) -> None:
    sheet = collect(sample, "whitepaper")
    pages = ["".join(text.split()) for text in read_back(print_document(sample, "whitepaper"))]
    (page,) = [text for text in pages if "示意图，不表示面积和边界" in text]
    for tile in sheet.map:
        assert f"{tile.name}{tile.value}" in page
    assert sum(tile.value for tile in sheet.map if not tile.overlay) == pytest.approx(sheet.firms - sheet.districtless)
