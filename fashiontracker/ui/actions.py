"""Everything one can do by key or menu, in one list: the window makes QActions of it, the help lists it."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from fashiontracker.text import N_, _
from fashiontracker.ui.icons import icon


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do. ``where`` says whose it is: the ``window``'s, the shown ``page``'s, or the ``table``'s.

    The table's keys work only while the table has the focus, because text fields need the same keys.
    """

    key: str
    message: str
    shortcut: str = ""
    glyph: str = ""
    where: str = "window"

    @property
    def text(self) -> str:
        """Its name in the language in force."""
        return _(self.message)


DEEDS: tuple[Deed, ...] = (
    Deed("find", N_("搜索企业、品牌、命令"), "Ctrl+K", "search"),
    Deed("undo", N_("撤销"), "Ctrl+Z", "undo"),
    Deed("redo", N_("重做"), "Ctrl+Shift+Z", "redo"),
    Deed("new_database", N_("新建数据库…"), "Ctrl+Shift+N", "database"),
    Deed("new_encrypted", N_("新建加密数据库…"), "", "lock"),
    Deed("open_database", N_("打开数据库…"), "Ctrl+O", "open"),
    Deed("sample", N_("打开示例数据库"), "", "sample"),
    Deed("import", N_("导入 Excel…"), "Ctrl+I", "import"),
    Deed("as_of", N_("更改截至日期"), "Ctrl+D", "calendar"),
    Deed("sidebar", N_("展开或收起导航栏"), "Ctrl+B", "collapse"),
    Deed("inspector", N_("显示或隐藏详情栏"), "Ctrl+J", "inspector"),
    Deed("zoom_in", N_("放大"), "Ctrl+="),
    Deed("zoom_out", N_("缩小"), "Ctrl+-"),
    Deed("zoom_reset", N_("实际大小"), "Ctrl+0"),
    Deed("next_page", N_("下一页面"), "Ctrl+PgDown"),
    Deed("previous_page", N_("上一页面"), "Ctrl+PgUp"),
    Deed("lock", N_("锁定窗口"), "Ctrl+L", "lock"),
    Deed("settings", N_("设置…"), "Ctrl+,", "settings"),
    Deed("help", N_("帮助"), "F1", "help"),
    Deed("quit", N_("退出"), "Ctrl+Q"),
    Deed("back", N_("返回"), "Esc", "back"),
    Deed("new", N_("新建记录"), "Ctrl+N", "new", "page"),
    Deed("filter", N_("筛选"), "Ctrl+F", "filter", "page"),
    Deed("report", N_("打印当前视图"), "Ctrl+P", "reports", "page"),
    Deed("export", N_("导出当前视图…"), "Ctrl+E", "export", "page"),
    Deed("keep_view", N_("保存视图…"), "Ctrl+S", "bookmark", "page"),
    Deed("refresh", N_("刷新"), "F5", "refresh", "page"),
    Deed("open", N_("打开"), "Return", "window", "table"),
    Deed("edit", N_("编辑"), "F2", "edit", "table"),
    Deed("copy", N_("复制"), "Ctrl+C", "copy", "table"),
    Deed("paste", N_("粘贴"), "Ctrl+V", "paste", "table"),
    Deed("trash", N_("移入回收站"), "Del", "trash", "table"),
)


class Actions(QObject):
    """The window's and the page's deeds as QActions on a widget; ``actions["undo"].triggered`` is theirs to connect."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._actions: dict[str, QAction] = {}
        for deed in DEEDS:
            if deed.where == "table":
                continue
            action = QAction(self)
            if deed.shortcut:
                action.setShortcut(QKeySequence(deed.shortcut))
            if deed.glyph:
                action.setIcon(icon(deed.glyph))
            action.setObjectName(deed.key)
            self._actions[deed.key] = action
            owner.addAction(action)
        self.retranslate()

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def __iter__(self) -> Iterator[tuple[Deed, QAction]]:
        return ((deed, self._actions[deed.key]) for deed in DEEDS if deed.key in self._actions)

    def enable_page_deeds(self, can: Container[str]) -> None:
        """Grey the page's deeds that the shown page can't do."""
        for deed, action in self:
            if deed.where == "page":
                action.setEnabled(deed.key in can)

    def retranslate(self) -> None:
        """Say everything again in the language in force."""
        for deed, action in self:
            action.setText(deed.text)
            action.setToolTip(tip(deed.text, deed.shortcut))


def tip(text: str, shortcut: str) -> str:
    """A tooltip that teaches the key."""
    return f"{text}  ({shortcut})" if shortcut else text
