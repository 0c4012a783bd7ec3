"""backup, restore, verify, salvage, journal, undo: what keeps the database whole."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from fashiontracker import app, paths
from fashiontracker.cli import passphrase
from fashiontracker.cli.output import print_json, table, watch
from fashiontracker.errors import Exit
from fashiontracker.text import _

if TYPE_CHECKING:
    from fashiontracker.models.restore import Preview


def journal(options: argparse.Namespace) -> int:
    """The entries, newest first."""
    with app.open_database(options.db, False, passphrase.given(options)) as opened:
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
    with app.open_database(options.db, True, passphrase.given(options)) as opened:
        written = opened.store.journal.undo(options.entry, origin="cli")
    print(
        _("已撤销第 {target} 条记录“{label}”（{changes} 行）。").format(
            target=written.target, label=_(written.label), changes=written.changes
        )
    )
    return Exit.DONE


def backup(options: argparse.Namespace) -> int:
    """Back up the database with its evidence, verified before it gets its name."""
    from fashiontracker.models import backup as backups
    from fashiontracker.models import keeping, sealing, store

    key = sealing.unlock(options.db, passphrase.given(options))
    store.open_store(options.db, paths.lock_file(options.db), False, paths.backup_folder(options.db), key).close()
    evidence = paths.evidence_folder(options.db)
    if options.out is None:
        made = watch(keeping.back_up(options.db, paths.backup_folder(options.db), "request", evidence, key=key))
    else:
        made = watch(backups.back_up_file(options.db, options.out, "request", evidence, key=key))
    state = _("未加密") if key is None else _("已加密，口令与数据库相同；佐证文件不加密")
    print(_("已备份到 {path}，并已核对（{state}）。").format(path=made, state=state))
    return Exit.DONE


def restore(options: argparse.Namespace) -> int:
    """Bring the database back to a backup; what would change is listed first."""
    from fashiontracker.models import restore as restoring
    from fashiontracker.models.places import Places

    older = passphrase.in_file(options.backup_passphrase_file) if options.backup_passphrase_file else None
    places = Places.of(options.db, passphrase.given(options), older)
    work = restoring.preview if options.dry_run else restoring.restore
    seen = watch(work(places, options.backup))
    _print_differences(seen)
    if options.dry_run:
        print(_("只列出差异，没有恢复。"))
    elif not seen.same:
        print(_("已恢复；恢复前的内容已备份在 {folder}。").format(folder=places.backups))
    if places.older and seen.replaces and not options.dry_run:
        print(_("数据库现在用这份备份的口令打开。"))
    return Exit.DONE


def _print_differences(seen: Preview) -> None:
    if seen.same:
        print(_("数据库与备份的内容相同，没有要恢复的。"))
        return
    if seen.replaces:
        print(_("现有文件不能使用（{reason}），整个文件换成备份。").format(reason=seen.replaces))
    if seen.other_database:
        print(_("注意：这份备份来自另一个数据库。"))
    rows = [[name, str(one.back), str(one.changed), str(one.removed)] for name, one in seen.tables.items()]
    print(table([_("数据表"), _("恢复行数"), _("改回行数"), _("移除行数")], rows, right=(1, 2, 3)))


def verify(options: argparse.Namespace) -> int:
    """Check the file, its chain of entries and the rows against each other; status 5 where anything is wrong."""
    from fashiontracker.models import sealing
    from fashiontracker.models import verify as verifying

    report = watch(
        verifying.verify(
            options.db,
            paths.lock_file(options.db),
            [paths.backup_folder(options.db)],
            paths.evidence_folder(options.db),
            sealing.unlock(options.db, passphrase.given(options)),
        )
    )
    if options.json:
        print_json(report.as_json())
    for problem in (*report.problems, *report.warnings):
        print(problem.line(), file=sys.stderr)
    if not options.json and report.ok:
        said = _("完好：{entries} 条记录、{changes} 处改动、{rows} 行，逐条重放一致。链尾 {head}")
        print(said.format(entries=report.entries, changes=report.changes, rows=report.rows, head=report.head[:16]))
    return Exit.DONE if report.ok else Exit.DAMAGED


def salvage(options: argparse.Namespace) -> int:
    """Write what can still be read of a damaged file into a new one, and say what is missing."""
    from fashiontracker.models import salvage as salvaging

    secret = passphrase.given(options, options.damaged)
    backups = paths.backup_folder(options.damaged).glob("*.db")
    report = watch(salvaging.salvage(options.damaged, options.out, secret, backups))
    head = [_("数据表"), _("救出行数"), _("已证实"), _("由记录重建"), _("未证实"), _("缺失")]
    rows = [
        [
            name,
            *(str(number) for number in (one.rows, one.verified, one.rebuilt, one.unverified, len(one.missing))),
        ]
        for name, one in sorted(report.tables.items())
    ]
    print(table(head, rows, right=range(1, 6)))
    for name, one in sorted(report.tables.items()):
        if one.missing:
            print(_("{table} 缺失的编号：{numbers}").format(table=name, numbers=one.spans))
    print(
        _("变更记录救出 {entries} / {known} 条，损坏页 {pages} 页。新文件：{path}").format(
            entries=report.entries, known=report.entries_known, pages=len(report.lost_pages), path=options.out
        )
    )
    return Exit.DONE
