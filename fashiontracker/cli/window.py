"""The command line without a command: the window."""

from __future__ import annotations

import argparse
import os
import platform
from pathlib import Path

from fashiontracker.errors import Refused
from fashiontracker.text import N_


def open_window(options: argparse.Namespace) -> int:
    """Open the window on the database named, or on the one used last."""
    return show(options.db)


def show(database: Path | None) -> int:
    """The window until it is closed. Raises Refused where there is no display or a part of Qt is missing."""
    if not has_display() and not os.environ.get("QT_QPA_PLATFORM"):
        raise Refused(N_("这里没有图形界面，窗口打不开。请在桌面环境中运行，或使用各个命令（--help 列出）。"))
    import main

    try:
        return main.main(["--db", str(database)] if database else [])
    except ImportError as error:
        raise Refused(N_("窗口打不开，缺少运行库：{reason}"), reason=error) from error


def has_display() -> bool:
    """Whether somebody could see a window: elsewhere than on Linux always, there where a display is named."""
    if platform.system() != "Linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
