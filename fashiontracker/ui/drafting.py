"""Keeps what is typed into a form until it is saved or given up, and fills it in again after a crash."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from fashiontracker.errors import EnvironmentFault
from fashiontracker.ui.fields import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fashiontracker.models.drafts import Draft, Drafts
    from fashiontracker.ui.forms import FormDialog

AFTER: Final = 700
"""Milliseconds after the last key before a draft is kept."""
INPUTS: Final = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one form's draft: its page, which form of it, and whom it is about (see `Page.resume`).

    A draft that can't be kept must not keep anyone from typing: faults are only logged.
    """

    drafts: Drafts
    page: str
    form: str
    about: str = ""

    def find(self) -> Draft | None:
        """The draft kept here."""
        here = (self.page, self.form, self.about)
        return next((one for one in kept(self.drafts) if (one.page, one.form, one.about) == here), None)

    def keep(self, title: str, held: Sequence[Any]) -> None:
        """Keep what the form holds."""
        from fashiontracker.models.drafts import Draft
        from fashiontracker.models.journal import utc_now

        with _logged():
            self.drafts.keep(Draft(self.page, self.form, self.about, title, utc_now(), tuple(held)))

    def drop(self) -> None:
        """Forget it."""
        with _logged():
            self.drafts.drop(self.page, self.form, self.about)


def kept(drafts: Drafts) -> list[Draft]:
    """All drafts for a database, the newest first; none where they can't be read."""
    try:
        return drafts.all()
    except EnvironmentFault as fault:
        log.warning("no drafts: %s", fault.message)
        return []


class Drafting(QObject):
    """Watches the inputs of one form. ``found`` is the draft that was filled in at the beginning."""

    def __init__(self, form: FormDialog, slot: Slot) -> None:
        super().__init__(form)
        self._form, self._slot = form, slot
        self._pause = QTimer(self, interval=AFTER, singleShot=True)
        self._pause.timeout.connect(self.keep)
        self._first = form.held()
        self.found = slot.find()
        if self.found is not None and not form.hold(self.found.held):
            self.found = None
        for one in form.inputs():
            _changed(one).connect(self._pause.start)

    def keep(self) -> None:
        """Keep what the form holds now, if it is anything but what it began with."""
        held = self._form.held()
        if held == self._first:
            self._slot.drop()
        else:
            self._slot.keep(self._form.windowTitle(), held)

    def revert(self) -> None:
        """Forget the draft and show what the form began with."""
        self._form.hold(self._first)
        self.end()

    def end(self) -> None:
        """The form was saved or given up."""
        self._pause.stop()
        self._slot.drop()


def inputs_of(widget: QWidget) -> list[QWidget]:
    """What one types into or chooses from: the widget itself, or those inside a box of several."""
    if isinstance(widget, INPUTS):
        return [widget]
    return [child for child in widget.findChildren(QWidget) if isinstance(child, INPUTS)]


def _changed(one: QWidget) -> Any:
    """The signal of another value."""
    if isinstance(one, QComboBox):
        return one.currentIndexChanged
    return one.toggled if isinstance(one, QAbstractButton) else one.textChanged  # type: ignore[attr-defined]


def value(one: QWidget) -> Any:
    """What an input holds, as JSON has it."""
    match one:
        case Field():
            return one.kept()
        case QLineEdit():
            return one.text()
        case QPlainTextEdit():
            return one.toPlainText()
        case QComboBox():
            return one.currentText()
        case QAbstractButton():
            return one.isChecked()
    raise TypeError(type(one))


def show(one: QWidget, value: Any) -> None:
    """Show what an input held."""
    match one:
        case Field():
            one.take(value)
        case QLineEdit():
            one.setText(str(value))
        case QPlainTextEdit():
            one.setPlainText(str(value))
        case QComboBox():
            place = one.findText(str(value))
            if place >= 0:  # a choice that is gone leaves what the form offers
                one.setCurrentIndex(place)
        case QAbstractButton():
            one.setChecked(bool(value))


@contextmanager
def _logged() -> Iterator[None]:
    try:
        yield
    except EnvironmentFault as fault:
        log.warning("no draft: %s", fault.message)
