"""The two lists of the page 品牌梯队: the brands of a step, and the moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from fashiontracker.tally.ladder import Ladder, Move
from fashiontracker.text import N_, _, pick
from fashiontracker.ui.columns import Column, Kind
from fashiontracker.ui.marks import Mark

if TYPE_CHECKING:
    from fashiontracker.models.ladder import LadderBrand
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan

WAYS: Final[Mapping[str, Mark]] = {
    "up": Mark("on_track", "good", N_("上升")),
    "entered": Mark("new", "info", N_("列入")),
    "down": Mark("behind", "warn", N_("下降")),
    "left": Mark("missed", "bad", N_("移出")),
}

BRANDS: Final = (
    Column("name", N_("品牌名称"), width=150),
    Column("owner", N_("所属企业"), width=190),
    Column("sectors", N_("行业"), width=124),
    Column("tier", N_("梯队"), width=164),
    Column("regional_brand", N_("区域品牌"), width=92),
    Column("titles", N_("持有称号"), width=200),
    Column("since", N_("列入或变动"), Kind.DATE, width=104, hint=N_("变更记录中最近一次写入梯队的日期")),
)
MOVES: Final = (
    Column("day", N_("日期"), Kind.DATE, width=100),
    Column("way", N_("变动"), Kind.STATUS, width=80, marks=WAYS),
    Column("brand", N_("品牌名称"), width=150),
    Column("before", N_("原梯队"), width=170),
    Column("after", N_("现梯队"), width=170),
    Column("label", N_("来源"), width=190),
)


def tier_name(plan: Plan, key: str | None) -> str:
    """A tier in the language in force."""
    tier = plan.tiers.get(key or "")
    return pick(tier.zh, tier.en) if tier else (key or _("未定梯队"))


def brand_rows(
    plan: Plan, catalogue: Catalogue, ladder: Ladder, brands: Sequence[LadderBrand]
) -> dict[int, Sequence[object]]:
    """The brands in the order of the ladder, those with most titles first."""
    last = ladder.last_move()
    rank = {key: place for place, key in enumerate(ladder.tiers)}
    titles = {one.key: pick(one.zh, one.en) for one in catalogue.designations}
    ordered = sorted(
        brands, key=lambda one: (rank.get(one.tier or "", len(rank)), -len(ladder.titles.get(one.id, ())), one.id)
    )
    found: dict[int, Sequence[object]] = {}
    for one in ordered:
        sectors = (plan.sectors.get(key) for key in one.sectors)
        regional = plan.regional_brands.get(one.regional_brand or "")
        found[one.id] = (
            one.name,
            one.owner,
            tuple(pick(sector.zh, sector.en) for sector in sectors if sector),
            tier_name(plan, one.tier) if one.tier else "",
            pick(regional.zh, regional.en) if regional else one.regional_brand or "",
            tuple(titles[key] for key in ladder.titles.get(one.id, ())),
            last[one.id].step.day if one.id in last else None,
        )
    return found


def move_rows(plan: Plan, moves: Sequence[Move], names: Mapping[int, str]) -> dict[int, Sequence[object]]:
    """The moves, the newest first, by their place from 1."""
    newest = reversed(moves)
    return {
        place: (
            move.step.day,
            move.way,
            names[move.step.brand],
            tier_name(plan, move.step.before) if move.step.before else "",
            tier_name(plan, move.step.after) if move.step.after else "",
            _(move.step.label),
        )
        for place, move in enumerate(newest, 1)
    }
