"""What it costs to start: until the window is painted, and in memory, beside DB Browser for SQLite on a large table."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

from bench.harness import Act, Pair, Row
from bench.screen import Screen

SIZES = (10_000,)
NEEDS = ("Xvfb", "sqlitebrowser")
YARDSTICK = "sqlitebrowser on a table"
MAIN = Path(__file__).resolve().parent.parent / "main.py"


def prepare_paint(folder: Path, size: int) -> Pair:
    """From the start of the process to a window with words on it."""
    screen = Screen(folder)
    return on_screen(screen, folder, size, screen.wait_for_paint)


def prepare_memory(folder: Path, size: int) -> Pair:
    """As soon as the window is painted."""
    screen = Screen(folder)

    def painted() -> float:
        screen.wait_for_paint()
        return screen.memory()

    return on_screen(screen, folder, size, painted)


def prepare_rest(folder: Path, size: int) -> Pair:
    """Once the sample's overview, or the table, is in sight and the program at rest."""
    screen = Screen(folder)

    def rested() -> float:
        screen.wait_for_rest()
        return screen.memory()

    return on_screen(screen, folder, size, rested)


def on_screen(screen: Screen, folder: Path, size: int, reached: Act) -> Pair:
    """Both programs, each on an empty screen of its own."""
    sample, table = sample_database(folder), plain_table(folder, size)

    def ours() -> object:
        program = [sys.executable, str(MAIN), "--db", str(sample)]
        screen.start(program, {"FASHIONTRACKER_HOME": str(folder / "home")})
        return reached()

    def yardstick() -> object:
        screen.start(["sqlitebrowser", "--table", "roster", str(table)])
        return reached()

    return Pair(ours, yardstick, screen.clear)


def sample_database(folder: Path) -> Path:
    """The sample that the start page offers."""
    from fashiontracker import app
    from fashiontracker.exchange import sample
    from fashiontracker.progress import finish

    path = folder / "示例.db"
    with app.create_sample(path) as made:
        finish(sample.make_sample(made.store, made.plan, made.catalogue))
    return path


def plain_table(folder: Path, size: int) -> Path:
    """A table of twenty columns of text."""
    path = folder / "roster.db"
    database = sqlite3.connect(path)
    with database:
        database.execute("CREATE TABLE roster (" + ", ".join(f"c{column} TEXT" for column in range(20)) + ")")
        rows = ([f"示例{row}-{column}" for column in range(20)] for row in range(size))
        database.executemany("INSERT INTO roster VALUES (" + ", ".join("?" * 20) + ")", rows)  # noqa: S608
    database.close()
    return path


ROWS = (
    Row("start to the painted window, sample", YARDSTICK, 1.0, prepare_paint, SIZES, needs=NEEDS),
    Row("memory at the painted window", YARDSTICK, 1.2, prepare_memory, SIZES, unit="MB", needs=NEEDS),
    Row("memory with the sample in sight", YARDSTICK, 1.2, prepare_rest, SIZES, unit="MB", needs=NEEDS),
)
