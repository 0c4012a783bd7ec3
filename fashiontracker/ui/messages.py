"""One voice for everything the program says. What stands in the way is also logged, without business data.

`toast` for what has happened (with 撤销 where it can be undone), `say` and `warn` for what must be read, `ask` for
what must be decided, `fail` for what stands in the way.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMessageBox, QWidget

from fashiontracker.errors import EnvironmentFault, Refused
from fashiontracker.text import _
from fashiontracker.ui.style import give_role
from fashiontracker.ui.toast import Toast

SHOWN_PROBLEMS = 12

log = logging.getLogger(__name__)


def toast(near: QWidget, text: str, undo: Callable[[], None] | None = None) -> Toast:
    """A passing note at the foot of the window; with ``undo`` it carries a 撤销 button."""
    for old in near.window().findChildren(Toast):
        old.leave()
    shown = Toast(near.window(), text, undo)
    shown.appear()
    return shown


def say(near: QWidget, text: str, detail: str = "") -> None:
    """Something the user has to have read."""
    _box(near, QMessageBox.Icon.Information, text, detail).exec()


def warn(near: QWidget, text: str, detail: str = "") -> None:
    """Something is wrong, and work can go on."""
    _box(near, QMessageBox.Icon.Warning, text, detail).exec()


def ask(near: QWidget, text: str, yes: str, *, no: str = "", detail: str = "", danger: bool = False) -> bool:
    """A decision. ``yes`` names the deed (移入回收站, not 是); the default is to leave everything as it is."""
    box = _box(near, QMessageBox.Icon.Question, text, detail)
    box.setStandardButtons(QMessageBox.StandardButton.NoButton)
    stay = box.addButton(no or _("取消"), QMessageBox.ButtonRole.RejectRole)
    deed = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    give_role(deed, "danger" if danger else "primary")
    box.setDefaultButton(stay if danger else deed)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is deed


def choose(near: QWidget, text: str, ways: Sequence[str], *, no: str, detail: str = "") -> int | None:
    """A decision between several deeds, the first of which is proposed; its place among ``ways``, or None."""
    box = _box(near, QMessageBox.Icon.Question, text, detail)
    box.setStandardButtons(QMessageBox.StandardButton.NoButton)
    stay = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    deeds = [box.addButton(way, QMessageBox.ButtonRole.AcceptRole) for way in ways]
    give_role(deeds[0], "primary")
    box.setEscapeButton(stay)
    box.exec()
    return next((place for place, deed in enumerate(deeds) if deed is box.clickedButton()), None)


def fail(near: QWidget, fault: EnvironmentFault) -> None:
    """What stands in the way, as a plain sentence; a refusal lists its problems."""
    log.warning("a fault was told", exc_info=fault)
    lines = [problem.line() for problem in fault.problems] if isinstance(fault, Refused) else []
    more = len(lines) - SHOWN_PROBLEMS
    if more > 0:
        lines = [*lines[:SHOWN_PROBLEMS], _("……另有 {count} 条").format(count=more)]
    _box(near, QMessageBox.Icon.Warning, str(fault), "\n".join(lines)).exec()


def _box(near: QWidget, kind: QMessageBox.Icon, text: str, detail: str) -> QMessageBox:
    box = QMessageBox(near.window())
    box.setWindowTitle(_("深圳时尚产业培育"))
    box.setIcon(kind)
    box.setText(text)
    box.setInformativeText(detail)
    button = (
        box.addButton(_("知道了"), QMessageBox.ButtonRole.AcceptRole) if kind != QMessageBox.Icon.Question else None
    )
    if button is not None:
        give_role(button, "primary")
    return box
