"""A paper looked at before it is bound: the very pages that document 9 would bind, or the reason why it could not."""

from __future__ import annotations

import io
from collections.abc import Callable, Generator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fashiontracker.progress import Progress
from fashiontracker.text import _
from fashiontracker.ui.labels import wrapped
from fashiontracker.ui.pdf import Pdf
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import look
from fashiontracker.ui.viewer import Viewer


def pages(file: Path) -> Generator[Progress, None, bytes | str]:
    """The file's pages as a PDF; words where it has none that could be shown."""
    from fashiontracker.models import evidence
    from fashiontracker.reports import foreign

    yield Progress(0, 1, "")
    if list(evidence.wrong(file.parent, [file.name])):
        return _("文件不在佐证文件夹中，或内容与登记时不同；请用备份恢复。")
    try:
        with foreign.pages(file) as found:
            out = io.BytesIO()
            found.save(out)
            return out.getvalue()
    except foreign.Unusable as fault:
        return _("不能预览：{reason}。").format(reason=fault)


class PaperDialog(QDialog):
    """The pages under each other; what has none is opened with the system's own program."""

    def __init__(self, name: str, content: bytes | str, open_outside: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("预览 {name}").format(name=name))
        self.viewer = Viewer()
        self.problem = wrapped(content if isinstance(content, str) else "", "muted")
        column = QVBoxLayout(self)
        self._pdf = Pdf(content) if isinstance(content, bytes) else None
        if self._pdf is not None:
            self.viewer.show_pdf(self._pdf)
            column.addWidget(self.viewer, 1)
        else:
            self.viewer.hide()
            column.addWidget(self.problem, 1, Qt.AlignmentFlag.AlignCenter)
        column.addLayout(self._foot(open_outside))
        self.finished.connect(self._let_go)
        self.resize(look().px(760), look().px(720 if self._pdf else 220))

    def _foot(self, open_outside: Callable[[], None]) -> QHBoxLayout:
        foot = QHBoxLayout()
        outside = QPushButton(_("用其他程序打开"))
        put_icon(outside, "window")
        outside.clicked.connect(open_outside)
        closing = QPushButton(_("关闭"))
        closing.setDefault(True)
        closing.clicked.connect(self.accept)
        foot.addStretch(1)
        foot.addWidget(outside)
        foot.addWidget(closing)
        return foot

    def _let_go(self) -> None:
        if self._pdf is not None:
            self.viewer.show_pdf(None)
            self._pdf.close()
            self._pdf = None
