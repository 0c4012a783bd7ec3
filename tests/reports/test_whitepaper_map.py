"""The map of the window and the white paper tell the same numbers."""

from __future__ import annotations

from datetime import date

import pytest

from fashiontracker.models import panorama
from fashiontracker.models.store import Store
from fashiontracker.plan.library import Policy
from fashiontracker.tally.atlas import draw_up
from tests.reports.conftest import Collect


@pytest.mark.parametrize("day", ["2023-06-30", "2025-12-31"])
def test_the_map_and_the_white_paper_count_alike(sample: Store, policy: Policy, collect: Collect, day: str) -> None:
    sheet = collect(sample, "whitepaper", day)
    with sample.reading() as session:
        atlas = draw_up(panorama.survey(session, policy.plan), policy.plan, date.fromisoformat(day))
    assert atlas.year == sheet.revenue.year
    assert atlas.amount("enterprises", "") == sheet.districtless
    assert atlas.amount("enterprises", "qianhai") == sheet.overlay.count
    for district, line in zip(policy.plan.districts, sheet.districts, strict=True):
        counts = (atlas.amount("enterprises", district.key), atlas.amount("carriers", district.key))
        assert counts == (line.firms, line.carriers)
        assert atlas.amount("revenue", district.key) == pytest.approx(line.revenue if line.reporting else None)
        by_sector = [atlas.amount("enterprises", district.key, sector.key) for sector in policy.plan.sectors]
        assert by_sector == list(line.by_sector)
