"""The backups of a database as a table's rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fashiontracker import paths
from fashiontracker.errors import Problem
from fashiontracker.text import N_, _
from fashiontracker.ui.backing_up import second_folder
from fashiontracker.ui.columns import Column, Kind, Sort
from fashiontracker.ui.moments import shown

if TYPE_CHECKING:
    from fashiontracker.models.manifest import Manifest
    from fashiontracker.ui.desk import Desk

REASONS: Final = {
    "request": N_("手动"),
    "start": N_("启动时自动"),
    "exit": N_("退出时自动"),
    "interval": N_("定时自动"),
    "import": N_("导入之前"),
    "bulk": N_("批量修改之前"),
    "migration": N_("升级之前"),
    "restore": N_("恢复之前"),
    "key": N_("更换口令之前"),
    "rekeyed": N_("更换口令之后"),
}
COLUMNS: Final = (
    Column("made_at", N_("时间"), width=140, sortable=False),
    Column("reason", N_("何时备份"), width=110, sortable=False),
    Column("entries", N_("变更记录"), Kind.NUMBER, width=84, sortable=False),
    Column("rows", N_("数据行数"), Kind.NUMBER, width=90, sortable=False),
    Column("size", N_("大小（MB）"), Kind.NUMBER, width=90, sortable=False, digits=1),
    Column("encrypted", N_("加密"), width=118, sortable=False),
    Column("where", N_("位置"), width=120, sortable=False),
    Column("name", N_("文件"), width=300, sortable=False),
)
MB: Final = 1 << 20


class Backups:
    """The `Source` of the table: the newest first, those in the second folder among them."""

    def __init__(self) -> None:
        self.found: list[tuple[Path, Manifest, str]] = []

    def read(self, desk: Desk) -> None:
        """Look into the folders again."""
        from fashiontracker.models import manifest

        folders = [(paths.backup_folder(desk.path), _("默认文件夹"))]
        second = second_folder(desk)
        if second is not None:
            folders.append((second, _("第二文件夹")))
        identity = desk.app.store.settings().get("identity", "")
        self.found = [
            (path, made, where)
            for folder, where in folders
            for path, made in manifest.in_folder(folder)
            if made.identity == identity
        ]
        self.found.sort(key=lambda one: (one[1].made_at, one[1].entries), reverse=True)

    def path(self, key: int) -> Path:
        """The file of a row."""
        return self.found[key][0]

    def ids(self, sort: Sort | None) -> Sequence[int]:
        return range(len(self.found))

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[object]]:
        return {key: self._row(*self.found[key]) for key in ids}

    def write(self, id_: int, key: str, value: object) -> Problem | None:
        raise NotImplementedError(key)  # a backup never changes

    @staticmethod
    def _row(path: Path, made: Manifest, where: str) -> Sequence[object]:
        rows = sum(number for table, number in made.counts.items() if not table.startswith("journal_"))
        state = _("已加密") if made.encrypted else _("未加密")
        return (shown(made.made_at), reason(made), made.entries, rows, made.size / MB, state, where, path.name)


def reason(made: Manifest) -> str:
    """Why a backup was made."""
    return _(REASONS.get(made.reason, made.reason))
