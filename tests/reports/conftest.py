"""A measuring document off the press, read back by other programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from bench.measuring import CHINA, measuring_document
from fashiontracker.progress import finish
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
