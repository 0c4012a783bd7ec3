"""What README.md says is shown by a test, is."""

from __future__ import annotations

import re

from tests.faults.figures import README


def test_every_test_that_is_named_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", README.read_text("utf-8")))
    files = README.parent.parent.rglob("test_*.py")
    there = {name for path in files for name in re.findall(r"def (test_\w+)", path.read_text("utf-8"))}
    assert len(named) > 60
    assert named <= there, named - there
