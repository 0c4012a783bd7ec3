"""report: every document as a PDF."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from fashiontracker import app, paths
from fashiontracker.cli import passphrase
from fashiontracker.cli.output import table, watch
from fashiontracker.errors import Exit
from fashiontracker.text import _

if TYPE_CHECKING:
    from fashiontracker.reports.stamp import Options


def report(options: argparse.Namespace) -> int:
    """Print one document, or list those there are."""
    from fashiontracker.reports import shelf

    if options.list:
        print(
            table([_("名称"), _("文件"), _("说明")], [[one.name, one.title, _(one.about)] for one in shelf.DOCUMENTS])
        )
        return Exit.DONE
    missing = [
        word for word, value in (("NAME", options.name), ("-o", options.out), ("--db", options.db)) if value is None
    ]
    if missing:
        print(
            _("用法有误：{fault}").format(fault=_("缺少参数：{names}").format(names=", ".join(missing))),
            file=sys.stderr,
        )
        return Exit.USAGE
    document = shelf.named(options.name)
    with app.open_database(options.db, options.hand_in, passphrase.given(options)) as opened:
        choices = _choices(options, opened)
        sheet = shelf.collect(opened.store, opened.plan, opened.catalogue, document, choices)
        if options.xlsx:
            from fashiontracker.exchange import annex

            annex.write_annex(options.xlsx, *shelf.tables(document, sheet))
        printed = watch(shelf.print_sheet(document, sheet, options.out, choices))
        if options.hand_in:
            from fashiontracker.reports import ledger

            files = paths.evidence_folder(options.db)
            fingerprint = ledger.hand_in(opened.store, files, document, sheet, options.out, date.today())
            print(_("已存入报送台账，数据指纹 {fingerprint}").format(fingerprint=fingerprint), file=sys.stderr)
    for problem in printed.missing:
        print(problem.line(), file=sys.stderr)
    print(_("{title}：{pages} 页，{path}").format(title=document.title, pages=printed.pages, path=options.out))
    return Exit.DONE


def _choices(options: argparse.Namespace, opened: app.App) -> Options:
    from fashiontracker.reports.stamp import Options
    from fashiontracker.tally import board

    return Options(
        as_of=options.as_of or board.default_as_of(opened.plan, date.today()),
        issuer=options.issuer,
        recipient=options.recipient,
        number=options.number,
        signer=options.signer,
        copy_to=options.copy_to,
        dated=options.date,
        kind=options.kind,
        where=tuple(options.where),
        designation=options.designation,
        stages=tuple(options.stage),
        enterprises=tuple(options.enterprise),
        since=options.since,
        files=paths.evidence_folder(options.db),
        system_fonts=options.system_fonts,
    )
