"""A roster as members send it: title rows, merged cells, subtotals, wrong codes."""

from __future__ import annotations

from pathlib import Path


def write_messy_roster(path: Path) -> None:
    """Later."""
