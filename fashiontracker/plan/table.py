"""A TOML table read with care: every fault becomes a located problem, and reading goes on to find the others."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, TypeVar, cast

from fashiontracker.errors import Problem
from fashiontracker.text import N_

Choice = TypeVar("Choice", bound=str)
SHOWN: Final = 60
UNKNOWN: Final = N_("{list} 中没有“{value}”")


def load(path: Path) -> tuple[dict[str, object] | None, list[Problem]]:
    """The content of a TOML file, or why it cannot be had."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig")), []
    except OSError as fault:
        return None, [Problem("unreadable", N_("读不到文件：{why}"), params={"why": fault.strerror or str(fault)})]
    except UnicodeDecodeError:
        return None, [Problem("encoding", N_("不是 UTF-8 编码的文本"))]
    except (ValueError, RecursionError) as fault:  # syntax, repeated keys, endless nesting
        return None, [Problem("syntax", N_("不是有效的 TOML：{why}"), params={"why": str(fault)})]


def shown(value: object) -> str:
    """A value as the problem quotes it."""
    try:
        text = str(value)
    except ValueError:  # an integer of thousands of digits
        return "…"
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


@dataclass(slots=True)
class Table:
    """One table of the file. A getter that finds a fault notes it in ``problems`` and returns a stand-in.

    Getters take a key that must be there, unless they are named ``maybe_`` or take a default.
    """

    content: Mapping[str, object]
    place: str
    problems: list[Problem]
    asked: set[str] = field(default_factory=set)

    def at(self, name: str) -> str:
        """The place of a key: ``quota[3].min``."""
        return f"{self.place}.{name}" if self.place else name

    def fault(self, code: str, message: str, name: str, value: object = "", **params: object) -> None:
        """Note what is wrong with a key."""
        self.problems.append(Problem(code, message, self.at(name), shown(value), params))

    def _take(self, name: str, required: bool = True) -> object:
        self.asked.add(name)
        value = self.content.get(name)
        if value is None and required:
            self.fault("missing", N_("缺少此项"), name)
        return value

    # ---- single values

    def text(self, name: str, default: str | None = None) -> str:
        """A text that is not blank."""
        return self._text(name, self._take(name, default is None), default or "")

    def maybe_text(self, name: str) -> str | None:
        """A text, or nothing."""
        return self._text(name, self._take(name, required=False), "") or None

    def _text(self, name: str, value: object, default: str) -> str:
        if value is None:
            return default
        if not isinstance(value, str) or not value.strip():
            self.fault("type", N_("应为非空的文字"), name, value)
            return default
        return value

    def number(self, name: str, low: float = -math.inf, high: float = math.inf, default: float | None = None) -> float:
        """A finite number from ``low`` to ``high``."""
        value = self._number(name, self._take(name, default is None), low, high)
        return (default or 0.0) if value is None else value

    def maybe_number(self, name: str, low: float = -math.inf, high: float = math.inf) -> float | None:
        """A number, or nothing."""
        return self._number(name, self._take(name, required=False), low, high)

    def _number(self, name: str, value: object, low: float, high: float) -> float | None:
        if value is None:
            return None
        try:
            number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
        except OverflowError:
            number = math.nan
        if not math.isfinite(number):
            self.fault("type", N_("应为数字"), name, value)
            return None
        if not low <= number <= high:
            self.fault("range", N_("应在 {low} 与 {high} 之间"), name, value, low=low, high=high)
            return None
        return number

    def maybe_integer(self, name: str, low: int, high: int) -> int | None:
        """A whole number from ``low`` to ``high``, or nothing."""
        number = self.maybe_number(name, low, high)
        if number is not None and not number.is_integer():
            self.fault("type", N_("应为整数"), name, self.content[name])
            return None
        return None if number is None else int(number)

    def integer(self, name: str, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``."""
        self._take(name)
        value = self.maybe_integer(name, low, high)
        return low if value is None else value

    def truth(self, name: str, default: bool | None = None) -> bool:
        """True or false."""
        value = self._take(name, default is None)
        if value is None:
            return bool(default)
        if not isinstance(value, bool):
            self.fault("type", N_("应为 true 或 false"), name, value)
        return value is True

    def day(self, name: str) -> date:
        """A date (not a time)."""
        self._take(name)
        return self.maybe_day(name) or date.min

    def maybe_day(self, name: str) -> date | None:
        """A date, or nothing."""
        value = self._take(name, required=False)
        if value is None or type(value) is date:
            return value
        self.fault("type", N_("应为日期，如 2022-01-31，不加引号"), name, value)
        return None

    def choice(self, name: str, allowed: Sequence[Choice], default: Choice | None = None) -> Choice:
        """One of the allowed words."""
        value = self._take(name, default is None)
        if value is None:
            return default or allowed[0]
        if value not in allowed:
            self.fault("choice", N_("应为以下之一：{allowed}"), name, value, allowed=", ".join(allowed))
            return allowed[0]
        return cast(Choice, value)

    # ---- lists

    def _list(self, name: str, required: bool = False) -> list[object]:
        value = self._take(name, required)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault("type", N_("应为列表"), name, value)
            return []
        return value

    def texts(self, name: str, required: bool = False) -> tuple[str, ...]:
        """A list of texts that are not blank; where it is required it is not empty."""
        values = self._list(name, required)
        if required and name in self.content and not values:
            self.fault("missing", N_("至少要有一项"), name)
        found = [self._text(f"{name}[{index}]", value, "") for index, value in enumerate(values)]
        for index, text in enumerate(found):
            if text in found[:index]:
                self.fault("duplicate", N_("“{value}”重复"), f"{name}[{index}]", text)
        return tuple(found)

    def choices(self, name: str, allowed: Sequence[Choice]) -> tuple[Choice, ...]:
        """A list, not empty, of allowed words."""
        values = self.texts(name, required=True)
        for index, value in enumerate(values):
            if value not in allowed:
                place = f"{name}[{index}]"
                self.fault("choice", N_("应为以下之一：{allowed}"), place, value, allowed=", ".join(allowed))
        return tuple(cast(Choice, value) for value in values)

    def maybe_pair(self, name: str, low: float, high: float) -> tuple[float, float] | None:
        """Two numbers, or nothing."""
        values = self._list(name)
        found = [self._number(f"{name}[{index}]", value, low, high) for index, value in enumerate(values)]
        if values and len(values) != 2:
            self.fault("type", N_("应为两个数字，如 [1, 0.5]"), name, values)
        return (found[0] or 0.0, found[1] or 0.0) if len(found) == 2 else None

    def days(self, name: str) -> tuple[date, ...]:
        """A list of dates, earliest first."""
        values = self._list(name)
        for index, value in enumerate(values):
            if type(value) is not date:
                self.fault("type", N_("应为日期，如 2022-01-31，不加引号"), f"{name}[{index}]", value)
        return tuple(sorted(value for value in values if type(value) is date))

    def lists(self, name: str) -> list[tuple[str, ...]]:
        """A list of lists of texts."""
        found = []
        for index, value in enumerate(self._list(name)):
            inner = Table({"list": value}, "", [])
            found.append(inner.texts("list", required=True))
            for problem in inner.problems:
                place = problem.place.removeprefix("list")
                self.fault(problem.code, problem.message, f"{name}[{index}]{place}", problem.value)
        return found

    # ---- tables

    def table(self, name: str, required: bool = True) -> Table | None:
        """A table within this one."""
        value = self._take(name, required)
        if isinstance(value, dict):
            return Table(value, self.at(name), self.problems)
        if value is not None:
            self.fault("type", N_("应为表"), name, value)
        return None

    def tables(self, name: str, required: bool = False) -> list[Table]:
        """A list of tables; where it is required it is not empty."""
        found = []
        for index, value in enumerate(self._list(name, required)):
            if isinstance(value, dict):
                found.append(Table(value, f"{self.at(name)}[{index}]", self.problems))
            else:
                self.fault("type", N_("应为表"), f"{name}[{index}]", value)
        return found

    # ---- what only the whole file tells

    def known(self, name: str, values: Sequence[str] | str, words: Collection[str], list_name: str) -> None:
        """Note each value that is not among the words of the list of this name."""
        one = isinstance(values, str)
        for index, value in enumerate([values] if isinstance(values, str) else values):
            if value and value not in words:
                place = name if one else f"{name}[{index}]"
                self.fault("reference", UNKNOWN, place, value, list=list_name)

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for name in self.content:
            if name not in self.asked:
                self.fault("unknown", N_("不认识此项"), name)
