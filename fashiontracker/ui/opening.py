"""Making, opening and choosing databases. Heavy rooms are imported here, off the UI thread, after the first paint."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from fashiontracker import paths
from fashiontracker.errors import Locked, NoRoom
from fashiontracker.progress import Progress
from fashiontracker.text import _
from fashiontracker.ui import moments

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.sealing import Key

Opened = tuple["App", str]
"""The app, and why it may only be read (or an empty string)."""


def open_database(database: Path, secret: Key | str | None = None) -> Generator[Progress, None, Opened]:
    """Open a database for writing, or for reading where that can't be; raises `EnvironmentFault` kinds."""
    yield Progress(0, 0)
    from fashiontracker import app

    try:
        return app.open_database(database, True, secret), ""
    except Locked as fault:
        return app.open_database(database, False, secret), _taken(fault)
    except NoRoom as fault:
        return app.open_database(database, False, secret), str(fault)


def _taken(fault: Locked) -> str:
    """Who has the database, and since when on this computer's clock."""
    words = _("{who} 正在修改这个数据库（自 {since}）。对方保存的内容会随时显示在这里；对方关闭后，这里就可以修改。")
    since = str(fault.params.get("since", "?"))
    return words.format(who=fault.params.get("who", "?"), since=moments.shown(since))


def make_database(database: Path, passphrase: str = "") -> Generator[Progress, None, Opened]:
    """Make an empty database, encrypted where there is a passphrase, and open it."""
    yield Progress(0, 0)
    from fashiontracker import app
    from fashiontracker.models import sealing

    database.parent.mkdir(parents=True, exist_ok=True)
    return app.create(database, sealed=sealing.new_key(passphrase) if passphrase else None), ""


def make_sample() -> Generator[Progress, None, Opened]:
    """Open the sample database; where there is none yet, make one first. Everything in it is fictional."""
    database = paths.data_folder() / "示例.db"
    if database.exists():
        return (yield from open_database(database))
    yield Progress(0, 0)
    from fashiontracker import app
    from fashiontracker.exchange import sample

    database.parent.mkdir(parents=True, exist_ok=True)
    made = app.create_sample(database)
    try:
        yield from sample.make_sample(made.store, made.plan, made.catalogue)
    except BaseException:
        made.close()
        database.unlink(missing_ok=True)
        shutil.rmtree(paths.evidence_folder(database), ignore_errors=True)
        raise
    return made, ""


def ask_new(parent: QWidget) -> Path | None:
    """Where the new database shall be."""
    name, _filter = QFileDialog.getSaveFileName(parent, _("新建数据库"), str(_suggested()), _("数据库 (*.db)"))
    return Path(name).with_suffix(".db") if name else None


def ask_open(parent: QWidget) -> Path | None:
    """Which database to open."""
    name, _filter = QFileDialog.getOpenFileName(parent, _("打开数据库"), str(_folder()), _("数据库 (*.db)"))
    return Path(name) if name else None


def _folder() -> Path:
    folder = paths.data_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _suggested() -> Path:
    wanted = paths.default_database()
    return wanted if not wanted.exists() else _folder() / (_("协会数据") + ".db")
