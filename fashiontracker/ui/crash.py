"""The one dialog a bug may reach: what was saved last, and details to copy that hold no business data."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from fashiontracker import __version__
from fashiontracker.errors import EnvironmentFault
from fashiontracker.text import _
from fashiontracker.ui import messages
from fashiontracker.ui.style import give_role, look

log = logging.getLogger(__name__)


def details(error: BaseException) -> str:
    """Versions and the places of the traceback: no values, because messages and variables may hold a firm's data."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [
        f"  {frame.filename.replace(chr(92), '/').rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames
    ]
    head = f"fashiontracker {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {platform.system()}"
    return "\n".join([head, type(error).__name__, *places])


class CrashDialog(QDialog):
    """Says that the fault is ours, that nothing saved is lost, and where the last save stands."""

    def __init__(self, error: BaseException, last_saved: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("程序出错"))
        self.report = details(error)
        title = QLabel(_("程序出现了一个错误"))
        give_role(title, "heading")
        saved = (
            _("已保存的内容都在。最后一次保存：{entry}").format(entry=last_saved)
            if last_saved
            else _("数据没有被改动。")
        )
        comfort = QLabel(
            saved + "\n" + _("可以继续使用；若再次出现，请复制下面的信息反馈给技术支持（其中不含业务数据）。")
        )
        comfort.setWordWrap(True)
        text = QPlainTextEdit(self.report)
        text.setReadOnly(True)
        text.setAccessibleName(_("错误信息"))
        buttons = QDialogButtonBox()
        self.copy = buttons.addButton(_("复制信息"), QDialogButtonBox.ButtonRole.ActionRole)
        go_on = buttons.addButton(_("继续使用"), QDialogButtonBox.ButtonRole.AcceptRole)
        give_role(go_on, "primary")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report))
        buttons.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(24), look().px(24), look().px(24), look().px(16))
        column.setSpacing(look().px(12))
        for widget in (title, comfort, text, buttons):
            column.addWidget(widget)
        self.resize(look().px(560), look().px(360))


class CrashGuard(QObject):
    """Takes over ``sys.excepthook``: what no slot caught is told apart, the environment's faults from our bugs."""

    _seen = Signal(object)

    def __init__(self, parent: QWidget, last_saved: Callable[[], str]) -> None:
        super().__init__(parent)
        self._window = parent
        self._last_saved = last_saved
        self._dialog: CrashDialog | None = None
        self._before = sys.excepthook
        self._seen.connect(self.show, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self._hook

    def release(self) -> None:
        """Give ``sys.excepthook`` back."""
        sys.excepthook = self._before

    def show(self, error: BaseException) -> None:
        """Say what stands in the way; for a bug open the dialog, unless one is open already."""
        if isinstance(error, EnvironmentFault):
            messages.fail(self._window, error)
            return
        log.error("%s", details(error))
        if self._dialog is None:
            self._dialog = CrashDialog(error, self._last_saved(), self._window)
            self._dialog.finished.connect(self._closed)
            self._dialog.open()

    def _closed(self) -> None:
        self._dialog = None

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        self._seen.emit(error)
