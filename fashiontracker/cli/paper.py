"""report: every document as a PDF, one by one or all of a day."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fashiontracker import app, paths, scratch
from fashiontracker.cli import passphrase, sealing
from fashiontracker.cli.output import table, watch
from fashiontracker.errors import Exit
from fashiontracker.text import _

if TYPE_CHECKING:
    from fashiontracker.reports.stamp import Options

NEXT: Final = "next"
"""What is typed for the number after the last one in the ledger."""


def report(options: argparse.Namespace) -> int:
    """Print one document or all of a day, or list those there are."""
    from fashiontracker.reports import shelf

    if options.list:
        print(
            table([_("名称"), _("文件"), _("说明")], [[one.name, one.title, _(one.about)] for one in shelf.DOCUMENTS])
        )
        return Exit.DONE
    fault = _misused(options)
    if fault:
        print(_("用法有误：{fault}").format(fault=fault), file=sys.stderr)
        return Exit.USAGE
    with app.open_database(options.db, options.hand_in, passphrase.given(options)) as opened:
        choices = _choices(options, opened)
        status = _all(options, opened, choices) if options.all else _one(options, opened, choices)
        if options.protect is None:
            sealing.tell_plain(opened.store)
        return status


def _misused(options: argparse.Namespace) -> str:
    """What of the command line is missing or does not go together; nothing where all is well."""
    name = options.name or ("--all" if options.all else None)
    given = (("NAME", name), ("-o", options.out), ("--db", options.db))
    missing = [word for word, value in given if value is None]
    if missing:
        return _("缺少参数：{names}").format(names=", ".join(missing))
    apart: tuple[tuple[str, object], ...]
    if options.all:
        number = options.number is not None and options.number != NEXT
        apart = (("NAME", options.name), ("--xlsx", options.xlsx), ("--number", number), ("--protect", options.protect))
        said = _("参数 {name} 不能与 {other} 同用")
    else:
        apart = (("--annexes", options.annexes),)
        said = _("参数 {name} 只与 {other} 同用")
    wrong = next((word for word, value in apart if value), None)
    return said.format(name=wrong, other="--all") if wrong else ""


def _one(options: argparse.Namespace, opened: app.App, choices: Options) -> int:
    """One document; one that is to be protected is pressed where nobody else looks."""
    if options.protect is None:
        return _printed(options, opened, choices, options.out)
    from fashiontracker.reports import travel

    secret = passphrase.in_file(options.protect)
    with scratch.short_lived() as folder:
        paper = folder / "paper.pdf"
        status = _printed(options, opened, choices, paper)
        travel.write_protected(options.out, paper.read_bytes(), secret)
    return status


def _printed(options: argparse.Namespace, opened: app.App, choices: Options, out: Path) -> int:
    from fashiontracker.reports import batch, ledger, shelf

    document = shelf.named(options.name)
    if options.number == NEXT:
        choices = batch.next_numbered(opened.store, document, choices)
    remarks = ledger.number_taken(opened.store, document, choices)
    sheet = shelf.collect(opened.store, opened.plan, opened.catalogue, document, choices)
    if options.xlsx:
        from fashiontracker.exchange import annex

        annex.write_annex(options.xlsx, *shelf.tables(document, sheet))
    printed = watch(shelf.print_sheet(document, sheet, out, choices))
    if options.hand_in:
        files = paths.evidence_folder(options.db)
        fingerprint = ledger.hand_in(opened.store, files, document, sheet, out, date.today())
        print(_("已存入报送台账，数据指纹 {fingerprint}").format(fingerprint=fingerprint), file=sys.stderr)
    for problem in (*printed.missing, *remarks, *shelf.notices(document, sheet)):
        print(problem.line(), file=sys.stderr)
    print(_("{title}：{pages} 页，{path}").format(title=document.title, pages=printed.pages, path=options.out))
    return Exit.DONE


def _all(options: argparse.Namespace, opened: app.App, choices: Options) -> int:
    """Every document; the status is 0 also where some were left out for want of a choice."""
    from fashiontracker.exchange import annex
    from fashiontracker.reports import batch, shelf

    wanted = [(kind, batch.suited(kind, choices)) for kind in shelf.DOCUMENTS]
    if options.number == NEXT:
        wanted = batch.numbered(opened.store, wanted)
    order = batch.Order(
        wanted,
        options.out,
        annex.write_annex if options.annexes else None,
        choices.files,
        date.today() if options.hand_in else None,
    )
    outcomes = watch(batch.print_all(opened.store, opened.plan, opened.catalogue, order))
    for one in outcomes:
        for problem in one.notices:
            print(f"{one.kind.title}: {problem.line()}", file=sys.stderr)
    print(table([_("文件"), _("结果"), _("说明")], list(batch.summary(outcomes))))
    return next((one.fault.exit for one in outcomes if one.fault is not None and not one.wanting), Exit.DONE)


def _choices(options: argparse.Namespace, opened: app.App) -> Options:
    from fashiontracker.reports.stamp import Options
    from fashiontracker.tally import board

    return Options(
        as_of=options.as_of or board.default_as_of(opened.plan, date.today()),
        letterhead=options.letterhead,
        issuer=options.issuer,
        recipient=options.recipient,
        number=None if options.number == NEXT else options.number,
        signer=options.signer,
        copy_to=options.copy_to,
        dated=options.date,
        kind=options.kind,
        view=options.view,
        where=tuple(options.where),
        designation=options.designation,
        stages=tuple(options.stage),
        enterprises=tuple(options.enterprise),
        since=options.since,
        files=paths.evidence_folder(options.db),
        system_fonts=options.system_fonts,
    )
