"""What every test stands on: no display, no user's folder, one language, and outputs compared with accepted ones."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt
os.environ.pop("QT_STYLE_OVERRIDE", None)

import pytest
from hypothesis import HealthCheck, settings

from fashiontracker import text

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
SHARED = ROOT.parent / "shared"

settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` accepts what the program gives now (`make golden`)."""
    parser.addoption("--update-golden", action="store_true", help="write the outputs under tests/golden anew")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder of this test alone."""
    home = tmp_path / "home"
    monkeypatch.setenv("FASHIONTRACKER_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Every test begins and ends in Chinese."""
    text.use_language("zh")
    yield
    text.use_language("zh")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files beside the checkout; tests on it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the real files are not on this machine")
    return SHARED


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str | bytes], None]:
    """``golden("status.json", text)`` holds an output against the accepted one, or accepts it with --update-golden."""

    def compare(name: str, output: str | bytes) -> None:
        path = GOLDEN / name
        content = output.encode() if isinstance(output, str) else output
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            return
        assert path.is_file(), f"{name} was never accepted: make golden"
        expected = path.read_bytes()
        if isinstance(output, str):
            assert output == expected.decode()
        else:
            assert content == expected, f"{name} differs from the accepted output"

    return compare
