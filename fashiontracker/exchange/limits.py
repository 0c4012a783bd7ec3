"""The bounds of one file, and the cage of the process that reads it."""

from __future__ import annotations

import contextlib
import sys
from typing import Final

MB: Final = 1 << 20
FILE_BYTES: Final = 100 * MB
ENTRIES: Final = 5_000
UNPACKED_BYTES: Final = 320 * MB
RATIO: Final = 250
"""No honest workbook packs better than this; a bomb packs 1,000 to 1. Asked of archives over `RATIO_FROM` only."""
RATIO_FROM: Final = 24 * MB
ROWS: Final = 200_000
CELLS: Final = 5_000_000
AREA: Final = 8_000_000
"""Rows × columns of the rectangle that spans a sheet: the reader allocates all of it, however few cells are filled."""
SENT_BYTES: Final = 160 * MB
MEMORY: Final = 700 * MB
CPU_SECONDS: Final = 15
WALL_SECONDS: Final = 90


def confine() -> None:
    """Bound this process for good: memory, processor time, no files written, no core dump."""
    if sys.platform == "win32":
        from fashiontracker.exchange.winjob import confine_by_job

        confine_by_job(MEMORY, CPU_SECONDS)
        return
    import resource

    bounds = (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for what, bound in bounds:
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some; the scan before parsing still stands
            resource.setrlimit(what, (bound, bound))
