"""The page 备份与安全."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from fashiontracker import paths
from fashiontracker.errors import EnvironmentFault
from fashiontracker.progress import Progress
from fashiontracker.text import N_, _
from fashiontracker.ui import checks, encryption, messages, saving
from fashiontracker.ui.backing_up import BACKUPS, back_up, choose_second_folder
from fashiontracker.ui.chips import FlowLayout
from fashiontracker.ui.icons import icon
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.page import Page, Touched
from fashiontracker.ui.pages.safekeeping import states
from fashiontracker.ui.pages.safekeeping.backups import COLUMNS, Backups
from fashiontracker.ui.pages.safekeeping.going_back import RestoreDialog
from fashiontracker.ui.pages.safekeeping.passphrase import Passphrase, with_older
from fashiontracker.ui.pages.safekeeping.rescue import Rescue
from fashiontracker.ui.pages.safekeeping.tile import Tile
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.scrolled import scrolled
from fashiontracker.ui.style import give_role, look
from fashiontracker.ui.table import Table

if TYPE_CHECKING:
    from fashiontracker.models.places import Places
    from fashiontracker.models.rehearsal import Rehearsed
    from fashiontracker.models.restore import Preview
    from fashiontracker.models.verify import Report
    from fashiontracker.ui.desk import Desk


class Safekeeping(Page):
    """Is everything safe: the last backup, the last check, a copy elsewhere; and the way back."""

    key = BACKUPS
    title = N_("备份与安全")
    watches: ClassVar[Touched] = frozenset({BACKUPS})
    follows_date: ClassVar[bool] = False

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.source = Backups()
        self.saved = Tile(_("备份"))
        self.now = self.saved.add(_("立即备份"), "save", self.back_up)
        give_role(self.now, "primary")
        put_icon(self.now, "save", "on_accent")
        self.checked = Tile(_("完整性"))
        self.check = self.checked.add(_("立即校验"), "backup", self.verify)
        self.second = Tile(_("第二备份文件夹"))
        self.choose = self.second.add(_("选择文件夹…"), "open", self.choose_folder)
        self.forget = self.second.add(_("不再使用"), "close", self.forget_folder)
        self.passphrase = Passphrase(desk, self._places)
        self.passphrase.away.connect(self.away)
        self.passphrase.discarded.connect(self.reload)
        self.back = QPushButton(_("预览差异并恢复…"))
        put_icon(self.back, "undo")
        self.back.clicked.connect(self.restore)
        self.trial = QPushButton(_("试恢复"))
        put_icon(self.trial, "check")
        self.trial.setToolTip(_("在临时文件夹里完整恢复一遍并核对，不改动现有数据库"))
        self.trial.clicked.connect(self.rehearse)
        self.table = Table(COLUMNS, self.source, _("备份"))
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setSelectionBehavior(Table.SelectionBehavior.SelectRows)
        self.table.opened.connect(lambda _key: self.restore())
        self.table.current_changed.connect(lambda _key: self._enable())
        self.findings = QListWidget()
        self.findings.setAccessibleName(_("校验发现的问题"))
        self.findings.setWordWrap(True)
        self.findings.hide()
        self._lay_out()

    # ---- the page ----

    def refresh(self) -> None:
        self.source.read(self._desk)
        self.table.reload()
        if self.table.current_id() is None and self.source.found:
            self.table.go_to(0)
        self._enable()
        states.show_saved(self.saved, self._desk, self.source.found)
        self.now.setEnabled(not self._desk.read_only)
        states.show_checked(self.checked, self._desk)
        self.forget.setVisible(states.show_second(self.second, self._desk))
        self.passphrase.refresh(self.source.found)
        words = _("{count} 份备份").format(count=f"{len(self.source.found):,}")
        self.count.setText(words)
        self.counted.emit(words)

    def keyboard(self) -> QWidget:
        return self.table

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {**super().commands(), "new": self.back_up}

    # ---- deeds ----

    def back_up(self) -> None:
        """Make a backup now."""
        desk = self._desk

        def done(fault: EnvironmentFault | None) -> None:
            if fault is not None:
                messages.fail(self, fault)
            else:
                messages.toast(self, _("已备份并核对"))
            self.reload()

        self.work.emit(Job(_("正在备份"), lambda: back_up(desk, "request"), done))

    def verify(self) -> None:
        """Check the file, the chain of entries, every row, the evidence and the anchors."""
        desk = self._desk
        self.work.emit(Job(_("正在校验"), lambda: checks.check(desk), self._keep_report))

    def restore(self) -> None:
        """Show what going back to the chosen backup would change; on the user's word, go back."""
        chosen = self.table.current_id()
        if chosen is not None:
            self.restore_from(self.source.path(chosen))

    def restore_from(self, source: Path) -> None:
        """Show what going back to this file would change; on the user's word, go back."""
        places = with_older(self, self._places(), source)
        if places is None:
            return

        def preview() -> Generator[Progress, None, Preview]:
            from fashiontracker.models import restore

            return (yield from restore.preview(places, source))

        self.work.emit(Job(_("正在比较"), preview, lambda seen: self._ask(places, seen)))

    def rehearse(self) -> None:
        """Try whether the chosen backup would come back whole, without touching anything."""
        chosen = self.table.current_id()
        if chosen is None:
            return
        source = self.source.path(chosen)
        places = with_older(self, self._places(), source)
        if places is None:
            return

        def work() -> Generator[Progress, None, Rehearsed]:
            from fashiontracker.models import rehearsal

            return (yield from rehearsal.rehearse(places, source))

        self.work.emit(Job(_("正在试恢复"), work, self._rehearsed))

    def _rehearsed(self, found: Rehearsed) -> None:
        words = _("试恢复成功：{rows} 行数据、{entries} 条变更记录逐条核对一致，佐证文件 {files} 个齐全。")
        detail = _("这份备份可以放心使用；现有数据库没有改动。")
        messages.say(
            self, words.format(rows=f"{found.rows:,}", entries=f"{found.entries:,}", files=f"{found.files:,}"), detail
        )

    def choose_file(self) -> None:
        """Let the user choose a backup that lies elsewhere."""
        name, _filter = QFileDialog.getOpenFileName(self.window(), _("选择备份文件"), "", _("数据库 (*.db)"))
        if name:
            self.restore_from(Path(name))

    def choose_damaged(self) -> None:
        """Let the user choose a damaged file, and write what can still be read of it into a new one."""
        name, _filter = QFileDialog.getOpenFileName(
            self.window(), _("选择损坏的文件"), str(self._desk.path.parent), _("所有文件 (*)")
        )
        if not name:
            return
        key, wanted = encryption.known_or_asked(self, Path(name), self._desk.app.store.key)
        if wanted:
            Rescue(self, Path(name), key, self.work.emit, self.database.emit).salvage()

    def choose_folder(self) -> None:
        """Let the user choose the second folder, on another disk if he can."""
        name = QFileDialog.getExistingDirectory(self.window(), _("选择第二备份文件夹"))
        if name:
            choose_second_folder(self._desk, Path(name))
            self.reload()

    def forget_folder(self) -> None:
        """Make no more copies; those there stay."""
        choose_second_folder(self._desk, None)
        self.reload()

    # ---- what is shown ----

    def _enable(self) -> None:
        for button in (self.back, self.trial):
            button.setEnabled(self.table.current_id() is not None)

    def _keep_report(self, report: Report) -> None:
        checks.keep(self._desk, report)
        self.findings.clear()
        for problem, glyph, ink in (
            *((one, "failed", "bad") for one in report.problems),
            *((one, "warning", "warn") for one in report.warnings),
        ):
            self.findings.addItem(QListWidgetItem(icon(glyph, ink), problem.text()))
        rows = sum(map(self.findings.sizeHintForRow, range(self.findings.count())))
        self.findings.setFixedHeight(min(rows + look().px(16), look().px(120)))
        self.findings.setVisible(self.findings.count() > 0)
        states.show_checked(self.checked, self._desk)

    # ---- going back ----

    def _places(self) -> Places:
        from fashiontracker.models.places import Places

        return Places.of(self._desk.path, self._desk.app.store.key)

    def _ask(self, places: Places, seen: Preview) -> None:
        if seen.same:
            messages.say(self, _("数据库与这份备份的内容相同，没有要恢复的。"))
            return
        if self._desk.read_only:
            messages.say(self, _("数据库是以只读方式打开的，不能恢复。"))
            return
        if not RestoreDialog.ask(seen, self):
            return
        window = self.window()

        def restore() -> Generator[Progress, None, Preview]:
            from fashiontracker.models import restore as restoring

            return (yield from restoring.restore(places, seen.backup))

        def done(_seen: Preview) -> None:
            messages.toast(window, _("已恢复；恢复之前的内容也已备份，可以撤销。"))

        self.away.emit(Job(_("正在恢复"), restore, done), places.older if seen.replaces else None)

    # ---- how it is made ----

    def _lay_out(self) -> None:
        tiles = QHBoxLayout()
        tiles.setSpacing(look().px(12))
        for tile in (self.saved, self.checked, self.second):
            tiles.addWidget(tile, 1)
        folder = QPushButton(_("打开备份文件夹"))
        put_icon(folder, "open")
        folder.clicked.connect(self._open_folder)
        other = QPushButton(_("从其他文件恢复…"))
        put_icon(other, "database")
        other.clicked.connect(self.choose_file)
        carve = QPushButton(_("抢救损坏的文件…"))
        put_icon(carve, "database")
        carve.clicked.connect(self.choose_damaged)
        deeds = FlowLayout(spacing=look().px(8))
        for button in (self.back, self.trial, other, carve, folder):
            deeds.addWidget(button)
        self.table.setMinimumHeight(look().px(140))
        sheet = QWidget()
        sheet.setObjectName("page")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(12))
        column.addLayout(tiles)
        column.addWidget(self.passphrase)
        column.addWidget(self.findings)
        column.addWidget(self.table, 1)
        column.addLayout(deeds)
        self.body.addWidget(scrolled(sheet), 1)

    def _open_folder(self) -> None:
        folder = paths.backup_folder(self._desk.path)
        if not folder.is_dir() or not saving.open_outside(folder):
            messages.say(self, _("备份文件夹在 {folder}").format(folder=folder))
