"""Passphrases as they are typed: hidden unless the eye is pressed, caps lock told, a new one typed twice and graded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from fashiontracker.errors import Refused
from fashiontracker.text import _
from fashiontracker.ui.fields import Check, Field
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.icons import icon
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.models.sealing import Key


class PassphraseField(Field):
    """A line for a passphrase, in which every blank counts."""

    def __init__(self, check: Check | None = None) -> None:
        super().__init__(check, required=True)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._caps = False
        self.eye = self.addAction(icon("tracked", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self.eye.setCheckable(True)
        self.eye.setToolTip(_("显示或隐藏口令"))
        self.eye.toggled.connect(self._show_text)

    def typed(self) -> str:
        return self.text()

    def refuse(self, reason: str) -> None:
        """Say why what was typed will not do."""
        self._show("")
        self._show(reason)
        self.selectAll()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if letter.isascii() and letter.isalpha():  # no system tells Qt of caps lock: the letters do
            self._caps = letter.isupper() != bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().keyPressEvent(event)
        self.judged.emit(self.problem or (_("大写锁定（Caps Lock）已打开") if self._caps else ""))

    def _show_text(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


class NewPassphraseDialog(FormDialog):
    """Asks for a new passphrase."""

    def __init__(self, title: str, deed: str, lesson: str, parent: QWidget | None = None) -> None:
        super().__init__(title, deed, parent)
        self.first = PassphraseField(_too_short)
        self.again = PassphraseField(self._differs)
        self.grade = QLabel()
        self.add("", _lesson(lesson))
        self.add(_("口令"), self.first)
        self.add("", self.grade)
        self.add(_("再输入一次"), self.again)
        self.first.textChanged.connect(self._judge_strength)
        self.first.setFocus()

    @classmethod
    def ask(cls, title: str, deed: str, lesson: str, parent: QWidget) -> tuple[str, bool]:
        """Let the user choose a passphrase; it, and whether it is to be used."""
        dialog = cls(title, deed, lesson, parent.window())
        accepted = dialog.exec() == cls.DialogCode.Accepted
        return dialog.first.text(), accepted

    def wrong(self) -> list[Field]:
        found = super().wrong()
        if not found and self.again.text() != self.first.text():
            self.again.refuse(_("两次输入的口令不同"))
            found = [self.again]
        return found

    def _differs(self, text: str) -> str:
        """Nothing while the second one is still on its way to be the first."""
        return "" if self.first.text().startswith(text) else _("两次输入的口令不同")

    def _judge_strength(self, text: str) -> None:
        from fashiontracker.models import strength

        found = strength.judge(text)
        self.grade.setText(_("强度：{words}").format(words=_(found.words)) if text else "")
        give_role(self.grade, "problem" if found.grade in ("short", "weak") else "small")


class UnlockDialog(FormDialog):
    """Asks for a passphrase or a recovery key until it is the right one; ``key`` is what it gave.

    ``unlock`` makes the key of what was typed and raises Refused for what is wrong.
    """

    def __init__(
        self, title: str, deed: str, lesson: str, unlock: Callable[[str], Key | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, deed, parent)
        self._unlock = unlock
        self.key: Key | None = None
        self.secret = PassphraseField()
        self.add("", _lesson(lesson))
        self.add(_("口令或恢复密钥"), self.secret)
        self.secret.setFocus()

    @classmethod
    def ask(
        cls, title: str, deed: str, lesson: str, unlock: Callable[[str], Key | None], parent: QWidget
    ) -> tuple[Key | None, bool]:
        """Let the user type; the key, and whether he did."""
        dialog = cls(title, deed, lesson, unlock, parent.window())
        accepted = dialog.exec() == cls.DialogCode.Accepted
        return dialog.key, accepted

    def _try(self) -> None:
        if self.wrong():
            self.secret.setFocus()
            return
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self.key = self._unlock(self.secret.text())
        except Refused as fault:
            self.secret.refuse(str(fault))
        else:
            self.accept()
        finally:
            QGuiApplication.restoreOverrideCursor()


def _too_short(text: str) -> str:
    from fashiontracker.models import strength

    found = strength.judge(text)
    return "" if found.will_do else _(found.words)


def _lesson(words: str) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setMinimumWidth(look().px(380))
    give_role(label, "muted")
    return label
