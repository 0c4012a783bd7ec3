from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.measuring import measuring_document
from fashiontracker.errors import NoRoom
from fashiontracker.progress import finish
from fashiontracker.reports.press import press

ROOT = Path(__file__).resolve().parents[2]
PRESS_ONE = (
    "import sys; from pathlib import Path; from bench.measuring import measuring_document;"
    "from fashiontracker.progress import finish; from fashiontracker.reports.press import press;"
    "print(finish(press(measuring_document(30), Path(sys.argv[1]))).sha256)"
)


def test_the_same_document_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    digests = set()
    for seed in ("0", "4711"):
        target = tmp_path / f"{seed}.pdf"
        run = subprocess.run(
            [sys.executable, "-c", PRESS_ONE, str(target)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "UTC" if seed == "0" else "Asia/Shanghai"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.strip() == hashlib.sha256(target.read_bytes()).hexdigest()
        digests.add(run.stdout)
    assert len(digests) == 1


def test_progress_counts_the_pages_and_the_result_knows_them(tmp_path: Path) -> None:
    steps = []
    work = press(measuring_document(60), tmp_path / "m.pdf")
    try:
        while True:
            steps.append(next(work))
    except StopIteration as end:
        result = end.value
    assert [step.done for step in steps[:-1]] == list(range(1, result.pages + 1))


def test_a_cancelled_press_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "m.pdf"
    target.write_bytes(b"old")
    work = press(measuring_document(60), target)
    next(work)
    work.close()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_fault_while_writing_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int) -> None:
    target = tmp_path / "m.pdf"
    target.write_bytes(b"old")

    def refuse(_: int) -> None:
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(NoRoom) as caught:
        finish(press(measuring_document(5), target))
    assert str(target) in str(caught.value)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_another_program_holds_open_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "m.pdf"
    target.write_bytes(b"old")

    def held(self: Path, _: Path) -> None:
        raise PermissionError(errno.EACCES, "held open")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(NoRoom):
        finish(press(measuring_document(5), target))
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_no_room(tmp_path: Path) -> None:
    with pytest.raises(NoRoom):
        finish(press(measuring_document(5), tmp_path / "nowhere" / "m.pdf"))
