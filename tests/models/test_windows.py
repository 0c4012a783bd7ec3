"""Application windows: what the association records stands in the place of the catalogue's of that year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from fashiontracker.models import properties, windows
from fashiontracker.models import store as stores
from fashiontracker.models.store import Store
from fashiontracker.models.windows import Window
from fashiontracker.plan import library
from fashiontracker.plan.designations import Catalogue

TITLE = "sci_tech_sme"
ANNOUNCED = (date(2026, 6, 1), date(2026, 8, 31))
OWN = Window(TITLE, date(2026, 5, 1), date(2026, 7, 31), "示例通知〔2026〕1号", "示例：先报市级")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return library.load_catalogue()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with stores.create(tmp_path / "示例.db", tmp_path / "示例.lock", {}) as made:
        yield made


def known(store: Store, catalogue: Catalogue) -> list[Window]:
    with store.reading() as session:
        return [one for one in windows.windows(session, catalogue) if one.designation == TITLE]


def put(store: Store, window: Window, instead: Window | None = None) -> None:
    with store.journal.entry("窗口") as session:
        windows.put(session, window, instead)


def test_the_catalogues_windows_are_in_force_at_first(store: Store, catalogue: Catalogue) -> None:
    (one,) = known(store, catalogue)
    assert (one.opens, one.closes, one.own) == (*ANNOUNCED, False)
    assert one.source


def test_one_of_the_same_year_stands_in_its_place_until_it_is_undone(store: Store, catalogue: Catalogue) -> None:
    put(store, OWN)
    assert known(store, catalogue) == [OWN._replace(own=True)]
    store.journal.undo()
    assert [one.own for one in known(store, catalogue)] == [False]
    store.journal.redo()
    assert [one.own for one in known(store, catalogue)] == [True]


def test_one_of_another_year_stands_beside_it(store: Store, catalogue: Catalogue) -> None:
    put(store, OWN._replace(opens=date(2027, 5, 1), closes=date(2027, 7, 1)))
    assert [(one.year, one.own) for one in known(store, catalogue)] == [(2026, False), (2027, True)]


def test_a_change_is_one_window_not_two_even_over_the_year(store: Store, catalogue: Catalogue) -> None:
    put(store, OWN)
    (recorded,) = known(store, catalogue)
    put(store, OWN._replace(opens=date(2027, 1, 5), closes=date(2027, 2, 5)), recorded)
    assert [(one.opens, one.own) for one in known(store, catalogue)] == [
        (ANNOUNCED[0], False),
        (date(2027, 1, 5), True),
    ]


def test_two_batches_of_a_year_are_kept_and_removed_one_by_one(store: Store, catalogue: Catalogue) -> None:
    autumn = OWN._replace(opens=date(2026, 9, 1), closes=date(2026, 9, 30))
    put(store, autumn)
    put(store, OWN)
    assert [one.opens for one in known(store, catalogue)] == [OWN.opens, autumn.opens]
    for one in known(store, catalogue):
        with store.journal.entry("删") as session:
            windows.remove(session, one)
    assert [one.own for one in known(store, catalogue)] == [False]
    assert f"windows:{TITLE}" not in store.settings()


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2026-06-02", "2026-06-01", "range"),
        ("2026-06-01", "2027-06-30", "range"),
        ("2026-06-01", "2026-06-01", None),
        ("2026-07-31", "2026-09-01", "overlap"),
        ("2026-08-01", "2026-09-01", None),
    ],
)
def test_a_window_is_checked(first: str, last: str, code: str | None) -> None:
    window = Window(TITLE, date.fromisoformat(first), date.fromisoformat(last))
    others = [Window(TITLE, date(2026, 7, 1), date(2026, 7, 31))] if code == "overlap" or last == "2026-09-01" else []
    assert [one.code for one in windows.problems(window, others)] == ([code] if code else [])


@pytest.mark.parametrize(
    "text", ["{", "7", '[{"opens": "x"}]', "[null]", '[{"opens": "2026-05-02", "closes": "2026-05-01"}]']
)
def test_what_was_mended_by_hand_into_nonsense_is_left_out(store: Store, catalogue: Catalogue, text: str) -> None:
    with store.journal.entry("改坏") as session:
        properties.put(session, f"windows:{TITLE}", text)
    assert [one.own for one in known(store, catalogue)] == [False]
