"""Status as shape, word and colour at once: nobody has to tell green from red."""

from __future__ import annotations

from dataclasses import dataclass

from fashiontracker.text import N_, _


@dataclass(frozen=True, slots=True)
class Mark:
    """A state of things: the icon that shows it, the colour role that inks it, the msgid that names it."""

    shape: str
    ink: str
    message: str

    @property
    def word(self) -> str:
        """The name of the state in the language in force."""
        return _(self.message)


STATUS: dict[str, Mark] = {
    "exceeded": Mark("exceeded", "good", N_("超额完成")),
    "met": Mark("done", "good", N_("已达成")),
    "on_track": Mark("on_track", "info", N_("进度正常")),
    "behind": Mark("behind", "warn", N_("滞后")),
    "late": Mark("late", "warn", N_("逾期达成")),
    "missed": Mark("missed", "bad", N_("未达成")),
    "no_data": Mark("no_data", "quiet", N_("无数据")),
    "tracked": Mark("tracked", "quiet", N_("跟踪")),
    "not_started": Mark("not_started", "quiet", N_("未启动")),
    "in_progress": Mark("in_progress", "info", N_("推进中")),
    "achieved": Mark("done", "good", N_("已达成")),
}
