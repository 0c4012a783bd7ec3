"""A roster comes in as Excel: looked at, conflicts decided, accepted, regretted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fashiontracker import app, paths
from fashiontracker.exchange.sheets import open_workbook
from fashiontracker.exchange.verdicts import Decision
from fashiontracker.models import manifest, tables, views
from fashiontracker.models.registry import VIEWS
from fashiontracker.ui import messages, saving
from fashiontracker.ui.pages.importing.page import FINISHED, REVIEW, START, Importing
from fashiontracker.ui.pages.importing.review import COLUMNS
from fashiontracker.ui.pages.importing.rows import FIXED
from fashiontracker.ui.toast import Toast
from fashiontracker.ui.window import Window
from tests.exchange.importing import code
from tests.ui.watchmakers import settled

HEAD = ["企业名称", "统一社会信用代码", "行业", "所属区", "董事长"]
CODE, OTHER = code(1), code(2)


def csv(path: Path, head: Sequence[str], *rows: Sequence[str]) -> Path:
    path.write_text("\n".join(",".join(row) for row in (head, *rows)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def window(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> Window:
    made = app.create(tmp_path / "协会.db")
    with made.store.journal.entry("登记企业") as session:
        for name, code in (("示例甲钟表有限公司", CODE), ("示例乙钟表有限公司", OTHER)):
            session.add(tables.Enterprise(name=name, name_key=name, uscc=code, sectors=("watches",), district="luohu"))
    empty_window.settings.page = "import"
    empty_window.show_app((made, ""))
    settled(empty_window, qtbot)
    return empty_window


@pytest.fixture
def page(window: Window) -> Importing:
    assert isinstance(window.page, Importing)
    return window.page


def drop(page: Importing, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, buttons, none))


def names(window: Window) -> list[str]:
    with window.desk.app.store.reading() as session:
        view = VIEWS["enterprises"]
        return [row[0] for row in views.rows(session, view, views.ids(session, view), ["name"])]


def cells(page: Importing, row: int) -> list[str]:
    return [page.review.rows.index(row, column).data() for column in range(page.review.rows.columnCount())]


def test_a_conflict_is_decided_and_the_import_accepted_and_taken_back(
    window: Window, page: Importing, tmp_path: Path, qtbot: QtBot
) -> None:
    roster = csv(
        tmp_path / "企业.csv",
        HEAD,
        ("示例甲钟表有限公司", CODE, "钟表", "南山", "张示例"),
        ("示例乙时计有限公司", OTHER, "钟表", "罗湖", ""),
        ("示例丙眼镜有限公司", "", "眼镜", "龙岗", ""),
    )
    drop(page, roster)
    settled(window, qtbot)
    assert page.stack.currentIndex() == REVIEW
    assert page.review.said.text() == "新增 1 · 更新 1 · 冲突 1"
    assert not page.review.everything.isEnabled()
    fates = [page.review.rows.index(row, 0).data() for row in range(3)]
    assert fates == ["updated", "conflict", "new"]
    assert cells(page, 0)[FIXED + 3] == "罗湖区 → 南山区"
    page.review.fates.buttons["conflict"].click()
    assert "是更名、写错，还是另一家？" in page.review.detail._words.text()
    page.review.detail.buttons[Decision.TAKE_NEW].click()
    settled(window, qtbot)
    assert page.review.said.text() == "新增 1 · 更新 2"
    page.review.everything.click()
    settled(window, qtbot)
    assert page.stack.currentIndex() == FINISHED
    assert sorted(names(window)) == ["示例丙眼镜有限公司", "示例乙时计有限公司", "示例甲钟表有限公司"]
    database = window.desk.path
    assert [made.reason for _path, made in manifest.in_folder(paths.backup_folder(database))] == ["import"]
    toast = window.findChild(Toast)
    assert "导入 企业.csv" in toast.text
    toast.button.click()
    settled(window, qtbot)
    assert sorted(names(window)) == ["示例乙钟表有限公司", "示例甲钟表有限公司"]


def test_a_decision_can_be_taken_back_before_anything_is_written(
    window: Window, page: Importing, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(page, csv(tmp_path / "企业.csv", HEAD, ("示例乙时计有限公司", OTHER, "钟表", "罗湖", "")))
    settled(window, qtbot)
    page.review.detail.buttons[Decision.KEEP_OLD].click()
    settled(window, qtbot)
    assert page.review.said.text() == "未变 1"
    page.review.detail.back.click()
    settled(window, qtbot)
    assert page.review.said.text() == "冲突 1"


def test_the_good_rows_go_in_and_the_others_into_a_workbook(
    window: Window, page: Importing, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [("示例丙眼镜有限公司", "", "眼镜", "龙岗", ""), ("示例丁眼镜有限公司", "123", "眼镜", "龙岗", "")]
    drop(page, csv(tmp_path / "企业.csv", HEAD, *rows))
    settled(window, qtbot)
    out = tmp_path / "退回.xlsx"
    monkeypatch.setattr(saving, "ask_save", lambda *_args: out)
    page.review.save.click()
    settled(window, qtbot)
    assert open_workbook(out)[0].sheets[0].rows[1][0] == "示例丁眼镜有限公司"
    page.review.good.click()
    settled(window, qtbot)
    assert "示例丙眼镜有限公司" in names(window)
    assert "示例丁眼镜有限公司" not in names(window)


def test_columns_are_mapped_by_hand_and_remembered(
    window: Window, page: Importing, tmp_path: Path, qtbot: QtBot
) -> None:
    head = ["谁", "哪行", "口径"]
    drop(page, csv(tmp_path / "来函.csv", head, ("示例戊眼镜有限公司", "眼镜", "是"), ("示例己", "眼镜", "否")))
    settled(window, qtbot)
    editor = page.review.mapping
    page.review.tabs.setCurrentIndex(COLUMNS)
    editor.kind.setCurrentIndex(editor.kind.findData("企业"))
    for place, ours in ((0, "企业名称"), (1, "行业")):
        editor._combos[place].setCurrentIndex(editor._combos[place].findData(ours))
    editor._keeps[2].setText("是")
    editor.apply.click()
    settled(window, qtbot)
    assert page.review.said.text() == "新增 1 · 跳过 1"
    page.review.everything.click()
    settled(window, qtbot)
    assert "示例戊眼镜有限公司" in names(window)
    page.leave()
    drop(page, csv(tmp_path / "又一来函.csv", head, ("示例庚眼镜有限公司", "眼镜", "是")))
    settled(window, qtbot)
    assert page.review.sheet().remembered is not None
    page.review._question.currentWidget().buttons[0].click()
    settled(window, qtbot)
    assert page.review.said.text() == "新增 1"


def test_a_file_that_cannot_be_read_is_told_and_nothing_is_lost(
    window: Window, page: Importing, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    drop(page, broken)
    settled(window, qtbot)
    assert page.review.sheets.currentItem().text().startswith("坏.xlsx")
    assert not page.review.everything.isEnabled()
    page.leave()
    assert page.stack.currentIndex() == START


def test_a_change_of_the_database_settles_the_preview_anew(
    window: Window, page: Importing, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(page, csv(tmp_path / "企业.csv", HEAD, ("示例丙眼镜有限公司", "", "眼镜", "龙岗", "")))
    settled(window, qtbot)
    with window.desk.app.store.journal.entry("登记企业") as session:
        name = "示例丙眼镜有限公司"
        session.add(tables.Enterprise(name=name, name_key=name, sectors=("eyewear",), district="longgang"))
    settled(window, qtbot)
    assert page.review.said.text() == "未变 1"


def test_a_preview_with_decisions_is_not_thrown_away_unasked(
    window: Window, page: Importing, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(page, csv(tmp_path / "企业.csv", HEAD, ("示例乙时计有限公司", OTHER, "钟表", "罗湖", "")))
    settled(window, qtbot)
    page.review.detail.buttons[Decision.TAKE_NEW].click()
    settled(window, qtbot)
    monkeypatch.setattr(messages, "ask", lambda *_args, **_words: False)
    page.leave()
    assert page.stack.currentIndex() == REVIEW
    assert not window.close()
    window.make_database(tmp_path / "另一.db")
    assert not window.jobs.running()
    monkeypatch.setattr(messages, "ask", lambda *_args, **_words: True)
    assert window.close()


def test_ten_thousand_rows_are_scrolled_without_a_pause(
    window: Window, page: Importing, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = [(f"示例第{n}眼镜有限公司", "", "眼镜", "龙岗", "张示例") for n in range(10_000)]
    drop(page, csv(tmp_path / "企业.csv", HEAD, *rows))
    qtbot.waitUntil(lambda: not window.jobs.running(), timeout=60_000)
    settled(window, qtbot)
    assert page.review.rows.rowCount() == 10_000
    page.review.table.scrollToBottom()
    QTest.qWait(1)
    assert cells(page, 9_999)[FIXED] == "示例第9999眼镜有限公司"


def test_another_zoom_and_language_leave_the_preview_with_its_decisions(
    window: Window, page: Importing, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = ("示例甲钟表有限公司", CODE, "钟表", "南山", ""), ("示例乙时计有限公司", OTHER, "钟表", "罗湖", "")
    drop(page, csv(tmp_path / "企业.csv", HEAD, *rows))
    settled(window, qtbot)
    conflict = page.review.sheet().verdicts[1]
    page.review.decided.emit([conflict], Decision(conflict.choices[0]))
    settled(window, qtbot)
    said = page.review.said.text()
    window.apply_settings(replace(window.settings, zoom=125, language="en"))
    window.apply_settings(replace(window.settings, language="zh"))
    settled(window, qtbot)
    anew = window.page
    assert isinstance(anew, Importing)
    assert anew is not page
    assert anew.stack.currentIndex() == REVIEW
    assert anew.review.said.text() == said
    assert anew.review.everything.isEnabled()
    anew.accept(keep_good=False)
    settled(window, qtbot)
    assert anew.stack.currentIndex() == FINISHED
    assert names(window) == ["示例甲钟表有限公司", "示例乙时计有限公司"]


def test_a_reading_that_ends_after_another_zoom_does_no_harm(
    window: Window, page: Importing, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(page, csv(tmp_path / "企业.csv", HEAD, ("示例丙眼镜有限公司", "", "眼镜", "龙岗", "")))
    window.apply_settings(replace(window.settings, zoom=125))
    with qtbot.assertNotEmitted(window.jobs.failed):
        settled(window, qtbot)
    assert isinstance(window.page, Importing)
    assert window.page.stack.currentIndex() == START
