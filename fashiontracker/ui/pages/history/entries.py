"""The entries of the journal as a table's rows, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from fashiontracker.errors import Problem
from fashiontracker.text import N_, _
from fashiontracker.ui.columns import Column, Kind, Sort
from fashiontracker.ui.marks import Mark
from fashiontracker.ui.moments import shown

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.chronicle import Line, Wanted

ORIGINS: Final = {
    "window": N_("窗口"),
    "cli": N_("命令行"),
    "import": N_("导入"),
    "restore": N_("恢复备份"),
    "report": N_("报送"),
    "sample": N_("示例"),
    "create": N_("建库"),
}
STATES: Final = {
    "undone": Mark("undo", "quiet", N_("已撤销")),
    "undo": Mark("undo", "info", N_("撤销")),
    "redo": Mark("redo", "info", N_("重做")),
}
COLUMNS: Final = (
    Column("at", N_("时间"), width=136, sortable=False),
    Column("label", N_("内容"), width=250, sortable=False),
    Column("changes", N_("改动行数"), Kind.NUMBER, width=84, sortable=False),
    Column("state", N_("状态"), Kind.STATUS, width=92, sortable=False, marks=STATES),
    Column("origin", N_("来源"), width=84, sortable=False),
    Column("who", N_("何人"), width=150, sortable=False),
)


class Entries:
    """The `Source` of the table: the newest entry first."""

    def __init__(self, app: App, wanted: Wanted) -> None:
        self._app = app
        self.wanted = wanted

    def ids(self, sort: Sort | None) -> Sequence[int]:
        from fashiontracker.models import chronicle

        with self._app.store.reading() as session:
            return chronicle.find(session, self.wanted)

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[object]]:
        from fashiontracker.models import chronicle

        with self._app.store.reading() as session:
            found = chronicle.lines(session, ids)
        return {
            key: (shown(one.at), label(one), one.changes, state(one), origin(one.origin), one.who)
            for key, one in found.items()
        }

    def write(self, id_: int, key: str, value: object) -> Problem | None:
        raise NotImplementedError(key)  # no column can be edited


def label(line: Line) -> str:
    """What an entry did, in the language in force."""
    known = {"undo": _("撤销第 {target} 条：{label}"), "redo": _("重做第 {target} 条：{label}")}
    return known.get(line.kind, "{label}").format(target=line.target, label=_(line.label))


def origin(key: str) -> str:
    """Where an entry came from."""
    return _(ORIGINS.get(key, key))


def state(line: Line) -> str | None:
    """Whether an entry stands, and whether it is itself a step back or forth."""
    if line.undone_by is not None:
        return "undone"
    return line.kind if line.kind in ("undo", "redo") else None
