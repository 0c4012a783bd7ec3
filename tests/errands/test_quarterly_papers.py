"""The end of a quarter: letterheads set up once, words of one's own, the whole set in one go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fashiontracker.models import letterheads, saved_views, wordings
from fashiontracker.models.letterheads import Letterhead
from fashiontracker.models.saved_views import Kept
from fashiontracker.models.views import Filter
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.pages.printing.batch_end import BatchEnd
from fashiontracker.ui.pages.printing.batch_form import BatchDialog, quarter_ends
from fashiontracker.ui.pages.printing.handing_in import HandInDialog
from fashiontracker.ui.pages.printing.letterhead_form import LetterheadDialog
from fashiontracker.ui.pages.printing.page import Printing
from fashiontracker.ui.pages.printing.wording_form import WordingDialog
from fashiontracker.ui.window import Window
from fashiontracker.ui.wishes import Paper
from tests.ui.watchmakers import found, settled, shown

HEADS = (Letterhead("公文", "示例钟表协会", "示例钟表协会文件", "示钟协", "示例局"), Letterhead("商会", "示例商会"))


@pytest.fixture
def window(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> Window:
    return shown(empty_window, found(tmp_path / "示例.db"), "reports", qtbot)


@pytest.fixture
def page(window: Window) -> Printing:
    assert isinstance(window.page, Printing)
    return window.page


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[type[FormDialog], Callable[..., None]], None]:
    """What the user does with a form before he accepts it."""

    def prepare(kind: type[FormDialog], deed: Callable[..., None]) -> None:
        def filled(form: FormDialog) -> int:
            deed(form)
            form.deed.click()
            assert form.result() == form.DialogCode.Accepted, form.failure.text()
            return int(form.result())

        monkeypatch.setattr(kind, "exec", filled)

    return prepare


Answer = Callable[[type[FormDialog], Callable[..., None]], None]


def on_paper(page: Printing, text: str) -> int:
    pdf = page.preview.viewer.pdf
    assert pdf is not None
    return len(pdf.find(text))


def lettered(window: Window, qtbot: QtBot) -> None:
    letterheads.keep(window.desk.app.store.journal, HEADS)
    settled(window, qtbot)


def test_a_letterhead_is_set_up_once_and_stands_on_every_document(
    window: Window, page: Printing, qtbot: QtBot, answer: Answer
) -> None:
    def fill(form: LetterheadDialog) -> None:
        for name, text in (("issuer", "示例钟表协会"), ("mark", "示例钟表协会文件"), ("code", "示钟协")):
            form.lines[name].setText(text)
        form.new()
        form.lines["issuer"].setText("示例商会")
        form.make_default()

    answer(LetterheadDialog, fill)
    page.choices.letter.edit.click()
    settled(window, qtbot)
    known = letterheads.read(window.desk.app.store.settings())
    assert [one.name for one in known] == ["示例商会", "示例钟表协会"]
    assert on_paper(page, "示例商会") > 0
    page.choices.letter.letterhead.setCurrentIndex(1)
    page.choices.letter._choose()
    page._pause.timeout.emit()
    settled(window, qtbot)
    assert on_paper(page, "示例钟表协会文件") == 1
    page.choices.letter.next.click()
    assert page.choices.letter.lines["number"].text() == "示钟协〔2024〕1号"
    window.desk.undo()
    settled(window, qtbot)
    assert page.choices.letter.head() is None


def test_an_emptied_letterhead_is_taken_away_and_one_without_an_issuer_is_not_kept(qtbot: QtBot) -> None:
    form = LetterheadDialog(HEADS)
    qtbot.addWidget(form)
    form.lines["issuer"].setText("")
    assert form.wrong()
    for line in form.lines.values():
        line.setText("")
    assert form.wrong() == []
    assert form.wanted() == HEADS[1:]
    form.remove()
    assert form.wanted() == HEADS[1:]


def test_the_name_from_an_older_versions_settings_is_offered_for_the_first_letterhead(
    window: Window, page: Printing, qtbot: QtBot, answer: Answer
) -> None:
    window.desk.remembered("reports")["issuer"] = "示例旧协会"
    answer(LetterheadDialog, lambda _form: None)
    page.deeds.edit_letterheads()
    settled(window, qtbot)
    assert [one.issuer for one in letterheads.read(window.desk.app.store.settings())] == ["示例旧协会"]
    assert "issuer" not in window.desk.remembered("reports")


def test_words_of_ones_own_are_printed_questioned_and_put_back(
    window: Window, page: Printing, qtbot: QtBot, answer: Answer
) -> None:
    def write(form: WordingDialog) -> None:
        keys = [one.key for one in form.passages]
        form.list.setCurrentRow(keys.index("letter.overall"))
        form.own.setPlainText("进展顺利，将再完成987项。")
        assert "987" in form.notices.text()
        assert "人工修改" in form.list.currentItem().text()

    answer(WordingDialog, write)
    page.words.click()
    settled(window, qtbot)
    assert on_paper(page, "将再完成987项") > 0
    assert page.preview.warning.isVisibleTo(page)
    assert "987" in page.preview.said.text()
    assert [one.key for one in page.made.sheet.stamp.wordings] == ["letter.overall"]

    answer(WordingDialog, lambda form: form.reset.click())
    page.words.click()
    settled(window, qtbot)
    assert on_paper(page, "将再完成987项") == 0
    assert wordings.kept(window.desk.app.store.settings(), "targets", page.as_of) == ()
    window.desk.undo()
    settled(window, qtbot)
    assert on_paper(page, "将再完成987项") > 0


def test_a_roster_has_nothing_to_word(window: Window, page: Printing, qtbot: QtBot) -> None:
    window.go("reports", Paper("roster", "brands"))
    settled(window, qtbot)
    assert not page.words.isEnabled()


def test_a_roster_is_printed_by_a_kept_view(window: Window, page: Printing, qtbot: QtBot) -> None:
    with window.desk.app.store.journal.entry("保存视图") as session:
        saved_views.keep(session, "enterprises", Kept("甲家", (Filter("name", "contains", "甲"),)))
    window.go("reports", Paper("roster", "enterprises"))
    settled(window, qtbot)
    choices = page.choices
    assert on_paper(page, "示例乙钟表") > 0
    choices.view.setCurrentIndex(choices.view.findData("甲家"))
    choices.view.activated.emit(1)
    page._pause.timeout.emit()
    settled(window, qtbot)
    assert on_paper(page, "示例甲钟表") > 0
    assert on_paper(page, "示例乙钟表") == 0


def test_a_number_that_was_used_is_told_and_not_offered_again(
    window: Window, page: Printing, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    lettered(window, qtbot)
    number = page.choices.letter.lines["number"]
    page.choices.letter.next.click()
    page._pause.timeout.emit()
    settled(window, qtbot)
    assert page.made.gaps == []
    monkeypatch.setattr(HandInDialog, "ask", classmethod(lambda *_args: ("", True)))
    page.hand_in.click()
    settled(window, qtbot)
    assert number.text() == ""
    assert "2号" in number.placeholderText()
    number.setText("示钟协〔2024〕1号")
    page.tabs.setCurrentIndex(0)
    page._pause.timeout.emit()
    settled(window, qtbot)
    assert [notice.code for notice in page.made.notices] == ["number_taken"]


def test_a_quarters_documents_are_made_in_one_go(
    window: Window, page: Printing, qtbot: QtBot, tmp_path: Path, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    lettered(window, qtbot)
    window.desk.remembered("reports")["roster"] = {"kind": "brands"}
    folder, ended = tmp_path / "二季度", []

    def end_of(form: BatchEnd) -> None:
        ended.append(form)

    monkeypatch.setattr(BatchEnd, "exec", end_of)

    def fill(form: BatchDialog) -> None:
        assert form.day.currentData() == date(2024, 6, 30)
        assert not form.boxes["recommendation"].isEnabled()
        assert "称号" in form.boxes["recommendation"].text()
        assert "品牌梯队名录" in form.boxes["roster"].text()
        assert not form.deed.isEnabled()
        form.folder.setText(str(folder))
        form.numbered.setChecked(True)
        form.annexes.setChecked(True)
        form.boxes["whitepaper"].setChecked(False)

    answer(BatchDialog, fill)
    page.all.click()
    settled(window, qtbot)
    names = sorted(path.name for path in folder.iterdir())
    assert names[:2] == [
        f"01 行动计划目标完成情况报告 2024-06-30 示钟协〔2024〕1号{ending}" for ending in (".pdf", ".xlsx")
    ]
    assert not [name for name in names if name.startswith("05")]
    (end,) = ended
    told = {
        end.tree.topLevelItem(row).text(0): end.tree.topLevelItem(row) for row in range(end.tree.topLevelItemCount())
    }
    assert "未生成" in told["自上次报送以来变化说明"].text(1)
    assert "--" not in told["自上次报送以来变化说明"].text(2)
    assert "页" in told["名录"].text(2)


@pytest.mark.parametrize(
    ("first", "last", "newest", "count"),
    [
        (date(2022, 1, 1), date(2024, 6, 30), date(2024, 6, 30), 10),
        (date(2022, 1, 1), date(2024, 6, 29), date(2024, 3, 31), 9),
        (date(2022, 1, 1), date(2022, 2, 1), date(2022, 3, 31), 1),
        (date(2022, 1, 1), date(2023, 1, 1), date(2022, 12, 31), 4),
    ],
)
def test_quarters_end_as_the_calendar_has_it(first: date, last: date, newest: date, count: int) -> None:
    ends = quarter_ends(first, last)
    assert (ends[0], len(ends)) == (newest, count)
