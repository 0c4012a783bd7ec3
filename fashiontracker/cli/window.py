"""The command line without a command: the window."""

from __future__ import annotations

import argparse

from fashiontracker import paths


def open_window(options: argparse.Namespace) -> int:
    """Open the window on the database named, or on the user's own."""
    import main

    return main.main(["--db", str(options.db or paths.default_database())])
