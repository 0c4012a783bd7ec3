"""status: the 31 rows as a table and as the JSON that other programs rely on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Type

KEYS = {"key", "kind", "sector_group", "unit", "min", "max", "actual", "status", "forecast", "stale"}


def test_all_rows_come_in_the_plans_order_with_the_agreed_fields(database: Path, type_in: Type) -> None:
    status = type_in("status", "--db", database, "--as-of", "2023-12-31", "--json")
    assert status.status == 0
    assert set(status.json) == {"plan", "as_of", "quotas"}
    assert status.json["plan"] == "shenzhen-fashion-2022-2025"
    assert status.json["as_of"] == "2023-12-31"
    rows = status.json["quotas"]
    assert len(rows) == 31
    assert all(set(row) == KEYS for row in rows)
    assert [row["key"] for row in rows][:5] == [
        *("overall.value_added", "overall.revenue_500", "overall.revenue_100", "overall.revenue_50"),
        "clothing.clusters",
    ]
    milestone = next(row for row in rows if row["kind"] == "milestone")
    assert [milestone[name] for name in ("actual", "unit", "min", "max")] == [None] * 4


def test_one_row_alone_has_its_lists(database: Path, type_in: Type) -> None:
    status = type_in("status", "--db", database, "--quota", "watches.champions", "--json")
    (row,) = status.json["quotas"]
    assert set(row) == KEYS | {"counted", "near_misses"}
    assert (row["min"], row["max"], row["unit"]) == (3, 5, "家")


def test_the_default_date_is_the_plans_last_day_once_it_is_over(database: Path, type_in: Type) -> None:
    assert type_in("status", "--db", database, "--json").json["as_of"] == "2025-12-31"


def test_the_table_names_every_row(database: Path, type_in: Type) -> None:
    table = type_in("status", "--db", database).out
    assert table.count("\n") >= 31 + 2
    assert "新增省级以上" in table
    assert "滞后" in table


def test_an_unknown_quota_is_refused_with_the_ones_there_are(database: Path, type_in: Type) -> None:
    refused = type_in("status", "--db", database, "--quota", "shoes.brands", "--json")
    assert refused.status == 3
    assert refused.out == ""
    assert "shoes.brands" in refused.err
    assert "watches.champions" in refused.err


@pytest.mark.parametrize("name", ["", ".", "/"])
def test_a_database_without_a_name_is_a_fault_of_usage(type_in: Type, name: str) -> None:
    assert type_in("status", "--db", name).status == 2


@pytest.mark.parametrize("day", ["2023-02-30", "2023/5/1", "gestern", "2023-1-1"])
def test_a_date_that_is_none_is_a_fault_of_usage(database: Path, type_in: Type, day: str) -> None:
    refused = type_in("status", "--db", database, "--as-of", day)
    assert refused.status == 2
    assert day in refused.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--db"),
        (("--db",), "--db"),
        (("--db", "x", "--nonsense"), "--nonsense"),
    ],
)
def test_faults_of_usage_are_told_in_chinese(type_in: Type, words: tuple[str, ...], said: str) -> None:
    refused = type_in("--lang", "zh", "status", *words)
    assert refused.status == 2
    assert "用法有误" in refused.err
    assert said in refused.err
    assert "required" not in refused.err
    assert "unrecognized" not in refused.err
