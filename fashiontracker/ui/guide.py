"""F1: the help, in the window, from the Markdown files of resources/help."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser, QVBoxLayout, QWidget

from fashiontracker import paths, text
from fashiontracker.text import _
from fashiontracker.ui.actions import DEEDS
from fashiontracker.ui.style import look


def topics() -> list[tuple[str, str, str]]:
    """The help's chapters in the language in force: key, title (the first heading), Markdown. The keys come last."""
    folder = paths.resources() / "help" / text.language()
    chapters = [_chapter(path) for path in sorted(folder.glob("*.md"))]
    return [*chapters, ("keys", _("快捷键"), _keys())]


def _chapter(path: Path) -> tuple[str, str, str]:
    content = path.read_text(encoding="utf-8")
    heading = next((line.lstrip("# ").strip() for line in content.splitlines() if line.startswith("#")), path.stem)
    return path.stem.partition("-")[2] or path.stem, heading, content


def _keys() -> str:
    """Every shortcut, straight from the registry of actions."""
    rows = [f"| {deed.text.rstrip('…')} | {deed.shortcut} |" for deed in DEEDS if deed.shortcut]
    return "\n".join([f"# {_('快捷键')}", "", f"| {_('操作')} | {_('按键')} |", "|---|---|", *rows])


class HelpDialog(QDialog):
    """Chapters at the left, the text at the right; opens at the chapter of the page it was called from."""

    def __init__(self, topic: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("帮助"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._topics = topics()
        self.list = QListWidget()
        self.list.setAccessibleName(_("帮助目录"))
        self.list.addItems([title for _key, title, _content in self._topics])
        self.list.setFixedWidth(look().px(200))
        self.browser = QTextBrowser()
        self.browser.setAccessibleName(_("帮助内容"))
        self.browser.setOpenExternalLinks(False)
        row = QHBoxLayout()
        row.setSpacing(look().px(12))
        row.addWidget(self.list)
        row.addWidget(self.browser, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(16), look().px(16), look().px(16), look().px(16))
        column.addLayout(row)
        self.list.currentRowChanged.connect(self._show)
        keys = [key for key, _title, _content in self._topics]
        self.list.setCurrentRow(keys.index(topic) if topic in keys else 0)
        self.resize(look().px(860), look().px(560))

    def _show(self, row: int) -> None:
        self.browser.setMarkdown(self._topics[row][2])
