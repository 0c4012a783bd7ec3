"""The letterheads of the database: added, changed, put in order; the first is the default."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from fashiontracker.text import N_, _
from fashiontracker.ui.fields import Field
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.pictures import icon_button
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.models.letterheads import Letterhead

FIELDS: Final = {
    "issuer": (N_("发文单位（署名）"), N_("例如：示例时尚产业协会")),
    "name": (N_("版头名称"), N_("不填则与发文单位相同")),
    "mark": (N_("发文机关标志"), N_("例如：示例时尚产业协会文件")),
    "code": (N_("机关代字"), N_("例如：示时协，用于〔2025〕1号")),
    "recipient": (N_("主送机关"), N_("例如：深圳市工业和信息化局")),
    "signer": (N_("签发人"), N_("上行文填写")),
    "copy_to": (N_("抄送"), N_("印在版记中")),
    "office": (N_("印发机关"), N_("例如：示例时尚产业协会秘书处")),
    "contact": (N_("联系人和电话"), N_("印在成文日期下面")),
}


class LetterheadDialog(FormDialog):
    """Edits a copy of the letterheads; `wanted` is what is to be kept."""

    def __init__(self, known: Sequence[Letterhead], parent: QWidget | None = None) -> None:
        super().__init__(_("版头和发文单位"), _("保存版头"), parent, columns=2)
        self._heads = list(known)
        self._shown = 0
        self.chosen = QComboBox()
        self.chosen.activated.connect(self._go)
        self.lines: dict[str, QLineEdit] = {name: Field(required=name == "issuer") for name in FIELDS}
        self.add(_("版头（第一个是默认的）"), self._chooser(), wide=True)
        for name, (words, hint) in FIELDS.items():
            self.lines[name].setPlaceholderText(_(hint))
            self.add(_(words), self.lines[name])
        lesson = QLabel(_("版头存放在数据库中，全部文件共用，可以撤销。只想改一份文件时，在左边的表单里填写。"))
        lesson.setWordWrap(True)
        give_role(lesson, "muted")
        self.add("", lesson, wide=True)
        self._fill(0)

    def wanted(self) -> tuple[Letterhead, ...]:
        """The letterheads as the dialog shows them; those without an issuer are none."""
        self._take()
        return tuple(one for one in self._heads if one.issuer)

    def wrong(self) -> list[Field]:
        """An emptied form is no fault: it takes its letterhead away."""
        return [] if not any(line.text().strip() for line in self.lines.values()) else super().wrong()

    def new(self) -> None:
        """Add another letterhead, to be filled in."""
        from fashiontracker.models.letterheads import Letterhead

        self._take()
        self._heads.append(Letterhead("", ""))
        self._fill(len(self._heads) - 1)
        self.lines["issuer"].setFocus()

    def remove(self) -> None:
        """Take the shown letterhead away."""
        del self._heads[self._shown]
        self._fill(0)

    def make_default(self) -> None:
        """Put the shown letterhead first."""
        self._take()
        self._heads.insert(0, self._heads.pop(self._shown))
        self._fill(0)

    def _chooser(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(4))
        row.addWidget(self.chosen, 1)
        self.first = icon_button("up", _("设为默认"), self.make_default)
        self.away = icon_button("trash", _("删除这个版头"), self.remove)
        for button in (icon_button("new", _("新增版头"), self.new), self.first, self.away):
            row.addWidget(button)
        return box

    def _go(self, place: int) -> None:
        self._take()
        self._fill(place)

    def _take(self) -> None:
        """What the lines say becomes the letterhead that they show."""
        said = {name: line.text().strip() for name, line in self.lines.items()}
        said["name"] = said["name"] or said["issuer"]
        self._heads[self._shown] = replace(self._heads[self._shown], **said)

    def _fill(self, place: int) -> None:
        from fashiontracker.models.letterheads import Letterhead

        if not self._heads:
            self._heads.append(Letterhead("", ""))
        self._shown = place
        self.chosen.clear()
        self.chosen.addItems([one.name or _("（新版头）") for one in self._heads])
        self.chosen.setCurrentIndex(place)
        head = self._heads[place]
        for name, line in self.lines.items():
            line.setText("" if name == "name" and head.name == head.issuer else getattr(head, name))
        self.first.setEnabled(place > 0)
