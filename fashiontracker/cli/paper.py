"""report: every document as a PDF."""

from __future__ import annotations

import argparse
import sys
from datetime import date

from fashiontracker import app
from fashiontracker.cli.output import table, watch
from fashiontracker.errors import Exit
from fashiontracker.text import _


def report(options: argparse.Namespace) -> int:
    """Print one document, or list those there are."""
    from fashiontracker.reports import shelf

    if options.list:
        print(table([_("名称"), _("文件"), _("说明")], [[one.name, one.title, one.about] for one in shelf.DOCUMENTS]))
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
    from fashiontracker.tally import board

    document = shelf.named(options.name)
    with app.open_database(options.db, write=False) as opened:
        choices = shelf.Options(
            as_of=options.as_of or board.default_as_of(opened.plan, date.today()),
            issuer=options.issuer,
            recipient=options.recipient,
            number=options.number,
            signer=options.signer,
            copy_to=options.copy_to,
            dated=options.date,
            kind=options.kind,
            where=tuple(options.where),
            system_fonts=options.system_fonts,
        )
        printed = watch(
            shelf.print_document(opened.store, opened.plan, opened.catalogue, document.name, options.out, choices)
        )
    for problem in printed.missing:
        print(problem.line(), file=sys.stderr)
    print(_("{title}：{pages} 页，{path}").format(title=document.title, pages=printed.pages, path=options.out))
    return Exit.DONE
