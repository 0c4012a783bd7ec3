"""What is chosen for one document: its particulars, and what only some documents take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fashiontracker.text import _, pick
from fashiontracker.ui.pages.printing.letter_fields import LetterFields, titled
from fashiontracker.ui.pictures import icon_button
from fashiontracker.ui.scrolled import ScrolledBox
from fashiontracker.ui.style import give_role, look
from fashiontracker.ui.wishes import Paper

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.submissions import HandedIn
    from fashiontracker.reports.shelf import Kind
    from fashiontracker.reports.stamp import Options


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
        self.view = self._combo()
        self.designation = self._combo()
        self.stage = self._combo()
        self.since = self._combo()
        self.enterprises = QLineEdit()
        self.enterprises.setPlaceholderText(_("名称或统一社会信用代码，多个用顿号分开"))
        self.enterprises.textEdited.connect(self._tell)
        self.where = QPlainTextEdit()
        self.where.setTabChangesFocus(True)
        self.where.setPlaceholderText(_("每行一个条件，例如：\n所属区=南山"))
        self.where.textChanged.connect(self.changed)
        self.letter = LetterFields(app)
        self.letter.changed.connect(self.changed)
        self._held = self._held_rows()
        self._fill()

    def show_kind(self, kind: Kind, kept: Mapping[str, Any], submissions: Sequence[HandedIn]) -> None:
        """Offer what a document takes, with what was chosen for it last."""
        self._kind = kind
        self.blockSignals(True)
        self._rows, self._said = None, ()
        for name, box in self._boxes.items():
            box.setVisible(name in kind.takes)
        self._held.hide()
        self.letter.show_kind(kind, kept)
        self.where.setPlainText(str(kept.get("where", "")))
        self.enterprises.setText(str(kept.get("enterprises", "")))
        self.since.clear()
        self.since.addItem(_("最近一次报送"), "")
        for one in submissions:
            given = one.particulars
            self.since.addItem(f"{given.handed_in_on} {given.number}", one.fingerprint)
        for name, combo in (("kind", self.roster), ("designation", self.designation), ("stages", self.stage)):
            combo.setCurrentIndex(max(0, combo.findData(kept.get(name, ""))))
        self._fill_views(str(kept.get("view", "")))
        self.blockSignals(False)

    def show_day(self, day: date) -> None:
        """Read what the database offers anew: letterheads, the next number, kept views."""
        self.blockSignals(True)
        self.letter.show_day(day)
        self._fill_views(str(self.view.currentData() or ""))
        self.blockSignals(False)

    def take(self, wish: Paper) -> None:
        """Choose what another page asked for."""
        self.blockSignals(True)
        if wish.kind is not None:
            self.roster.setCurrentIndex(max(0, self.roster.findData(wish.kind)))
        if wish.designation is not None:
            self.designation.setCurrentIndex(max(0, self.designation.findData(wish.designation)))
        self._fill_views("")
        self.where.setPlainText("\n".join(wish.where))
        self.enterprises.setText("、".join(wish.enterprises))
        self._rows, self._said = wish.rows, wish.said
        self._held.setVisible(wish.rows is not None)
        for name in ("where", "view"):
            takes = self._kind is not None and name in self._kind.takes
            self._boxes[name].setVisible(wish.rows is None and takes)
        if wish.rows is not None:
            said = _("；").join(wish.said) or _("全部行")
            self._held_words.setText(_("当前视图的 {count} 行（{said}）").format(count=len(wish.rows), said=said))
        self.blockSignals(False)

    def kept(self) -> dict[str, str]:
        """What is chosen, to be remembered for this document."""
        return {
            **self.letter.kept(),
            "where": self.where.toPlainText(),
            "enterprises": self.enterprises.text().strip(),
            "kind": str(self.roster.currentData() or ""),
            "view": str(self.view.currentData() or ""),
            "designation": str(self.designation.currentData() or ""),
            "stages": str(self.stage.currentData() or ""),
        }

    def options(self, as_of: date, files: Any) -> Options:
        """What is chosen, as the document takes it."""
        from fashiontracker.reports.stamp import Options

        assert self._kind is not None
        chosen = taken(self._kind, {**self.kept(), "since": str(self.since.currentData() or "")})
        if self._rows is not None:
            chosen |= {"where": (), "view": None}
        return Options(as_of=as_of, files=files, rows=self._rows, said=self._said, **self.letter.options(), **chosen)

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
        self.roster.activated.connect(lambda _place: self._fill_views(""))
        for name, words, widget in (
            ("kind", _("名录"), self.roster),
            ("view", _("保存的视图"), self.view),
            ("designation", _("称号"), self.designation),
            ("stages", _("处于阶段"), self.stage),
            ("enterprises", _("企业"), self.enterprises),
            ("since", _("与哪一次报送相比"), self.since),
            ("where", _("筛选条件"), self.where),
        ):
            box = titled(words, widget)
            self._boxes[name] = box
            self._column.addWidget(box)
        self._boxes["where"].setFixedHeight(look().px(100))
        self._column.insertWidget(self._column.count() - 1, self._held)
        self._column.addWidget(self.letter)
        self._column.addStretch(1)

    def _fill_views(self, chosen: str) -> None:
        """Offer the views that were kept on the page of the chosen roster."""
        from fashiontracker.models import saved_views

        with self._app.store.reading() as session:
            names = [one.name for one in saved_views.kept(session, str(self.roster.currentData()))]
        self.view.clear()
        self.view.addItem(_("全部行"), "")
        for name in names:
            self.view.addItem(name, name)
        self.view.setCurrentIndex(max(0, self.view.findData(chosen)))

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
        combo = ScrolledBox()
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(8)
        combo.activated.connect(self._tell)
        return combo


def scrolled(choices: Choices) -> QScrollArea:
    """The form in a frame that scrolls where there is little room."""
    frame = QScrollArea()
    frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    frame.setWidgetResizable(True)
    frame.setFrameShape(QFrame.Shape.NoFrame)
    frame.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    choices.setObjectName("page")
    frame.setWidget(choices)
    return frame


def taken(kind: Kind, kept: Mapping[str, Any]) -> dict[str, Any]:
    """What was chosen in the form (see `Choices.kept`) as far as a document takes it, as fields of `Options`."""
    said = {name: str(kept.get(name, "")) for name in kind.takes}
    ways: dict[str, Any] = {
        "where": lambda text: tuple(line.strip() for line in text.splitlines() if line.strip()),
        "enterprises": lambda text: tuple(part.strip() for part in text.split("、") if part.strip()),
        "stages": lambda text: (text,) if text else (),
    }
    return {name: ways[name](text) if name in ways else text or None for name, text in said.items()}
