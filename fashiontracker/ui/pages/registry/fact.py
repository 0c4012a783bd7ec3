"""One fact of a record: its label, its value in full, and the editor that takes the value's place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fashiontracker.errors import Problem
from fashiontracker.text import _
from fashiontracker.ui.cells import edited, editor_for
from fashiontracker.ui.columns import Column
from fashiontracker.ui.fields import Field, NumberField
from fashiontracker.ui.style import give_role, look

LABEL = 84
STARTING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space)


class Fact(QWidget):
    """Click, Enter or F2 begins to edit; Enter saves, Esc leaves everything as it was, a wrong value stays open."""

    def __init__(
        self,
        label: str,
        value: object,
        shown: str,
        column: Column | None = None,
        write: Callable[[object], Problem | None] | None = None,
        label_width: int = LABEL,
    ) -> None:
        super().__init__()
        self._value, self._column, self._write = value, column, write
        self._editor: Field | None = None
        self.label = QLabel(label)
        give_role(self.label, "muted")
        self.label.setFixedWidth(look().px(label_width))
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.label.setWordWrap(True)
        self.label.setContentsMargins(0, look().px(3), 0, look().px(3))
        self.shown = QLabel(shown or "—")
        self.shown.setTextFormat(Qt.TextFormat.PlainText)
        self.shown.setWordWrap(True)
        self.shown.setContentsMargins(look().px(6), look().px(3), look().px(6), look().px(3))
        give_role(self.shown, "value" if self.editable else "fixed")
        if not shown:
            self.shown.setEnabled(False)
        self.shown.setAccessibleName(f"{label} {shown}")
        self.reason = QLabel()
        self.reason.setWordWrap(True)
        give_role(self.reason, "problem")
        self.reason.hide()
        if self.editable:
            self.shown.setEnabled(True)
            self.shown.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.shown.setCursor(Qt.CursorShape.IBeamCursor)
            self.shown.setToolTip(_("单击修改"))
            self.shown.installEventFilter(self)
        else:
            self.shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()

    def _lay_out(self) -> None:
        self._place = QVBoxLayout()
        self._place.setSpacing(look().px(2))
        self._place.addWidget(self.shown)
        self._place.addWidget(self.reason)
        self._place.addStretch()  # beside a label of two lines the value stands at its first
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(4))
        row.addWidget(self.label)
        row.addLayout(self._place, 1)

    @property
    def editable(self) -> bool:
        """Whether the value can be changed here."""
        return self._column is not None and self._write is not None

    @property
    def editor(self) -> Field | None:
        """The editor while one edits."""
        return self._editor

    def edit(self) -> None:
        """Put the editor in the value's place."""
        if self._column is None or self._editor is not None:
            return
        editor = editor_for(self._column)
        editor.setAccessibleName(self.label.text())
        if isinstance(editor, NumberField):
            editor.set_value(self._value if isinstance(self._value, int | float) else None)
        else:
            editor.setText("" if self._value is None else str(self._value))
        editor.selectAll()
        editor.judged.connect(self._say)
        editor.installEventFilter(self)
        self._editor = editor
        self._place.insertWidget(0, editor)
        editor.show()  # now, and the keyboard too: hidden with it, the value would hand it on to the next in the row
        editor.setFocus()
        self.shown.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.shown:
            return self._of_value(event)
        if watched is self._editor:
            return self._of_editor(event)
        return super().eventFilter(watched, event)

    def _of_value(self, event: QEvent) -> bool:
        clicked = isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease
        typed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in STARTING
        if clicked or typed:
            self.edit()
        return clicked or typed

    def _of_editor(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()  # else the window would take it as its own "back"
            elif event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self._leave()
                return True
            elif event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.save()
                return True
        elif event.type() == QEvent.Type.FocusOut and self._editor is not None and self._editor.isVisible():
            completer: QCompleter | None = self._editor.completer()
            choosing = completer.popup() if completer is not None else None
            if choosing is None or not choosing.isVisible():
                self.save()
        return False

    def save(self) -> None:
        """Write what was typed, if it will do and is something else."""
        editor, write = self._editor, self._write
        if editor is None or write is None or not editor.judge():
            return
        value = edited(editor)
        if value in (self._value, self._value or None):
            self._leave()
            return
        problem = write(value)
        if problem is not None:
            self._say(problem.text())
        elif self._editor is editor:
            self._leave()

    def _leave(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            self.reason.hide()
            self.shown.show()
            self.shown.setFocus()
            editor.hide()
            editor.deleteLater()

    def _say(self, reason: str) -> None:
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
