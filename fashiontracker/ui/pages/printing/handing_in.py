"""The question before a document is frozen: what is still open on it, and a note for the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from fashiontracker.text import _
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.ui.pages.printing.making import Made


class HandInDialog(FormDialog):
    """Says what will be kept; `ask` gives the note and whether to go on. ``note`` is that of an attempt that failed."""

    def __init__(self, made: Made, note: str, parent: QWidget | None = None) -> None:
        super().__init__(_("存入报送台账"), _("存入"), parent)
        lesson = QLabel(
            _("“{title}”（数据截至 {as_of}）的数据和 PDF 将原样冻结，数据指纹 {fingerprint}。存入后不能修改。").format(
                title=_(made.kind.title), as_of=made.options.as_of, fingerprint=made.fingerprint
            )
        )
        lesson.setWordWrap(True)
        lesson.setMinimumWidth(look().px(400))
        self.note = QLineEdit(note)
        self.note.setPlaceholderText(_("例如：经办人、送达方式；可不填"))
        gaps = [_("纸上还有没填的：{gaps}").format(gaps=_("、").join(made.gaps))] if made.gaps else []
        remarks = [*gaps, *(notice.line() for notice in made.notices)]
        self.warning = QLabel("\n".join(remarks))
        self.warning.setWordWrap(True)
        give_role(self.warning, "problem")
        self.add(_("将要冻结的文件"), lesson, wide=True)
        if remarks:
            self.add(_("请留意"), self.warning, wide=True)
        self.add(_("备注"), self.note, wide=True)

    @classmethod
    def ask(cls, made: Made, note: str, parent: QWidget) -> tuple[str, bool]:
        """Let the user decide; the note, and whether to hand in."""
        dialog = cls(made, note, parent.window())
        accepted = dialog.exec() == cls.DialogCode.Accepted
        return dialog.note.text().strip(), accepted
