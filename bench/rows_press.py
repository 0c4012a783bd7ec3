"""Printing: the measuring document against stock reportlab paragraphs and tables, and against LibreOffice."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from bench.harness import Pair, Row
from bench.measuring import measuring_document
from fashiontracker.progress import finish
from fashiontracker.reports.document import Annex, Document, Heading, Paragraph, Table
from fashiontracker.reports.faces import Role, builtin_faces
from fashiontracker.reports.fontstack import TypeCase
from fashiontracker.reports.press import press


def prepare_stock(folder: Path, size: int) -> Pair:
    """The same text, headings and table set by reportlab's own Paragraph and Table, in the same type."""
    document = measuring_document(size)
    return Pair(lambda: finish(press(document, folder / "ours.pdf")), lambda: stock(document, folder / "stock.pdf"))


def prepare_office(folder: Path, size: int) -> Pair:
    """The same text and table as HTML, converted by LibreOffice Writer."""
    document = measuring_document(size)
    page = folder / "m.html"
    page.write_text(html(document), encoding="utf-8")
    return Pair(lambda: finish(press(document, folder / "ours.pdf")), lambda: office(page, folder))


def prepare_size(folder: Path, size: int) -> Pair:
    """How large the files are: ours with its tags, stock reportlab's without."""
    document = measuring_document(size)
    path = folder / "m.pdf"

    def ours() -> float:
        finish(press(document, path))
        return path.stat().st_size / 1e6

    def theirs() -> float:
        stock(document, path)
        return path.stat().st_size / 1e6

    return Pair(ours, theirs)


def stock(document: Document, path: Path) -> None:
    """Press with stock reportlab; cells are plain strings, its fastest way: nothing wraps, nothing is tagged."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph as StockParagraph
    from reportlab.platypus import SimpleDocTemplate
    from reportlab.platypus import Table as StockTable

    case = TypeCase(builtin_faces())
    case.register()
    body = ParagraphStyle("body", fontName=case[Role.BODY].fontName, fontSize=16, leading=29, wordWrap="CJK")
    story: list[Any] = [StockParagraph(escaped(text), body) for text in texts(document)]
    name = case[Role.FIGURES].fontName
    for table in tables(document):
        style = [("FONTNAME", (0, 0), (-1, -1), name), ("FONTSIZE", (0, 0), (-1, -1), 9)]
        story.append(StockTable(table_rows(table), style=style, repeatRows=1))
    SimpleDocTemplate(str(path), initialFontName=body.fontName).build(story)


def texts(document: Document) -> list[str]:
    """Headings and paragraphs in order."""
    found = []
    for part in document.parts:
        if isinstance(part, Heading):
            found.append(part.text)
        elif isinstance(part, Paragraph) and isinstance(part.text, str):
            found.append(part.lead + part.text)
    return found


def tables(document: Document) -> list[Table]:
    """The tables of the annexes."""
    annexes = [part for part in document.parts if isinstance(part, Annex)]
    return [part for annex in annexes for part in annex.parts if isinstance(part, Table)]


def table_rows(table: Table) -> list[list[str]]:
    """Head and rows as plain texts."""
    return [[column.head for column in table.columns], *(list(row) for row in table.rows if not hasattr(row, "text"))]


def escaped(text: str) -> str:
    """The text for a reader of markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def html(document: Document) -> str:
    """Text and tables as a page that LibreOffice reads."""
    paragraphs = "".join(f"<p>{escaped(text)}</p>" for text in texts(document))
    body = "".join(
        "<table>" + "".join("<tr>" + "".join(f"<td>{escaped(text)}</td>" for text in row) + "</tr>" for row in rows)
        + "</table>"
        for rows in map(table_rows, tables(document))
    )  # fmt: skip
    return f'<html><head><meta charset="utf-8"></head><body>{paragraphs}{body}</body></html>'


def office(path: Path, folder: Path) -> None:
    """Convert by LibreOffice, which ends with status 0 also where it could not: what counts is the file."""
    made = folder / f"{path.stem}.pdf"
    made.unlink(missing_ok=True)
    command = ["lowriter", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True)
    assert made.stat().st_size


SIZES = (1_000, 2_000, 10_000, 20_000)
PRINT = "print the measuring document, tagged, PDF/A"
ROWS = (
    Row(PRINT, "stock reportlab", 0.75, prepare_stock, SIZES),
    Row(PRINT, "LibreOffice Writer", 0.1, prepare_office, (2_000,), needs=("lowriter",)),
    Row("size of the measuring document", "stock reportlab", 1, prepare_size, (2_000,), limit=1.0, unit="MB"),
)
