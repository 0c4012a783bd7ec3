"""What the tiles say: how old the last backup is, what the last check found, where copies go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fashiontracker.text import _
from fashiontracker.ui import checks, moments
from fashiontracker.ui.backing_up import second_folder, warning
from fashiontracker.ui.pages.safekeeping.backups import reason

if TYPE_CHECKING:
    from fashiontracker.models.manifest import Manifest
    from fashiontracker.ui.desk import Desk
    from fashiontracker.ui.pages.safekeeping.tile import Tile


def show_saved(tile: Tile, desk: Desk, found: Sequence[tuple[Path, Manifest, str]]) -> None:
    """Of the backups, the newest first: how old it is, or what is wrong."""
    wrong = warning(desk)
    newest = found[0][1] if found else None
    if desk.read_only:
        tile.say("lock", "muted", _("以只读方式打开：由正在写入的一方备份。"))
    elif wrong:
        tile.say("failed", "bad", wrong)
    elif newest is None:
        tile.say("warning", "warn", _("还没有备份。程序会在启动后、每半小时（有改动时）和退出时自动备份。"))
    else:
        behind = desk.app.store.anchor().entries - newest.entries
        words = _("最近一次：{at}（{reason}）").format(at=moments.shown(newest.made_at), reason=reason(newest))
        more = _("此后有 {count} 条新的变更记录").format(count=f"{behind:,}") if behind > 0 else _("此后没有改动")
        tile.say("done", "good_mark", f"{words}\n{more}")


def show_checked(tile: Tile, desk: Desk) -> None:
    """What the last check found."""
    found = checks.last(desk)
    if found is None:
        words = _("还没有校验过。校验会核对文件结构、变更记录的链条、每一行数据和佐证文件。")
        tile.say("no_data", "quiet_mark", words)
    elif found.ok:
        words = _("完好：{at} 核对了 {entries} 条变更记录、{rows} 行数据，逐条重放一致。")
        words = words.format(at=moments.shown(found.at), entries=f"{found.entries:,}", rows=f"{found.rows:,}")
        tile.say("done", "good_mark", words)
    else:
        words = _("{at} 发现 {count} 处问题，见下。建议从完好的备份恢复。")
        tile.say("failed", "bad", words.format(at=moments.shown(found.at), count=f"{found.problems:,}"))


def show_second(tile: Tile, desk: Desk) -> bool:
    """Where copies go; whether there is such a folder."""
    folder = second_folder(desk)
    if folder is None:
        words = _("未设置。选一个 U 盘或另一块硬盘上的文件夹，每次备份都会复制一份。")
        tile.say("no_data", "quiet_mark", words)
    elif folder.is_dir():
        tile.say("done", "good_mark", _("每次备份同时复制到 {folder}").format(folder=folder))
    else:
        words = _("找不到 {folder}。接上磁盘后，下一次备份会再复制。").format(folder=folder)
        tile.say("warning", "warn", words)
    return folder is not None
