"""An errand: a candidate's papers are gathered by the checklist, looked at, and bound into one file."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from fashiontracker import app as apps
from fashiontracker import paths
from fashiontracker.app import App
from fashiontracker.models import candidacies, checklists
from fashiontracker.models.candidacies import Step
from fashiontracker.models.names import name_key
from fashiontracker.models.tables import Enterprise
from fashiontracker.progress import finish
from fashiontracker.reports import shelf
from fashiontracker.ui.pages.cultivation.chain import ChainPanel
from fashiontracker.ui.pages.cultivation.page import Cultivation
from fashiontracker.ui.pages.cultivation.papers import Papers
from fashiontracker.ui.pages.printing.page import Printing
from fashiontracker.ui.window import Window
from tests.ui.watchmakers import settled, shown

DAY = date(2025, 6, 30)
FIRM = "示例钟表有限公司"
TITLE = "little_giant"


@pytest.fixture
def opened(tmp_path: Path) -> App:
    made = apps.create(tmp_path / "示例.db")
    with made.store.journal.entry("示例") as session:
        session.add(Enterprise(name=FIRM, name_key=name_key(FIRM), sectors=("watches",)))
    with made.store.journal.entry("示例") as session:
        candidacies.move(session, made.plan, made.catalogue, Step(("enterprise", 1), TITLE, "applied", DAY))
        wanted = checklists.usual(made.catalogue, TITLE)[:2]
        checklists.keep(session, made.catalogue, TITLE, wanted)
    return made


def papers(window: Window) -> Papers:
    (panel,) = window.frame.inspector.findChildren(ChainPanel)
    return panel.papers


def drop(window: Window, item: str, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    papers(window).rows[item].dropEvent(QDropEvent(QPointF(1, 1), Qt.DropAction.CopyAction, data, buttons, keys))


def a_pdf(path: Path, pages: int) -> Path:
    made, out = pikepdf.new(), io.BytesIO()
    for _page in range(pages):
        made.add_blank_page()
    made.save(out)
    path.write_bytes(out.getvalue())
    return path


def test_papers_are_gathered_and_bound(empty_window: Window, opened: App, tmp_path: Path, qtbot: QtBot) -> None:
    page = shown(empty_window, opened, "cultivation", qtbot, DAY).page
    assert isinstance(page, Cultivation)
    lane = page.progress.board.lanes["applied"]
    lane.setCurrentIndex(lane.cards.index(0))
    assert papers(empty_window).state.text() == "0/2 齐备，还缺：申报书（申请表）、营业执照"
    for item, name, pages in (("business_licence", "扫描0012.pdf", 1), ("application_form", "终稿（盖章）.pdf", 3)):
        drop(empty_window, item, a_pdf(tmp_path / name, pages))
        settled(empty_window, qtbot)
    assert papers(empty_window).state.text() == "2/2 齐备，可以装订"

    papers(empty_window).bound.emit()
    settled(empty_window, qtbot)
    printing = empty_window.page
    assert isinstance(printing, Printing)
    assert printing.choices.designation.currentData() == TITLE
    assert printing.choices.enterprises.text() == FIRM

    bound = tmp_path / "汇编.pdf"
    folder = paths.evidence_folder(opened.store.path)
    chosen = shelf.Options(DAY, files=folder, designation=TITLE, enterprises=(FIRM,))
    finish(shelf.print_document(opened.store, opened.plan, opened.catalogue, "evidence", bound, chosen))
    with pikepdf.open(bound) as made, made.open_outline() as outline:
        assert [one.title for one in outline.root[-1].children] == ["（一）申报书（申请表）", "（二）营业执照"]
