"""Encryption in the window: made, opened, changed, taken back, and the recovery key on paper."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from fashiontracker import app, paths
from fashiontracker.models import keeping, library, manifest, reseal, sealing, tables
from fashiontracker.progress import finish
from fashiontracker.ui import messages, saving
from fashiontracker.ui.backing_up import back_up
from fashiontracker.ui.pages.safekeeping.page import Safekeeping
from fashiontracker.ui.pages.safekeeping.salvaged import SalvagedDialog
from fashiontracker.ui.passphrases import NewPassphraseDialog, PassphraseField, UnlockDialog
from fashiontracker.ui.recovery import RecoveryDialog
from fashiontracker.ui.window import Window

pytestmark = pytest.mark.skipif(not library.CAN_ENCRYPT, reason="the extra “encryption” is not installed")

PASSPHRASE = "示例口令 correct horse"
ANOTHER = "青柠 雨靴 北斗 陶罐"

Answer = Callable[[QDialog], None]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[Answer]:
    """What the user does in each dialog that opens, in their order."""
    waiting: list[Answer] = []

    def show(dialog: QDialog) -> int:
        dialog.show()
        waiting.pop(0)(dialog)
        return dialog.result()

    for kind in (NewPassphraseDialog, UnlockDialog, RecoveryDialog):
        monkeypatch.setattr(kind, "exec", show)
    monkeypatch.setattr(messages, "ask", lambda *_args, **_options: True)
    return waiting


def choose(text: str) -> Answer:
    def do(dialog: QDialog) -> None:
        assert isinstance(dialog, NewPassphraseDialog)
        dialog.first.setText(text)
        dialog.again.setText(text)
        dialog.deed.click()

    return do


def type_in(*tries: str) -> Answer:
    def do(dialog: QDialog) -> None:
        assert isinstance(dialog, UnlockDialog)
        for text in tries:
            dialog.secret.setText(text)
            dialog.deed.click()
            if text != tries[-1]:
                assert "口令不对" in dialog.secret.problem
                assert dialog.isVisible()

    return do


def note(seen: list[str]) -> Answer:
    """Reads the recovery key off and goes on."""

    def do(dialog: QDialog) -> None:
        assert isinstance(dialog, RecoveryDialog)
        seen.append(dialog.shown.text().replace("\n", "-"))
        dialog.kept.setChecked(True)
        dialog.close_.click()

    return do


def rested(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.desk is not None and not window.jobs.running(), timeout=20_000)


@pytest.fixture
def plain(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> Window:
    """The window on a plain database with one enterprise."""
    with app.create(tmp_path / "协会.db") as made, made.store.journal.entry("登记") as session:
        session.add(tables.Enterprise(name="金丝雀公司", name_key="金丝雀公司"))
    empty_window.open_database(tmp_path / "协会.db")
    rested(empty_window, qtbot)
    return empty_window


@pytest.fixture
def sealed(plain: Window, answers: list[Answer], qtbot: QtBot) -> Window:
    """The same database, encrypted in the window."""
    answers += [choose(PASSPHRASE), note([])]
    safekeeping(plain).passphrase.seal()
    rested(plain, qtbot)
    assert not answers
    return plain


def safekeeping(window: Window) -> Safekeeping:
    window.go("backup")
    assert isinstance(window.page, Safekeeping)
    return window.page


def names(window: Window) -> list[str]:
    assert window.desk is not None
    with window.desk.app.store.reading() as session:
        return [name for (name,) in session.query(tables.Enterprise.name)]


# ---- typing ----


def test_a_new_passphrase_is_typed_twice_and_graded(qtbot: QtBot, style: object) -> None:
    dialog = NewPassphraseDialog("加密", "加密", "说明")
    qtbot.addWidget(dialog)
    dialog.first.setText("1234567")
    dialog.deed.click()
    assert "太短" in dialog.first.problem
    dialog.first.setText("12345678")
    assert "较弱" in dialog.grade.text()
    dialog.first.setText(PASSPHRASE)
    assert dialog.grade.text() == "强度：强"
    dialog.again.setText(PASSPHRASE[:4])
    assert dialog.again.problem == ""
    dialog.deed.click()
    assert dialog.again.problem == "两次输入的口令不同"
    assert dialog.result() == 0
    dialog.again.setText(PASSPHRASE)
    dialog.deed.click()
    assert dialog.result() == NewPassphraseDialog.DialogCode.Accepted


def test_it_is_hidden_until_it_is_to_be_seen_and_keeps_its_blanks(qtbot: QtBot, style: object) -> None:
    field = PassphraseField()
    qtbot.addWidget(field)
    field.setText(" a b ")
    assert "a" not in field.displayText()
    field.eye.trigger()
    assert field.displayText() == " a b "
    assert field.typed() == " a b "


def test_caps_lock_is_told_and_no_hindrance(qtbot: QtBot, style: object) -> None:
    field, said = PassphraseField(), []
    qtbot.addWidget(field)
    field.judged.connect(said.append)

    def press(letter: str, shift: bool) -> str:
        modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        field.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifiers, letter))
        return said[-1]

    assert press("A", shift=True) == ""
    assert "大写锁定" in press("A", shift=False)
    assert "大写锁定" in press("a", shift=True)
    assert press("a", shift=False) == ""
    assert field.judge()


# ---- making and opening ----


def test_an_encrypted_database_is_made_from_nothing(
    empty_window: Window, tmp_path: Path, answers: list[Answer], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    path, seen = tmp_path / "新.db", []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    answers += [choose(PASSPHRASE), note(seen)]
    empty_window.frame.start.buttons[1].click()
    rested(empty_window, qtbot)
    assert empty_window.desk is not None
    assert sealing.unlock(path, seen[0]) == sealing.unlock(path, PASSPHRASE) == empty_window.desk.app.store.key


def test_opening_asks_until_it_is_right_and_takes_the_recovery_key(
    empty_window: Window, tmp_path: Path, answers: list[Answer], qtbot: QtBot
) -> None:
    key = sealing.new_key(PASSPHRASE)
    app.create(tmp_path / "a.db", sealed=key).close()
    answers.append(type_in("wrong passphrase", key.recovery.lower()))
    empty_window.open_database(tmp_path / "a.db")
    rested(empty_window, qtbot)
    assert empty_window.desk is not None
    assert not empty_window.desk.read_only


def test_who_gives_up_opens_nothing_and_is_told_nothing(
    empty_window: Window, tmp_path: Path, answers: list[Answer], spoken: list[str]
) -> None:
    app.create(tmp_path / "a.db", sealed=sealing.new_key(PASSPHRASE)).close()
    answers.append(lambda dialog: dialog.reject())
    empty_window.open_database(tmp_path / "a.db")
    assert not empty_window.jobs.running()
    assert spoken == []


# ---- the page ----


def test_encrypting_keeps_everything_and_shows_the_new_key(
    plain: Window, answers: list[Answer], tmp_path: Path, qtbot: QtBot
) -> None:
    seen: list[str] = []
    page = safekeeping(plain)
    assert "未加密" in page.passphrase.state.text()
    answers += [choose(PASSPHRASE), note(seen)]
    page.passphrase.encrypt.click()
    rested(plain, qtbot)
    assert sealing.unlock(tmp_path / "协会.db", seen[0]) is not None
    assert names(plain) == ["金丝雀公司"]
    assert "金丝雀".encode() not in (tmp_path / "协会.db").read_bytes()
    page = safekeeping(plain)
    qtbot.waitUntil(lambda: "已加密" in page.passphrase.state.text())


def test_changing_the_passphrase_wants_the_present_one(
    sealed: Window, answers: list[Answer], tmp_path: Path, qtbot: QtBot
) -> None:
    answers += [type_in("wrong passphrase", PASSPHRASE), choose(ANOTHER), note([])]
    safekeeping(sealed).passphrase.change.trigger()
    rested(sealed, qtbot)
    assert sealing.unlock(tmp_path / "协会.db", ANOTHER) is not None
    assert names(sealed) == ["金丝雀公司"]
    answers.append(lambda dialog: dialog.reject())
    safekeeping(sealed).passphrase.change.trigger()
    assert not sealed.jobs.running()


def test_it_is_made_plain_again(sealed: Window, answers: list[Answer], tmp_path: Path, qtbot: QtBot) -> None:
    answers.append(type_in(PASSPHRASE))
    safekeeping(sealed).passphrase.decrypt.trigger()
    rested(sealed, qtbot)
    assert not sealing.is_sealed(tmp_path / "协会.db")
    assert names(sealed) == ["金丝雀公司"]


def test_a_failure_leaves_the_database_under_its_key(
    sealed: Window,
    answers: list[Answer],
    tmp_path: Path,
    qtbot: QtBot,
    spoken: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(reseal, "_export", full)
    answers += [type_in(PASSPHRASE), choose(ANOTHER)]
    safekeeping(sealed).passphrase.change.trigger()
    rested(sealed, qtbot)
    assert "no space left" in spoken[0]
    assert sealing.unlock(tmp_path / "协会.db", PASSPHRASE) is not None
    assert names(sealed) == ["金丝雀公司"]


def test_the_backups_say_whether_they_are_encrypted(sealed: Window, qtbot: QtBot) -> None:
    assert sealed.desk is not None
    finish(back_up(sealed.desk, "request"))
    page = safekeeping(sealed)
    page.reload()
    shown = {row[1]: row[5] for row in page.source.rows(page.source.ids(None)).values()}
    assert shown == {"手动": "已加密", "更换口令之后": "已加密", "更换口令之前": "未加密"}


def test_backups_from_before_the_encryption_are_deleted_on_request(sealed: Window, qtbot: QtBot) -> None:
    page = safekeeping(sealed)
    qtbot.waitUntil(page.passphrase.drop.isVisible)
    page.passphrase.drop.trigger()
    assert sealed.desk is not None
    left = manifest.in_folder(paths.backup_folder(sealed.desk.path))
    assert [made.encrypted for _, made in left] == [True]
    assert not page.passphrase.drop.isVisible()


@pytest.mark.parametrize("lost", [False, True])
def test_a_backup_under_an_older_passphrase_is_asked_for_it(
    sealed: Window, answers: list[Answer], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, lost: bool
) -> None:
    from fashiontracker.ui.pages.safekeeping.going_back import RestoreDialog

    assert sealed.desk is not None
    finish(back_up(sealed.desk, "request"))
    with sealed.desk.app.store.journal.entry("登记") as session:
        session.add(tables.Enterprise(name="示例公司", name_key="示例公司"))
    answers += [type_in(PASSPHRASE), choose(ANOTHER), note([])]
    safekeeping(sealed).passphrase.change.trigger()
    rested(sealed, qtbot)
    older = next(
        path for path, made in manifest.in_folder(paths.backup_folder(sealed.desk.path)) if made.reason == "request"
    )
    monkeypatch.setattr(RestoreDialog, "ask", lambda *_: True)
    answers.append(type_in(ANOTHER, PASSPHRASE))
    safekeeping(sealed).restore_from(older)
    rested(sealed, qtbot)
    qtbot.waitUntil(lambda: sealed.desk is not None and names(sealed) == ["金丝雀公司"])
    assert not answers
    rested(sealed, qtbot)


# ---- the recovery key ----


def test_a_new_key_must_be_kept_before_the_dialog_goes(qtbot: QtBot, style: object) -> None:
    dialog = RecoveryDialog("示例协会", sealing.new_key(PASSPHRASE), new=True)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.reject()
    assert dialog.isVisible()
    assert not dialog.close_.isEnabled()
    dialog.kept.setChecked(True)
    dialog.close_.click()
    assert not dialog.isVisible()


def test_the_page_is_saved_for_its_owner_only_and_leaves_nothing_behind(
    qtbot: QtBot, style: object, tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = sealing.new_key(PASSPHRASE)
    dialog = RecoveryDialog("示例协会", key, new=True)
    qtbot.addWidget(dialog)
    monkeypatch.setattr(saving, "ask_save", lambda *_: tmp_path / "a.pdf")
    dialog.save.click()
    assert (tmp_path / "a.pdf").stat().st_mode & 0o777 == 0o600
    assert dialog.close_.isEnabled()
    printed: list[int] = []
    monkeypatch.setattr("fashiontracker.ui.printer.ask_printer", lambda _near, pdf, _title: printed.append(len(pdf)))
    dialog.print.click()
    assert printed == [1]
    assert list(own_home.rglob("*.pdf")) == []


# ---- what goes out ----


def test_what_leaves_an_encrypted_database_is_said_to_be_plain(
    sealed: Window, monkeypatch: pytest.MonkeyPatch, answers: list[Answer], qtbot: QtBot
) -> None:
    titles: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda _near, title, *_: (titles.append(title), ("", ""))[1])
    dialog = QDialog(safekeeping(sealed))
    saving.ask_save(dialog, "导出", "a.xlsx", saving.excel())
    answers.append(type_in(PASSPHRASE))
    safekeeping(sealed).passphrase.decrypt.trigger()
    rested(sealed, qtbot)
    qtbot.waitUntil(lambda: not saving.is_sealed(sealed))
    saving.ask_save(safekeeping(sealed), "导出", "a.xlsx", saving.excel())
    assert titles == ["导出（文件不加密）", "导出"]


def test_a_damaged_file_under_another_passphrase_is_salvaged_with_it(
    sealed: Window, answers: list[Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    damaged, out = tmp_path / "损坏.db", tmp_path / "新.db"
    app.create(damaged, sealed=sealing.new_key(ANOTHER)).close()
    held = bytearray(damaged.read_bytes())
    held[100] ^= 1
    damaged.write_bytes(held)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(damaged), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    monkeypatch.setattr(SalvagedDialog, "ask", classmethod(lambda *_: False))
    answers.append(type_in(PASSPHRASE, ANOTHER))
    safekeeping(sealed).choose_damaged()
    rested(sealed, qtbot)
    assert sealing.unlock(out, ANOTHER) is not None


def test_a_damaged_first_page_is_told_with_the_ways_on(
    empty_window: Window, answers: list[Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    damaged, told = tmp_path / "损坏.db", []
    app.create(damaged, sealed=sealing.new_key(PASSPHRASE)).close()
    held = bytearray(damaged.read_bytes())
    held[100] ^= 1
    damaged.write_bytes(held)
    monkeypatch.setattr(messages, "choose", lambda _near, text, *_args, **_options: told.append(text))
    answers.append(type_in("wrong passphrase", PASSPHRASE))
    empty_window.open_database(damaged)
    qtbot.waitUntil(lambda: bool(told))
    assert "口令正确" in told[0]
    assert empty_window.desk is None


def test_a_file_without_its_first_page_is_salvaged_with_what_its_backup_knows(
    empty_window: Window, answers: list[Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    damaged, out = tmp_path / "损坏.db", tmp_path / "新.db"
    key = sealing.new_key(PASSPHRASE)
    app.create(damaged, sealed=key).close()
    finish(keeping.back_up(damaged, paths.backup_folder(damaged), "request", key=key))
    damaged.write_bytes(bytes(4096) + damaged.read_bytes()[4096:])
    monkeypatch.setattr(messages, "choose", lambda *_args, **_options: 1)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    monkeypatch.setattr(SalvagedDialog, "ask", classmethod(lambda *_: False))
    answers.append(type_in(PASSPHRASE))
    empty_window.open_database(damaged)
    qtbot.waitUntil(lambda: out.exists() and not empty_window.jobs.running(), timeout=20_000)
    assert sealing.unlock(out, PASSPHRASE) == key
