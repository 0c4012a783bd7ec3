"""The page 导入."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QStackedWidget, QWidget

from fashiontracker.errors import EnvironmentFault
from fashiontracker.progress import Progress
from fashiontracker.text import N_, _
from fashiontracker.ui import messages, saving
from fashiontracker.ui.counting import WATCHED
from fashiontracker.ui.page import Page, Touched
from fashiontracker.ui.pages.importing.finish import Finished
from fashiontracker.ui.pages.importing.review import Review
from fashiontracker.ui.pages.importing.running import Running
from fashiontracker.ui.pages.importing.session import Session, SheetKey, Written, counts, files_in_words
from fashiontracker.ui.pages.importing.start import ENDINGS, DropPlace, readable
from fashiontracker.ui.pictures import put_icon

if TYPE_CHECKING:
    from fashiontracker.exchange.mapping import Mapping as TableMapping
    from fashiontracker.exchange.outcome import Intake
    from fashiontracker.exchange.verdicts import Decision, Verdict
    from fashiontracker.ui.desk import Desk

T = TypeVar("T")
Doing = tuple[Session | None, "Intake | None", Written | None]
"""How far an import has come."""
START, REVIEW, FINISHED = range(3)


class Importing(Page):
    """Files → what was found → every row's fate → one entry. What was shown stays until what replaces it is there."""

    key = "import"
    title = N_("导入")
    watches: ClassVar[Touched] = WATCHED | {"project", "former_name", "task_progress"}
    follows_date: ClassVar[bool] = False

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._session: Session | None = None
        self._found: Intake | None = None
        self._written: Written | None = None
        self._busy = 0
        self.setAcceptDrops(True)
        self._running = Running()
        self._running.came.connect(self._act)
        self._running.over.connect(self._end)
        self.drop = DropPlace(self.choose, self.save_template)
        self.review = Review(desk.app)
        self.finished = Finished()
        self.stack = QStackedWidget()
        for widget in (self.drop, self.review, self.finished):
            self.stack.addWidget(widget)
        self.body.addWidget(self.stack, 1)
        self.other = self._tool(_("换文件…"), "open", self.choose)
        self.cancel = self._tool(_("放弃"), "close", self.leave)
        self.template = self._tool(_("下载空白模板…"), "table", self.save_template)
        self._connect()
        self._take_up(desk.carried.get(self.key, (None, None, None)))

    def _connect(self) -> None:
        self.review.decided.connect(self._decide)
        self.review.mapped.connect(self._map)
        self.review.hidden_wanted.connect(lambda wanted: self._reread(with_hidden=wanted))
        self.review.accepted.connect(self.accept)
        self.review.rejects.connect(self.save_rejects)
        self.finished.again.connect(self.leave)
        self.finished.rejects.connect(self.save_rejects)
        self.finished.undo.connect(self._undo)
        self.finished.go.connect(lambda key: self.go.emit(key, None))

    # ---- what the user wants ----

    def choose(self) -> None:
        """Let the user choose files, and read them."""
        kinds = _("表格文件 ({endings})").format(endings=" ".join(f"*.{ending}" for ending in ENDINGS))
        names, _filter = QFileDialog.getOpenFileNames(self.window(), _("选择要导入的文件"), self._folder(), kinds)
        if names:
            self.take([Path(name) for name in names])

    def take(self, files: Sequence[Path]) -> None:
        """Read these files; an import under way gives way when they are read."""
        if not files or self._busy or not self.may_leave():
            return
        self._desk.remembered(self.key)["folder"] = str(files[0].parent)
        self.drop.show_reading(files_in_words(tuple(files)))
        self._read(Session(self._desk.app, tuple(files)))

    def leave(self) -> None:
        """Back to the beginning; nothing was written by what is given up."""
        if self.may_leave():
            self._session = self._found = self._written = None
            self._show(START)

    def accept(self, keep_good: bool, *, without_backup: bool = False) -> None:
        """Write: all rows, or only the good ones."""
        session, found = self._session, self._found
        if session is None or found is None or self._busy:
            return

        def done(written: Written) -> None:
            if written.unsaved is not None:
                self._ask_without_backup(written.unsaved, keep_good)
                return
            self._finish(session, found, written)

        self._run(
            _("正在导入 {files}").format(files=files_in_words(session.files)),
            lambda: session.write(found, keep_good=keep_good, without_backup=without_backup),
            done,
        )

    def save_rejects(self) -> None:
        """Write the rows that were not taken, with the reasons, as a workbook."""
        found, session = self._found, self._session
        if found is None or session is None:
            return
        name = _("{files}-退回的行.xlsx").format(files=session.files[0].stem)
        path = saving.ask_save(self, _("另存退回的行"), name, saving.excel())
        if path is None:
            return

        def write() -> Generator[Progress, None, int]:
            from fashiontracker.exchange import rejects

            yield Progress(0, 0)
            return rejects.write(path, found)

        said = _("已把 {count} 行写到 {name}")
        self._run(_("正在另存"), write, lambda count: self._tell(said.format(count=count, name=path.name), path))

    def save_template(self) -> None:
        """Write the empty workbook."""
        path = saving.ask_save(self, _("下载空白模板"), _("登记表模板.xlsx"), saving.excel())
        if path is None:
            return
        app = self._desk.app

        def write() -> Generator[Progress, None, None]:
            from fashiontracker.exchange import template

            yield Progress(0, 0)
            template.write_template(path, app.plan, app.catalogue)

        self._run(_("正在写出模板"), write, lambda _none: self._tell(_("已写出 {name}").format(name=path.name), path))

    # ---- the page ----

    def refresh(self) -> None:
        session, found = self._session, self._found
        if found is None or session is None or self.stack.currentIndex() != REVIEW or self._busy:
            return
        if found.head != self._desk.app.store.history.head():  # somebody wrote: the verdicts stand on what was
            self._settle_anew(session)

    def arrive(self, wish: object) -> None:
        if isinstance(wish, Path):
            self.take([wish])

    def keyboard(self) -> QWidget:
        ways_on = {START: self.drop.choose, FINISHED: self.finished.buttons["again"]}
        return ways_on.get(self.stack.currentIndex()) or self.review.keyboard()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {**super().commands(), "new": self.choose}

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if readable([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        names = readable([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()
        self.take([Path(name) for name in names])

    # ---- reading and settling ----

    def _read(self, session: Session) -> None:
        title = _("正在读取 {files}").format(files=files_in_words(session.files))
        self._run(title, session.read, lambda found: self._take(session, found))

    def _settle_anew(self, session: Session) -> None:
        found = self._found
        if found is not None:
            self._run(_("正在核对"), lambda: session.settle(found), lambda settled: self._take(session, settled))

    def _take(self, session: Session, found: Intake) -> None:
        self._session, self._found = session, found
        self.review.show_intake(found, session.decisions, may_write=not self._desk.read_only)
        self._show(REVIEW)

    def _finish(self, session: Session, found: Intake, written: Written) -> None:
        self._session, self._found, self._written = session, found, written
        self.finished.show_result(files_in_words(session.files), counts(found), changed=written.entry is not None)
        self._show(FINISHED)

    def _take_up(self, doing: Doing) -> None:
        """Begin, or go on where the page of another language or zoom was."""
        session, found, written = doing
        if session is None or found is None:
            self._show(START)
        elif written is None:
            self._take(session, found)
        else:
            self._finish(session, found, written)

    def _reread(self, **changes: Any) -> None:
        if self._session is not None:
            self._read(replace(self._session, **changes))

    def _map(self, sheet: SheetKey, mapping: TableMapping | None) -> None:
        if self._session is not None:
            others = {key: one for key, one in self._session.by_sheet.items() if key != sheet}
            self._reread(by_sheet=others if mapping is None else {**others, sheet: mapping})

    def _decide(self, verdicts: Sequence[Verdict], decision: Decision | None) -> None:
        if self._session is None:
            return
        decisions = dict(self._session.decisions)
        for verdict in verdicts:
            if decision is None:
                decisions.pop(verdict.place, None)
            else:
                decisions[verdict.place] = decision
        self._settle_anew(replace(self._session, decisions=decisions))

    def _undo(self) -> None:
        if self._written is None or self._written.entry is None:
            return
        try:
            self._desk.app.store.journal.undo(self._written.entry.id)
        except EnvironmentFault as fault:
            messages.fail(self, fault)
        else:
            self.finished.show_undone()

    # ---- small things ----

    def _run(self, title: str, work: Callable[[], Generator[Progress, None, T]], done: Callable[[T], None]) -> None:
        """Run work with the page's deeds disabled until it ends, however it ends."""
        self._busy += 1
        self.review.setEnabled(False)
        self.work.emit(self._running.job(title, work, done))

    def _act(self, act: Callable[[], None]) -> None:
        act()

    def _end(self) -> None:
        self._busy -= 1
        self.review.setEnabled(not self._busy)
        self.drop.show_reading("")

    def _ask_without_backup(self, fault: EnvironmentFault, keep_good: bool) -> None:
        text = _("导入前的备份没有成功：{reason}").format(reason=fault)
        if messages.ask(
            self, text, _("不备份，继续导入"), detail=_("没有备份，导入仍可在变更记录中撤销。"), danger=True
        ):
            self.accept(keep_good, without_backup=True)

    def may_leave(self) -> bool:
        said = self._session is not None and (self._session.decisions or self._session.by_sheet)
        if self.stack.currentIndex() != REVIEW or not said:
            return True
        return messages.ask(
            self, _("放弃这次预览？"), _("放弃"), no=_("留在这里"), detail=_("已作的决定和列的对应不会保留。")
        )

    def _tell(self, words: str, path: Path) -> None:
        messages.toast(self, words)
        self._desk.remembered(self.key)["folder"] = str(path.parent)

    def _folder(self) -> str:
        return str(self._desk.remembered(self.key).get("folder", ""))

    def _tool(self, words: str, glyph: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        put_icon(button, glyph)
        button.clicked.connect(act)
        self.tools.addWidget(button)
        return button

    def _show(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        if self.isVisible():
            self.keyboard().setFocus()
        for button in (self.other, self.cancel):
            button.setVisible(place == REVIEW)
        self.template.setVisible(place != START)  # there it stands in the middle
        self._desk.carried[self.key] = self._session, self._found, self._written
        words = files_in_words(self._session.files) if self._session is not None else ""
        self.count.setText(words)
        self.counted.emit(words)
