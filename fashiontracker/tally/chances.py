"""How many of several subjects will count: the exact distribution (Poisson binomial), nomination caps included.

A subject has one or more candidacies, independent of each other, and counts if one succeeds. Where a designation is
capped and more of its candidacies succeed than it has places, every choice of that many among them is equally likely:
the cap binds before subjects are united, and favours nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import comb, prod
from typing import TypeAlias

Candidacy: TypeAlias = tuple[str, float]
"""A designation and the probability of success."""

State: TypeAlias = tuple[int, ...]
"""Of a tangle: how many count already; per designation how many of those take a place there; how many subjects won each
set of capped designations and nothing else (sets as bits, from 1)."""


def distribution(subjects: Iterable[Sequence[Candidacy]], caps: Mapping[str, int], limit: int) -> list[float]:
    """The probabilities that 0, 1, … ``limit`` subjects count; the last one stands for that many or more."""
    plain: list[float] = []
    capped: list[Sequence[Candidacy]] = []
    for candidacies in subjects:
        if any(designation in caps for designation, _ in candidacies):
            capped.append(candidacies)
        else:
            plain.append(1 - prod(1 - chance for _, chance in candidacies))
    found = _independent(plain, limit)
    for designations, tangled in _tangles(capped, caps):
        found = _sum(found, _united(tangled, [caps[one] for one in designations], designations), limit)
    return found


def _independent(chances: Iterable[float], limit: int) -> list[float]:
    found = [1.0]
    for chance in chances:
        if chance <= 0:
            continue
        missed = 1 - chance
        grown = [found[0] * missed]
        grown += [here * missed + below * chance for below, here in pairwise(found)]
        grown.append(found[-1] * chance)
        if len(grown) > limit + 1:
            grown[limit] += grown.pop()
        found = grown
    return found


def _sum(left: Sequence[float], right: Sequence[float], limit: int) -> list[float]:
    found = [0.0] * (min(len(left) + len(right) - 2, limit) + 1)
    for n, here in enumerate(left):
        for m, there in enumerate(right):
            found[min(n + m, limit)] += here * there
    return found


def _tangles(
    subjects: Iterable[Sequence[Candidacy]], caps: Mapping[str, int]
) -> list[tuple[list[str], list[Sequence[Candidacy]]]]:
    """Subjects that bear on one another through capped designations, apart from those that do not."""
    tangles: list[tuple[set[str], list[Sequence[Candidacy]]]] = []
    for candidacies in subjects:
        designations = {one for one, _ in candidacies if one in caps}
        members = [candidacies]
        apart = []
        for tangle in tangles:
            if tangle[0] & designations:
                designations |= tangle[0]
                members = tangle[1] + members
            else:
                apart.append(tangle)
        tangles = [*apart, (designations, members)]
    return [(sorted(designations), members) for designations, members in tangles]


def _united(subjects: Sequence[Sequence[Candidacy]], places: Sequence[int], names: Sequence[str]) -> list[float]:
    """The distribution of one tangle: every outcome by its counts, then the places given out among the successes."""
    states = _of_one_each([one for one, *more in subjects if not more], names)
    for candidacies in subjects:
        if len(candidacies) == 1:
            continue
        outcomes = _outcomes(candidacies, names)
        grown: dict[State, float] = defaultdict(float)
        for state, weight in states.items():
            for step, chance in outcomes:
                grown[tuple(map(int.__add__, state, step))] += weight * chance
        states = grown
    found = [0.0] * (len(subjects) + 1)
    known: dict[tuple[State, int], dict[int, float]] = {}
    for state, weight in states.items():
        for count, chance in _placed(state, 0, places, known).items():
            found[count] += weight * chance
    return found


def _of_one_each(candidacies: Sequence[Candidacy], names: Sequence[str]) -> dict[State, float]:
    """The outcomes of the subjects with a single candidacy: how many of them win each designation."""
    width = len(names)
    states: dict[State, float] = {(0,) * (width + 2**width): 1.0}
    for turn, name in enumerate(names):
        place = width + (1 << turn)
        wins = _independent((chance for one, chance in candidacies if one == name), len(candidacies))
        states = {
            (*state[:place], count, *state[place + 1 :]): weight * chance
            for state, weight in states.items()
            for count, chance in enumerate(wins)
        }
    return states


def _outcomes(candidacies: Sequence[Candidacy], names: Sequence[str]) -> list[tuple[State, float]]:
    """What one subject may add to a state, and how likely."""
    free = 1 - prod(1 - chance for one, chance in candidacies if one not in names)
    won = {0: 1.0}
    for one, chance in candidacies:
        if one in names:
            bit = 1 << names.index(one)
            grown: dict[int, float] = defaultdict(float)
            for bits, weight in won.items():
                grown[bits] += weight * (1 - chance)
                grown[bits | bit] += weight * chance
            won = grown
    found = []
    for bits, weight in won.items():
        taken = [bits >> n & 1 for n in range(len(names))]
        alone = [int(bits == number) for number in range(1, 2 ** len(names))]
        found.append(((1, *taken, *(0 for _ in alone)), weight * free))
        found.append(((0, *(0 for _ in taken), *alone), weight * (1 - free)))
    return [(step, weight) for step, weight in found if weight > 0]


def _placed(
    state: State, turn: int, places: Sequence[int], known: dict[tuple[State, int], dict[int, float]]
) -> dict[int, float]:
    """How many count once each designation, from the ``turn``-th on, has given its places to any of its successes."""
    if turn == len(places):
        return {state[0]: 1.0}
    if (state, turn) in known:
        return known[state, turn]
    width = len(places)
    sets = [bits for bits in range(1, 2**width) if bits >> turn & 1 and state[width + bits]]
    waiting = [state[width + bits] for bits in sets]
    total = sum(waiting) + state[1 + turn]
    seats = min(places[turn], total)
    found: dict[int, float] = defaultdict(float)
    for chosen in _choices(waiting, state[1 + turn], seats):
        ways = prod(map(comb, waiting, chosen)) * comb(state[1 + turn], seats - sum(chosen))
        chance = ways / comb(total, seats)
        after = list(state)
        for bits, lucky in zip(sets, chosen, strict=True):
            rest = bits & ~(1 << turn)
            unlucky = after[width + bits] - lucky
            after[width + bits] = 0
            after[0] += lucky
            if rest:
                after[width + rest] += unlucky
                for other in range(width):
                    after[1 + other] += lucky * (rest >> other & 1)
        for count, weight in _placed(tuple(after), turn + 1, places, known).items():
            found[count] += chance * weight
    known[state, turn] = found
    return found


def _choices(waiting: Sequence[int], others: int, seats: int) -> Iterable[tuple[int, ...]]:
    """How many of each group may sit, so that the seats left over go to the others."""
    if not waiting:
        if seats <= others:
            yield ()
        return
    for lucky in range(min(waiting[0], seats) + 1):
        for rest in _choices(waiting[1:], others, seats - lucky):
            yield (lucky, *rest)
