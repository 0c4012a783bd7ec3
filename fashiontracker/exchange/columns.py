"""What a sheet's columns are: the words in which `layout` declares the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Value(StrEnum):
    """What a column holds, and so how its cells are read and written."""

    NAME = "name"  # the record's own name; with it goes its name_key
    TEXT = "text"
    USCC = "uscc"  # the record's own code
    OWNER = "owner"  # an enterprise's name, kept as owner_id
    OWNER_CODE = "owner_code"  # the same enterprise's code
    SUBJECT_KIND = "subject_kind"  # 企业, 品牌, 载体平台 / 企业, 行业, 全市
    SUBJECT = "subject"  # the name of what 对象类型 says
    SUBJECT_CODE = "subject_code"
    SUBJECT_OWNER = "subject_owner"  # whose brand or carrier it is, where neither name nor code tells it from another
    FORMER_NAMES = "former_names"  # names borne before, a line each, with the day of the renaming: 旧名（至2023-08-18）
    SECTORS = "sectors"
    DISTRICT = "district"  # with 前海 it also sets qianhai
    WORD = "word"  # a word of the plan's ``vocabulary``
    DESIGNATION = "designation"
    DESIGNATIONS = "designations"  # the wide form: several of them in a cell
    BRANDS = "brands"  # the wide form: names of brands
    DATES = "dates"  # the wide form: one date for all, or one for each designation
    STAGE = "stage"
    INDICATOR = "indicator"
    DATE = "date"  # no day: the first of the month; a bare year: 1 January
    UNTIL = "until"  # no day: the last of the month; a bare year: 31 December
    YEAR = "year"
    NUMBER = "number"  # in the unit of another column
    UNIT = "unit"
    AMOUNT = "amount"  # a quantity kept in ``unit``
    COUNT = "count"  # a whole number
    PERCENT = "percent"
    YES_NO = "yes_no"
    YEARLY_REVENUE = "yearly_revenue"  # one column a year: 2021年营业收入(万元)


UNKNOWN: Final = "未知"
"""What an export writes where a starred cell has no value (a firm known by reference has no sector): the star is
satisfied, the value is none."""
MAY_BE_UNKNOWN: Final = frozenset({"sectors", "acquired_on", "published_on"})
"""Fields of starred columns that a record can be without."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet.

    ``field`` is the attribute of the record it fills, empty where it makes records of other tables. ``vocabulary``
    names the plan's list of words, ``unit`` is what amounts are kept in. ``assumed`` is the unit of a number where
    neither header nor cell says one; money has none, since 元, 万元 and 亿元 are all usual. ``choices`` are words of
    the format itself, each with the key that the tables hold. ``aliases`` are other people's headers, compared by
    `headers.header_key`: spaces, ``*`` and bracketed units need no aliases of their own.
    """

    name: str
    value: Value
    field: str = ""
    required: bool = False
    aliases: tuple[str, ...] = ()
    vocabulary: str = ""
    unit: str = ""
    assumed: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def header(self) -> str:
        """What stands in the header row: the name, with a star where it is required."""
        return f"{self.name}*" if self.required else self.name


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """A sheet. ``kind`` is its name, ``table`` the table of its records."""

    kind: str
    table: str
    columns: tuple[Column, ...]
    aliases: tuple[str, ...] = ()

    def column(self, name: str) -> Column | None:
        """The column of this name."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def required(self) -> tuple[Column, ...]:
        """The starred columns."""
        return tuple(column for column in self.columns if column.required)

    @property
    def yearly(self) -> Column | None:
        """The column that stands for one column a year."""
        return next((column for column in self.columns if column.value == Value.YEARLY_REVENUE), None)


def yearly_name(year: int) -> str:
    """The name of a year's column."""
    return f"{year}年营业收入(万元)"
