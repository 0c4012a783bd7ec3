"""init, import, template, export: what goes in and out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fashiontracker import app, paths
from fashiontracker.cli import passphrase, sealing
from fashiontracker.cli.output import print_json, table, watch
from fashiontracker.errors import Exit
from fashiontracker.text import _

if TYPE_CHECKING:
    from fashiontracker.exchange.intake import Intake
    from fashiontracker.exchange.sheets import Worker


def init(options: argparse.Namespace) -> int:
    """Make an empty database, encrypted where that is asked for."""
    key = sealing.key_asked_for(options)
    with app.create(options.db, options.plan, sealed=key) as made:
        print(_("已新建 {path}，行动计划：{plan}").format(path=options.db, plan=made.plan.title_zh))
    sealing.tell(key, options.db, options.recovery_pdf)
    return Exit.DONE


def import_files(options: argparse.Namespace) -> int:
    """Read rosters and write them as one journal entry, or say row by row why not."""
    from fashiontracker.exchange import sheets

    secret = passphrase.given(options)
    with (
        sheets.begun(options.files[0]) as worker,
        app.open_database(options.db, not options.dry_run, secret) as opened,
    ):
        found, committed, changed = _take_in(options, opened, worker)
    if options.json:
        from fashiontracker.exchange.intake import as_json

        print_json(as_json(found, committed))
    else:
        _print_sheets(found)
        print(_outcome(committed, changed, options.dry_run))
    for problem in found.faults:
        print(problem.line(), file=sys.stderr)
    for note in [*found.notes, *found.skips()]:
        print(note.line(), file=sys.stderr)
    if not found.faults:
        return Exit.DONE
    return Exit.PARTLY if committed else Exit.REFUSED


def _take_in(options: argparse.Namespace, opened: app.App, worker: Worker | None) -> tuple[Intake, bool, bool]:
    """What the files hold, whether it was taken in, and whether that changed anything."""
    from fashiontracker.exchange import intake, rejects
    from fashiontracker.models.bulk import nothing_is_garbage

    with nothing_is_garbage():
        found = watch(
            intake.plan_import(
                opened.store, opened.plan, opened.catalogue, options.files, options.mapping, begun=worker
            )
        )
        clean = not found.faults
        if options.rejects is not None and not clean:
            rejects.write(options.rejects, found)
        if options.dry_run or not (clean or (options.keep_good and _has_good_rows(found))):
            return found, False, False
        _back_up(options.db, opened, found)
        return found, True, watch(intake.commit(opened.store, found, keep_good=options.keep_good)) is not None


def _back_up(database: Path, opened: app.App, found: Intake) -> None:
    """Before something is written into a database that holds more than the entry that made it."""
    from fashiontracker.models import keeping

    if opened.store.anchor().entries > 1 and found.ledger is not None and any(found.ledger.changed()):
        folder = paths.backup_folder(database)
        watch(keeping.back_up(database, folder, "import", paths.evidence_folder(database), key=opened.store.key))


def _has_good_rows(found: Intake) -> bool:
    return any(sheet[fate] for file in found.as_files() for sheet in file["sheets"] for fate in _GOOD)


def _print_sheets(found: Intake) -> None:
    head = [
        _("文件"),
        _("工作表"),
        _("类别"),
        _("行数"),
        _("新增"),
        _("更新"),
        _("未变"),
        _("冲突"),
        _("退回"),
        _("跳过"),
    ]
    rows = [
        [file["file"], sheet["sheet"], sheet["kind"] or "—", *(str(sheet[name]) for name in _COUNTS)]
        for file in found.as_files()
        for sheet in file["sheets"]
    ]
    if rows:
        print(table(head, rows, right=range(3, 10)))


def _outcome(committed: bool, changed: bool, dry_run: bool) -> str:
    if committed and changed:
        return _("已导入，作为一步记入变更记录（可用 undo 撤销）。")
    if committed:
        return _("内容与数据库相同，没有改动。")
    if dry_run:
        return _("只看结果，没有写入。")
    return _("没有写入任何内容：请先改正上列各行，或用 --keep-good 只导入正确的行。")


_GOOD = ("new", "updated", "unchanged")
_COUNTS = ("rows", "new", "updated", "unchanged", "conflicts", "rejected", "skipped")


def template(options: argparse.Namespace) -> int:
    """Write the empty workbook."""
    from fashiontracker.exchange import template as pages
    from fashiontracker.plan import library

    pages.write_template(options.out, *library.load())
    print(_("已写出 {path}").format(path=options.out))
    return Exit.DONE


def export(options: argparse.Namespace) -> int:
    """Write everything in the same layout."""
    from fashiontracker.exchange import export as writing

    with app.open_database(options.db, False, passphrase.given(options)) as opened:
        watch(writing.export(opened.store, opened.plan, opened.catalogue, options.out))
        print(_("已导出到 {path}").format(path=options.out))
        sealing.tell_plain(opened.store)
    return Exit.DONE
