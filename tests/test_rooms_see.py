"""The rules of `test_rooms` see what they forbid: each is shown one fault, and one thing that is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import test_rooms as house
from tests.source import Module

FAULTS = [
    ("arrows_against_the_map", "tally.count", "from fashiontracker.exchange import rows"),
    ("arrows_against_the_map", "reports.roster", "def f():\n    from ..exchange import rows"),
    ("arrows_against_the_map", "cli.window", "import main"),
    ("arrows_against_the_map", "helpers", "x = 1"),
    ("more_of_the_plan_than_its_types", "models.queries", "from fashiontracker.plan import read"),
    ("windows_outside_the_window", "reports.press", "def f():\n    from PySide6.QtGui import QFont"),
    ("libraries_outside_their_room", "ui.table", "import openpyxl"),
    ("libraries_outside_their_room", "exchange.pdf", "from reportlab.pdfgen import canvas"),
    ("pages_that_import_pages", "ui.pages.overview", "from fashiontracker.ui.pages import quota"),
    ("networks", "exchange.notices", "from urllib import request"),
    ("other_doors_to_the_database", "exchange.sample", "import sqlite3"),
    ("other_doors_to_the_database", "models.store", "import apsw"),
    ("other_doors_to_the_database", "app", "import sqlalchemy\ne = sqlalchemy.create_engine('sqlite://')"),
    ("databases_opened_as_plain_files", "models.backup", "def f(database):\n    return database.read_bytes()"),
    (
        "databases_opened_as_plain_files",
        "models.backup",
        "import shutil\ndef f(database, to):\n    shutil.copy(database, to)",
    ),
    ("writes_past_the_journal", "ui.forms", "from sqlalchemy import select"),
    ("writes_past_the_journal", "ui.forms", "def f(self):\n    self.session.commit()"),
    ("places_outside_paths", "plan.read", "from pathlib import Path\nhere = Path(__file__)"),
    ("state_of_modules", "tally.count", "cache = {}"),
    ("state_of_modules", "tally.count", "CACHE = {}\ndef f(k):\n    CACHE[k] = 1"),
    ("state_of_modules", "tally.count", "SEEN = set()\ndef f(k):\n    SEEN.add(k)"),
    ("state_of_modules", "tally.count", "last = None\ndef f():\n    global last\n    last = 1"),
    ("state_kept_on_classes", "ui.style", "class Style:\n    now = 1\ndef f():\n    Style.now = 2"),
    ("prints_outside_the_command_line", "tally.count", "print(1)"),
    ("code_made_of_text", "plan.read", "eval('1')"),
    ("rooms_too_large", "plan.read", "x = 1\n" * 321),
    ("rooms_too_large", "plan.read", "def f():\n" + "    x = 1\n" * 60),
]
ALLOWED = [
    (
        "arrows_against_the_map",
        "tally.count",
        "from fashiontracker.models import tables\nfrom fashiontracker import errors",
    ),
    ("arrows_against_the_map", "cli.window", "def f():\n    import main\n    main.main()"),
    ("more_of_the_plan_than_its_types", "models.queries", "from fashiontracker.plan.types import Quota"),
    ("windows_outside_the_window", "ui.table", "from PySide6.QtWidgets import QTableView"),
    ("pages_that_import_pages", "ui.pages.board.card", "from fashiontracker.ui.pages.board import column"),
    ("writes_past_the_journal", "ui.forms", "def f(self):\n    self.layout.add(self.file)\n    self.stream.flush()"),
    ("state_of_modules", "tally.count", "NAMES = {'a': 1}\ndef f(k):\n    names = {}\n    names[k] = NAMES[k]"),
    ("state_of_modules", "tally.count", "ROWS = {}\nROWS['a'] = 1"),
    ("prints_outside_the_command_line", "cli.count", "print(1)"),
]


def found(rule: str, name: str, source: str, folder: Path) -> list[str]:
    """What a rule says of a module with this source."""
    path = folder / "module.py"
    path.write_text(source, encoding="utf-8")
    return list(getattr(house, rule)(Module(f"fashiontracker.{name}", path)))


@pytest.mark.parametrize(("rule", "name", "source"), FAULTS)
def test_a_rule_sees_what_it_forbids(rule: str, name: str, source: str, tmp_path: Path) -> None:
    assert found(rule, name, source, tmp_path)


@pytest.mark.parametrize(("rule", "name", "source"), ALLOWED)
def test_a_rule_lets_pass_what_it_allows(rule: str, name: str, source: str, tmp_path: Path) -> None:
    assert not found(rule, name, source, tmp_path)


def test_every_rule_is_shown_a_fault() -> None:
    assert {rule.__name__ for rule in house.RULES} == {rule for rule, _name, _source in FAULTS}
