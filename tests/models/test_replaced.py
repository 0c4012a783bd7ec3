"""A file that is replaced while it is open: what was not meant for it is not written into it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fashiontracker.errors import Refused
from fashiontracker.models import store
from fashiontracker.models.tables import Setting


def test_an_older_copy_put_in_its_place_is_not_written_to(tmp_path: Path) -> None:
    path, lock, copy = tmp_path / "a.db", tmp_path / "a.lock", tmp_path / "copy.db"
    store.create(path, lock, {"plan": "x"}).close()
    shutil.copy(path, copy)
    with store.open_store(path, lock, write=True) as opened:
        with opened.journal.entry("一") as session:
            session.add(Setting(key="issuer", value="示例协会"))
        copy.replace(path)
        before = path.read_bytes()
        with pytest.raises(Refused, match="换成了另一份"), opened.journal.entry("二") as session:
            session.add(Setting(key="issuer", value="另一示例协会"))
        assert path.read_bytes() == before


def test_another_database_put_in_its_place_is_not_written_to(tmp_path: Path) -> None:
    path, lock, other = tmp_path / "a.db", tmp_path / "a.lock", tmp_path / "b.db"
    store.create(path, lock, {"plan": "x"}).close()
    store.create(other, tmp_path / "b.lock", {"plan": "y"}).close()
    with store.open_store(path, lock, write=True) as opened:
        other.replace(path)
        with pytest.raises(Refused, match="换成了另一份"), opened.journal.entry("一"):
            pass
