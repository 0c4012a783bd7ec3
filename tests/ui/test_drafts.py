"""What is typed into a form is lost neither by a crash nor by a save that fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QDialog, QPlainTextEdit, QRadioButton
from pytestqt.qtbot import QtBot

from fashiontracker import app, paths
from fashiontracker.errors import NoRoom, Problem
from fashiontracker.models.drafts import Drafts
from fashiontracker.models.journal import Journal
from fashiontracker.models.tables import Enterprise
from fashiontracker.reports.wording import Passage
from fashiontracker.text import N_
from fashiontracker.ui.desk import Desk
from fashiontracker.ui.drafting import Slot
from fashiontracker.ui.fields import DateField, Field
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.pages.printing.wording_form import WordingDialog
from fashiontracker.ui.pages.registry.add_form import AddForm
from fashiontracker.ui.style import Style
from fashiontracker.ui.window import Window
from tests.ui import roster
from tests.ui.roster import stored


class Form(FormDialog):
    """One input of each kind."""

    def __init__(self) -> None:
        super().__init__("新建示例", "新建")
        self.name, self.day = Field(required=True), DateField()
        self.note, self.yes = QPlainTextEdit(), QRadioButton("是")
        self.kind = QComboBox()
        self.kind.addItems(["甲", "乙"])
        for label, one in (("名", self.name), ("日", self.day), ("注", self.note), ("是", self.yes), ("类", self.kind)):
            self.add(label, one)

    def held(self) -> list[object]:
        return [
            *(self.name.text(), self.day.text(), self.note.toPlainText()),
            *(self.yes.isChecked(), self.kind.currentText()),
        ]

    def type(self) -> None:
        self.name.setText("示例")
        self.day.setText("2025-06-01")
        self.note.setPlainText("两行\n文字")
        self.yes.setChecked(True)
        self.kind.setCurrentIndex(1)


TYPED = ["示例", "2025-06-01", "两行\n文字", True, "乙"]
EMPTY = ["", "", "", False, "甲"]


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "drafts" / "a.db")


@pytest.fixture
def opened(drafts: Drafts, style: Style, qtbot: QtBot) -> Callable[[], Form]:
    """The form as it opens, again and again; what was open before is as gone as after a crash."""

    def make() -> Form:
        form = Form()
        qtbot.addWidget(form)
        form.keep_draft(Slot(drafts, "page", "new"))
        form.show()
        return form

    return make


def test_what_was_typed_before_a_crash_is_filled_in_again(
    opened: Callable[[], Form], drafts: Drafts, qtbot: QtBot
) -> None:
    first = opened()
    assert first.filled_in is None
    first.type()
    qtbot.waitUntil(lambda: bool(drafts.all()))
    again = opened()
    assert again.filled_in is not None
    assert again.held() == TYPED


def test_a_draft_is_let_go_by_saving_by_cancelling_and_on_request(opened: Callable[[], Form], drafts: Drafts) -> None:
    def typed() -> Form:
        form = opened()
        form.type()
        form.drafting.keep()  # type: ignore[union-attr]
        assert len(drafts.all()) == 1
        return form

    typed().deed.click()
    assert drafts.all() == []
    typed().reject()
    assert drafts.all() == []
    typed()
    form = opened()
    assert form.filled_in is not None
    form.filled_in.discard.click()
    assert form.held() == EMPTY
    assert drafts.all() == []


def test_a_form_left_as_it_was_keeps_no_draft(opened: Callable[[], Form], drafts: Drafts) -> None:
    form = opened()
    form.type()
    form.drafting.keep()  # type: ignore[union-attr]
    form.drafting.revert()  # type: ignore[union-attr]
    form.drafting.keep()  # type: ignore[union-attr]
    assert drafts.all() == []


@pytest.mark.parametrize("way", ["raised", "returned"])
def test_a_save_that_fails_keeps_the_form_and_can_be_tried_again(
    opened: Callable[[], Form], drafts: Drafts, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def save() -> Problem | None:
        tries.append(form.held())
        if len(tries) > 1:
            return None
        if way == "raised":
            raise NoRoom(N_("磁盘已满。"))
        return Problem("taken", N_("代码已被使用。"))

    def run(shown: QDialog) -> int:
        form.deed.click()
        assert form.isVisible()
        assert "磁盘已满" in form.failure.text() or "代码已被使用" in form.failure.text()
        assert form.held() == TYPED
        assert form.height() >= form._body.totalHeightForWidth(form.width()), "the fields are cut off"
        form.deed.click()
        return form.result()

    form = opened()
    form.type()
    monkeypatch.setattr(Form, "exec", run)
    assert form.run(save)
    assert tries == [TYPED, TYPED]
    assert drafts.all() == []


def test_drafts_are_for_their_owner_alone(opened: Callable[[], Form], tmp_path: Path) -> None:
    form = opened()
    form.type()
    form.drafting.keep()  # type: ignore[union-attr]
    for file in (tmp_path / "drafts").iterdir():
        assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_drafts_that_cannot_be_read_are_let_go(opened: Callable[[], Form], tmp_path: Path, drafts: Drafts) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "a.db").write_bytes(b"not a database" * 400)
    assert opened().filled_in is None
    assert drafts.all() == []


def test_paragraphs_worded_before_a_crash_come_back(drafts: Drafts, style: Style, qtbot: QtBot) -> None:
    def opened() -> WordingDialog:
        form = WordingDialog("公函", [Passage(key, "正文", "", f"自动{key}", None) for key in ("a", "b", "c")])
        qtbot.addWidget(form)
        form.keep_draft(Slot(drafts, "reports", "letter"))
        return form

    form = opened()
    for place, text in ((1, "自己写的第二段"), (2, "")):
        form.list.setCurrentRow(place)
        form.own.setPlainText(text)
    form.drafting.keep()  # type: ignore[union-attr]
    again = opened()
    assert [(one.key, one.text) for one in again.wanted()] == [("b", "自己写的第二段"), ("c", "")]
    assert again.filled_in is not None
    again.filled_in.discard.click()
    assert again.wanted() == ()


# ---- in the window ----


@pytest.fixture
def window(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> Window:
    roster.shown(empty_window, roster.made(tmp_path / "示例.db"), qtbot)
    return empty_window


def typed_before_a_crash(window: Window, **fields: str) -> None:
    """The form for a new enterprise, as a crash leaves it."""
    page = window.page
    form = AddForm(page.desk.app.store, page.wording, page.writer.typist)  # type: ignore[union-attr]
    form.keep_draft(Slot(window.desk.app.drafts, "enterprises", "new"))  # type: ignore[union-attr]
    for key, text in fields.items():
        form.editors[key].setText(text)
    form.drafting.keep()  # type: ignore[union-attr]
    form.deleteLater()


def test_the_next_start_offers_to_go_on(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    typed_before_a_crash(window, name="示例新厂", sectors="服装")
    strip = window.frame.unsaved
    assert strip.isHidden()
    strip.look_at(window.desk)  # type: ignore[arg-type]
    assert "新建企业" in strip.words.text()

    def run(form: AddForm) -> int:
        assert form.editors["name"].text() == "示例新厂"
        form.deed.click()
        return form.result()

    monkeypatch.setattr(AddForm, "exec", run)
    window.go("overview")
    strip.go_on.click()
    assert strip.isHidden()
    assert stored(window)[max(stored(window))].name == "示例新厂"
    assert window.desk.app.drafts.all() == []  # type: ignore[union-attr]


def test_what_is_offered_can_be_discarded(window: Window) -> None:
    typed_before_a_crash(window, name="示例新厂")
    strip = window.frame.unsaved
    strip.look_at(window.desk)  # type: ignore[arg-type]
    strip.discard.click()
    assert strip.isHidden()
    assert window.desk.app.drafts.all() == []  # type: ignore[union-attr]


def test_a_full_disk_keeps_the_record_s_form(window: Window, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    def full(*_rest: object) -> None:
        raise NoRoom(N_("磁盘已满。"))

    def run(form: AddForm) -> int:
        form.editors["name"].setText("示例新厂")
        form.editors["sectors"].setText("服装")
        with monkeypatch.context() as patched:
            patched.setattr(Journal, "_write", full)
            form.deed.click()
        assert "磁盘已满" in form.failure.text()
        assert not any(one.name == "示例新厂" for one in stored(window).values())
        form.deed.click()
        return form.result()

    monkeypatch.setattr(AddForm, "exec", run)
    window.page.deeds.new()  # type: ignore[union-attr]
    assert sum(one.name == "示例新厂" for one in stored(window, Enterprise).values()) == 1


def test_an_encrypted_database_s_drafts_are_encrypted(tmp_path: Path, style: Style, qtbot: QtBot) -> None:
    from fashiontracker.models import library, sealing

    if not library.CAN_ENCRYPT:
        pytest.skip("the extra is not installed")
    desk = Desk(app.create(tmp_path / "a.db", sealed=sealing.new_key("一句足够长的示例口令")))
    try:
        form = Form()
        qtbot.addWidget(form)
        form.keep_draft(Slot(desk.app.drafts, "page", "new"))
        form.type()
        form.drafting.keep()  # type: ignore[union-attr]
        assert len(desk.app.drafts.all()) == 1
        (file,) = paths.drafts_file("").parent.glob("*.db")
        assert "示例".encode() not in file.read_bytes()
        assert sealing.is_sealed(file)
    finally:
        desk.close()
