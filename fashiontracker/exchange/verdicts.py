"""What became of a row: its fate, what it changes, and why where it may not."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from fashiontracker.errors import Problem
from fashiontracker.text import N_


class Fate(StrEnum):
    """How a row ends."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    REJECTED = "rejected"


class Decision(StrEnum):
    """What the user may say of a conflict.

    ``take_new``: what the row says replaces what is recorded. ``keep_old``: the rest of the row is taken without the
    disputed value. ``separate``: the row is a record of its own.
    """

    TAKE_NEW = "take_new"
    KEEP_OLD = "keep_old"
    SEPARATE = "separate"


class Place(NamedTuple):
    """Where a row stands: the file's name, the sheet's, and the row as Excel shows it."""

    file: str
    sheet: str
    row: int


class Change(NamedTuple):
    """One column of a record before and after, as stored values; references are names."""

    column: str
    old: Any
    new: Any


class Fault(NamedTuple):
    """What is wrong with a row: our column (empty: the row as a whole), the cell's text, the problem."""

    column: str
    value: str
    problem: Problem


@dataclass(slots=True)
class Verdict:
    """The end of one row. ``choices`` are the decisions that would settle a conflict; ``address`` is ``企业!C12``."""

    place: Place
    fate: Fate
    name: str = ""
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    choices: tuple[Decision, ...] = ()

    @property
    def good(self) -> bool:
        """Whether the row can be written."""
        return self.fate not in (Fate.CONFLICT, Fate.REJECTED)


MESSAGES = {
    "required": N_("必填，这里是空的"),
    "required_absent": N_("必填，表里没有这一列"),
    "unknown_word": N_("不认识的{column}；可填：{words}"),
    "unknown_designation": N_("称号目录里没有这个称号"),
    "unknown_indicator": N_("没有这个指标"),
    "indicator_kind": N_("这个指标不以数值填报"),
    "unknown_district": N_("不认识的区"),
    "unknown_subject": N_("找不到这个{kind}，请先登记或核对名称"),
    "unknown_owner": N_("没有代码是 {value} 的企业，请同时写明名称"),
    "ambiguous": N_("有 {count} 个同名的，请写明所属企业或代码"),
    "rejected_owner": N_("所引用的企业在“企业”表第 {row} 行被退回"),
    "two_names": N_("信用代码 {uscc} 已登记为“{other}”，与这里的名称不同：是更名、写错，还是另一家？"),
    "two_codes": N_("“{name}”已登记的信用代码是 {other}，与这里的不同：是写错，还是另一家同名企业？"),
    "two_values": N_("与第 {row} 行给出的 {what}不同（{other}），请决定采用哪一个"),
    "two_values_file": N_("与 {file} 第 {row} 行给出的 {what}不同（{other}），请决定采用哪一个"),
    "unequal_dates": N_("有 {titles} 项资质、{dates} 个认定日期，对不上：请逐项填写，或只写一个日期"),
    "dates_alone": N_("有认定日期而没有资质"),
    "title_undated": N_("写了资质“{title}”，没有认定日期"),
    "title_of_brand": N_("“{title}”授予品牌；这一行有 {count} 个品牌，看不出授予哪一个，请写到“培育认定”表"),
    "title_of_other": N_("“{title}”不授予企业、品牌或载体平台"),
}
"""Reasons by code."""


def reason(code: str, value: str = "", **params: object) -> Problem:
    """A problem of a row, without its place."""
    return Problem(code, MESSAGES[code], value=value, params=params)
