"""The districts as tiles of one size that stand roughly where the districts lie, for window and paper alike."""

from __future__ import annotations

from typing import Final, NamedTuple

from fashiontracker.plan.types import Plan

OVERLAY_SIZE: Final = (0.7, 0.36)
"""An overlay is smaller than the tiles it lies on."""


class Tile(NamedTuple):
    """A rectangle, in sides of a tile; ``overlay`` lies on others, and its numbers are part of theirs."""

    key: str
    x: float
    y: float
    width: float
    height: float
    overlay: bool


def tiles(plan: Plan) -> tuple[Tile, ...]:
    """All tiles, those on top last. Districts to which the plan gives no place stand in a row below the others."""
    placed = [Tile(one.key, *one.tile, 1.0, 1.0, False) for one in plan.districts if one.tile is not None]
    below = max((tile.y + tile.height for tile in placed), default=0.0)
    loose = [one.key for one in plan.districts if one.tile is None]
    per_row = max(6, round(max((tile.x + tile.width for tile in placed), default=0.0)))
    for place, key in enumerate(loose):
        row, column = divmod(place, per_row)
        placed.append(Tile(key, float(column), below + row, 1.0, 1.0, False))
    over = [Tile(one.key, *one.tile, *OVERLAY_SIZE, True) for one in plan.overlays if one.tile is not None]
    return (*placed, *over)


def extent(found: tuple[Tile, ...]) -> tuple[float, float]:
    """Width and height of the whole map, in sides of a tile."""
    return (
        max((tile.x + tile.width for tile in found), default=1.0),
        max((tile.y + tile.height for tile in found), default=1.0),
    )
