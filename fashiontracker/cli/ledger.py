"""submissions: what was handed in, looked up by the digits at the foot of the paper."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fashiontracker import app, paths
from fashiontracker.cli import passphrase
from fashiontracker.cli.output import print_json, table
from fashiontracker.errors import Damaged, Exit
from fashiontracker.text import _

if TYPE_CHECKING:
    from fashiontracker.models.causes import Cause
    from fashiontracker.models.submissions import HandedIn
    from fashiontracker.reports.comparison import RowChange, SubjectChange
    from fashiontracker.reports.ledger import Verified


def submissions(options: argparse.Namespace) -> int:
    """The ledger, or one paper of it."""
    from fashiontracker.models import submissions as kept

    if options.verify is None and (options.out is not None or options.against is not None):
        print(_("用法有误：{fault}").format(fault=_("缺少参数：{names}").format(names="--verify")), file=sys.stderr)
        return Exit.USAGE
    with app.open_database(options.db, False, passphrase.given(options)) as opened:
        if options.verify is not None:
            return _one(opened, options)
        with opened.store.reading() as session:
            found = kept.handed_in(session)
    if options.json:
        print_json({"submissions": [_as_json(one) for one in found]})
    elif not found:
        print(_("报送台账是空的。用 report … --hand-in 存入。"))
    else:
        _print_ledger(found)
    return Exit.DONE


def _one(opened: app.App, options: argparse.Namespace) -> int:
    from fashiontracker.models import submissions as kept
    from fashiontracker.reports import ledger

    files = paths.evidence_folder(options.db)
    if options.against is not None:
        with opened.store.reading() as session:
            changes = ledger.between(session, options.verify, options.against)
        if options.json:
            print_json({"changes": [_change_as_json(one, ()) for one in changes]})
        else:
            _print_changes([(one, ()) for one in changes], ("--verify", "--against"))
        return Exit.DONE
    found = ledger.verify(opened.store, files, opened.plan, opened.catalogue, options.verify)
    if options.json:
        print_json(_verified_as_json(found))
    else:
        _print_verified(found)
    if not found.whole:
        raise Damaged("{fault}", fault=" ".join(filter(None, (found.pdf, found.sheet))))
    if options.out is not None:
        kept.write_pages(options.out, kept.pages_of(files, found.submission))
        print(_("已原样写出 {path}").format(path=options.out), file=sys.stderr)
    return Exit.DONE


# ---- in words --------------------------------------------------------------------------------------------------


def _title(document: str) -> str:
    from fashiontracker.reports import shelf

    return next((kind.title for kind in shelf.DOCUMENTS if kind.name == document), document)


def _print_ledger(found: Sequence[HandedIn]) -> None:
    head = [_("报送日期"), _("文件"), _("发文字号"), _("数据截至"), _("主送"), _("数据指纹")]
    rows = [
        [
            *(one.particulars.handed_in_on.isoformat(), _title(one.particulars.document), one.particulars.number),
            *(one.particulars.as_of.isoformat(), one.particulars.recipient, one.fingerprint),
        ]
        for one in found
    ]
    print(table(head, rows))


def _print_verified(found: Verified) -> None:
    given = found.submission.particulars
    lines = (
        (_("文件"), _title(given.document)),
        (_("发文字号"), given.number),
        (_("发文单位"), given.issuer),
        (_("主送"), given.recipient),
        (_("报送日期"), given.handed_in_on.isoformat()),
        (_("数据截至"), given.as_of.isoformat()),
        (_("数据指纹"), found.submission.fingerprint),
        (_("PDF"), found.pdf or _("与报送时逐字节一致")),
        (_("数据"), found.sheet or _("与指纹相符")),
        (_("人工修改的段落"), str(len(found.wordings))),
    )
    for name, value in lines:
        print(_("{title}：{count}").format(title=name, count=value))
    if found.entries_since is None:
        print(_("变更记录中没有报送时的位置（数据库可能已从别处恢复），无法说明是哪些改动。"))
    else:
        print(_("报送以来的变更记录：{count} 条").format(count=found.entries_since))
    if found.changes is not None:
        _print_changes([(one.change, one.entries) for one in found.changes], (_("报送数"), _("今日数")))


def _print_changes(changes: Sequence[tuple[RowChange, Sequence[Cause]]], names: tuple[str, str]) -> None:
    from fashiontracker.tally import words

    if not changes:
        print(_("各项数字一致。"))
        return
    rows = []
    for change, entries in changes:
        number = _("、").join(str(cause.entry) for cause in entries)
        before, after = (
            words.status(status) if change.kind == "milestone" and status else words.number(value)
            for status, value in ((change.status_before, change.before), (change.status_after, change.after))
        )
        rows.append([change.ledger, change.name, before, after, change.unit, number])
        rows.extend(
            ["", f"  {_what(one)} {one.subject}", "", "", "", one.reason or one.detail] for one in change.subjects
        )
    print()
    print(table([_("台账号"), _("目标"), *names, _("单位"), _("变更记录 / 说明")], rows, right=(2, 3)))


def _what(change: SubjectChange) -> str:
    return {"came": _("＋"), "went": _("－"), "changed": _("改")}[change.what]


# ---- as JSON ---------------------------------------------------------------------------------------------------


def _as_json(one: HandedIn) -> dict[str, Any]:
    given = one.particulars
    return {
        "fingerprint": one.fingerprint,
        "document": given.document,
        "number": given.number,
        "issuer": given.issuer,
        "recipient": given.recipient,
        "handed_in_on": given.handed_in_on.isoformat(),
        "as_of": given.as_of.isoformat(),
        "pdf_sha256": one.pdf_sha256,
        "journal_head": given.journal_head,
    }


def _verified_as_json(found: Verified) -> dict[str, Any]:
    return {
        **_as_json(found.submission),
        "pdf_whole": not found.pdf,
        "sheet_whole": not found.sheet,
        "entries_since": found.entries_since,
        "worded": [{"key": one.key, "text": one.text, "generated": one.generated} for one in found.wordings],
        "changes": None
        if found.changes is None
        else [_change_as_json(one.change, one.entries) for one in found.changes],
    }


def _change_as_json(change: RowChange, entries: Sequence[Cause]) -> dict[str, Any]:
    return {
        "key": change.key,
        "before": change.before,
        "after": change.after,
        "status_before": change.status_before,
        "status_after": change.status_after,
        "subjects": [
            {"what": one.what, "subject": one.subject, "uscc": one.uscc, "detail": one.detail, "reason": one.reason}
            for one in change.subjects
        ],
        "entries": [{"id": one.entry, "at": one.at, "who": one.who, "label": one.label} for one in entries],
    }
