"""The empty workbook: our sheets with drop-down lists and comments, and a sheet that says how to fill them in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

from fashiontracker.exchange import guide
from fashiontracker.exchange.book import Book, Heading, Page, heading, new_book
from fashiontracker.exchange.cells import letters
from fashiontracker.exchange.columns import Column, SheetLayout, Value, yearly_name
from fashiontracker.exchange.layout import GUIDE_SHEET, LAYOUTS, LISTS_SHEET
from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.types import Plan

DEEP: Final = 5000
"""How many rows offer their lists."""


def write_template(path: Path, plan: Plan, catalogue: Catalogue) -> None:
    """Write the empty workbook, with the words of this plan and catalogue; reading it as it is finds nothing.

    Raises what `book.new_book` raises.
    """
    words = {
        (layout.kind, column.name): offers
        for layout in LAYOUTS.values()
        for column in layout.columns
        if (offers := _offered(column, plan, catalogue))
    }
    lists = list(dict.fromkeys(words.values()))
    with new_book(path, f"{plan.title_zh}：登记表模板") as book:
        _guide(book, plan, words)
        for layout in LAYOUTS.values():
            columns = list(_columns(layout, plan))
            page = book.page(layout.kind, [heading(column, name) for column, name in columns])
            for index, (column, _) in enumerate(columns):
                _explain(page, index, column)
                if (layout.kind, column.name) in words:
                    offered = words[layout.kind, column.name]
                    _offer(page, index, column, lists.index(offered), len(offered))
            page.sheet.ignore_errors({"number_stored_as_text": f"A1:{letters(len(columns) - 1)}{DEEP}"})
        _lists(book, lists)


def _columns(layout: SheetLayout, plan: Plan) -> Iterator[tuple[Column, str]]:
    """The columns with the headers that differ from their names: one for each year of the plan."""
    for column in layout.columns:
        if column.value == Value.YEARLY_REVENUE:
            for year in range(plan.baseline_year, plan.end.year + 1):
                yield column, yearly_name(year)
        elif column.value != Value.SUBJECT_OWNER:  # for a corner that the guide explains
            yield column, ""


def _offered(column: Column, plan: Plan, catalogue: Catalogue) -> tuple[str, ...]:
    """The words that a drop-down list offers; one of several in a cell may still be typed."""
    if column.choices:
        return tuple(word for word, _ in column.choices)
    if column.vocabulary in ("tasks", "milestones"):
        return tuple(getattr(plan, column.vocabulary).keys)
    if column.vocabulary:
        return tuple(word.names[0] for word in getattr(plan, column.vocabulary))
    match column.value:
        case Value.SECTORS:
            return tuple(sector.zh for sector in plan.sectors)
        case Value.DISTRICT:
            overlaid = tuple(
                f"{plan.districts.by_key[key].zh}（{tag.zh}）" for tag in plan.overlays for key in tag.districts
            )
            return tuple(district.zh for district in plan.districts) + overlaid
        case Value.DESIGNATION:
            return tuple(
                title.names[0]
                for title in catalogue.designations
                if {"enterprise", "brand", "carrier"} & {*title.holders}
            )
        case Value.STAGE:
            return tuple(stage.zh for stage in plan.stages)
        case Value.INDICATOR:
            return tuple(indicator.zh for indicator in plan.indicators)
        case Value.UNIT:
            return tuple(unit.zh for unit in plan.units)
        case Value.YES_NO:
            return ("是", "否")
    return ()


def _explain(page: Page, index: int, column: Column) -> None:
    said = f"{'必填。' if column.required else ''}{guide.how(column)}"
    page.sheet.write_comment(0, index, said, {"x_scale": 1.6, "y_scale": 0.7, "font_size": 9})


def _offer(page: Page, index: int, column: Column, place: int, size: int) -> None:
    """A list below the header. It only offers: other spellings and several words in a cell are read, too."""
    at = letters(place)
    source = f"='{LISTS_SHEET}'!${at}$2:${at}${size + 1}"
    page.sheet.data_validation(1, index, DEEP, index, {"validate": "list", "source": source, "show_error": False})


def _lists(book: Book, lists: list[tuple[str, ...]]) -> None:
    page = book.page(LISTS_SHEET, [Heading(f"选项{number}", width=24) for number in range(1, len(lists) + 1)])
    for row in zip_longest(*lists):
        page.add(row)
    page.sheet.hide()


def _guide(book: Book, plan: Plan, words: dict[tuple[str, str], tuple[str, ...]]) -> None:
    sheet = book.workbook.add_worksheet(GUIDE_SHEET)
    look = {"text_wrap": True, "valign": "vcenter"}
    plain = book.workbook.add_format(look)
    cell = book.workbook.add_format({**look, "border": 1, "border_color": "#B8B8B8"})
    title = book.workbook.add_format({**look, "font_size": 16, "bold": True})
    for index, width in enumerate((12, 24, 7, 44, 30, 60)):
        sheet.set_column(index, index, width)
    sheet.merge_range(0, 0, 0, 5, f"{plan.title_zh}登记表填表说明", title)
    for row, rule in enumerate(guide.RULES, 1):
        sheet.merge_range(row, 0, row, 5, rule, plain)
        sheet.set_row(row, 22)
    row = len(guide.RULES) + 2
    for index, text in enumerate(("工作表", "列", "必填", "怎么填", "例", "也认的列名")):
        sheet.write_string(row, index, text, book.head)
    for layout in LAYOUTS.values():
        for column in layout.columns:
            row += 1
            offered = words.get((layout.kind, column.name), ())
            told: tuple[Any, ...] = (
                *(layout.kind, column.name, "是" if column.required else "", guide.how(column)),
                *(guide.example(column, offered), "、".join(column.aliases)),
            )
            for index, text in enumerate(told):
                sheet.write_string(row, index, text, cell)
    sheet.activate()
