"""The report is printed, saved and handed in; a year later somebody asks what stood on it."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from fashiontracker.progress import finish
from fashiontracker.ui import opening, saving
from fashiontracker.ui.pages.printing.handing_in import HandInDialog
from fashiontracker.ui.pages.printing.page import PAPER, REFUSED, Printing
from fashiontracker.ui.pages.printing.paper_window import PaperWindow
from fashiontracker.ui.passphrases import NewPassphraseDialog
from fashiontracker.ui.pdf import Pdf
from fashiontracker.ui.printer import print_pages
from fashiontracker.ui.toast import Toast
from fashiontracker.ui.window import Window
from fashiontracker.ui.wishes import Paper
from tests.ui.watchmakers import found, settled, shown


@pytest.fixture
def window(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> Window:
    return shown(empty_window, found(tmp_path / "示例.db"), "reports", qtbot)


@pytest.fixture
def page(window: Window) -> Printing:
    assert isinstance(window.page, Printing)
    return window.page


def choose(window: Window, wish: Paper, qtbot: QtBot) -> None:
    window.go("reports", wish)
    settled(window, qtbot)


def words(page: Printing, text: str) -> int:
    pdf = page.preview.viewer.pdf
    assert pdf is not None
    return len(pdf.find(text))


def test_the_samples_report_is_previewed_and_saved(
    empty_window: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty_window.settings.page = "reports"
    empty_window.show_app(finish(opening.make_sample()))
    settled(empty_window, qtbot)
    page = empty_window.page
    assert isinstance(page, Printing)
    assert page.kind().name == "targets"
    assert page.preview.page.maximum() == len(page.preview.viewer.pdf) > 10
    page.preview.search.setText("示例时尚产业协会")
    page.preview._find_next()
    assert page.preview.hits.text().startswith("1 / ")
    page.preview.page.setValue(5)
    assert page.preview.viewer.page == 4
    out = tmp_path / "报告.pdf"
    monkeypatch.setattr(saving, "ask_save", lambda *_args, **_options: out)
    page.preview.save.click()
    settled(empty_window, qtbot)
    assert out.read_bytes() == page.made.data


def test_a_paper_that_travels_is_opened_by_its_passphrase(
    window: Window, page: Printing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "报告.pdf"
    monkeypatch.setattr(saving, "ask_save", lambda *_args, **_options: out)
    monkeypatch.setattr(NewPassphraseDialog, "ask", classmethod(lambda *_args: ("", False)))
    page.preview.protect.click()
    assert not out.exists()
    monkeypatch.setattr(NewPassphraseDialog, "ask", classmethod(lambda *_args: ("示例口令", True)))
    page.preview.protect.click()
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(out)
    with pypdfium2.PdfDocument(out, password="示例口令") as pdf:
        assert len(pdf) == page.preview.page.maximum()


def test_what_is_typed_is_on_the_paper_and_there_again_next_time(window: Window, page: Printing, qtbot: QtBot) -> None:
    page.choices.letter.lines["recipient"].setText("示例局办公室")
    page._pause.timeout.emit()
    settled(window, qtbot)
    assert words(page, "示例局办公室") > 0
    window.settings.zoom = 100
    window.rebuild()
    settled(window, qtbot)
    assert window.page.choices.letter.lines["recipient"].text() == "示例局办公室"


def test_a_view_of_the_registry_is_printed_as_it_stands(window: Window, page: Printing, qtbot: QtBot) -> None:
    choose(window, Paper("roster", "enterprises", rows=(4, 2), said=("名称含“示例”",)), qtbot)
    assert words(page, "示例丁钟表") > 0
    assert words(page, "示例甲钟表") == 0
    assert words(page, "名称含") > 0
    choose(window, Paper("roster", "enterprises", where=("企业名称=示例甲",)), qtbot)
    assert words(page, "示例甲钟表") > 0


def test_what_is_lacking_is_said_where_the_paper_would_be(window: Window, page: Printing, qtbot: QtBot) -> None:
    choose(window, Paper("recommendation"), qtbot)
    assert page.stack.currentIndex() == REFUSED
    assert not page.hand_in.isEnabled()
    assert "--" not in "".join(label.text() for label in page.stack.currentWidget().findChildren(type(page.about)))
    choose(window, Paper("recommendation", designation="little_giant"), qtbot)
    assert page.stack.currentIndex() in (PAPER, REFUSED)


def test_a_paper_is_handed_in_looked_up_and_held_against_today(
    window: Window, page: Printing, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HandInDialog, "ask", classmethod(lambda *_args: ("专人送达", True)))
    fingerprint, data = page.made.fingerprint, page.made.data
    page.hand_in.click()
    settled(window, qtbot)
    assert page.tabs.tabText(1) == "报送台账 1"
    ledger = page.ledger
    assert "逐字节一致" in ledger.card.state.text()
    assert "各项数字一致" in ledger.card.state.text()
    with window.desk.app.store.journal.entry("更正") as session:
        from fashiontracker.models import tables

        events = {"valid_until": date(2023, 6, 30)}
        session.update_many(tables.StageEvent, {1: events})
    settled(window, qtbot)
    ledger.search.setText(fingerprint.upper())
    ledger._find()
    settled(window, qtbot)
    assert "项数字与今日不同" in ledger.card.state.text()
    assert ledger.card.tree.topLevelItemCount() > 0
    ledger.card.open.click()
    paper = window.findChild(PaperWindow)
    assert hashlib.sha256(paper.pdf.data).digest() == hashlib.sha256(data).digest()
    paper.close()


def test_the_toast_names_the_fingerprint(
    window: Window, page: Printing, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HandInDialog, "ask", classmethod(lambda *_args: ("", True)))
    fingerprint = page.made.fingerprint
    page.hand_in.click()
    settled(window, qtbot)
    assert fingerprint in window.findChild(Toast).text


def test_paper_is_printed_as_large_as_it_is(window: Window, page: Printing, tmp_path: Path) -> None:
    pdf = page.preview.viewer.pdf
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(72)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(1, 2)
    assert [progress.done for progress in print_pages(printer, pdf)] == [1, 2]
    printed = Pdf((tmp_path / "printed.pdf").read_bytes())
    assert len(printed) == 2
    assert printed.sizes[0] == pytest.approx(pdf.sizes[0], abs=1)
    left, right = pdf.picture(0, 0.5), printed.picture(0, 0.5)
    inked = [(x, y) for x in range(0, 290, 5) for y in range(0, 410, 5) if left.pixelColor(x, y).lightness() < 200]
    assert inked
    same = sum(right.pixelColor(x, y).lightness() < 250 for x, y in inked)
    assert same / len(inked) > 0.9
    printed.close()
