"""Migrations: the first script lays the present schema; an older file becomes a newer one, or stays what it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from fashiontracker.errors import Damaged
from fashiontracker.models import header, migrate, schema
from fashiontracker.progress import finish

from .conftest import Database, rows_in

REBUILD = '''
"""Rebuild the parents' table, as a change of a column's type would."""
from alembic import op
import sqlalchemy as sa
revision = "0002"
down_revision = "0001"

def upgrade():
    with op.batch_alter_table("enterprise", recreate="always") as batch:
        batch.add_column(sa.Column("founder", sa.String()))
'''

SCRIPTS = {
    "loses rows": "op.execute('DELETE FROM brand WHERE id = 3')",
    "parts rows": "op.execute('UPDATE brand SET owner_id = 999999 WHERE id = 3')",
    "fails": "op.execute('ALTER TABLE brand ADD COLUMN x'); op.execute('no sql')",
}


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A folder of migrations of its own."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    baseline = '"""Start."""\nrevision = "0001"\ndown_revision = None\n\ndef upgrade():\n    raise AssertionError\n'
    (folder / "versions" / "0001_baseline.py").write_text(baseline)
    return folder


def script(folder: Path, body: str) -> str:
    text = (
        body
        if body.lstrip().startswith('"""')
        else (
            f'"""Next."""\nfrom alembic import op\nrevision = "0002"\ndown_revision = "0001"\n\n'
            f"def upgrade():\n    {body}\n"
        )
    )
    (folder / "versions" / "0002_next.py").write_text(text)
    return str(folder)


def test_the_scripts_lay_what_a_new_file_is_made_of() -> None:
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(":memory:"))
    with engine.connect() as connection:
        migrate._upgrade(connection, migrate.SCRIPTS, 0, header.SCHEMA_VERSION)
        assert schema.objects(connection) == schema.expected()
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == header.SCHEMA_VERSION


def test_a_new_file_bears_the_number_of_the_newest_script(filled: Database) -> None:
    from alembic.script import ScriptDirectory
    from alembic.util import coerce_resource_to_filename

    head = ScriptDirectory(str(coerce_resource_to_filename(migrate.SCRIPTS))).get_current_head()
    assert head is not None
    assert header.read_header(filled.path).user_version == int(head) == header.SCHEMA_VERSION


def test_rebuilding_a_table_of_parents_keeps_its_children(filled: Database, scripts: Path) -> None:
    before = filled.rows()
    made = finish(migrate.migrate(filled.path, filled.places.backups, script(scripts, REBUILD), 2))
    assert header.read_header(filled.path, 2).user_version == 2
    assert filled.rows() == before
    assert rows_in(made) == before
    connection = sqlite3.connect(filled.path)
    assert "founder" in [column[1] for column in connection.execute("PRAGMA table_info(enterprise)")]
    assert not [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE name LIKE '_alembic%'")]
    connection.close()


@pytest.mark.parametrize("kind", SCRIPTS)
def test_a_migration_that_would_do_harm_leaves_the_old_file(filled: Database, scripts: Path, kind: str) -> None:
    content = filled.path.read_bytes()
    with pytest.raises(Exception) as raised:  # noqa: PT011 - a broken script is a bug, a loss is a fault
        finish(migrate.migrate(filled.path, filled.places.backups, script(scripts, SCRIPTS[kind]), 2))
    assert isinstance(raised.value, Damaged) or kind == "fails"
    assert filled.path.read_bytes() == content
    assert filled.verify().ok
    assert len(list(filled.places.backups.glob("*.db"))) == 1


def test_an_older_file_is_brought_up_to_date_when_opened(
    filled: Database, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = script(scripts, "op.execute('UPDATE setting SET value = value')")
    monkeypatch.setattr(header, "SCHEMA_VERSION", 2)
    monkeypatch.setattr(header.read_header, "__defaults__", (2, None, False))
    monkeypatch.setattr(migrate.migrate, "__defaults__", (None, where, 2, None))
    with filled.open(write=False) as opened:
        assert opened.history.entries()
    assert header.read_header(filled.path).user_version == 2
    (made,) = filled.places.backups.glob("*.db")
    assert header.read_header(made).user_version == 1
