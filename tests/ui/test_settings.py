from __future__ import annotations

import json
from pathlib import Path

from fashiontracker import settings
from fashiontracker.settings import Settings


def test_settings_come_back_as_they_were_kept(tmp_path: Path) -> None:
    kept = Settings(theme="dark", zoom=125, recent=["a.db"], tables={"enterprises": {"hidden": ["code"]}})
    settings.save(kept, tmp_path / "new" / "settings.json")
    assert settings.load(tmp_path / "new" / "settings.json") == (kept, [])


def test_no_file_gives_the_defaults_silently(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "settings.json") == (Settings(), [])


def test_a_broken_file_gives_the_defaults_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    for content in ("{", "[]", "\x00"):
        path.write_text(content)
        wishes, problems = settings.load(path)
        assert wishes == Settings()
        assert [problem.code for problem in problems] == ["settings_unreadable"]


def test_what_makes_no_sense_keeps_its_default_and_the_rest_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(
        json.dumps(
            {"zoom": 5000, "theme": "pink", "issuer": "示例协会", "sidebar_open": "yes", "lock_after": 7, "later": 1}
        )
    )
    wishes, problems = settings.load(path)
    assert wishes == Settings(remembered={"reports": {"issuer": "示例协会"}})
    assert {problem.place for problem in problems} == {"zoom", "theme", "sidebar_open", "lock_after"}


def test_a_draft_never_replaces_settings_half_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings.save(Settings(zoom=90), path)
    settings.save(Settings(zoom=110), path)
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]


def test_the_database_used_last_heads_the_recent_ones() -> None:
    wishes = Settings()
    for name in [*"abcdefghij", "c"]:
        wishes.remember(name)
    assert wishes.last_database == "c"
    assert wishes.recent == ["c", *"jihgfed"]
