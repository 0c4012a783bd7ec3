"""The papers of an application in the window: dropped, chosen, looked at, taken off; the checklist changed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fashiontracker import app as apps
from fashiontracker import paths
from fashiontracker.app import App
from fashiontracker.models import attaching, candidacies, checklists
from fashiontracker.models.candidacies import Step
from fashiontracker.models.names import name_key
from fashiontracker.models.tables import Enterprise
from fashiontracker.progress import finish
from fashiontracker.ui import evidence_files
from fashiontracker.ui.columns import Sort
from fashiontracker.ui.desk import Desk
from fashiontracker.ui.jobs import Jobs
from fashiontracker.ui.pages.cultivation.chain import ChainPanel
from fashiontracker.ui.pages.cultivation.checklist_form import NAME, REQUIRED, ChecklistDialog
from fashiontracker.ui.pages.cultivation.looking import PaperDialog
from fashiontracker.ui.pages.cultivation.page import Cultivation
from fashiontracker.ui.pages.cultivation.papers import Papers
from fashiontracker.ui.style import Style

DAY = date(2025, 6, 30)
FIRM = ("enterprise", 1)
TITLE = "little_giant"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[App]:
    with apps.create(tmp_path / "示例.db") as made:
        with made.store.journal.entry("示例") as session:
            session.add(Enterprise(name="示例钟表有限公司", name_key=name_key("示例钟表有限公司"), sectors=()))
        with made.store.journal.entry("示例") as session:
            candidacies.move(session, made.plan, made.catalogue, Step(FIRM, TITLE, "applied", date(2025, 3, 1)))
        yield made


class Bench:
    """The page with the panel that it showed last."""

    def __init__(self, opened: App, qtbot: QtBot) -> None:
        self.qtbot, self.app = qtbot, opened
        self.page = Cultivation(Desk(opened))
        self.panel: ChainPanel | None = None
        self._jobs = Jobs()
        self.page.work.connect(self._jobs.start)
        self.page.inspect.connect(self._show)
        self.page._desk.saved.connect(lambda entry: self.page.notice(entry.tables))
        qtbot.addWidget(self.page)
        self.page.look_at(DAY)
        self.page.show()
        self.settle()
        lane = self.page.progress.board.lanes["applied"]
        lane.setCurrentIndex(lane.cards.index(0))

    @property
    def papers(self) -> Papers:
        assert self.panel is not None
        return self.panel.papers

    def state(self) -> str:
        return self.papers.state.text()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self._jobs.running())

    def drop(self, item: str, *files: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
        self.papers.rows[item].dropEvent(QDropEvent(QPointF(1, 1), Qt.DropAction.CopyAction, data, buttons, keys))
        self.settle()

    def _show(self, panel: ChainPanel | None) -> None:
        if panel is not None:
            self.panel = panel
            self.qtbot.addWidget(panel)


@pytest.fixture
def bench(opened: App, style: Style, qtbot: QtBot) -> Bench:
    return Bench(opened, qtbot)


@pytest.fixture
def licence(tmp_path: Path) -> Path:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "PNG")
    path = tmp_path / "执照.png"
    path.write_bytes(out.getvalue())
    return path


def test_a_lost_lock_is_said_where_a_paper_is_taken_off(
    bench: Bench, licence: Path, tmp_path: Path, spoken: list[str]
) -> None:
    bench.drop("business_licence", licence)
    paths.lock_file(tmp_path / "示例.db").unlink()
    bench.papers.removed.emit(bench.papers.rows["business_licence"].files[0])
    assert len(spoken) == 1
    assert "不再独占" in spoken[0]
    assert bench.state().startswith("1/5 齐备")


def test_what_is_missing_is_named_until_a_file_is_dropped_on_it(bench: Bench, licence: Path, tmp_path: Path) -> None:
    assert bench.state().startswith("0/5 齐备，还缺：")
    bench.drop("business_licence", licence, tmp_path)  # a folder among the files is left aside
    assert bench.state().startswith("1/5 齐备")
    assert "营业执照" not in bench.state()
    assert [file.name for file in bench.papers.rows["business_licence"].files] == ["执照.png"]
    source = bench.page.progress.source
    (event,) = source.ids(Sort("papers"))
    assert "1/5" in source.rows([event])[event]
    bench.app.store.journal.undo()
    bench.settle()
    assert bench.state().startswith("0/5")


def test_a_file_is_taken_off_again(bench: Bench, licence: Path) -> None:
    bench.drop("business_licence", licence)
    bench.papers.removed.emit(bench.papers.rows["business_licence"].files[0])
    bench.settle()
    assert bench.state().startswith("0/5")
    assert bench.app.store.history.entries(1)[0].label == "移除申报材料：执照.png"


def test_files_are_chosen_too(bench: Bench, licence: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_files, "choose_files", lambda _near: [licence])
    bench.papers.asked.emit("audit_reports")
    bench.settle()
    assert bench.state().startswith("1/5")


def test_a_file_on_record_already_is_offered_and_used(bench: Bench, licence: Path) -> None:
    folder = paths.evidence_folder(bench.app.store.path)
    kept = finish(attaching.take_in(folder, [licence]))
    with bench.app.store.journal.entry("佐证") as session:
        attaching.attach(session, FIRM, kept)
    bench.settle()
    menu = bench.papers.offer(bench.papers.rows["business_licence"].item)
    bench.qtbot.addWidget(menu)
    offered = next(action for action in menu.actions() if action.text() == "执照.png")
    offered.trigger()
    bench.settle()
    assert bench.state().startswith("1/5")
    assert bench.papers.application.offered == ()


def test_the_pages_of_an_image_are_shown_and_what_has_none_says_why(
    bench: Bench, licence: Path, tmp_path: Path
) -> None:
    note = tmp_path / "说明.txt"
    note.write_text("文字", encoding="utf-8")
    bench.drop("business_licence", licence)
    bench.drop("truth_statement", note)
    dialogs = []
    for item in ("business_licence", "truth_statement"):
        bench.papers.shown.emit(bench.papers.rows[item].files[0])
        bench.settle()
        dialogs.extend(
            one for one in QApplication.topLevelWidgets() if isinstance(one, PaperDialog) and one.isVisible()
        )
        assert isinstance(dialogs[-1], PaperDialog)
        if item == "business_licence":
            assert dialogs[-1].viewer.pdf is not None
            assert len(dialogs[-1].viewer.pdf) == 1
        else:
            assert "不是 PDF 或者图片" in dialogs[-1].problem.text()
        dialogs[-1].close()


def test_the_checklist_is_changed_in_one_step(bench: Bench, opened: App) -> None:
    before = checklists.usual(opened.catalogue, TITLE)
    dialog = ChecklistDialog(opened.catalogue, TITLE, before)
    bench.qtbot.addWidget(dialog)
    dialog.table.setCurrentCell(1, NAME)
    dialog.shift(-1)
    dialog.table.item(0, NAME).setText("营业执照副本")
    dialog.table.item(1, REQUIRED).setCheckState(Qt.CheckState.Unchecked)
    dialog.table.setCurrentCell(7, NAME)
    dialog.remove()
    dialog.add_item()
    dialog.table.item(7, NAME).setText("展会证明")
    dialog.deed.click()
    assert dialog.result() == ChecklistDialog.DialogCode.Accepted
    found = dialog.items
    assert [(one.key, one.zh, one.required) for one in found[:2]] == [
        ("business_licence", "营业执照副本", True),
        ("application_form", "申报书（申请表）", False),
    ]
    assert (found[7].zh, len(found)) == ("展会证明", 8)
    dialog.restore()
    assert dialog.items == before


def test_a_list_without_names_is_not_accepted(bench: Bench, opened: App) -> None:
    dialog = ChecklistDialog(opened.catalogue, TITLE, checklists.usual(opened.catalogue, TITLE)[:2])
    bench.qtbot.addWidget(dialog)
    dialog.table.item(0, NAME).setText(" ")
    dialog.deed.click()
    assert dialog.result() != ChecklistDialog.DialogCode.Accepted
    assert "名称不能为空" in dialog.problem.text()


def test_the_panel_follows_another_checklist(bench: Bench, opened: App) -> None:
    with opened.store.journal.entry("改清单") as session:
        checklists.keep(session, opened.catalogue, TITLE, checklists.usual(opened.catalogue, TITLE)[:1])
    bench.settle()
    assert bench.state() == "0/1 齐备，还缺：申报书（申请表）"
