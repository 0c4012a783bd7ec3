"""Kills in the middle of a migration, files with pages lost: one schema or the other, nearly every row, none wrong."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from fashiontracker.models import header, salvage
from fashiontracker.models.leftovers import is_unfinished
from fashiontracker.models.restore import Places
from fashiontracker.models.tables import Enterprise
from fashiontracker.progress import finish
from tests.faults.meddling import library
from tests.faults.test_writes import campaign
from tests.models.conftest import Database, fill, firms, rows_in

MIGRATOR = """
import sys
from pathlib import Path
from fashiontracker.models import migrate
from fashiontracker.progress import finish
finish(migrate.migrate(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], 2))
"""

REBUILD = """
from alembic import op
import sqlalchemy as sa
revision, down_revision = "0002", "0001"

def upgrade():
    for table in ("enterprise", "brand", "figure"):
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(sa.Column("founder", sa.String()))
"""


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """A database with a history."""
    made = Database(Places(*(tmp_path / name for name in ("a.db", "lock", "backups", "files"))))
    fill(made, 300)
    return made


def migrate_until(database: Database, scripts: Path, number: int) -> int:
    """Kill a migration at its n-th write; the schema that is there afterwards, with every row."""
    before = database.rows()
    subprocess.run(
        [sys.executable, "-c", MIGRATOR, str(database.path), str(database.places.backups), str(scripts)],
        env={**os.environ, "LD_PRELOAD": str(library()), "MEDDLE_KILL_AT": str(number)}
        | {"MEDDLE_DATABASE": str(database.path.resolve())},
        capture_output=True,
        check=False,
    )
    if is_unfinished(database.path):
        import sqlite3

        connection = sqlite3.connect(database.path)
        connection.execute("SELECT count(*) FROM sqlite_master")
        connection.close()
    assert database.rows() == before
    (made,) = database.places.backups.glob("*.db")
    assert rows_in(made) == before
    return header.read_header(database.path, 2).user_version


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A migration that rebuilds three tables."""
    (tmp_path / "migrations" / "versions").mkdir(parents=True)
    (tmp_path / "migrations" / "versions" / "0002_next.py").write_text(REBUILD.replace(', "0001"', ", None"))
    return tmp_path / "migrations"


@pytest.mark.parametrize(("number", "schema"), [(0, 1), (40, 1), (100, 1), (100000, 2)])
def test_a_migration_killed_at_a_write_leaves_one_schema(
    database: Database, scripts: Path, number: int, schema: int
) -> None:
    assert migrate_until(database, scripts, number) == schema


@pytest.mark.faults
def test_a_migration_killed_at_any_write(database: Database, scripts: Path) -> None:
    content = database.path.read_bytes()
    found = set()
    for number in range(0, campaign(200) * 3, 3):
        for path in (*database.places.backups.glob("*"), *database.path.parent.glob("a.db-journal")):
            path.unlink()
        database.path.write_bytes(content)
        found.add(migrate_until(database, scripts, number))
    assert found <= {1, 2}


@pytest.mark.faults
def test_ten_lost_pages_anywhere(database: Database, tmp_path: Path) -> None:
    with database.open() as opened:
        with opened.journal.entry("再导入") as session:
            session.insert_many(Enterprise, firms(4000, 3000))
        for key in range(400, 2000, 40):
            with opened.journal.entry("保存") as session:
                session.update_many(Enterprise, {key: {"note": f"注{key}" * 50}})
    original, content = database.rows(), database.path.read_bytes()
    shares = []
    for seed in range(campaign(200)):
        held = bytearray(content)
        for page in random.Random(seed).sample(range(1, len(content) // 4096 + 1), 10):
            held[(page - 1) * 4096 : page * 4096] = bytes(4096)
        database.path.write_bytes(held)
        out = tmp_path / "out.db"
        out.unlink(missing_ok=True)
        finish(salvage.salvage(database.path, out))
        found = rows_in(out)
        assert [key for key, row in found.items() if original.get(key) != row] == []
        shares.append(len(found) / len(original))
    assert min(shares) >= 0.96
