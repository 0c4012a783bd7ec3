"""Opens the window; nothing else."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str]) -> int:
    """Show the window on a database (or on the way to one); the status is that of a program that ended well."""
    parser = argparse.ArgumentParser(prog="fashiontracker", add_help=False)
    parser.add_argument("--db", type=Path)
    options = parser.parse_args(arguments)

    from fashiontracker.ui.start import run

    return run(options.db)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
