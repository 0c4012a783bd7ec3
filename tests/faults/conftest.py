"""The writers that the trials kill."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.meddling import Writers


@pytest.fixture(scope="session")
def writers() -> Iterator[Writers]:
    """Processes that write and may be killed; skips where there is no compiler."""
    started = Writers()
    yield started
    started.close()
