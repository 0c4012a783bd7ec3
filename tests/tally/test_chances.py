"""The exact distribution against every outcome written out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from math import isclose

from hypothesis import given, settings
from hypothesis import strategies as st

from fashiontracker.tally.chances import Candidacy, distribution

A, B, C = "a", "b", "c"


def outcomes(candidacies: Sequence[tuple[int, str, float]], caps: dict[str, int]) -> Iterator[tuple[int, float]]:
    """How many subjects count, and how likely, outcome by outcome and choice by choice."""
    for wins in product((False, True), repeat=len(candidacies)):
        weight = 1.0
        for (_, _, chance), won in zip(candidacies, wins, strict=True):
            weight *= chance if won else 1 - chance
        kept: list[list[tuple[int, ...]]] = []
        for designation in {one for _, one, _ in candidacies}:
            winners = tuple(
                who for (who, one, _), won in zip(candidacies, wins, strict=True) if won and one == designation
            )
            places = min(caps.get(designation, len(winners)), len(winners))
            kept.append(list(combinations(winners, places)))
        choices = list(product(*kept))
        for choice in choices:
            yield len({who for chosen in choice for who in chosen}), weight / len(choices)


def by_hand(subjects: Sequence[Sequence[Candidacy]], caps: dict[str, int]) -> list[float]:
    flat = [(who, designation, chance) for who, one in enumerate(subjects) for designation, chance in one]
    found = [0.0] * (len(subjects) + 1)
    for count, weight in outcomes(flat, caps):
        found[count] += weight
    return found


def same(left: Sequence[float], right: Sequence[float]) -> bool:
    width = max(len(left), len(right))
    pairs = zip([*left, *[0.0] * (width - len(left))], [*right, *[0.0] * (width - len(right))], strict=True)
    return all(isclose(one, other, abs_tol=1e-9) for one, other in pairs)


chance = st.floats(0, 1)
subject = st.dictionaries(st.sampled_from((A, B, C)), chance, min_size=1, max_size=3).map(
    lambda one: tuple(one.items())
)


@st.composite
def subjects_of_few_candidacies(draw: st.DrawFn) -> list[tuple[Candidacy, ...]]:
    found: list[tuple[Candidacy, ...]] = []
    for one in draw(st.lists(subject, max_size=12)):
        if sum(map(len, found)) + len(one) <= 9:
            found.append(one)
    return found


@given(subjects_of_few_candidacies(), st.dictionaries(st.sampled_from((A, B, C)), st.integers(0, 4)))
def test_the_distribution_is_that_of_every_outcome_written_out(subjects, caps) -> None:
    assert same(distribution(subjects, caps, len(subjects)), by_hand(subjects, caps))


@settings(max_examples=25)
@given(st.lists(chance, min_size=12, max_size=12), st.integers(0, 12))
def test_twelve_candidacies_for_one_capped_designation(chances, cap) -> None:
    subjects = [((A, one),) for one in chances]
    plain = by_hand(subjects, {})
    expected = [*plain[:cap], sum(plain[cap:])]
    assert same(distribution(subjects, {A: cap}, 12), expected)


@given(subjects_of_few_candidacies(), st.dictionaries(st.sampled_from((A, B)), st.integers(0, 3)), st.integers(0, 5))
def test_the_last_place_stands_for_that_many_or_more(subjects, caps, limit) -> None:
    whole = distribution(subjects, caps, len(subjects))
    cut = distribution(subjects, caps, limit)
    assert same(cut, [*whole[:limit], sum(whole[limit:])])
    assert isclose(sum(cut), 1)


@given(subjects_of_few_candidacies(), st.integers(0, 8), chance)
def test_a_better_chance_never_lowers_the_probability_of_any_number(subjects, turn, more) -> None:
    if not subjects:
        return
    who = turn % len(subjects)
    (designation, old), *rest = subjects[who]
    better = [*subjects]
    better[who] = ((designation, max(old, more)), *rest)
    for least in range(len(subjects) + 1):
        before, after = (sum(distribution(one, {}, len(subjects))[least:]) for one in (subjects, better))
        assert after >= before - 1e-9


def test_no_place_means_no_success() -> None:
    assert distribution([((A, 1.0),), ((A, 0.5),)], {A: 0}, 2) == [1.0, 0, 0]


def test_the_cap_binds_before_subjects_are_united() -> None:
    """Two win a for sure and one place is free: whichever gets it, the one who also wins b counts anyway."""
    found = distribution([((A, 1.0), (B, 1.0)), ((A, 1.0),)], {A: 1}, 2)
    assert found == [0.0, 0.5, 0.5]


def test_a_subject_counts_once_however_often_it_wins() -> None:
    assert distribution([((A, 0.5), (B, 0.5))], {}, 1) == [0.25, 0.75]


def test_many_candidacies_are_no_trouble() -> None:
    found = distribution([((A, 0.5),)] * 300 + [((B, 0.25),)] * 200, {B: 30}, 500)
    assert isclose(sum(found), 1)
    assert isclose(sum(n * one for n, one in enumerate(found)), 150 + 30, abs_tol=0.01)
