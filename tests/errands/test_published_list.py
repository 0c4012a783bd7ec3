"""An errand: a list is published; the staff compare it with the registry, decide, record it, and take it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fashiontracker import app as apps
from fashiontracker.app import App
from fashiontracker.models import candidacies, facts, papers
from fashiontracker.models.names import name_key
from fashiontracker.models.tables import Enterprise
from fashiontracker.tally import board
from fashiontracker.ui.desk import Desk
from fashiontracker.ui.pages.published.listing import REASON
from fashiontracker.ui.pages.published.newcomers_form import NewcomersForm
from fashiontracker.ui.pages.published.page import Published
from fashiontracker.ui.start import make_window
from fashiontracker.ui.window import Window

FIRMS = ("深圳市示例钟表有限公司", "深圳示例机芯（集团）有限公司", "示例表业（深圳）股份有限公司")
DAY = date(2025, 6, 30)


@pytest.fixture
def opened(tmp_path: Path) -> App:
    made = apps.create(tmp_path / "示例.db")
    with made.store.journal.entry("示例") as session:
        for name in FIRMS:
            session.add(Enterprise(name=name, name_key=name_key(name), sectors=("watches",)))
    return made


@pytest.fixture
def window(opened: App, qapp: QApplication, qtbot: QtBot) -> Iterator[Window]:
    shown = make_window(qapp)
    shown.resize(1366, 768)
    qtbot.addWidget(shown)
    shown.show()
    shown.take_desk(Desk(opened, shown))
    yield shown
    shown.close()


@pytest.fixture
def page(window: Window, settled: Callable[[], None]) -> Published:
    window.go("published")
    settled()
    assert isinstance(window.page, Published)
    return window.page


@pytest.fixture
def settled(window: Window, qtbot: QtBot) -> Callable[[], None]:
    def wait() -> None:
        qtbot.waitUntil(lambda: not window.jobs.running(), timeout=20000)

    return wait


def a_list(folder: Path, title: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        [title],
        ["序号", "企业名称", "所在城市"],
        [1, FIRMS[0], "深圳市"],
        [2, "深圳示例机心（集团）有限公司", "深圳市"],
        [3, FIRMS[2], "东莞市"],
        [4, f"{FIRMS[0]}福田分公司", "深圳市"],
        [5, "深圳市毫不相干珠宝有限公司", "深圳市"],
        ["2025年5月20日"],
    ):
        sheet.append(row)
    book.save(folder / "名单.xlsx")
    return folder / "名单.xlsx"


def holders(opened: App) -> float | None:
    with opened.store.reading() as session:
        known = facts.load(session, opened.plan)
    quota = opened.plan.quotas.by_key["watches.champions"]
    return board.row_result(known, opened.plan, opened.catalogue, quota, DAY).actual


def fates(page: Published) -> list[str]:
    return [one.fate for one in page.settled]


def test_a_recognition_list_from_the_drop_to_the_undo(
    page: Published, opened: App, settled: Callable[[], None], tmp_path: Path, qtbot: QtBot
) -> None:
    page.read_file(a_list(tmp_path, "关于公布第七批国家级专精特新“小巨人”企业名单的通知"))
    settled()
    assert page.form.designation == "little_giant"
    assert page.form.stage.currentData() == "recognised"
    assert page.form.day.value == date(2025, 5, 20)
    assert fates(page) == ["matched", "near", "elsewhere", "branch", "unmatched"]
    assert "1" in page.accept_button.text()

    page.list.selectRow(1)
    qtbot.keyClick(page.list, Qt.Key.Key_1)  # the near name is ours
    assert fates(page)[1] == "matched"
    page.form.number.setText("示例函〔2025〕7号")
    page.accept_button.click()
    settled()
    settled()
    assert holders(opened) == 2
    assert fates(page)[:2] == ["known", "near"]
    with opened.store.reading() as session:
        (event,) = candidacies.chain(session, opened.plan, ("enterprise", 2), "little_giant")
        files = papers.evidence_files(session)
    assert (event.stage, event.on, event.certificate_no) == ("recognised", date(2025, 5, 20), "示例函〔2025〕7号")
    assert "机心" in (event.note or "")
    assert [file.name for file in files["stage_event", event.id]] == ["名单.xlsx"]

    opened.store.journal.undo()
    settled()
    assert holders(opened) == 0
    assert fates(page)[0] == "matched"


def test_who_is_not_in_the_registry_is_added_with_the_title_and_taken_back(
    page: Published, opened: App, settled: Callable[[], None], tmp_path: Path, qtbot: QtBot
) -> None:
    page.read_file(a_list(tmp_path, "关于公布第七批国家级专精特新“小巨人”企业名单的通知"))
    settled()

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NewcomersForm)
        dialog.title.setChecked(True)
        dialog.deed.click()

    QTimer.singleShot(0, answer)
    page.newcomers.add()
    qtbot.waitUntil(lambda: fates(page)[4] == "known")
    assert not page.newcomers.add_button.isEnabled()
    opened.store.journal.undo()
    qtbot.waitUntil(lambda: fates(page)[4] == "unmatched")


def test_a_publicity_list_is_recorded_and_counts_nothing(
    page: Published, opened: App, settled: Callable[[], None], tmp_path: Path
) -> None:
    page.read_file(a_list(tmp_path, "第七批国家级专精特新“小巨人”企业名单公示"))
    settled()
    assert page.form.stage.currentData() == "publicity"
    assert "不计入" in page.form.hint.text()
    page.accept_button.click()
    settled()
    assert holders(opened) == 0
    with opened.store.reading() as session:
        assert candidacies.chain(session, opened.plan, ("enterprise", 1), "little_giant")[0].stage == "publicity"
    page.form.stage.setCurrentIndex(page.form.stage.findData("recognised"))
    assert "公示" in page.form.hint.text(), "calling a 公示 a 认定 goes unremarked"


def test_what_is_unticked_is_not_written(
    page: Published, opened: App, settled: Callable[[], None], tmp_path: Path, qtbot: QtBot
) -> None:
    page.read_file(a_list(tmp_path, "国家级专精特新“小巨人”企业名单公布"))
    settled()
    page.list.selectRow(0)
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert not page.accept_button.isEnabled()
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert page.accept_button.isEnabled()


def test_the_reasons_take_the_room_that_a_wide_window_leaves(
    page: Published, window: Window, settled: Callable[[], None], tmp_path: Path
) -> None:
    page.read_file(a_list(tmp_path, "国家级专精特新“小巨人”企业名单公布"))
    settled()
    before = page.list.columnWidth(REASON)
    window.resize(window.width() + 600, window.height())
    assert page.list.columnWidth(REASON) >= before + 300
    assert page.list.horizontalHeader().length() == page.list.viewport().width()


def test_a_pasted_list_without_a_title_asks_for_one(page: Published, settled: Callable[[], None]) -> None:
    page.start.box.setPlainText("\n".join(FIRMS))
    page.start.read_button.click()
    settled()
    assert fates(page) == ["matched"] * 3
    assert not page.accept_button.isEnabled()
    page.form.title.setText("高新技术企业")
    page.form.day.set_value(date(2025, 3, 1))
    settled()
    assert page.accept_button.isEnabled()


def test_a_file_without_names_is_refused_in_words(page: Published, settled: Callable[[], None], tmp_path: Path) -> None:
    file = tmp_path / "空.csv"
    file.write_text("甲,乙\n1,2\n", encoding="utf-8")
    page.read_file(file)
    settled()
    assert "没有找到" in page.start.problem.text()
    assert page.paper is None
