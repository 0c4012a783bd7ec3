"""The one dialog a bug may reach: what was saved last, and details to copy that hold no business data."""

from __future__ import annotations

import platform

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from fashiontracker import __version__, logs
from fashiontracker.text import _
from fashiontracker.ui.style import give_role, look


def details(error: BaseException) -> str:
    """Versions and the places of the traceback: no values, because messages and variables may hold a firm's data."""
    head = f"fashiontracker {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {platform.system()}"
    return f"{head}\n{logs.trace(error)}"


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
        text.setTabChangesFocus(True)
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
