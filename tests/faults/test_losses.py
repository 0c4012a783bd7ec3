"""Kills in a migration, pages lost, records changed past the program: one schema, nearly every row, nothing unseen."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from fashiontracker.models import header
from fashiontracker.models.places import Places
from tests.faults import trials
from tests.faults.meddling import Writers
from tests.models.conftest import Database, fill


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """A database with a history, of which a backup tells."""
    made = Database(Places(*(tmp_path / name for name in ("a.db", "lock", "backups", "files"))))
    fill(made, 300)
    return made


@pytest.mark.parametrize(("number", "schema"), [(0, 1), (40, 1), (100, 1), (100000, 2)])
def test_a_migration_killed_at_a_write_leaves_one_schema(
    writers: Writers, database: Database, tmp_path: Path, number: int, schema: int
) -> None:
    said, fine = trials.upgraded(writers, database, trials.migration(tmp_path), number)
    assert fine, said
    assert header.read_header(database.path, 2).user_version == schema


@pytest.mark.parametrize("number", [0, 30, 90])
def test_a_migration_without_room_leaves_the_old_schema(
    writers: Writers, database: Database, tmp_path: Path, number: int
) -> None:
    said, fine = trials.upgraded(writers, database, trials.migration(tmp_path), number, "MEDDLE_FULL_AT")
    assert said.said == ["fault NoRoom"]
    assert fine
    assert header.read_header(database.path, 2).user_version == 1


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """A database of some thousand rows, imported and edited."""
    return trials.long_history(tmp_path_factory.mktemp("history"))


@pytest.mark.parametrize("seed", [7, 54])
def test_most_rows_outlive_ten_lost_pages(history: Database, seed: int) -> None:
    """The journal's last page is among those lost by 54: what it told of is not taken back to what it was before."""
    share, wrong = trials.salvaged(history, history.rows(), seed)
    assert share >= 0.96
    assert wrong == 0


@pytest.mark.parametrize("kind", trials.TAMPERINGS)
def test_tampering_is_found(database: Database, kind: str) -> None:
    database.back_up()
    trials.tampered(database, kind, random.Random(3))
    assert not database.verify().ok
