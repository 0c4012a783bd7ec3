"""``python -m bench``: run the rows, print the table, keep it in bench/README.md with ``--keep``."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.harness import Measured, find_rows, measure

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- table -->", "<!-- /table -->"
HEAD = ("row", "size", "ours", "yardstick", "of", "ratio", "goal", "growth", "")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 1 when a row is over its goal or bends upward."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rows", default="1000,10000,100000", help="sizes, separated by commas")
    parser.add_argument("--only", default="", help="rows whose name has this in it")
    parser.add_argument("--repeat", type=int, default=5, help="measurements after the warm-up; at least 5 to be kept")
    parser.add_argument("--keep", action="store_true", help="write the table into bench/README.md")
    options = parser.parse_args(arguments)
    if options.keep and options.repeat < 5:
        parser.error("a table to be kept needs at least 5 measurements")

    sizes = [int(size) for size in options.rows.split(",")]
    table: list[Measured] = []
    for row in find_rows():
        if options.only not in row.name:
            continue
        if row.missing:
            print(f"{row.name}: left out, for {row.missing} is not on this machine")
        else:
            for measured in measure(row, sizes, options.repeat):
                table.append(measured)
                print(plain(measured), flush=True)
    if not table:
        print("no row to measure")
    if options.keep and table:
        keep(table, options.repeat)
    return int(any(measured.verdict in {"over", "bends"} for measured in table))


def cells(measured: Measured) -> tuple[str, ...]:
    """One line of the table in words."""
    ratio, growth = measured.ratio, measured.growth
    return (
        measured.row.name,
        f"{measured.size:,}",
        quantity(measured.ours, measured.row.unit),
        quantity(measured.yardstick, measured.row.unit),
        measured.row.yardstick,
        "-" if ratio is None else f"{ratio:.2f}",
        f"≤ {measured.row.goal:g}"
        if measured.row.limit is None
        else f"≤ {quantity(measured.row.limit, measured.row.unit)}",
        "-" if growth is None else f"n^{growth:.2f}",
        measured.verdict,
    )


def quantity(value: float | None, unit: str) -> str:
    """What was measured, a duration as milliseconds where it is short."""
    if value is None:
        return "not here"
    if unit == "s" and value < 1:
        return f"{value * 1000:.1f} ms"
    return f"{value:.2f} {unit}" if value < 100 else f"{value:.0f} {unit}"


def plain(measured: Measured) -> str:
    """One line for the terminal."""
    name, size, ours, theirs, yardstick, ratio, goal, growth, verdict = cells(measured)
    return f"{name:<38} {size:>8} {ours:>10} {theirs:>10} of {yardstick:<34} {ratio:>6} {goal:>6} {growth:>7} {verdict}"


def keep(table: Iterable[Measured], repeat: int) -> None:
    """Put the table between the marks of bench/README.md."""
    lines = [f"| {' | '.join(HEAD)} |", f"|{'---|' * len(HEAD)}"]
    lines += [f"| {' | '.join(cells(measured))} |" for measured in table]
    where = f"Commit {commit()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
    where += f"Python {platform.python_version()}, medians of {repeat}."
    text = README.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    README.write_text("\n".join([before + BEGIN, where, "", *lines, END + after]), encoding="utf-8")


def commit() -> str:
    """The commit measured; a ``+`` says that the tree had changes."""
    asked = ["git", "describe", "--always", "--dirty=+", "--exclude=*"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main())
