"""The log of one task: its entries with their evidence, and everything one does to them, each one journal entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from fashiontracker import paths
from fashiontracker.models import attaching, editing
from fashiontracker.models.tables import TaskProgress
from fashiontracker.text import _
from fashiontracker.ui.drafting import Slot
from fashiontracker.ui.elided import ElidedButton
from fashiontracker.ui.evidence_files import choose_files, open_copy
from fashiontracker.ui.icons import icon
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.pages.tasks import wording
from fashiontracker.ui.pages.tasks.form import Progress, ProgressForm
from fashiontracker.ui.pictures import Picture, icon_button, put_icon
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.attaching import Attached, Kept
    from fashiontracker.models.logbook import Note
    from fashiontracker.plan.types import Task

TABLE = TaskProgress.__tablename__
PAGE = "tasks"


class Log(QWidget):
    """The entries until the day, the newest first; ``later`` is how many there are after it."""

    def __init__(
        self, app: App, task: Task, notes: Sequence[Note], later: int, day: date, work: Callable[[Job[Any]], None]
    ) -> None:
        super().__init__()
        self._app, self._task, self._day, self._work = app, task, day, work
        self._notes = notes
        self._marks = wording.states(app.plan)
        self._folder = paths.evidence_folder(app.store.path)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(8))
        column.addLayout(self._head())
        if not notes:
            column.addWidget(_words(_("截至这一天还没有登记过进展。"), "muted"))
        if later:
            column.addWidget(_words(_("截至日之后另有 {count} 条登记。").format(count=later), "muted"))
        files = self._files()
        for note in reversed(notes):
            column.addWidget(self._entry(note, files.get(note.id, [])))

    # ---- what is written ----

    def add_entry(self) -> None:
        """Ask for a new entry and note it."""
        state = self._notes[-1].state if self._notes else min(self._app.plan.task_states, key=lambda one: one.order).key
        shown = Progress(min(self._day, date.today()), state, "")

        def save(wanted: Progress) -> None:
            label = _("登记任务 {task} 的进展").format(task=self._task.key)
            with self._app.store.journal.entry(label) as session:
                editing.add(session, TaskProgress, {"task": self._task.key, **_fields(wanted)})

        self._ask(_("登记进展：{task}"), _("登记"), shown, save, "")

    def resume(self, about: str) -> None:
        """Open the form again that a draft was typed into: of the entry with this number, or of a new one."""
        note = next((one for one in self._notes if str(one.id) == about), None)
        if note is not None:
            self._correct(note)
        else:
            self.add_entry()

    def _correct(self, note: Note) -> None:
        shown = Progress(note.day, note.state, note.text)

        def save(wanted: Progress) -> None:
            if wanted == shown:
                return
            label = _("更正任务 {task} 的进展").format(task=self._task.key)
            with self._app.store.journal.entry(label) as session:
                editing.change(session, TaskProgress, {note.id: _fields(wanted)})

        self._ask(_("更正进展：{task}"), _("保存更正"), shown, save, str(note.id))

    def _trash(self, note: Note) -> None:
        label = _("删除任务 {task} 的一条进展").format(task=self._task.key)
        with self._app.store.journal.entry(label) as session:
            editing.trash(session, TaskProgress, [note.id])

    def attach(self, note: Note, files: Sequence[Path]) -> None:
        """Take files in as evidence of an entry; copying and hashing run in the background."""
        if files:
            take_in = partial(attaching.take_in, self._folder, list(files))
            self._work(Job(_("正在存入佐证"), take_in, partial(self._link, note.id)))

    def _link(self, number: int, kept: list[Kept]) -> None:
        names = kept[0].name if len(kept) == 1 else _("{count} 个文件").format(count=len(kept))
        label = _("为任务 {task} 的进展添加佐证：{names}").format(task=self._task.key, names=names)
        with self._app.store.journal.entry(label) as session:
            attaching.attach(session, (TABLE, number), kept)

    def _detach(self, file: Attached) -> None:
        label = _("移除任务 {task} 的佐证：{name}").format(task=self._task.key, name=file.name)
        with self._app.store.journal.entry(label) as session:
            attaching.detach(session, file.link)

    def _ask(self, title: str, accept: str, shown: Progress, save: Callable[[Progress], None], about: str) -> None:
        """Let the user write, beginning with what is ``shown``; ``about`` is the number of the entry corrected."""
        named = title.format(task=f"{self._task.key} {wording.title(self._task)}")
        form = ProgressForm(self._app.plan, named, accept, shown, self.window())
        form.keep_draft(Slot(self._app.drafts, PAGE, self._task.key, about))
        form.run(lambda: save(form.wanted()))

    # ---- what is shown ----

    def _files(self) -> dict[int, list[Attached]]:
        found: dict[int, list[Attached]] = {}
        with self._app.store.reading() as session:
            for note in self._notes:
                found[note.id] = attaching.attached(session, [(TABLE, note.id)])
        return found

    def _head(self) -> QHBoxLayout:
        heading = QLabel(_("推进记录（{count}）").format(count=len(self._notes)))
        give_role(heading, "heading")
        row = QHBoxLayout()
        row.addWidget(heading, 1)
        if not self._app.store.read_only:
            self.add_button = QPushButton(_("登记进展"))
            put_icon(self.add_button, "new", "text")
            self.add_button.clicked.connect(self.add_entry)
            row.addWidget(self.add_button)
        return row

    def _entry(self, note: Note, files: Sequence[Attached]) -> QFrame:
        entry = QFrame()
        give_role(entry, "card")
        column = QVBoxLayout(entry)
        column.setContentsMargins(look().px(12), look().px(6), look().px(6), look().px(8))
        column.setSpacing(look().px(4))
        column.addLayout(self._entry_head(note))
        if note.text:
            column.addWidget(_words(note.text, ""))
        for file in files:
            column.addLayout(self._file(file))
        return entry

    def _entry_head(self, note: Note) -> QHBoxLayout:
        mark = self._marks.get(note.state)
        row = QHBoxLayout()
        row.setSpacing(look().px(6))
        if mark:
            row.addWidget(Picture(mark.shape, mark.ink))
        row.addWidget(QLabel(mark.word if mark else note.state))
        day = QLabel(note.day.isoformat())
        give_role(day, "muted")
        row.addWidget(day)
        row.addStretch(1)
        if not self._app.store.read_only:
            says = note.day.isoformat()
            attach = _("为 {day} 的进展添加佐证").format(day=says)
            row.addWidget(icon_button("evidence", attach, lambda: self.attach(note, choose_files(self))))
            row.addWidget(self._more(note, _("更正或删除 {day} 的进展").format(day=says)))
        return row

    def _more(self, note: Note, words: str) -> QToolButton:
        button = icon_button("more", words)
        menu = QMenu(button)
        menu.addAction(icon("edit"), _("更正…"), lambda: self._correct(note))
        menu.addAction(icon("trash"), _("移入回收站"), lambda: self._trash(note))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _file(self, file: Attached) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look().px(4))
        row.addWidget(Picture("evidence", "muted", 14))
        name = ElidedButton(file.name)
        give_role(name, "link")
        name.setCursor(Qt.CursorShape.PointingHandCursor)
        name.setToolTip(_("打开 {name}").format(name=file.name))
        name.clicked.connect(lambda: open_copy(self, self._folder, file.name, file.sha256))
        row.addWidget(name)
        row.addStretch(1)
        if not self._app.store.read_only:
            row.addWidget(icon_button("close", _("移除佐证 {name}").format(name=file.name), lambda: self._detach(file)))
        return row


def _fields(wanted: Progress) -> dict[str, Any]:
    return {"happened_on": wanted.day, "state": wanted.state, "note": wanted.text or None}


def _words(text: str, role: str) -> QLabel:
    """A wrapped text, never read as rich text."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        give_role(label, role)
    return label
