"""The seven registry tables of the window: which columns each has and where their values come from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import SQLColumnExpression, select, text
from sqlalchemy.orm import aliased

from fashiontracker.models.tables import (
    Brand,
    Carrier,
    Enterprise,
    Exhibition,
    Figure,
    Project,
    Standard,
    Talent,
)
from fashiontracker.models.views import ValueKind, View, ViewColumn
from fashiontracker.text import N_

Owned = type[Brand] | type[Carrier] | type[Talent] | type[Exhibition] | type[Standard] | type[Project]

OWNER = aliased(Enterprise, name="owner")
_OF_THE_ENTERPRISE = text("coalesce(figure.enterprise_id, 0) = +enterprise.id")
"""As `uq_figure_cell` has it, and with the ``+`` that lets SQLite look into it: the index leads straight to the figure.

Left to choose, SQLite walks the figures of all enterprises for each of them.
"""


def _revenue(column: SQLColumnExpression[Any], until: int = 9999) -> SQLColumnExpression[Any]:
    """Of the enterprise's latest year with a revenue figure; 年度指标 prevails over a column of 企业 (rule 8)."""
    return (
        select(column)
        .where(
            *(Figure.subject_kind == "enterprise", _OF_THE_ENTERPRISE, Figure.subject_key == ""),
            *(Figure.indicator == "revenue", Figure.year <= until, Figure.trashed_at.is_(None)),
        )
        .order_by(Figure.year.desc(), Figure.entered_in)
        .limit(1)
        .correlate(Enterprise)
        .scalar_subquery()
    )


def _own(record: Any, field: str, title: str, kind: ValueKind, width: int = 8, words: str | None = None) -> ViewColumn:
    return ViewColumn(field, title, kind, getattr(record, field), words, field, width)


def _owner_columns(title: str) -> tuple[ViewColumn, ...]:
    return (
        ViewColumn("owner", title, "text", OWNER.name, field="owner_id", width=16),
        ViewColumn("owner_uscc", N_("统一社会信用代码"), "code", OWNER.uscc, width=12),
    )


def _sectors(record: Any) -> ViewColumn:
    return _own(record, "sectors", N_("行业"), "keys", 8, "sectors")


def _places(record: Any) -> tuple[ViewColumn, ...]:
    return (
        _own(record, "district", N_("所属区"), "key", 6, "districts"),
        _own(record, "qianhai", N_("前海"), "yesno", 4),
    )


def _note(record: Any) -> ViewColumn:
    return _own(record, "note", N_("备注"), "text", 16)


ENTERPRISES = View(
    "enterprises",
    N_("企业"),
    Enterprise,
    Enterprise.__table__,
    (
        _own(Enterprise, "name", N_("企业名称"), "text", 18),
        _own(Enterprise, "uscc", N_("统一社会信用代码"), "code", 12),
        _sectors(Enterprise),
        *_places(Enterprise),
        _own(Enterprise, "founded_on", N_("成立日期"), "date", 7),
        _own(Enterprise, "size", N_("企业规模"), "text", 5, "enterprise_sizes"),
        _own(Enterprise, "listing", N_("上市情况"), "text", 8, "listings"),
        ViewColumn("revenue", N_("最近营收（万元）"), "money", _revenue(Figure.value.expression), width=8),
        ViewColumn("revenue_year", N_("营收年度"), "year", _revenue(Figure.year.expression), width=5),
        _own(Enterprise, "products", N_("主营产品"), "text", 14),
        _own(Enterprise, "contact", N_("联系人"), "text", 6),
        _own(Enterprise, "phone", N_("联系电话"), "text", 9),
        _note(Enterprise),
    ),
    ("name", "uscc", "sectors", "district", "size", "listing", "revenue", "revenue_year", "products"),
    "name",
    ("name", "uscc", "products"),
)


SEARCHED = ("name", "owner")


def _owned(
    key: str, title: str, record: Owned, owner: str, columns: tuple[ViewColumn, ...], shown: tuple[str, ...]
) -> View:
    name, *others = columns
    joined = record.__table__.outerjoin(OWNER, record.owner_id == OWNER.id)
    return View(
        key, title, record, joined, (name, *_owner_columns(owner), *others, _note(record)), shown, "name", SEARCHED
    )


BRANDS = _owned(
    "brands",
    N_("品牌"),
    Brand,
    N_("所属企业"),
    (
        _own(Brand, "name", N_("品牌名称"), "text", 12),
        _sectors(Brand),
        _own(Brand, "tier", N_("品牌梯队"), "key", 8, "tiers"),
        _own(Brand, "regional_brand", N_("区域品牌"), "key", 7, "regional_brands"),
        _own(Brand, "trademark_no", N_("商标注册号"), "text", 9),
        _own(Brand, "founded_year", N_("创立年份"), "year", 5),
    ),
    ("name", "owner", "sectors", "tier", "regional_brand", "trademark_no", "founded_year"),
)
CARRIERS = _owned(
    "carriers",
    N_("载体平台"),
    Carrier,
    N_("依托单位"),
    (
        _own(Carrier, "name", N_("名称"), "text", 18),
        _own(Carrier, "kind", N_("类型"), "key", 11, "carrier_kinds"),
        _sectors(Carrier),
        *_places(Carrier),
        _own(Carrier, "state", N_("状态"), "key", 5, "carrier_states"),
        _own(Carrier, "built_on", N_("建成日期"), "date", 7),
    ),
    ("name", "kind", "owner", "sectors", "district", "state", "built_on"),
)
TALENTS = _owned(
    "talents",
    N_("人才"),
    Talent,
    N_("所在单位"),
    (
        _own(Talent, "name", N_("姓名"), "text", 9),
        _own(Talent, "kind", N_("类别"), "key", 8, "talent_kinds"),
        _sectors(Talent),
        _own(Talent, "way", N_("方式"), "key", 4, "ways"),
        _own(Talent, "acquired_on", N_("日期"), "date", 7),
    ),
    ("name", "kind", "owner", "sectors", "way", "acquired_on"),
)
EXHIBITIONS = _owned(
    "exhibitions",
    N_("展会"),
    Exhibition,
    N_("主办单位"),
    (
        _own(Exhibition, "name", N_("展会名称"), "text", 18),
        _own(Exhibition, "year", N_("年度"), "year", 5),
        _sectors(Exhibition),
        _own(Exhibition, "venue", N_("场馆"), "text", 12),
        _own(Exhibition, "area", N_("面积（平方米）"), "count", 8),
        _own(Exhibition, "exhibitors", N_("展商数"), "count", 6),
        _own(Exhibition, "foreign_exhibitors", N_("境外展商数"), "count", 6),
        _own(Exhibition, "visitors", N_("观众数"), "count", 7),
        _own(Exhibition, "ufi", N_("UFI认证"), "yesno", 5),
    ),
    ("name", "year", "owner", "sectors", "venue", "area", "exhibitors", "foreign_exhibitors", "visitors", "ufi"),
)
STANDARDS = _owned(
    "standards",
    N_("标准"),
    Standard,
    N_("牵头单位"),
    (
        _own(Standard, "name", N_("标准名称"), "text", 18),
        _own(Standard, "number", N_("标准号"), "text", 10),
        _own(Standard, "level", N_("级别"), "text", 6, "standard_levels"),
        _sectors(Standard),
        _own(Standard, "published_on", N_("发布日期"), "date", 7),
    ),
    ("name", "number", "level", "owner", "sectors", "published_on"),
)
PROJECTS = _owned(
    "projects",
    N_("重点项目"),
    Project,
    N_("承担单位"),
    (
        _own(Project, "name", N_("项目名称"), "text", 18),
        _sectors(Project),
        *_places(Project),
        _own(Project, "investment", N_("总投资（万元）"), "money", 8),
        _own(Project, "started_on", N_("开工日期"), "date", 7),
        _own(Project, "due_on", N_("计划完工日期"), "date", 7),
        _own(Project, "state", N_("状态"), "key", 5, "project_states"),
        _own(Project, "progress", N_("进度（%）"), "percent", 5),
    ),
    ("name", "owner", "sectors", "district", "investment", "started_on", "due_on", "state", "progress"),
)

VIEWS: dict[str, View] = {
    view.key: view for view in (ENTERPRISES, BRANDS, CARRIERS, TALENTS, EXHIBITIONS, STANDARDS, PROJECTS)
}


def until(view: View, year: int) -> View:
    """The view with no revenue of a later year than this one."""
    dated = {
        "revenue": _revenue(Figure.value.expression, year),
        "revenue_year": _revenue(Figure.year.expression, year),
    }
    columns = tuple(
        replace(column, source=dated[column.key]) if column.key in dated else column for column in view.columns
    )
    return replace(view, columns=columns)
