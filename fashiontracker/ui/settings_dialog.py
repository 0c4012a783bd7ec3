"""The settings: language and look."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from fashiontracker.settings import LOCKS, ZOOMS, Settings
from fashiontracker.text import _, pick
from fashiontracker.ui.forms import FormDialog


class SettingsDialog(FormDialog):
    """Edits a copy of the settings; `ask` gives it back with whether it was accepted."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(_("设置"), _("保存设置"), parent)
        self._before = settings
        self.language = _choices({"": _("跟随系统"), "zh": pick("中文", "中文"), "en": "English"}, settings.language)
        self.theme = _choices({"system": _("跟随系统"), "light": _("浅色"), "dark": _("深色")}, settings.theme)
        zooms = sorted({*ZOOMS, settings.zoom})
        self.zoom = _choices({zoom: f"{zoom} %" for zoom in zooms}, settings.zoom)
        self.builtin_fonts = QCheckBox(_("使用自带字体（思源黑体）"))
        self.builtin_fonts.setChecked(settings.builtin_fonts)
        self.lock_after = _choices(
            {time: _("闲置 {count} 分钟后").format(count=time) if time else _("不自动锁定") for time in LOCKS},
            settings.lock_after,
        )
        self.add(_("语言"), self.language)
        self.add(_("主题"), self.theme)
        self.add(_("缩放"), self.zoom)
        self.add(_("字体"), self.builtin_fonts)
        self.add(_("锁定窗口（仅加密的数据库，用口令解锁）"), self.lock_after)

    @classmethod
    def ask(cls, settings: Settings, parent: QWidget | None = None) -> tuple[Settings, bool]:
        """Let the user edit; the settings as they should be, and whether to take them."""
        dialog = cls(settings, parent)
        accepted = dialog.exec() == cls.DialogCode.Accepted
        return dialog.wanted(), accepted

    def wanted(self) -> Settings:
        """The settings as the dialog shows them."""
        return replace(
            self._before,
            language=self.language.currentData(),
            theme=self.theme.currentData(),
            zoom=self.zoom.currentData(),
            builtin_fonts=self.builtin_fonts.isChecked(),
            lock_after=self.lock_after.currentData(),
        )


def _choices(choices: dict[str, str] | dict[int, str], chosen: str | int) -> QComboBox:
    box = QComboBox()
    for value, words in choices.items():
        box.addItem(words, value)
    box.setCurrentIndex(list(choices).index(chosen))
    return box
