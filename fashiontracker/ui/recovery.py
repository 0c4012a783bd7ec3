"""The recovery key in the window: read off, printed, or saved as a page. It never goes to the clipboard by itself."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from fashiontracker import scratch
from fashiontracker.errors import EnvironmentFault
from fashiontracker.progress import Progress, finish
from fashiontracker.text import _
from fashiontracker.ui import messages, saving
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.models.sealing import Key
    from fashiontracker.reports.press import PressResult

WIDTH = 480


class RecoveryDialog(QDialog):
    """Shows the recovery key of a database; a ``new`` one must be said to be written down before the dialog closes."""

    def __init__(self, database: str, key: Key, parent: QWidget | None = None, *, new: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("恢复密钥"))
        self._database, self._key, self._new = database, key, new
        self.shown = QLabel("\n".join(self._lines()))
        self.kept = QCheckBox(_("我已经打印、保存或抄下"))
        self.kept.setVisible(new)
        buttons = QDialogButtonBox()
        self.print = buttons.addButton(_("打印…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.save = buttons.addButton(_("保存为 PDF…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.close_ = buttons.addButton(_("完成") if new else _("关闭"), QDialogButtonBox.ButtonRole.AcceptRole)
        put_icon(self.print, "reports")
        put_icon(self.save, "pdf")
        give_role(self.close_, "primary")
        self.close_.setEnabled(not new)
        self.print.clicked.connect(self.print_page)
        self.save.clicked.connect(self.save_page)
        self.kept.toggled.connect(self.close_.setEnabled)
        buttons.accepted.connect(self.accept)
        self._lay_out(buttons)

    def print_page(self) -> None:
        """Print the page; it lies in a private folder for no longer than it takes to read it."""
        from fashiontracker.ui import printer
        from fashiontracker.ui.pdf import Pdf

        try:
            with scratch.short_lived() as folder:
                finish(self._press(folder / "page.pdf"))
                pdf = Pdf((folder / "page.pdf").read_bytes())
            chosen = printer.ask_printer(self, pdf, self.windowTitle())
            if chosen is not None:
                finish(printer.print_pages(chosen, pdf))
                self.kept.setChecked(True)
        except EnvironmentFault as fault:
            messages.fail(self, fault)

    def save_page(self) -> None:
        """Save the page where the user says; only he can read it."""
        name = _("恢复密钥") + f"-{self._database}.pdf"
        path = saving.ask_save(self, _("保存恢复密钥"), name, saving.pdf())
        if path is None:
            return
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            finish(self._press(path))
            self.kept.setChecked(True)
        except EnvironmentFault as fault:
            messages.fail(self, fault)
        finally:
            QGuiApplication.restoreOverrideCursor()

    def reject(self) -> None:
        if self._new and not self.kept.isChecked():
            self.kept.setFocus()
            return
        super().reject()

    def _press(self, path: Path) -> Generator[Progress, None, PressResult]:
        from fashiontracker.reports import recovery

        return recovery.print_page(path, self._database, self._key.recovery, date.today())

    def _lines(self) -> list[str]:
        from fashiontracker.reports.recovery import key_lines

        return key_lines(self._key.recovery)

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        heading = QLabel(_("“{name}”的恢复密钥").format(name=self._database))
        give_role(heading, "heading")
        lesson = QLabel(
            _(
                "忘记口令时，它能代替口令打开数据库和同一口令下的备份。请打印或抄下，锁进保险柜，不要和电脑放在一起。"
                "口令和它都丢失，数据就再也打不开，任何人都帮不了。"
            )
        )
        lesson.setWordWrap(True)
        lesson.setMinimumHeight(lesson.heightForWidth(look().px(WIDTH)))
        give_role(self.shown, "key")
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setAccessibleName(_("恢复密钥"))
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(24), look().px(20), look().px(24), look().px(16))
        column.setSpacing(look().px(14))
        for widget in (heading, lesson, self.shown, self.kept, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(look().px(WIDTH + 48))
