"""Where an import begins: a place to drop files, and the ways to choose them or to get the empty template."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from fashiontracker.text import _
from fashiontracker.ui.pictures import Picture, put_icon
from fashiontracker.ui.style import give_role, look

ENDINGS = ("xlsx", "xls", "xlsb", "ods", "csv", "tsv", "txt")


class DropPlace(QWidget):
    """The dashed field in the middle of the page; the page itself takes what is dropped anywhere on it."""

    def __init__(self, choose: Callable[[], object], template: Callable[[], object]) -> None:
        super().__init__()
        self.heading = QLabel()
        give_role(self.heading, "heading")
        self.lesson = QLabel(
            _(
                "支持 .xlsx .xls .xlsb .ods .csv .tsv。表头会自动找到，别人的表也可以逐列对应。"
                "先逐行预览结果，确认后才写入，并且随时可以一步撤销。"
            )
        )
        self.lesson.setWordWrap(True)
        self.lesson.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.lesson.setFixedWidth(look().px(460))
        give_role(self.lesson, "muted")
        self.lesson.setMinimumHeight(self.lesson.heightForWidth(look().px(460)))
        self.choose = QPushButton(_("选择文件…"))
        put_icon(self.choose, "open", "on_accent")
        give_role(self.choose, "primary")
        self.choose.clicked.connect(choose)
        self.template = QPushButton(_("下载空白模板…"))
        put_icon(self.template, "table")
        self.template.clicked.connect(template)
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setFixedWidth(look().px(240))
        self.busy.setAccessibleName(_("正在读取"))
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        row.addStretch(1)
        for button in (self.choose, self.template):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(look().px(12))
        column.addStretch(2)
        for widget in (Picture("import", "quiet_mark", 48), self.heading, self.lesson, self.busy):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(row)
        column.addStretch(3)
        self.show_reading("")

    def show_reading(self, files: str) -> None:
        """Say that these files are being read; an empty word says that there are none."""
        self.heading.setText(
            _("正在读取 {files}").format(files=files) if files else _("把 Excel、WPS 或 CSV 文件拖到这里")
        )
        self.busy.setVisible(bool(files))
        for widget in (self.lesson, self.choose, self.template):
            widget.setVisible(not files)

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter = look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.colour("border_strong"), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(now.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), now.px(8), now.px(8))


def readable(names: Sequence[str]) -> list[str]:
    """Those of the files that an import can read, by their endings."""
    return [name for name in names if name.lower().rsplit(".", 1)[-1] in ENDINGS]
