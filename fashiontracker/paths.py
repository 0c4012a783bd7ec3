"""The only module that knows where files are: resources (source tree, wheel, frozen) and the user's folders."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import platformdirs

APP = "fashiontracker"


def resources() -> Path:
    """The folder of data files: beside the package in a checkout, inside it in a wheel or a frozen build."""
    frozen = getattr(sys, "_MEIPASS", None)
    package = Path(__file__).resolve().parent
    for candidate in ([Path(frozen) / "resources"] if frozen else []) + [
        package / "resources",
        package.parent / "resources",
    ]:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError("resources")


def data_folder() -> Path:
    """Where the user's databases live by default; FASHIONTRACKER_HOME overrides it (tests, portable use)."""
    home = os.environ.get("FASHIONTRACKER_HOME")
    return Path(home) if home else Path(platformdirs.user_data_dir(APP, appauthor=False))


def default_database() -> Path:
    """The database that opens when none is named."""
    return data_folder() / "fashiontracker.db"


def settings_file() -> Path:
    """The machine-written settings of this user."""
    return data_folder() / "settings.json"


def drafts_file(identity: str) -> Path:
    """What this user typed into forms of one database, named by its identity, and has not saved."""
    return data_folder() / "drafts" / f"{hashlib.sha256(identity.encode()).hexdigest()[:32]}.db"


def log_folder() -> Path:
    """Rotating logs without business data."""
    return data_folder() / "logs"


def temp_folder() -> Path:
    """Temporary files of running programs (see `scratch`); never in the system's folder, which others may look into."""
    return data_folder() / "temp"


def evidence_folder(database: Path) -> Path:
    """Where the evidence files of a database live: beside it, under their SHA-256."""
    return database.with_name(database.name + ".files")


def backup_folder(database: Path) -> Path:
    """Where the backups of a database live by default."""
    return database.with_name(database.name + ".backups")


def lock_file(database: Path) -> Path:
    """The sidecar that holds the writer's OS lock and says who holds it."""
    return database.with_name(database.name + ".lock")


def catalogue_override(database: Path) -> Path:
    """The association's own additions to the designation catalogue: a TOML file beside the database."""
    return database.with_name(database.name + ".designations.toml")


def font_folders() -> list[Path]:
    """Where this system and this user keep fonts."""
    home, platform = Path.home(), str(sys.platform)
    if platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        system = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        return [system, *([Path(local) / "Microsoft/Windows/Fonts"] if local else [])]
    if platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"]
