"""A measuring document off the press, read back by other programs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bench.measuring import CHINA, measuring_document
from fashiontracker.exchange.sample import make_sample
from fashiontracker.models import store as stores
from fashiontracker.models import tables
from fashiontracker.models.store import Store
from fashiontracker.plan import library
from fashiontracker.plan.library import Policy
from fashiontracker.progress import finish
from fashiontracker.reports import ledger, shelf
from fashiontracker.reports.document import Document, Meta, Part
from fashiontracker.reports.press import PressResult, press

META = Meta("示例报告", "示例协会", datetime(2026, 1, 5, 9, 0, tzinfo=CHINA), "主题", ("一", "二"))


@pytest.fixture(scope="session")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The measuring document with 150 rows."""
    path = tmp_path_factory.mktemp("measured") / "measured.pdf"
    finish(press(measuring_document(150), path))
    return path


@pytest.fixture
def print_parts(tmp_path: Path) -> Callable[..., tuple[Path, PressResult]]:
    """Press some parts as a document of their own."""

    def run(parts: Sequence[Part], demo: bool = False, name: str = "part.pdf") -> tuple[Path, PressResult]:
        path = tmp_path / name
        return path, finish(press(Document(META, parts, number="SL-1", demo=demo), path))

    return run


@pytest.fixture
def read_back() -> Callable[[Path], list[str]]:
    """The text of every page as pdfium extracts it."""

    def run(path: Path) -> list[str]:
        import pypdfium2

        with pypdfium2.PdfDocument(path) as pdf:
            texts = []
            for page in pdf:
                text_page = page.get_textpage()
                texts.append(text_page.get_text_range().replace("\r\n", "\n"))
                text_page.close()
                page.close()
            return texts

    return run


# ---- documents made from databases


@pytest.fixture(scope="session")
def policy() -> Policy:
    return library.load()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, policy: Policy) -> Iterator[Store]:
    """The sample database, marked as a demo; read it, never write to it."""
    folder = tmp_path_factory.mktemp("sample")
    properties = {"plan": policy.plan.key, "sample": "1"}
    with stores.create(folder / "sample.db", folder / "sample.lock", properties) as made:
        finish(make_sample(made, policy.plan, policy.catalogue))
        yield made


@pytest.fixture
def empty(tmp_path: Path, policy: Policy) -> Iterator[Store]:
    """A database with nothing in it."""
    with stores.create(tmp_path / "empty.db", tmp_path / "empty.lock", {"plan": policy.plan.key}) as made:
        yield made


Collect = Callable[..., Any]
Print = Callable[..., Path]


@pytest.fixture
def collect(policy: Policy) -> Collect:
    """``collect(store, "targets", as_of="2024-06-30", number=…)``: the frozen sheet of a document."""

    def run(store: Store, name: str, as_of: str = "2025-12-31", **options: Any) -> Any:
        chosen = shelf.Options(as_of=date.fromisoformat(as_of), **options)
        return shelf.collect(store, policy.plan, policy.catalogue, shelf.named(name), chosen)

    return run


@pytest.fixture
def print_document(tmp_path: Path, policy: Policy) -> Print:
    """The same as a file."""

    def run(store: Store, name: str, as_of: str = "2025-12-31", file: str = "paper.pdf", **options: Any) -> Path:
        path = tmp_path / file
        chosen = shelf.Options(as_of=date.fromisoformat(as_of), **options)
        finish(shelf.print_document(store, policy.plan, policy.catalogue, name, path, chosen))
        return path

    return run


@pytest.fixture(scope="session")
def submitted(sample: Store, tmp_path_factory: pytest.TempPathFactory, policy: Policy) -> Iterator[Store]:
    """The sample after a submission for 2024-12-31: then a title was put right, a firm renamed, a milestone noted."""
    folder = tmp_path_factory.mktemp("submitted")
    shutil.copy(sample.path, folder / "submitted.db")
    with stores.open_store(folder / "submitted.db", folder / "submitted.lock", write=True) as opened:
        kind, options = shelf.named("targets"), shelf.Options(date(2024, 12, 31), number="示时协〔2025〕1号")
        sheet = shelf.collect(opened, policy.plan, policy.catalogue, kind, options)
        paper = folder / "paper.pdf"
        finish(shelf.print_sheet(kind, sheet, paper, options))
        ledger.hand_in(opened, folder / "files", kind, sheet, paper, date(2025, 1, 10))
        line = next(line for row in sheet.rows for line in row.counted if row.key == "watches.champions")
        with opened.journal.entry("更正认定日期") as session:
            found = session.query(tables.Enterprise).filter_by(uscc=line.uscc).one()
            events = session.query(tables.StageEvent).filter_by(subject_kind="enterprise", subject_id=found.id)
            session.update_many(tables.StageEvent, {event.id: {"trashed_at": "2025-02-01"} for event in events})
        with opened.journal.entry("更名") as session:
            session.update_many(tables.Enterprise, {1: {"name": "示例<b>更名</b>&有限公司"}})
        yield opened
