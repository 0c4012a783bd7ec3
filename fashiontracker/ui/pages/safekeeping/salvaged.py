"""What a salvage brought: how many records of each kind, how sure they are, and which are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPlainTextEdit, QTreeWidget, QTreeWidgetItem, QWidget

from fashiontracker.text import N_, _
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.heads import size_columns
from fashiontracker.ui.record_words import KINDS
from fashiontracker.ui.style import look

if TYPE_CHECKING:
    from fashiontracker.models.salvage import Report

COLUMNS: Final = (N_("类别"), N_("救出"), N_("已证实"), N_("由记录重建"), N_("未证实"), N_("缺失"))


class SalvagedDialog(FormDialog):
    """Shows a `Report`; `ask` gives whether to open the new file."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(_("抢救完成"), _("打开新文件"), parent)
        self.setMinimumWidth(look().px(720))
        lesson = QLabel("\n".join(said(report)))
        lesson.setWordWrap(True)
        lesson.setTextFormat(Qt.TextFormat.PlainText)
        self.tree = QTreeWidget()
        self.tree.setRootIsDecorated(False)
        self.tree.setHeaderLabels([_(one) for one in COLUMNS])
        size_columns(self.tree.header(), (120, 68, 68, 98, 68))
        for table, one in sorted(report.tables.items()):
            counts = (one.rows, one.verified, one.rebuilt, one.unverified, len(one.missing))
            item = QTreeWidgetItem([_(KINDS.get(table, table)), *(f"{count:,}" if count else "" for count in counts)])
            for column in range(1, len(COLUMNS)):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.tree.addTopLevelItem(item)
        self.tree.setMinimumHeight(look().px(200))
        self.missing = QPlainTextEdit("\n".join(missing(report)) or _("没有发现缺失的记录。"))
        self.missing.setReadOnly(True)
        self.missing.setTabChangesFocus(True)
        self.missing.setFixedHeight(look().px(90))
        self.add(_("结果"), lesson, wide=True)
        self.add(_("各类记录（条）"), self.tree, wide=True)
        self.add(_("缺失的记录，按编号"), self.missing, wide=True)
        copy = self._buttons.addButton(_("复制清单"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join([*said(report), *missing(report)])))

    @classmethod
    def ask(cls, report: Report, parent: QWidget) -> bool:
        """Let the user read, and decide whether to open the new file."""
        return cls(report, parent.window()).exec() == cls.DialogCode.Accepted


def said(report: Report) -> list[str]:
    """The report in sentences."""
    lines = [
        _("新文件：{path}").format(path=report.out),
        _("损坏的文件没有改动，仍在 {path}").format(path=report.source),
        _("变更记录救出 {entries} / {known} 条；{pages} 页中 {lost} 页已成空白。").format(
            entries=report.entries, known=report.entries_known, pages=report.pages, lost=len(report.lost_pages)
        ),
    ]
    if report.lost_cells or report.unplaced:
        words = _("另有 {cells} 处无法解读、{rows} 行分不清属于哪一类，没有收入。")
        lines.append(words.format(cells=report.lost_cells, rows=report.unplaced))
    lines.append(
        _(
            "“已证实”与变更记录一致；“由记录重建”是行已丢失、按变更记录补回；“未证实”读出完整，但说到它的变更记录已丢失。"
        )
    )
    return lines


def missing(report: Report) -> list[str]:
    """The numbers of what is missing, a line a kind."""
    return [
        _("{kind}（{count}）：{numbers}").format(
            kind=_(KINDS.get(table, table)), count=len(one.missing), numbers=one.spans
        )
        for table, one in sorted(report.tables.items())
        if one.missing
    ]
