"""What is chosen for one document: its particulars, and what only some documents take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from fashiontracker.text import N_, _, pick
from fashiontracker.ui.fields import DateField
from fashiontracker.ui.pictures import icon_button
from fashiontracker.ui.style import give_role, look
from fashiontracker.ui.wishes import Paper

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.submissions import HandedIn
    from fashiontracker.reports.shelf import Kind
    from fashiontracker.reports.stamp import Options

LETTERS: Final = ("targets", "recommendation")
"""Documents with a letter at the head."""
WORDS: Final = {
    "issuer": N_("发文单位"),
    "number": N_("发文字号"),
    "recipient": N_("主送机关"),
    "signer": N_("签发人"),
    "copy_to": N_("抄送"),
    "dated": N_("成文日期"),
}
LETTER_ONLY: Final = ("number", "recipient", "signer", "copy_to")
HINTS: Final = {
    "number": N_("例如：示例协〔2025〕1号"),
    "signer": N_("可不填"),
    "copy_to": N_("可不填"),
}


class Choices(QWidget):
    """The form at the left of the preview; `changed` says that something is otherwise now."""

    changed = Signal()

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self._rows: tuple[int, ...] | None = None
        self._said: tuple[str, ...] = ()
        self._kind: Kind | None = None
        self._boxes: dict[str, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, look().px(8), 0)
        self._column.setSpacing(look().px(10))
        self.roster = self._combo()
        self.designation = self._combo()
        self.stage = self._combo()
        self.since = self._combo()
        self.enterprises = self._line(_("名称或统一社会信用代码，多个用顿号分开"))
        self.where = QPlainTextEdit()
        self.where.setPlaceholderText(_("每行一个条件，例如：\n所属区=南山"))
        self.where.textChanged.connect(self.changed)
        self.lines: dict[str, QLineEdit] = {
            name: self._line(_(HINTS.get(name, ""))) for name in WORDS if name != "dated"
        }
        self.dated = DateField()
        self.dated.textChanged.connect(self._tell)
        self._held = self._held_rows()
        self._fill()

    def show_kind(self, kind: Kind, kept: Mapping[str, Any], submissions: Sequence[HandedIn]) -> None:
        """Offer what a document takes, with what was chosen for it last."""
        self._kind = kind
        self.blockSignals(True)
        self._rows, self._said = None, ()
        for name, box in self._boxes.items():
            letter = name not in LETTER_ONLY or kind.name in LETTERS
            box.setVisible((name in WORDS and letter) or name in kind.takes)
        self._held.hide()
        for name, line in self.lines.items():
            line.setText(str(kept.get(name, "")))
        self.dated.setText(str(kept.get("dated", "")))
        self.where.setPlainText(str(kept.get("where", "")))
        self.enterprises.setText(str(kept.get("enterprises", "")))
        self.since.clear()
        self.since.addItem(_("最近一次报送"), "")
        for one in submissions:
            given = one.particulars
            self.since.addItem(f"{given.handed_in_on} {given.number}", one.fingerprint)
        for name, combo in (("kind", self.roster), ("designation", self.designation), ("stages", self.stage)):
            combo.setCurrentIndex(max(0, combo.findData(kept.get(name, ""))))
        self.blockSignals(False)

    def take(self, wish: Paper) -> None:
        """Choose what another page asked for."""
        self.blockSignals(True)
        if wish.kind is not None:
            self.roster.setCurrentIndex(max(0, self.roster.findData(wish.kind)))
        if wish.designation is not None:
            self.designation.setCurrentIndex(max(0, self.designation.findData(wish.designation)))
        self.where.setPlainText("\n".join(wish.where))
        self.enterprises.setText("、".join(wish.enterprises))
        self._rows, self._said = wish.rows, wish.said
        self._held.setVisible(wish.rows is not None)
        self._boxes["where"].setVisible(wish.rows is None and self._kind is not None and "where" in self._kind.takes)
        if wish.rows is not None:
            said = _("；").join(wish.said) or _("全部行")
            self._held_words.setText(_("当前视图的 {count} 行（{said}）").format(count=len(wish.rows), said=said))
        self.blockSignals(False)

    def kept(self) -> dict[str, str]:
        """What is chosen, to be remembered for this document."""
        return {
            **{name: line.text().strip() for name, line in self.lines.items()},
            "dated": self.dated.typed(),
            "where": self.where.toPlainText(),
            "enterprises": self.enterprises.text().strip(),
            "kind": str(self.roster.currentData() or ""),
            "designation": str(self.designation.currentData() or ""),
            "stages": str(self.stage.currentData() or ""),
        }

    def options(self, as_of: date, files: Any) -> Options:
        """What is chosen, as the document takes it."""
        from fashiontracker.reports.stamp import Options

        kind = self._kind
        assert kind is not None
        said = self.kept()
        letter: dict[str, Any] = {name: said[name] or None for name in WORDS if name != "dated"}
        if kind.name not in LETTERS:
            letter.update(dict.fromkeys(LETTER_ONLY))
        takes: dict[str, Any] = {
            "kind": said["kind"] or None,
            "designation": said["designation"] or None,
            "stages": (said["stages"],) if said["stages"] else (),
            "where": tuple(line.strip() for line in said["where"].splitlines() if line.strip()),
            "enterprises": tuple(part.strip() for part in said["enterprises"].split("、") if part.strip()),
            "since": str(self.since.currentData() or "") or None,
        }
        chosen = {name: value for name, value in takes.items() if name in kind.takes}
        if self._rows is not None:
            chosen.pop("where", None)
        return Options(
            as_of=as_of, dated=self.dated.value, files=files, rows=self._rows, said=self._said, **letter, **chosen
        )

    # ---- how it is made ----

    def _fill(self) -> None:
        from fashiontracker.reports.roster_choice import ROSTERS

        for key, roster in ROSTERS.items():
            self.roster.addItem(roster.title, key)
        self.designation.addItem(_("请选择"), "")
        for title in self._app.catalogue.designations:
            self.designation.addItem(pick(title.zh, title.en), title.key)
        self.stage.addItem(_("默认"), "")
        for stage in self._app.plan.stages:
            if stage.live:
                self.stage.addItem(pick(stage.zh, stage.en), stage.key)
        for name, words, widget in (
            ("kind", _("名录"), self.roster),
            ("designation", _("称号"), self.designation),
            ("stages", _("处于阶段"), self.stage),
            ("enterprises", _("企业"), self.enterprises),
            ("since", _("与哪一次报送相比"), self.since),
            ("where", _("筛选条件"), self.where),
        ):
            self._add(name, words, widget)
        self._column.insertWidget(self._column.count() - 1, self._held)
        for name in ("issuer", *LETTER_ONLY):
            self._add(name, _(WORDS[name]), self.lines[name])
        self._add("dated", _(WORDS["dated"]), self.dated)
        self._column.addStretch(1)

    def _add(self, name: str, words: str, widget: QWidget) -> None:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(3))
        label = QLabel(words)
        label.setBuddy(widget)
        widget.setAccessibleName(words)
        column.addWidget(label)
        column.addWidget(widget)
        if widget is self.where:
            box.setFixedHeight(look().px(100))
        self._column.addWidget(box)
        self._boxes[name] = box

    def _held_rows(self) -> QFrame:
        """What stands for the conditions where another page has handed its rows over."""
        frame = QFrame()
        give_role(frame, "notice")
        self._held_words = QLabel()
        self._held_words.setWordWrap(True)
        row = QHBoxLayout(frame)
        row.setContentsMargins(look().px(10), look().px(6), look().px(6), look().px(6))
        row.addWidget(self._held_words, 1)
        row.addWidget(icon_button("close", _("不限于当前视图"), self._let_go))
        return frame

    def _let_go(self) -> None:
        self.take(Paper("", where=tuple(self.where.toPlainText().splitlines())))
        self.changed.emit()

    def _tell(self) -> None:
        self.changed.emit()

    def _combo(self) -> QComboBox:
        combo = QComboBox()
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(8)
        combo.activated.connect(self._tell)
        return combo

    def _line(self, hint: str) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(hint)
        line.textEdited.connect(self._tell)
        return line
