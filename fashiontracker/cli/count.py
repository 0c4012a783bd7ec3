"""status and check: how far the plan is, and who may apply for what."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from fashiontracker import app
from fashiontracker.cli import passphrase
from fashiontracker.cli.output import pad, print_json, table
from fashiontracker.errors import Exit, Refused
from fashiontracker.text import N_, _, pick

if TYPE_CHECKING:
    from fashiontracker.tally.board import RowResult
    from fashiontracker.tally.criteria import Finding
    from fashiontracker.tally.eligibility import Check

VERDICT_WIDTH = 10
"""Columns that the verdict takes before the criterion."""

DETAILED = 3
"""So many checks are printed criterion by criterion."""

SHOWN_GAPS = 2
"""So many gaps of one check are told in a list."""


def status(options: argparse.Namespace) -> int:
    """The plan's rows as of a date; with --quota one row and the subjects behind it."""
    from fashiontracker.tally import board

    with app.open_database(options.db, False, passphrase.given(options)) as opened:
        as_of = options.as_of or board.default_as_of(opened.plan, date.today())
        if options.quota is not None and options.quota not in {row.key for row in opened.plan.rows}:
            keys = _("、").join(row.key for row in opened.plan.rows)
            raise Refused(N_("行动计划里没有目标“{key}”。可用：{keys}"), key=options.quota, keys=keys)
        with opened.store.reading() as session:
            rows = board.status_rows(session, opened.plan, opened.catalogue, as_of)
        chosen = [row for row in rows if options.quota in (None, row.key)]
        if options.json:
            print_json(
                {
                    "plan": opened.plan.key,
                    "as_of": as_of.isoformat(),
                    "quotas": [board.as_json(row, with_lists=options.quota is not None) for row in chosen],
                }
            )
            return Exit.DONE
        print(_("{plan}\n截至 {as_of}").format(plan=pick(opened.plan.title_zh, opened.plan.title_en), as_of=as_of))
        print_board(opened, chosen)
        if options.quota is not None:
            print_lists(opened, chosen[0])
    return Exit.DONE


def print_board(opened: app.App, rows: list[RowResult]) -> None:
    """The rows as a table."""
    from fashiontracker.tally import words

    groups = {group.key: pick(group.zh, group.en) for group in opened.plan.groups}
    planned = {row.key: row for row in opened.plan.rows}
    head = [_("领域"), _("目标"), _("目标值"), _("实际"), _("单位"), _("状态"), _("预测")]
    body = [
        [
            groups[row.sector_group],
            f"{pick(planned[row.key].zh, planned[row.key].en)}",
            words.target(row.min, row.max),
            words.number(row.actual),
            _unit(opened, row),
            words.status(row.status),
            "" if row.forecast is None else f"{row.forecast:.0%}",
        ]
        for row in rows
    ]
    print(table(head, body, right=(2, 3, 6)))


def _unit(opened: app.App, row: RowResult) -> str:
    unit = opened.plan.units.named(row.unit) if row.unit else None
    return pick(unit.zh, unit.en) if unit else row.unit or ""


def print_lists(opened: app.App, row: RowResult) -> None:
    """The counted subjects of one row and its near misses, each with its reason in words."""
    from fashiontracker.tally import words

    names = {one.key: pick(one.zh, one.en) for one in opened.catalogue.designations}
    head = [_("对象"), _("统一社会信用代码"), _("称号"), _("认定日期"), _("有效期至"), _("说明")]
    for title, subjects in ((_("计入"), row.counted), (_("未计入（接近）"), row.near_misses)):
        print("\n" + _("{title}：{count}").format(title=title, count=len(subjects)))
        if subjects:
            body = [
                [
                    *(one.subject, one.uscc or "", names.get(one.designation or "", one.designation or "")),
                    *(words.day(one.recognised_on), words.day(one.valid_until)),
                    words.reason(one.reason),
                ]
                for one in subjects
            ]
            print(table(head, body))


def check(options: argparse.Namespace) -> int:
    """Eligibility, criterion by criterion; an unknown value never passes."""
    from fashiontracker.tally import eligibility

    with app.open_database(options.db, False, passphrase.given(options)) as opened:
        as_of = options.as_of or date.today()
        with opened.store.reading() as session:
            found, problems = eligibility.check(
                *(session, opened.plan, opened.catalogue, options.enterprise, options.designation, as_of),
                purpose="renewal" if options.renewal else "new",
            )
        if problems:
            raise Refused(N_("核对不了："), tuple(problems))
        if options.json:
            print_json({"as_of": as_of.isoformat(), "checks": [eligibility.as_json(one) for one in found]})
            return Exit.DONE
        print_checks(opened, found)
    return Exit.DONE


def print_checks(opened: app.App, found: list[Check]) -> None:
    """A few checks criterion by criterion, many as a list with what each lacks."""
    if not found:
        print(_("没有可以核对的对象或称号。"))
    elif len(found) <= DETAILED:
        for one in found:
            _print_check(opened, one)
    else:
        _print_list(found)


def _print_check(opened: app.App, one: Check) -> None:
    from fashiontracker.tally import gaps

    ruleset = one.ruleset
    document = f"{ruleset.doc} {ruleset.variant}".strip() if ruleset else _("没有施行中的条件")
    print(f"\n{one.name}  {one.uscc or ''}".rstrip())
    print(
        _("{designation}，{document}，截至 {as_of}").format(
            designation=pick(one.designation.zh, one.designation.en), document=document, as_of=one.as_of
        )
    )
    print(_("结论：{verdict}").format(verdict=gaps.verdict(one.verdict)) + _held(one))
    for finding in one.findings:
        _print_finding(opened, one, finding)


def _print_finding(opened: app.App, one: Check, finding: Finding) -> None:
    """The verdict and the criterion; below it what was found, what is short, and the clause."""
    from fashiontracker.tally import gaps

    print(
        f"  {pad(gaps.verdict(finding.verdict), VERDICT_WIDTH)}{gaps.sentence(finding, opened.plan, opened.catalogue)}"
    )
    found = gaps.shown(finding, opened.plan)
    if found and finding.value is not None:
        year = _("{year} 年").format(year=finding.value.year) if finding.value.year else ""
        where = [part for part in (year, gaps.source(finding.value, opened.catalogue)) if part]
        found = _("{value}（{where}）").format(value=found, where=_("，").join(where)) if where else found
    clause = _("依据：{clause}").format(clause=gaps.clause(finding.criterion, opened.catalogue))
    told = [part for part in (found, one.gap(finding), clause) if part]
    print(" " * (VERDICT_WIDTH + 2) + _("；").join(told))


def _held(one: Check) -> str:
    from fashiontracker.tally import words

    if not one.held:
        return ""
    if one.valid_until is None:
        return _("（已持有，未载有效期）")
    return _("（已持有，有效期至 {day}）").format(day=words.day(one.valid_until))


def _print_list(found: list[Check]) -> None:
    from fashiontracker.tally import gaps

    head = [_("对象"), _("称号"), _("结论"), _("未达"), _("未知"), _("差距")]
    body = [
        [
            *(one.name, pick(one.designation.zh, one.designation.en), gaps.verdict(one.verdict) + _held(one)),
            *(str(one.outcome.unmet), str(one.outcome.unknown)),
            _("；").join(one.gap(finding) for finding in one.lacking[:SHOWN_GAPS]),
        ]
        for one in found
    ]
    print(table(head, body, right=(3, 4)))
