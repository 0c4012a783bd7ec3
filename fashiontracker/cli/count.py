"""status and check: how far the plan is, and who may apply for what."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from fashiontracker import app
from fashiontracker.cli.output import print_json, table
from fashiontracker.errors import Exit, Refused
from fashiontracker.text import N_, _, pick

if TYPE_CHECKING:
    from fashiontracker.tally.board import RowResult


def status(options: argparse.Namespace) -> int:
    """The plan's rows as of a date; with --quota one row and the subjects behind it."""
    from fashiontracker.tally import board

    with app.open_database(options.db, write=False) as opened:
        as_of = options.as_of or board.default_as_of(opened.plan, date.today())
        if options.quota is not None and options.quota not in {row.key for row in opened.plan.rows}:
            keys = "、".join(row.key for row in opened.plan.rows)
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
            row.unit or "",
            words.status(row.status),
            "" if row.forecast is None else f"{row.forecast:.0%}",
        ]
        for row in rows
    ]
    print(table(head, body, right=(2, 3, 6)))


def print_lists(opened: app.App, row: RowResult) -> None:
    """The counted subjects of one row and its near misses, each with its reason in words."""
    from fashiontracker.tally import words

    names = {one.key: pick(one.zh, one.en) for one in opened.catalogue.designations}
    head = [_("对象"), _("统一社会信用代码"), _("称号"), _("认定日期"), _("有效期至"), _("说明")]
    for title, subjects in ((_("计入"), row.counted), (_("未计入（接近）"), row.near_misses)):
        print(f"\n{title}：{len(subjects)}")
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

    with app.open_database(options.db, write=False) as opened:
        as_of = options.as_of or date.today()
        with opened.store.reading() as session:
            found, problems = eligibility.check(
                session, opened.plan, opened.catalogue, options.enterprise, options.designation, as_of
            )
        if problems:
            raise Refused(N_("核对不了："), tuple(problems))
        if options.json:
            print_json({"as_of": as_of.isoformat(), "checks": [eligibility.as_json(one) for one in found]})
            return Exit.DONE
        for one in found:
            _print_check(one)
    return Exit.DONE


def _print_check(one: object) -> None:
    raise NotImplementedError
