"""A canary: what users write into records shows up in no log, trace, support bundle or temporary name, and no file of
theirs is readable by others."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from fashiontracker import app, paths, settings
from fashiontracker.models import letterheads
from fashiontracker.models.letterheads import Letterhead
from tests.cli.conftest import Type

NAME, NOTE, FIGURE, FAULTY, PERSON = "金丝雀某某公司", "金丝雀备注", "98765432.25", "金丝雀错值", "金丝雀联系人"
CANARIES = ("金丝雀", "98765432")


def roster(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "企业"
    for row in (["企业名称*", "行业*", "成立日期", "2023年营业收入(万元)", "备注"], *rows):
        sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def told(tmp_path: Path, database: Path) -> Path:
    """A database full of canaries."""
    with app.open_database(database, write=True) as opened, opened.store.journal.entry(NOTE) as session:
        letterheads.put(session, [Letterhead(NAME, NAME, contact=NAME)])
    return database


def errand(tmp_path: Path, told: Path, type_in: Type) -> None:
    """What a user does on a day when much goes wrong."""
    wishes = settings.Settings(last_database=f"/home/{NAME}/a.db", remembered={"registry": {"find": NAME}})
    settings.save(wishes, paths.settings_file())
    good = roster(tmp_path / "a.xlsx", [NAME, "钟表", "2020-05-01", FIGURE, NOTE])
    bad = roster(tmp_path / "b.xlsx", [NAME, FAULTY, FAULTY, FAULTY, NOTE])
    assert type_in("import", good, "--db", told).status == 0
    assert type_in("import", bad, "--db", told, "--rejects", tmp_path / "rejects.xlsx").status == 3
    assert type_in("check", "--db", told, "--enterprise", FAULTY).status == 3
    assert type_in("report", "targets", "-o", tmp_path / "a.pdf", "--db", told, "--hand-in").status == 0
    assert type_in("report", "evidence", "-o", tmp_path / NAME / "no.pdf", "--db", told).status != 0
    assert type_in("export", tmp_path / "out.xlsx", "--db", told).status == 0
    assert type_in("backup", "--db", told).status == 0
    assert type_in("undo", "--db", told).status == 0
    (backup,) = paths.backup_folder(told).glob("*-request.db")
    assert type_in("restore", backup, "--db", told).status == 0
    assert type_in("verify", "--db", told).status == 0
    held = bytearray(told.read_bytes())
    held[held.find(NOTE.encode())] ^= 1
    (tmp_path / "damaged.db").write_bytes(held)
    assert type_in("verify", "--db", tmp_path / "damaged.db").status == 5


def everything(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        yield path.name
        if path.is_file():
            yield path.read_bytes().decode("utf-8", "replace")


def test_no_value_reaches_the_log_or_the_bundle_for_support(tmp_path: Path, told: Path, type_in: Type) -> None:
    errand(tmp_path, told, type_in)
    logged = "\n".join(everything(paths.log_folder()))
    assert "fashiontracker.cli.import: refused" in logged or "fashiontracker.cli.import: ended with status 3" in logged
    for database, name in ((told, "a.zip"), (tmp_path / "damaged.db", "b.zip")):
        assert type_in("diagnose", "--db", database, "-o", tmp_path / name).status == 0
        with zipfile.ZipFile(tmp_path / name) as bundle:
            texts = [bundle.read(one).decode() for one in bundle.namelist()]
        logged += "\n".join([*bundle.namelist(), *texts])
    assert '"enterprise": 1' in logged
    assert [canary for canary in (*CANARIES, str(tmp_path), told.stem) if canary in logged] == []
    assert not paths.temp_folder().exists() or list(paths.temp_folder().iterdir()) == []


def test_a_fault_of_our_own_tells_where_and_no_value(
    told: Path, type_in: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise ValueError(NAME)

    monkeypatch.setattr("fashiontracker.tally.board.status_rows", break_down)
    answer = type_in("status", "--db", told)
    assert answer.status == 1
    assert "ValueError\n" in answer.err
    assert "break_down" in answer.err
    said = answer.err + answer.out + "\n".join(everything(paths.log_folder()))
    assert [canary for canary in CANARIES if canary in said] == []


def test_an_error_of_the_database_tells_no_value(told: Path) -> None:
    from sqlalchemy.exc import IntegrityError

    from fashiontracker.logs import trace
    from fashiontracker.models import tables

    with app.open_database(told, write=True) as opened:
        with pytest.raises(IntegrityError) as caught, opened.store.journal.entry("改设置") as session:
            session.add(tables.Setting(key=letterheads.KEY, value=NAME))
        assert "金丝雀" not in str(caught.value)
        assert "金丝雀" not in trace(caught.value)


def test_what_is_written_is_for_its_owner_only(tmp_path: Path, told: Path, type_in: Type) -> None:
    before = os.umask(0o022)
    try:
        errand(tmp_path, told, type_in)
        assert type_in("template", tmp_path / "template.xlsx").status == 0
        assert (
            type_in("report", "tasks", "-o", tmp_path / "c.pdf", "--xlsx", tmp_path / "c.xlsx", "--db", told).status
            == 0
        )
    finally:
        os.umask(before)
    made = set(tmp_path.rglob("*")) - {tmp_path / name for name in ("a.xlsx", "b.xlsx", "damaged.db")}
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in made}
    assert {path.suffix for path in modes} >= {".db", ".lock", ".json", ".pdf", ".xlsx", ".log"}
    assert {path: oct(mode) for path, mode in modes.items() if mode & 0o077} == {}


def test_the_bundle_is_refused_without_such_a_database_and_kept_whole(tmp_path: Path, type_in: Type) -> None:
    assert type_in("diagnose", "--db", tmp_path / "no.db", "-o", tmp_path / "a.zip").status == 3
    assert type_in("diagnose", "-o", tmp_path / "no" / "a.zip").status == 7
    assert list(tmp_path.glob("*.zip*")) == []
    assert type_in("diagnose", "-o", tmp_path / "a.zip").status == 0
    with zipfile.ZipFile(tmp_path / "a.zip") as bundle:
        assert "database.json" not in bundle.namelist()
        assert bundle.testzip() is None
