"""Titles held on a day, whoever bears them."""

from __future__ import annotations

from datetime import date

from fashiontracker.models.facts import Facts
from fashiontracker.tally.terms import standing


def held(facts: Facts, day: date) -> int:
    """How many of the titles among the facts are held on the day."""
    chains = (chain for of_title in facts.chains.values() for chain in of_title.values())
    return sum(found.held for chain in chains if (found := standing(chain, day)))
