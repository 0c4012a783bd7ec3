"""What goes out and comes in: the export against xlsxwriter writing the same cells, the import against LibreOffice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from bench.harness import Act, Pair, Row
from fashiontracker.exchange.export import export
from fashiontracker.exchange.sample.firms import sample_code
from fashiontracker.exchange.sheets import open_workbook
from fashiontracker.models import store as stores
from fashiontracker.models.names import name_key
from fashiontracker.models.store import Store
from fashiontracker.models.tables import Enterprise, Figure
from fashiontracker.plan import library
from fashiontracker.plan.library import Policy
from fashiontracker.progress import finish

YEARS = range(2017, 2025)
RECENT = range(2021, 2025)
LISTED = (
    *(
        "序号",
        "企业名称*",
        "统一社会信用代码",
        "曾用名",
        "行业*",
        "所属区",
        "成立日期",
        "企业规模",
        "上市情况",
        "主营产品",
    ),
    *("联系人", "联系电话", "备注", "品牌", "资质", "认定日期"),
    *(f"{year}年营业收入(万元)" for year in RECENT),
)
"""The 20 columns of a roster as an association keeps it; one firm in ten has a former name, a brand and a title."""


def prepare_export(folder: Path, size: int) -> Pair:
    """A registry of ``size`` enterprises of 20 columns, eight of them years of revenue."""
    policy = library.load()
    store = filled(folder, policy, size)
    out = folder / "out.xlsx"

    def ours() -> None:
        finish(export(store, policy.plan, policy.catalogue, out))

    ours()
    sheets = [(sheet.name, [list(row) for row in sheet.rows]) for sheet in _read(out)]
    return Pair(ours, lambda: plain(folder / "plain.xlsx", sheets))


def prepare_import(folder: Path, size: int) -> Pair:
    """A roster, imported into an empty database by the command line, its start included: 5.3 records a row."""
    policy = library.load()
    roster = folder / "roster.xlsx"
    list_firms(roster, policy, size)
    numbers = count()
    fresh: list[Path] = []

    def before() -> None:
        fresh[:] = [folder / f"fresh{next(numbers)}.db"]
        stores.create(fresh[0], fresh[0].with_suffix(".lock"), {"plan": policy.plan.key}).close()

    def ours() -> None:
        _cli("import", str(roster), "--db", str(fresh[0]))

    return Pair(ours, office(roster, folder), before)


def prepare_again(folder: Path, size: int) -> Pair:
    """The same file once more, nothing changed, beside its first import."""
    first = prepare_import(folder, size)
    first.before()
    first.ours()
    known = newest(folder)
    return Pair(lambda: _cli("import", str(folder / "roster.xlsx"), "--db", str(known)), first.ours, first.before)


def prepare_memory(folder: Path, size: int) -> Pair:
    """The most memory that the import's process, or its worker, holds at a time; LibreOffice's."""
    imported = prepare_import(folder, size)
    roster, office_ = folder / "roster.xlsx", office_command(folder)
    return Pair(
        lambda: most_memory(cli_command("import", str(roster), "--db", str(newest(folder)))),
        (lambda: most_memory([*office_, str(roster)])) if office_ else None,
        imported.before,
    )


def prepare_worker(folder: Path, size: int) -> Pair:
    """The same of the worker that reads the file in its cage."""
    roster, office_ = folder / "roster.xlsx", office_command(folder)
    list_firms(roster, library.load(), size)
    worker = [sys.executable, "-m", "fashiontracker.exchange.worker", str(roster)]
    return Pair(lambda: most_memory(worker), (lambda: most_memory([*office_, str(roster)])) if office_ else None)


def prepare_size(folder: Path, size: int) -> Pair:
    """The database after the import, journal and all; the roster itself."""
    imported = prepare_import(folder, size)
    imported.before()
    imported.ours()
    return Pair(lambda: megabytes(newest(folder)), lambda: megabytes(folder / "roster.xlsx"))


def list_firms(path: Path, policy: Policy, size: int) -> None:
    """A roster of ``size`` firms on one sheet, in the columns of `LISTED`."""
    import xlsxwriter

    sectors, districts = [one.zh for one in policy.plan.sectors], [one.zh for one in policy.plan.districts]
    title = next(one.zh for one in policy.catalogue.designations if "enterprise" in one.holders)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("企业")
    sheet.write_row(0, 0, LISTED)
    for number in range(size):
        name = f"示例第{number}号时尚制造有限公司"
        rare = number % 10 == 0
        sheet.write_row(number + 1, 0, [number + 1, name, sample_code(number), f"旧{name}" if rare else ""])
        sheet.write_row(number + 1, 4, [sectors[number % len(sectors)], districts[number % len(districts)]])
        sheet.write_datetime(number + 1, 6, date(1990 + number % 30, 1 + number % 12, 1 + number % 28))
        words = ["中型", "未上市", "女装、针织衫", "示例·林岚", f"0755-{number:08d}", "示例" if number % 3 else ""]
        sheet.write_row(number + 1, 7, [*words, *([f"示例牌{number}", title, "2023-05-01"] if rare else [])])
        sheet.write_row(number + 1, 16, [1000.25 + number % 977 + year for year in RECENT])
    book.close()


def filled(folder: Path, policy: Policy, size: int) -> Store:
    """A database of ``size`` enterprises with their revenues; every third trait is missing somewhere."""
    store = stores.create(folder / "registry.db", folder / "registry.lock", {"plan": policy.plan.key})
    sectors, districts = policy.plan.sectors.keys, policy.plan.districts.keys
    with store.journal.entry("bench") as session:
        ids = session.insert_many(
            Enterprise,
            [
                {
                    "name": (name := f"示例第{number}号时尚制造有限公司"),
                    "name_key": name_key(name),
                    "uscc": sample_code(number),
                    "sectors": (sectors[number % len(sectors)],),
                    "district": districts[number % len(districts)],
                    "founded_on": date(1990 + number % 30, 1 + number % 12, 1 + number % 28),
                    "size": "中型",
                    "listing": "未上市",
                    "products": "女装、针织衫",
                    "contact": "示例·林岚",
                    "phone": f"0755-{number:08d}",
                    "note": "示例" if number % 3 else None,
                }
                for number in range(size)
            ],
        )
        session.insert_many(
            Figure,
            [
                {
                    "subject_kind": "enterprise",
                    "enterprise_id": key,
                    "subject_key": "",
                    "indicator": "revenue",
                    "year": year,
                    "value": 1000.0 + key % 977 + year,
                    "unit": "万元",
                    "entered_in": "roster",
                }
                for key in ids
                for year in YEARS
            ],
        )
    return store


def plain(path: Path, sheets: list[tuple[str, list[list[Any]]]]) -> None:
    """The same cells by xlsxwriter alone, in constant memory."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell.__class__ is str:
                    if cell:
                        sheet.write_string(number, column, cell)
                elif isinstance(cell, date | datetime):
                    sheet.write_datetime(number, column, cell)
                else:
                    sheet.write_number(number, column, cell)
    book.close()


def office(path: Path, folder: Path) -> Act | None:
    """LibreOffice turning the same file into csv, which neither checks nor keeps anything; None where it is missing."""
    command = office_command(folder)
    if command is None:
        return None
    return lambda: subprocess.run([*command, str(path)], check=True, capture_output=True)


def office_command(folder: Path) -> list[str] | None:
    """All but the file that LibreOffice is to turn into csv; None where it is missing."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    return [program, home, "--headless", "--convert-to", "csv", "--outdir", str(folder)]


def cli_command(*arguments: str) -> list[str]:
    """Our command line in a process of its own."""
    return [sys.executable, "-c", "import sys; from fashiontracker.cli import main; sys.exit(main())", *arguments]


def _cli(*arguments: str) -> None:
    subprocess.run(cli_command(*arguments), check=True, capture_output=True)


def newest(folder: Path) -> Path:
    """The database that was made last."""
    return max(folder.glob("fresh*.db"), key=lambda path: path.stat().st_mtime_ns)


def most_memory(command: list[str]) -> float:
    """MB that a process, or one that it waited for, held at its most."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        while process.stdout.read(1 << 16):
            pass
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return used.ru_maxrss / 1024


def megabytes(path: Path) -> float:
    """The size of a file in MB."""
    return path.stat().st_size / 1e6


def _read(path: Path) -> Iterator[Any]:
    book, problems = open_workbook(path)
    assert book is not None, problems
    yield from book.sheets


ROWS = (
    Row("export, 20 columns", "xlsxwriter, constant memory", 1.5, prepare_export),
    Row("import, 20 columns", "LibreOffice to csv", 1.2, prepare_import),
    Row("import, 20 columns, large", "LibreOffice to csv", 0.8, prepare_import, (100_000,)),
    Row("import again, nothing new", "the first import", 0.5, prepare_again),
    Row("memory of an import", "LibreOffice to csv", 1.5, prepare_memory, unit="MB"),
    Row("memory of the import's worker", "LibreOffice to csv", 1.0, prepare_worker, unit="MB"),
    Row("file size, four years", "the .xlsx of the same", 6.0, prepare_size, unit="MB"),
)
