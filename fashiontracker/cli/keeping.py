"""backup, restore, verify, salvage, journal, undo: what keeps the database whole."""

from __future__ import annotations

import argparse

from fashiontracker import app
from fashiontracker.cli.output import print_json, table
from fashiontracker.errors import Exit
from fashiontracker.text import _


def journal(options: argparse.Namespace) -> int:
    """The entries, newest first."""
    with app.open_database(options.db, write=False) as opened:
        entries = opened.store.history.entries()
    if options.json:
        names = ("id", "at", "who", "label", "origin", "kind", "target", "changes", "hash")
        print_json({"entries": [{name: getattr(entry, name) for name in names} for entry in entries]})
        return Exit.DONE
    head = [_("编号"), _("时间（UTC）"), _("何人"), _("内容"), _("来源"), _("改动行数")]
    kinds = {"undo": _("撤销第 {target} 条：{label}"), "redo": _("重做第 {target} 条：{label}")}
    rows = [
        [
            *(str(entry.id), entry.at, entry.who),
            kinds.get(entry.kind, "{label}").format(target=entry.target, label=_(entry.label)),
            *(entry.origin, str(entry.changes)),
        ]
        for entry in entries
    ]
    print(table(head, rows, right=(0, 5)))
    return Exit.DONE


def undo(options: argparse.Namespace) -> int:
    """Take back one entry."""
    with app.open_database(options.db, write=True) as opened:
        written = opened.store.journal.undo(options.entry, origin="cli")
    print(
        _("已撤销第 {target} 条记录“{label}”（{changes} 行）。").format(
            target=written.target, label=_(written.label), changes=written.changes
        )
    )
    return Exit.DONE
