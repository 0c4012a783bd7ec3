"""demo: the main job on a fresh, clearly marked sample database."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from fashiontracker import app, paths
from fashiontracker.cli import window
from fashiontracker.cli.count import print_board
from fashiontracker.cli.output import watch
from fashiontracker.errors import Exit, Refused
from fashiontracker.text import N_, _


def demo(options: argparse.Namespace) -> int:
    """Make the sample, print its 31 rows, write document 1 beside it, open the window where there is a display."""
    from fashiontracker.exchange import sample
    from fashiontracker.reports import shelf
    from fashiontracker.reports.stamp import Options
    from fashiontracker.tally import board

    database = options.db or paths.data_folder() / "示例.db"
    _make_way(database)
    with app.create_sample(database) as made:
        watch(sample.make_sample(made.store, made.plan, made.catalogue))
        as_of = made.plan.end
        with made.store.reading() as session:
            rows = board.status_rows(session, made.plan, made.catalogue, as_of)
        print(_("示例数据（全部虚构）：{path}\n截至 {as_of}").format(path=database, as_of=as_of))
        print_board(made, list(rows))
        paper = database.with_suffix(".pdf")
        watch(shelf.print_document(made.store, made.plan, made.catalogue, "targets", paper, Options(as_of=as_of)))
        print(_("行动计划目标完成情况报告：{path}").format(path=paper))
    if options.no_window or not window.has_display():
        return Exit.DONE
    return window.show(database)


def _make_way(database: Path) -> None:
    """Remove an older sample with its evidence; anything else under that name stays, and demo refuses."""
    database.parent.mkdir(parents=True, exist_ok=True)
    if not database.exists():
        return
    with app.open_database(database, write=True) as old:
        if not old.is_sample:
            raise Refused(N_("{path} 不是示例数据库，不会覆盖。请用 --db 另选一个文件名。"), path=database)
    database.unlink()
    shutil.rmtree(paths.evidence_folder(database), ignore_errors=True)
