"""The export: whole or not at all, in our layout, and nothing but what is recorded."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fashiontracker.errors import NoRoom, Refused
from fashiontracker.exchange.columns import UNKNOWN
from fashiontracker.exchange.export import export
from fashiontracker.exchange.layout import LAYOUTS
from fashiontracker.models import tables
from fashiontracker.models.names import name_key
from fashiontracker.models.store import Store
from fashiontracker.plan.library import Policy
from fashiontracker.progress import finish

Sheets = dict[str, list[dict[str, Any]]]


@pytest.fixture
def written(tmp_path: Path, policy: Policy) -> Callable[[Store], Sheets]:
    """The sheets of a database's export, each row by its headers."""

    def write(store: Store) -> Sheets:
        path = tmp_path / "out.xlsx"
        finish(export(store, policy.plan, policy.catalogue, path))
        book = openpyxl.load_workbook(path)
        found: Sheets = {}
        for sheet in book:
            headers, *rows = sheet.iter_rows(values_only=True)
            found[sheet.title] = [dict(zip(map(str, headers), row, strict=True)) for row in rows if any(row)]
        return found

    return write


def firm(name: str, **values: Any) -> tables.Enterprise:
    return tables.Enterprise(name=name, name_key=name_key(name), **values)


def add(store: Store, *records: Any) -> None:
    with store.journal.entry("登记") as session:
        for record in records:
            session.add(record)
            session.flush()


def test_an_empty_database_gives_eleven_sheets_with_their_headers(store: Store, written: Any) -> None:
    assert written(store) == {kind: [] for kind in LAYOUTS}


def test_the_same_data_give_the_same_bytes(sample_store: Store, policy: Policy, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        finish(export(sample_store, policy.plan, policy.catalogue, tmp_path / name))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_dates_are_dates_numbers_are_numbers_and_codes_are_text(store: Store, written: Any) -> None:
    add(
        store,
        firm(
            "示例甲有限公司",
            uscc="91990000000000019A",
            sectors=("clothing",),
            founded_on=date(2001, 5, 6),
            phone="0755",
        ),
        tables.Figure(
            subject_kind="enterprise",
            enterprise_id=1,
            indicator="revenue",
            year=2023,
            value=1234.5,
            unit="万元",
            entered_in="roster",
        ),
    )
    (row,) = written(store)["企业"]
    assert row["成立日期"] == datetime(2001, 5, 6)
    assert row["2023年营业收入(万元)"] == 1234.5
    assert (row["统一社会信用代码"], row["联系电话"]) == ("91990000000000019A", "0755")


def test_a_day_before_the_calendar_of_excel_is_written_as_text(store: Store, written: Any) -> None:
    add(store, firm("示例老号有限公司", sectors=("jewelry",), founded_on=date(1868, 3, 1)))
    assert written(store)["企业"][0]["成立日期"] == "1868-03-01"


@pytest.mark.parametrize("text", ["=1+1", "+86 755", "-", "@示例", '=HYPERLINK("示例")', "https://示例", "00123"])
def test_what_looks_like_something_else_stays_text(store: Store, written: Any, text: str) -> None:
    add(store, firm("示例甲有限公司", sectors=("clothing",), note=text))
    assert written(store)["企业"][0]["备注"] == text
    book = openpyxl.load_workbook(store.path.parent / "out.xlsx")
    cell = next(cell for cell in book["企业"][2] if cell.value == text)
    assert cell.data_type == "s"
    assert cell.hyperlink is None


def test_a_firm_of_unknown_sector_and_a_standard_without_a_date_say_so(store: Store, written: Any) -> None:
    add(store, firm("示例甲有限公司"), tables.Standard(name="示例标准", name_key="示例标准"))
    sheets = written(store)
    assert sheets["企业"][0]["行业*"] == UNKNOWN
    assert sheets["标准"][0]["发布日期*"] == UNKNOWN


def test_two_brands_of_one_name_are_told_apart_by_their_owners_codes(store: Store, written: Any) -> None:
    add(
        store,
        firm("示例甲有限公司", uscc="91990000000000019A", sectors=("clothing",)),
        firm("示例乙有限公司", uscc="91990000000000027W", sectors=("clothing",)),
        *(tables.Brand(name="示例·双生", name_key="示例·双生", owner_id=owner) for owner in (1, 2)),
        tables.StageEvent(
            subject_kind="brand",
            subject_id=2,
            designation="national_brand",
            stage="recognised",
            happened_on=date(2023, 1, 9),
        ),
    )
    (event,) = written(store)["培育认定"]
    assert (event["对象类型*"], event["对象名称*"], event["统一社会信用代码"]) == (
        "品牌",
        "示例·双生",
        "91990000000000027W",
    )


def test_a_small_percentage_cannot_be_taken_for_a_share(store: Store, written: Any) -> None:
    for name, progress in (("示例·一", 0.5), ("示例·二", 46.5), ("示例·三", 0.0)):
        add(store, tables.Project(name=name, name_key=name, progress=progress))
    assert [row["进度(%)"] for row in written(store)["重点项目"]] == [0.005, 46.5, 0]
    cell = openpyxl.load_workbook(store.path.parent / "out.xlsx")["重点项目"]["J2"]
    assert cell.number_format.endswith("%")


def test_former_names_travel_with_the_day_of_the_renaming(store: Store, written: Any) -> None:
    add(
        store,
        firm("示例新名有限公司", sectors=("clothing",)),
        tables.FormerName(
            enterprise_id=1, name="示例旧名有限公司", name_key="示例旧名有限公司", until=date(2023, 8, 18)
        ),
        tables.FormerName(enterprise_id=1, name="示例更旧有限公司", name_key="示例更旧有限公司"),
    )
    assert written(store)["企业"][0]["曾用名"] == "示例旧名有限公司（至2023-08-18）\n示例更旧有限公司"


def test_what_is_in_the_trash_stays_at_home(store: Store, written: Any) -> None:
    trashed = {"trashed_at": "2025-01-01T00:00:00Z"}
    add(
        store,
        firm("示例甲有限公司", sectors=("clothing",), **trashed),
        tables.Brand(name="示例·甲", name_key="示例·甲", owner_id=1),
        tables.StageEvent(
            subject_kind="enterprise",
            subject_id=1,
            designation="unicorn",
            stage="recognised",
            happened_on=date(2023, 1, 9),
        ),
    )
    sheets = written(store)
    assert (sheets["企业"], sheets["培育认定"]) == ([], [])
    assert (sheets["品牌"][0]["品牌名称*"], sheets["品牌"][0]["所属企业"]) == ("示例·甲", None)


def test_text_too_long_for_a_cell_is_refused_by_its_place_and_nothing_is_cut(
    store: Store, policy: Policy, tmp_path: Path
) -> None:
    add(store, firm("示例甲有限公司", sectors=("clothing",), note="长" * 32_768))
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"what was there")
    with pytest.raises(Refused) as refused:
        finish(export(store, policy.plan, policy.catalogue, path))
    assert [problem.place for problem in refused.value.problems] == ["企业!L2"]
    assert path.read_bytes() == b"what was there"
    assert sorted(tmp_path.glob(".*")) == []


def test_characters_beyond_the_basic_plane_count_as_excel_counts_them(store: Store, written: Any) -> None:
    add(store, firm("示例甲有限公司", sectors=("clothing",), note="𬭊" * 16_383))
    assert written(store)["企业"][0]["备注"] == "𬭊" * 16_383


def test_a_full_disk_leaves_the_old_file_and_no_draft(
    store: Store, policy: Policy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"what was there")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("fashiontracker.exchange.book.os.fsync", full)
    with pytest.raises(NoRoom):
        finish(export(store, policy.plan, policy.catalogue, path))
    assert path.read_bytes() == b"what was there"
    assert sorted(tmp_path.glob(".*")) == []


def test_a_cancelled_export_leaves_the_old_file_and_no_draft(
    sample_store: Store, policy: Policy, tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"what was there")
    work = export(sample_store, policy.plan, policy.catalogue, path)
    next(work)
    work.close()
    assert path.read_bytes() == b"what was there"
    assert sorted(tmp_path.glob(".*")) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_only_its_owner_may_read_the_file(store: Store, policy: Policy, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    finish(export(store, policy.plan, policy.catalogue, path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_place_that_will_not_do_is_refused(store: Store, policy: Policy, tmp_path: Path) -> None:
    folder = tmp_path / "folder.xlsx"
    folder.mkdir()
    for path in (tmp_path / "out.csv", tmp_path / "nowhere" / "out.xlsx", folder):
        with pytest.raises(Refused):
            finish(export(store, policy.plan, policy.catalogue, path))


def test_the_database_is_never_written_over(store: Store, policy: Policy, tmp_path: Path) -> None:
    link = tmp_path / "registry.xlsx"
    link.symlink_to(store.path)
    with pytest.raises(Refused):
        finish(export(store, policy.plan, policy.catalogue, link))
