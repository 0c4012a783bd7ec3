"""How a row ends, as shape, word and colour."""

from __future__ import annotations

from typing import Final

from fashiontracker.text import N_
from fashiontracker.ui.marks import Mark
from fashiontracker.ui.pages.importing.session import SKIPPED

MARKS: Final = {
    "new": Mark("new", "good", N_("新增")),
    "updated": Mark("edit", "info", N_("更新")),
    "unchanged": Mark("check", "quiet", N_("未变")),
    "conflict": Mark("question", "warn", N_("冲突")),
    "rejected": Mark("missed", "bad", N_("退回")),
    SKIPPED: Mark("no_data", "quiet", N_("跳过")),
}
