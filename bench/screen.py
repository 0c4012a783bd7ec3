"""A screen in memory, and a program on it: when is its window painted, when does it rest, what memory does it hold.

Xvfb keeps what is on its screen in a file. Reading that file tells the same of every program, without its help and
without taking time from it.
"""

from __future__ import annotations

import atexit
import mmap
import os
import struct
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

WIDTH, HEIGHT = 1366, 768
STEP = 41
"""One pixel of so many is looked at."""
COVERED = 0.25
"""The part of the screen that a window covers at least."""
COLOURS = 12
"""A window with words and lines on it has at least so many colours; one that is only mapped has one or two."""
REST = 3.0
"""Seconds without a change after which a program has come to rest."""
TURNING = 0.01
"""The part of the window that may change all the time: a cursor, a wheel that turns."""
PATIENCE = 60.0


class Screen:
    """One Xvfb in a folder, and at most one program on it. Its programs find a home of their own there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: subprocess.Popen[bytes] | None = None
        self._program: subprocess.Popen[bytes] | None = None
        self._display = ""
        atexit.register(self.end)

    def clear(self) -> None:
        """End the program, and begin with an empty screen."""
        self.end()
        (self._folder / "home").mkdir(exist_ok=True)
        readable, writable = os.pipe()
        size = f"{WIDTH}x{HEIGHT}x24"
        asked = ["Xvfb", "-displayfd", str(writable), "-screen", "0", size, "-fbdir", str(self._folder)]
        self._server = subprocess.Popen(
            [*asked, "-noreset", "-nolisten", "tcp"], pass_fds=[writable], stderr=subprocess.DEVNULL
        )
        os.close(writable)
        with os.fdopen(readable, encoding="ascii") as told:
            self._display = f":{told.readline().strip()}"

    def end(self) -> None:
        """End what was started here."""
        for process in (self._program, self._server):
            if process is not None:
                process.kill()
                process.wait()
        self._program = self._server = None

    def start(self, command: Sequence[str], more: Mapping[str, str] | None = None) -> None:
        """Start a program on the screen, told nothing but where its screen and its home are."""
        home = str(self._folder / "home")
        said = {"DISPLAY": self._display, "QT_QPA_PLATFORM": "xcb", "HOME": home, "XDG_RUNTIME_DIR": home}
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL")}
        self._program = subprocess.Popen(
            command, env={**kept, **said, **(more or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def wait_for_paint(self) -> None:
        """Until a window is there with something on it. Raises TimeoutError."""
        self._wait(_is_painted)

    def wait_for_rest(self) -> None:
        """Until the painted window has not changed for `REST`. Raises TimeoutError."""
        last: list[int] = []
        since = time.perf_counter()

        def rests(pixels: list[int]) -> bool:
            nonlocal last, since
            if len(last) != len(pixels) or _changed(last, pixels) > TURNING:
                last, since = pixels, time.perf_counter()
            return _is_painted(pixels) and time.perf_counter() - since >= REST

        self._wait(rests)

    def memory(self) -> float:
        """What the program holds resident, in megabytes."""
        assert self._program is not None
        text = Path(f"/proc/{self._program.pid}/status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("VmRSS:")) / 1024

    def _wait(self, so: Callable[[list[int]], bool]) -> None:
        assert self._program is not None
        end = time.perf_counter() + PATIENCE
        with (self._folder / "Xvfb_screen0").open("rb") as file:
            shown = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
            while not so(_pixels(shown)):
                if time.perf_counter() > end or self._program.poll() is not None:
                    raise TimeoutError(str(self._program.args))
                time.sleep(0.005)


def _pixels(shown: mmap.mmap) -> list[int]:
    """Some of the screen's pixels, evenly spread: what follows the header and the colour map of an XWD file."""
    header, colours = struct.unpack(">I", shown[0:4])[0], struct.unpack(">I", shown[76:80])[0]
    with memoryview(shown) as whole, whole[header + colours * 12 :] as bytes_, bytes_.cast("I") as pixels:
        return pixels[: WIDTH * HEIGHT : STEP].tolist()


def _changed(before: list[int], now: list[int]) -> float:
    return sum(one != other for one, other in zip(before, now, strict=True)) / len(now)


def _is_painted(pixels: list[int]) -> bool:
    black = pixels.count(0)
    return black < len(pixels) * (1 - COVERED) and len(set(pixels)) >= COLOURS
