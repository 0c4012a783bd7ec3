"""The command line without a command, where no window can be shown; and the demo, which then shows none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Type


@pytest.fixture(autouse=True)
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("platform.system", lambda: "Linux")


def test_without_a_display_the_window_is_refused_in_words(database: Path, type_in: Type) -> None:
    refused = type_in("--db", database)
    assert refused.status == 3
    assert "没有图形界面" in refused.err


def test_no_words_at_all_ask_for_the_window(type_in: Type) -> None:
    refused = type_in()
    assert refused.status == 3
    assert "没有图形界面" in refused.err


def test_the_demo_makes_counts_and_prints_and_makes_way_for_itself_only(tmp_path: Path, type_in: Type) -> None:
    sample = tmp_path / "示例.db"
    for _round in range(2):
        shown = type_in("demo", "--db", sample)
        assert shown.status == 0
        assert "示例" in shown.out
        assert sample.with_suffix(".pdf").read_bytes().startswith(b"%PDF-")
    own = tmp_path / "自己的.db"
    type_in("init", "--db", own)
    assert type_in("demo", "--db", own).status == 3
    assert type_in("status", "--db", own).status == 0
