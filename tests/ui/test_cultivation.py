"""The page 培育认定 as it is used: cards moved by key and by drop, a reason asked, a judgement, the matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from fashiontracker import app as apps
from fashiontracker.app import App
from fashiontracker.models import candidacies
from fashiontracker.models.candidacies import Step
from fashiontracker.models.names import name_key
from fashiontracker.models.tables import Enterprise
from fashiontracker.ui.desk import Desk
from fashiontracker.ui.finding import Finder
from fashiontracker.ui.jobs import Jobs
from fashiontracker.ui.pages.cultivation import grid
from fashiontracker.ui.pages.cultivation.adding import AddDialog
from fashiontracker.ui.pages.cultivation.judging import JudgeDialog
from fashiontracker.ui.pages.cultivation.moving import MoveDialog
from fashiontracker.ui.pages.cultivation.page import Cultivation
from fashiontracker.ui.pages.cultivation.progress import FUNNEL, TABLE
from fashiontracker.ui.style import Style

DAY = date(2025, 6, 30)
FIRM = ("enterprise", 1)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[App]:
    with apps.create(tmp_path / "示例.db") as made:
        with made.store.journal.entry("示例") as session:
            for name in ("示例钟表有限公司", "示例眼镜有限公司"):
                session.add(Enterprise(name=name, name_key=name_key(name), sectors=("watches",)))
        steps = [
            Step(FIRM, "little_giant", "applied", date(2025, 3, 1)),
            Step(("enterprise", 2), "little_giant", "recognised", date(2022, 9, 1), valid_until=date(2025, 8, 31)),
        ]
        with made.store.journal.entry("示例") as session:
            candidacies.move_all(session, made.plan, made.catalogue, steps)
        yield made


@pytest.fixture
def page(opened: App, style: Style, qtbot: QtBot) -> Cultivation:
    desk = Desk(opened)
    jobs = Jobs()
    shown = Cultivation(desk)
    shown.jobs = jobs  # type: ignore[attr-defined] - lives as long as the page
    shown.work.connect(jobs.start)
    desk.finder = Finder(opened.store, jobs.start, desk)
    desk.saved.connect(lambda entry: shown.notice(entry.tables))
    qtbot.addWidget(shown)
    shown.look_at(DAY)
    shown.resize(1200, 700)
    shown.show()
    settled(qtbot, shown)
    return shown


def settled(qtbot: QtBot, page: Cultivation) -> None:
    qtbot.waitUntil(lambda: not page.jobs.running())  # type: ignore[attr-defined]


def answering(answer: Callable[[QDialog], None]) -> None:
    """Answer the dialog that is about to open."""

    def give() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        answer(dialog)

    QTimer.singleShot(0, give)


def chain(opened: App) -> list[tuple[str, date, str | None]]:
    with opened.store.reading() as session:
        return [(e.stage, e.on, e.note) for e in candidacies.chain(session, opened.plan, FIRM, "little_giant")]


def names(page: Cultivation, lane: str) -> list[str]:
    return [one.name for one in page.progress.board.lanes[lane].cards.entries]


def focus(page: Cultivation, lane: str) -> None:
    page.progress.board.lanes[lane].setFocus()
    page.progress.board.lanes[lane].setCurrentIndex(page.progress.board.lanes[lane].cards.index(0))


def test_a_bar_of_the_funnel_leads_to_its_candidates(page: Cultivation) -> None:
    progress = page.progress
    progress.show_shape(FUNNEL)
    assert [stage for stage in progress.funnel.stages if stage[1]] == [("已申报", 1)]
    assert (progress.current(), progress.chosen()) == (None, [])
    progress.funnel.chosen.emit([name for name, _count in progress.funnel.stages].index("已申报"))
    assert [one.name for one in progress.shown] == ["示例钟表有限公司"]
    assert progress.shapes.checkedId() == TABLE
    progress.bar.cleared.emit()
    assert len(progress.shown) == 2


def test_a_key_moves_a_card_by_a_dated_event(page: Cultivation, opened: App, qtbot: QtBot) -> None:
    def accept(dialog: QDialog) -> None:
        assert isinstance(dialog, MoveDialog)
        assert dialog.day.value == date.today()
        dialog.day.set_value(date(2025, 5, 20))
        dialog.deed.click()

    focus(page, "applied")
    answering(accept)
    qtbot.keyClick(page.progress.board.lanes["applied"], Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, page)
    assert names(page, "nominated") == ["示例钟表有限公司"]
    assert names(page, "applied") == []
    assert chain(opened)[-1] == ("nominated", date(2025, 5, 20), None)
    assert page.progress.current().stage == "nominated"  # the cursor went along
    assert opened.store.history.entries(1)[0].label == "变更“示例钟表有限公司”的培育阶段"
    opened.store.journal.undo()
    settled(qtbot, page)
    assert names(page, "applied") == ["示例钟表有限公司"]


def test_a_card_dropped_on_closed_asks_for_the_reason(page: Cultivation, opened: App, qtbot: QtBot) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, MoveDialog)
        assert dialog.chosen == "failed"
        dialog.day.set_value(date(2025, 6, 1))
        dialog.deed.click()
        assert dialog.isVisible(), "accepted without a reason"
        dialog.reason.setText("研发费用占比不足")
        dialog.deed.click()

    board = page.progress.board
    data = board.lanes["applied"].cards.mimeData([board.lanes["applied"].cards.index(0)])
    board.lanes["closed"].cards.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    answering(answer)
    qtbot.waitUntil(lambda: names(page, "closed") == ["示例钟表有限公司"])
    assert chain(opened)[-1] == ("failed", date(2025, 6, 1), "研发费用占比不足")


def test_a_renewal_keeps_the_first_term(page: Cultivation, opened: App, qtbot: QtBot) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, MoveDialog)
        assert dialog.chosen == "renewed"  # who holds it is renewed, not recognised again
        dialog.day.set_value(date(2025, 6, 20))
        dialog.until.set_value(date(2028, 8, 31))
        dialog.deed.click()

    held = page.progress.board.lanes["holding"].cards.entries
    answering(answer)
    page.ask_move(held, "holding")
    settled(qtbot, page)
    (now,) = page.progress.board.lanes["holding"].cards.entries
    assert (now.valid_until, now.recognised_on) == (date(2028, 8, 31), date(2022, 9, 1))
    with opened.store.reading() as session:
        events = candidacies.chain(session, opened.plan, now.subject, "little_giant")
    assert [e.valid_until for e in events] == [date(2025, 8, 31), date(2028, 8, 31)]


def test_the_dialog_says_when_the_board_will_not_show_the_move(page: Cultivation, opened: App) -> None:
    whom = [(FIRM, "示例", "little_giant")]
    dialog = MoveDialog(opened, whom, ["applied"], DAY, date(2025, 7, 1), date(2025, 3, 1), page)
    assert "截至日期" in dialog.hint.text()
    dialog.day.set_value(date(2025, 1, 1))
    assert "2025-03-01" in dialog.hint.text()
    dialog.day.set_value(DAY)
    assert dialog.hint.text() == ""


def test_the_table_and_the_board_are_the_same_rows(page: Cultivation) -> None:
    page.progress.show_shape(1)
    assert page.progress.table.model_.rowCount() == len(page.progress.shown) == 2
    page.progress.show_only("lapsing")
    assert [one.name for one in page.progress.shown] == ["示例眼镜有限公司"]
    assert page.progress.table.model_.rowCount() == 1


def test_the_inspector_tells_the_terms_as_a_chain(page: Cultivation, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.inspect) as shown:
        focus(page, "holding")
    stops = shown.args[0].stops
    qtbot.addWidget(shown.args[0])
    assert [(s.held_before, s.held_after) for s in stops] == [(False, True), (True, False)]
    assert "2025-08-31" in stops[-1].heading


def test_a_new_candidate_is_found_by_its_initials(page: Cultivation, opened: App, qtbot: QtBot) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, AddDialog)
        dialog.subject.setText("slyj")
        dialog.subject.textEdited.emit("slyj")
        dialog.subject._choose_first()
        dialog.title.setText("高新技术企业")
        dialog.day.set_value(date(2025, 6, 1))
        dialog.deed.click()

    answering(answer)
    page.ask_new()
    settled(qtbot, page)
    assert names(page, "survey") == ["示例眼镜有限公司"]


def test_a_candidacy_that_begins_after_the_as_of_day_says_that_the_board_keeps_silent_about_it(
    page: Cultivation, qtbot: QtBot
) -> None:
    said = []

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, AddDialog)
        for day in (DAY, date(2025, 7, 1)):
            dialog.day.set_value(day)
            said.append(dialog.hint.text())
        dialog.reject()

    answering(answer)
    page.ask_new()
    assert said[0] == ""
    assert "晚于截至日期 2025-06-30" in said[1]


def test_a_judgement_is_recorded_and_the_check_judges_anew(page: Cultivation, opened: App, qtbot: QtBot) -> None:
    page.examine(FIRM, "little_giant")
    check = page.checking.check
    assert check is not None
    assert check.verdict != "eligible"
    page.checking.findings.setCurrentCell(
        next(row for row in range(page.checking.findings.rowCount()) if _judged(page, row)), 0
    )
    finding = page.checking.findings.chosen()
    assert finding is not None
    assert finding.verdict == "unknown"

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, JudgeDialog)
        assert not dialog.deed.isEnabled(), "an answer is presumed"
        dialog.yes.setChecked(True)
        dialog.day.set_value(date(2025, 6, 1))
        dialog.note.setText("示例：已核对")
        dialog.deed.click()

    answering(answer)
    page.checking.ask_judgement()
    settled(qtbot, page)
    after = {one.criterion.key: one for one in page.checking.check.findings}  # type: ignore[union-attr]
    assert after[finding.criterion.key].verdict != "unknown"
    assert opened.store.history.entries(1)[0].label == "记录人工判断"


def _judged(page: Cultivation, row: int) -> bool:
    page.checking.findings.setCurrentCell(row, 0)
    return page.checking.judge_button.isEnabled()


def test_the_matrix_counts_in_the_background_and_exports_what_is_missing(
    page: Cultivation, tmp_path: Path, qtbot: QtBot
) -> None:
    page.matrix.choose(["little_giant", "high_tech_enterprise"])
    page.matrix.count()
    settled(qtbot, page)
    assert [row.name for row in page.matrix.rows] == ["示例钟表有限公司"]
    assert page.matrix.grid.cells.rowCount() == 1
    page.matrix.grid.keep("ready")
    assert page.matrix.grid.cells.rowCount() == 0
    page.matrix.export(tmp_path / "待补.xlsx")
    settled(qtbot, page)
    import openpyxl

    rows = list(openpyxl.load_workbook(tmp_path / "待补.xlsx")["年度指标"].iter_rows(values_only=True))
    assert len(rows) > 5
    assert {row[1] for row in rows[1:]} == {"示例钟表有限公司"}


def test_a_cell_says_in_words_how_far_it_is(page: Cultivation, qtbot: QtBot) -> None:
    page.matrix.choose(["little_giant"])
    page.matrix.count()
    settled(qtbot, page)
    cell = page.matrix.rows[0].cells[0]
    assert cell is not None
    assert str(cell.unknown) in grid.face(cell)[2]


def crash(dialog: QDialog) -> None:
    """Leave a dialog as a crash does: its draft stays."""
    dialog.drafting.keep()  # type: ignore[attr-defined]
    dialog.drafting.setParent(None)  # type: ignore[attr-defined] - what is typed is watched no more
    dialog.drafting = None  # type: ignore[attr-defined]
    dialog.reject()


def test_an_unsaved_move_is_gone_on_with_after_a_crash(page: Cultivation, opened: App, qtbot: QtBot) -> None:
    def type_(dialog: QDialog) -> None:
        assert isinstance(dialog, MoveDialog)
        dialog.stage.setCurrentIndex(dialog.stage.findData("failed"))
        dialog.reason.setText("示例：没有保存的原因")
        crash(dialog)

    def go_on(dialog: QDialog) -> None:
        assert isinstance(dialog, MoveDialog)
        assert dialog.chosen == "failed"
        assert dialog.reason.text() == "示例：没有保存的原因"
        dialog.deed.click()

    answering(type_)
    page.ask_move(page.progress.board.lanes["applied"].cards.entries, "")
    (draft,) = opened.drafts.all()
    answering(go_on)
    page.resume(draft)
    assert chain(opened)[-1] == ("failed", date.today(), "示例：没有保存的原因")
    assert opened.drafts.all() == []


def test_an_unsaved_candidate_is_gone_on_with_after_a_crash(page: Cultivation, opened: App) -> None:
    def type_(dialog: QDialog) -> None:
        assert isinstance(dialog, AddDialog)
        dialog.subject.show_subject(("enterprise", 2), "示例眼镜有限公司")
        dialog.title.setText("高新技术企业")
        crash(dialog)

    def go_on(dialog: QDialog) -> None:
        assert isinstance(dialog, AddDialog)
        assert dialog.step().subject == ("enterprise", 2)
        dialog.reject()

    answering(type_)
    page.ask_new()
    (draft,) = opened.drafts.all()
    answering(go_on)
    page.resume(draft)
    assert opened.drafts.all() == []


def test_an_unsaved_judgement_is_gone_on_with_after_a_crash(page: Cultivation, opened: App) -> None:
    def type_(dialog: QDialog) -> None:
        assert isinstance(dialog, JudgeDialog)
        dialog.yes.setChecked(True)
        dialog.note.setText("示例：依据")
        crash(dialog)

    def go_on(dialog: QDialog) -> None:
        assert isinstance(dialog, JudgeDialog)
        assert (dialog.answer, dialog.note.text(), dialog.deed.isEnabled()) == (True, "示例：依据", True)
        dialog.reject()

    page.examine(FIRM, "little_giant")
    findings = page.checking.findings
    findings.setCurrentCell(next(row for row in range(findings.rowCount()) if _judged(page, row)), 0)
    answering(type_)
    page.checking.ask_judgement()
    (draft,) = opened.drafts.all()
    page.examine(("enterprise", 2), "little_giant")
    answering(go_on)
    page.resume(draft)
    assert opened.drafts.all() == []
