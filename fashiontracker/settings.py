"""What the program remembers about this user's wishes: one dataclass, machine-written JSON, defaults in place."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from fashiontracker.errors import Problem
from fashiontracker.text import N_

THEMES = ("system", "light", "dark")
ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)
LOCKS = (0, 5, 15, 30)
RECENT = 8


@dataclass(slots=True)
class Settings:
    """Every wish with its default. An empty ``language`` follows the system; ``zoom`` is in per cent.

    ``lock_after`` is in minutes, 0 never; ``geometry`` is the window's place and size as base64; ``tables`` maps a
    table's name to its column layout, ``remembered`` a page's name to what was chosen there last.
    """

    language: str = ""
    theme: str = "system"
    zoom: int = 100
    builtin_fonts: bool = False
    lock_after: int = 15
    last_database: str = ""
    recent: list[str] = field(default_factory=list)
    page: str = "overview"
    geometry: str = ""
    sidebar_open: bool = True
    inspector_open: bool = True
    inspector_width: int = 360
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    remembered: dict[str, dict[str, Any]] = field(default_factory=dict)

    def remember(self, database: str) -> None:
        """Put a database at the head of the recent ones."""
        self.last_database = database
        self.recent = [database, *(path for path in self.recent if path != database)][:RECENT]


def load(path: Path) -> tuple[Settings, list[Problem]]:
    """Read settings as far as they make sense: what is wrong keeps its default and is named in the problems."""
    settings = Settings()
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return settings, []
    except (OSError, ValueError):
        return settings, [Problem("settings_unreadable", N_("设置文件无法读取，已改用默认设置"), place=str(path))]
    if not isinstance(stored, dict):
        return settings, [Problem("settings_unreadable", N_("设置文件无法读取，已改用默认设置"), place=str(path))]
    problems = []
    for one in fields(Settings):
        if one.name not in stored:
            continue
        value = stored[one.name]
        if type(value) is type(getattr(settings, one.name)) and _makes_sense(one.name, value):
            setattr(settings, one.name, value)
        else:
            problems.append(Problem("settings_value", N_("设置的取值无效，已改用默认值"), one.name, str(value)))
    _carry_issuer_over(stored, settings)
    return settings, problems


def _carry_issuer_over(stored: dict[str, Any], settings: Settings) -> None:
    """An issuer that an older version kept here goes to the page of documents, which offers it for a letterhead."""
    issuer = stored.get("issuer")
    if issuer and isinstance(issuer, str):
        settings.remembered.setdefault("reports", {})["issuer"] = issuer


def save(settings: Settings, path: Path) -> None:
    """Write all of it or nothing: a draft beside the file, then a rename. Raises OSError where there is no room."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(path.name + ".draft")
    with open(draft, "w", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(json.dumps(asdict(settings), ensure_ascii=False, indent=1) + "\n")
    draft.replace(path)


def _makes_sense(name: str, value: object) -> bool:
    match name, value:
        case "theme", str():
            return value in THEMES
        case "language", str():
            return value in ("", "zh", "en")
        case "zoom", int():
            return ZOOMS[0] <= value <= ZOOMS[-1]
        case "lock_after", int():
            return value in LOCKS
        case "recent", list():
            return all(isinstance(path, str) for path in value)
        case "tables" | "remembered", dict():
            return all(isinstance(one, dict) for one in value.values())
        case _:
            return True
