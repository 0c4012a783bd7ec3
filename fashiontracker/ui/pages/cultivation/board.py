"""The board: a lane for every live stage, one for titles held, one for what is closed. Cards are dragged or keyed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QMenu, QScrollArea, QVBoxLayout, QWidget

from fashiontracker.tally import pipeline
from fashiontracker.text import _
from fashiontracker.ui.pages.cultivation import wording
from fashiontracker.ui.pages.cultivation.cards import CardDelegate, CardModel
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.tally.pipeline import Candidacy

LANE = 142
"""The least width of a lane's cards; its head may need more."""


class Lane(QListView):
    """The cards of one lane. Ctrl+← and Ctrl+→ move the selected ones, ← and → go to the lane beside."""

    pushed = Signal(int)
    beside = Signal(int)
    opened = Signal(object)
    asked = Signal()

    def __init__(self, app: App, key: str) -> None:
        super().__init__()
        self.key = key
        self.cards = CardModel(app, self)
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(app, self, self.hasFocus))
        self.setAccessibleName(wording.lane(app, key))
        give_role(self, "lane")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QListView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.cards.entries[index.row()]))

    def chosen(self) -> list[Candidacy]:
        """The selected candidacies, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.cards.entries[row] for row in rows]

    def current(self) -> Candidacy | None:
        """The one at the cursor."""
        index = self.currentIndex()
        return self.cards.entries[index.row()] if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        current = self.current()
        if step is not None and held:
            self.pushed.emit(step)
        elif step is not None:
            self.beside.emit(step)
        elif event.key() == Qt.Key.Key_F2:
            self.asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.opened.emit(current)
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class Board(QScrollArea):
    """All lanes side by side, with their counts."""

    moved = Signal(object, str)
    """Candidacies, and the lane they shall move to."""
    current_changed = Signal(object)
    """The candidacy at the cursor, or None."""
    opened = Signal(object)
    asked = Signal()
    """The stage of the selected ones shall be changed, to what is still to be said."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lanes: dict[str, Lane] = {}
        self._heads: dict[str, QLabel] = {}
        sheet = QWidget()
        sheet.setObjectName("page")
        row = QHBoxLayout(sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(8))
        for key in pipeline.lanes(app.plan):
            row.addWidget(self._lane(key), 1)
        self.setWidget(sheet)
        self._active = next(iter(self.lanes.values()))

    def show_lanes(self, found: Mapping[str, Sequence[Candidacy]]) -> None:
        """Show others, keeping the cursor on the subject and designation it is on."""
        current = self.current()
        for key, lane in self.lanes.items():
            lane.cards.show_entries(found[key])
            self._heads[key].setText(f"{wording.lane(self._app, key)}  {len(found[key]):,}")
        if current is not None:
            self.go_to(current.subject, current.designation)

    def go_to(self, subject: tuple[str, int], designation: str) -> bool:
        """Put the cursor on a candidacy, wherever it stands now; False where it is not shown."""
        for lane in self.lanes.values():
            for row, one in enumerate(lane.cards.entries):
                if (one.subject, one.designation) == (subject, designation):
                    index = lane.cards.index(row)
                    lane.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                    lane.scrollTo(index)
                    self._active = lane
                    return True
        return False

    def current(self) -> Candidacy | None:
        """The candidacy at the cursor of the lane that was used last."""
        return self._active.current()

    def chosen(self) -> list[Candidacy]:
        """The selected candidacies of the lane that was used last."""
        return self._active.chosen()

    def _lane(self, key: str) -> QFrame:
        frame = QFrame()
        give_role(frame, "card")
        self._heads[key] = head = QLabel()
        give_role(head, "lane-head")
        head.setContentsMargins(look().px(10), look().px(6), look().px(10), look().px(2))
        self.lanes[key] = lane = Lane(self._app, key)
        lane.setMinimumWidth(look().px(LANE))
        lane.selectionModel().currentChanged.connect(lambda *_changed: self._tell(lane))
        lane.selectionModel().selectionChanged.connect(lambda *_changed: self._enter(lane))
        lane.cards.modelReset.connect(lane.clearSelection)
        lane.cards.dropped.connect(lambda events: self._dropped(events, key))
        lane.pushed.connect(self._push)
        lane.beside.connect(self._go_beside)
        lane.opened.connect(self.opened)
        lane.asked.connect(self.asked)
        lane.customContextMenuRequested.connect(lambda where: self._offer_lanes(lane, where))
        column = QVBoxLayout(frame)
        column.setContentsMargins(look().px(6), look().px(2), look().px(2), look().px(6))
        column.setSpacing(look().px(4))
        column.addWidget(head)
        column.addWidget(lane, 1)
        return frame

    def _offer_lanes(self, lane: Lane, where: QPoint) -> None:
        """The lanes that the selected cards could move to."""
        if not lane.chosen():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key in self.lanes:
            if key != lane.key:
                action = menu.addAction(_("移到“{lane}”…").format(lane=wording.lane(self._app, key)))
                action.triggered.connect(lambda _checked=False, key=key: self.moved.emit(lane.chosen(), key))
        menu.popup(lane.viewport().mapToGlobal(where))

    def _tell(self, lane: Lane) -> None:
        if lane.current() is not None:
            self._active = lane
            self.current_changed.emit(lane.current())

    def _enter(self, lane: Lane) -> None:
        """One lane at a time has a selection."""
        if lane.selectionModel().hasSelection():
            self._active = lane
            for other in self.lanes.values():
                if other is not lane:
                    other.clearSelection()

    def _dropped(self, events: Iterable[int], key: str) -> None:
        wanted = set(events)
        found = [one for lane in self.lanes.values() for one in lane.cards.entries if one.event in wanted]
        if found and any(one.lane != key for one in found):
            QTimer.singleShot(0, self, lambda: self.moved.emit(found, key))  # the drag has to end first

    def _push(self, step: int) -> None:
        current = self.current()
        target = pipeline.next_lane(self._app.plan, current, step) if current else None
        if target is not None:
            self.moved.emit(self.chosen(), target)

    def _go_beside(self, step: int) -> None:
        keys = list(self.lanes)
        place = keys.index(self._active.key) + step
        while 0 <= place < len(keys):
            lane = self.lanes[keys[place]]
            if lane.cards.entries:
                lane.setFocus()
                lane.setCurrentIndex(lane.currentIndex() if lane.currentIndex().isValid() else lane.cards.index(0))
                self.ensureWidgetVisible(lane)
                return
            place += step
