"""The page 任务分工."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget

from fashiontracker.text import N_, _
from fashiontracker.ui.chips import Chip, ChipBar
from fashiontracker.ui.page import Page, Touched
from fashiontracker.ui.pages.tasks import wording
from fashiontracker.ui.pages.tasks.log import Log
from fashiontracker.ui.pages.tasks.panel import TaskPanel
from fashiontracker.ui.pages.tasks.source import TaskSource, Wanted
from fashiontracker.ui.pages.tasks.table import TaskTable
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import give_role
from fashiontracker.ui.wishes import Paper

if TYPE_CHECKING:
    from fashiontracker.models.drafts import Draft
    from fashiontracker.models.logbook import Note
    from fashiontracker.tally.tasks import TaskStanding
    from fashiontracker.ui.desk import Desk


class Tasks(Page):
    """The plan's tasks as they stand on the day; the inspector holds the chosen one."""

    key = "tasks"
    title = N_("任务分工")
    watches: ClassVar[Touched] = frozenset({"task_progress", "evidence", "evidence_link"})
    inspects = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._plan = desk.app.plan
        self._notes: Mapping[str, tuple[Note, ...]] = {}
        self._standings: Mapping[str, TaskStanding] = {}
        self.panel: TaskPanel | None = None
        self.source = TaskSource(self._plan)
        self.table = TaskTable(self.source)
        self.table.current_changed.connect(self._show_panel)
        self.chips = ChipBar()
        self.chips.removed.connect(lambda part: self._want(self.source.wanted.without(part)))
        self.chips.cleared.connect(lambda: self._want(Wanted()))
        printing = QPushButton(_("打印推进表"))
        put_icon(printing, "reports", "text")
        printing.clicked.connect(self.print)
        self.tools.addWidget(printing)
        self.nothing = QLabel(_("没有符合筛选条件的任务。"))
        give_role(self.nothing, "muted")
        self.nothing.hide()
        self.body.addWidget(self.chips)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.table, 1)

    def arrive(self, wish: object) -> None:
        self.panel = None  # the inspector was cleared on the way here
        if self._standings:
            self._show_panel(self.table.current_id())

    def resume(self, draft: Draft) -> None:
        place = next((n for n, task in enumerate(self._plan.tasks, 1) if task.key == draft.form), None)
        if place is not None:
            self._want(Wanted())
            self.table.go_to(place)
            if self.panel is not None:
                self.panel.log.resume(draft.about)

    def refresh(self) -> None:
        from fashiontracker.models import logbook
        from fashiontracker.tally.tasks import standing

        with self._desk.app.store.reading() as session:
            self._notes = logbook.of_tasks(session, date.max)
        self._standings = {
            task.key: standing(self._plan, self._until(task.key), self.as_of) for task in self._plan.tasks
        }
        self.source.show(self._standings)
        self._show_rows()

    def keyboard(self) -> QWidget:
        return self.table

    def commands(self) -> Mapping[str, Callable[[], None]]:
        deeds = {**super().commands(), "report": self.print, "filter": self.chips.add.showMenu}
        return deeds if self._desk.read_only else {**deeds, "new": self.add_entry}

    def add_entry(self) -> None:
        """Ask for an entry in the log of the chosen task."""
        if self.panel is not None:
            self.panel.log.add_entry()

    def print(self) -> None:
        """Ask 报表与报送 for document 6 under the filter in force, as far as paper knows it."""
        wanted = self.source.wanted
        state = self._plan.task_states.get(wanted.state or "")
        where = [N_("部门={name}").format(name=wanted.department)] if wanted.department else []
        where += [N_("状态={name}").format(name=state.zh)] if state else []
        self.go.emit("reports", Paper("tasks", where=tuple(where)))

    # ---- rows ----

    def _until(self, key: str) -> tuple[Note, ...]:
        return tuple(note for note in self._notes.get(key, ()) if note.day <= self.as_of)

    def _want(self, wanted: Wanted) -> None:
        self.source.wanted = wanted
        self._show_rows()

    def _show_rows(self) -> None:
        self.chips.set_menu(self._menu())
        self.chips.show_chips(self._conditions())
        with QSignalBlocker(self.table):  # the panel is made once, below
            self.table.reload()
            first = self.table.first_task()
            if self.table.current_id() is None and first is not None:
                self.table.go_to(first)
        kept = self.source.kept()
        self.nothing.setVisible(not kept)
        self.table.setVisible(bool(kept))
        self._tell(len(kept))
        self._show_panel(self.table.current_id())

    def _tell(self, kept: int) -> None:
        states = Counter(stands.state for stands in self._standings.values())
        said = [_("{count} 项").format(count=len(self._standings))]
        said += [f"{mark.word} {states[key]}" for key, mark in wording.states(self._plan).items() if states[key]]
        warned: Counter[str | None] = Counter(stands.warning for stands in self._standings.values())
        said += [f"{mark.word} {warned[key]}" for key, mark in wording.WARNINGS.items() if warned[key]]
        self.count.setText(" · ".join(said))
        self.counted.emit(_("{count} 项任务 · 筛选后 {kept}").format(count=len(self._standings), kept=kept))

    # ---- the filter ----

    def _conditions(self) -> list[Chip]:
        wanted = self.source.wanted
        chips = []
        if wanted.state:
            chips.append(Chip("state", _("状态 = {value}").format(value=wording.states(self._plan)[wanted.state].word)))
        if wanted.warning:
            chips.append(Chip("warning", _("提示 = {value}").format(value=wording.WARNINGS[wanted.warning].word)))
        if wanted.department:
            (name,) = wording.departments(self._plan, (wanted.department,))
            chips.append(Chip("department", _("部门 = {value}").format(value=name)))
        return chips

    def _menu(self) -> QMenu:
        """Every condition with how many of all tasks meet it."""
        menu = QMenu(self.chips.add)
        wanted = self.source.wanted
        states = Counter(stands.state for stands in self._standings.values())
        part = menu.addMenu(_("状态"))
        for key, mark in wording.states(self._plan).items():
            self._offer(part, mark.word, states[key], replace(wanted, state=key))
        warned: Counter[str | None] = Counter(stands.warning for stands in self._standings.values())
        part = menu.addMenu(_("提示"))
        for key, mark in wording.WARNINGS.items():
            self._offer(part, mark.word, warned[key], replace(wanted, warning=key))
        named = Counter(name for task in self._plan.tasks for name in {*task.leads, *task.responsible})
        part = menu.addMenu(_("部门（牵头或分工）"))
        for name in sorted(named, key=lambda name: -named[name]):
            (words,) = wording.departments(self._plan, (name,))
            self._offer(part, words, named[name], replace(wanted, department=name))
        return menu

    def _offer(self, menu: QMenu, words: str, count: int, wanted: Wanted) -> None:
        action = menu.addAction(f"{words}\t{count}")
        action.setEnabled(bool(count))
        action.triggered.connect(partial(self._want, wanted))

    # ---- one task ----

    def _show_panel(self, id_: int | None) -> None:
        task = self.source.task(id_) if id_ is not None else None
        if task is None:
            self.panel = None
            self.inspect.emit(None)
            return
        notes = self._until(task.key)
        later = len(self._notes.get(task.key, ())) - len(notes)
        log = Log(self._desk.app, task, notes, later, self.as_of, self.work.emit)
        self.panel = TaskPanel(self._plan, task, self._standings[task.key], log)
        self.inspect.emit(self.panel)
