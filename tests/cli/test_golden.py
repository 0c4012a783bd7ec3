"""The sample as other programs see it: an accepted output that `make golden` renews when the change is meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Type


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample database, made once."""
    from fashiontracker import app
    from fashiontracker.exchange.sample import make_sample
    from fashiontracker.progress import finish

    path = tmp_path_factory.mktemp("sample") / "示例.db"
    with app.create_sample(path) as made:
        finish(make_sample(made.store, made.plan, made.catalogue))
    return path


@pytest.mark.parametrize("day", ["2022-06-30", "2023-12-31", "2026-03-31"])
def test_the_sample_counts_as_it_was_accepted_to(
    sample: Path, type_in: Type, golden: Callable[[str, str], None], day: str
) -> None:
    golden(f"status-{day}.json", type_in("status", "--db", sample, "--as-of", day, "--json").out)


def test_why_a_row_is_what_it_is_reads_as_it_was_accepted_to(
    sample: Path, type_in: Type, golden: Callable[[str, str], None]
) -> None:
    told = type_in("status", "--db", sample, "--as-of", "2023-12-31", "--quota", "watches.champions")
    golden("champions-2023-12-31.txt", told.out)
