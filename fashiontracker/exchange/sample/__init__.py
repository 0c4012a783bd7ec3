"""A made-up association: four years of lifelike records, every one of them marked 示例, the same on every machine."""

from __future__ import annotations

from fashiontracker.exchange.sample.ledger import make_sample
from fashiontracker.exchange.sample.roster import write_messy_roster

__all__ = ["make_sample", "write_messy_roster"]
