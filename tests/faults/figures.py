"""The figures of a campaign as a table, and where it is kept."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- table -->", "<!-- /table -->"


@dataclass(frozen=True)
class Figure:
    """One line: what was tried, how often, what came of it, what must."""

    what: str
    number: int
    result: str
    goal: str
    fine: bool


def table(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table, with what they were measured on."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    lines = [
        f"Commit {commit.stdout.strip() or '?'}, {platform.system()} {platform.machine()}, Python "
        f"{platform.python_version()}.",
        "",
        "| what | number | result | goal |  |",
        "|---|---|---|---|---|",
        *(
            f"| {one.what} | {one.number:,} | {one.result} | {one.goal} | {'ok' if one.fine else 'MISSED'} |"
            for one in figures
        ),
    ]
    return "\n".join(lines)


def keep(figures: Sequence[Figure]) -> None:
    """Put the table in its place in README.md."""
    text = README.read_text("utf-8")
    head, rest = text.split(BEGIN)
    README.write_text(f"{head}{BEGIN}\n{table(figures)}\n{END}{rest.split(END)[1]}", "utf-8")
