"""For a database that is damaged: back to the newest backup, or what can still be read into a new file."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from fashiontracker import paths
from fashiontracker.errors import Damaged, EnvironmentFault
from fashiontracker.progress import Progress
from fashiontracker.text import _
from fashiontracker.ui import encryption, messages, moments
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.pages.safekeeping.going_back import RestoreDialog
from fashiontracker.ui.pages.safekeeping.passphrase import with_older
from fashiontracker.ui.pages.safekeeping.salvaged import SalvagedDialog

if TYPE_CHECKING:
    from fashiontracker.models.manifest import Manifest
    from fashiontracker.models.places import Places
    from fashiontracker.models.restore import Preview
    from fashiontracker.models.salvage import Report
    from fashiontracker.models.sealing import Key


@dataclass(frozen=True, slots=True)
class Rescue:
    """What can be done for one damaged file. ``run`` runs a job, ``show`` opens what was rescued."""

    near: QWidget
    database: Path
    secret: Key | str | None
    run: Callable[[Job[Any]], None]
    show: Callable[[Path], None]

    def offer(self, fault: EnvironmentFault) -> None:
        """Say why a file was not opened; for a damaged one offer the ways on."""
        if not isinstance(fault, Damaged) or not self.database.is_file():
            messages.fail(self.near, fault)
            return
        newest, carve = self._newest(), _("抢救到新文件…")
        if newest is None:
            ways, detail = [carve], _("没有找到它的备份。")
        else:
            ways, at = [_("从备份恢复…"), carve], moments.shown(newest[1].made_at)
            detail = _("最近一份备份：{at}。备份之后的内容可以另行抢救。").format(at=at)
        chosen = messages.choose(self.near, str(fault), ways, no=_("关闭"), detail=detail)
        if chosen is None:
            return
        if newest is not None and chosen == 0:
            self.restore(newest[0])
        else:
            self.salvage()

    def restore(self, source: Path) -> None:
        """Show what going back to a backup would bring; on the user's word, put it in the place of the damaged file."""
        places = with_older(self.near, self._places(), source)
        if places is None:
            return

        def preview() -> Generator[Progress, None, Preview]:
            from fashiontracker.models import restore

            return (yield from restore.preview(places, source))

        def restored() -> Generator[Progress, None, Preview]:
            from fashiontracker.models import restore

            return (yield from restore.restore(places, source))

        def ask(seen: Preview) -> None:
            if RestoreDialog.ask(seen, self.near):
                self.run(Job(_("正在恢复"), restored, lambda _seen: self.show(self.database)))

        self.run(Job(_("正在核对备份"), preview, ask))

    def salvage(self) -> None:
        """Ask for a new file, write into it what can be read, and say what is missing."""
        suggested = self.database.with_name(f"{self.database.stem}-{_('抢救')}.db")
        name, _filter = QFileDialog.getSaveFileName(
            self.near.window(), _("抢救到新文件"), str(suggested), _("数据库 (*.db)")
        )
        secret, wanted = self._secret() if name else (None, False)
        if wanted:
            self.salvage_into(Path(name).with_suffix(".db"), secret)

    def salvage_into(self, out: Path, secret: Key | str | None) -> None:
        """Write what can be read into a new file, and say what is missing."""

        def carve() -> Generator[Progress, None, Report]:
            from fashiontracker.models import salvage

            return (yield from salvage.salvage(self.database, out, secret))

        def done(report: Report) -> None:
            if SalvagedDialog.ask(report, self.near):
                self.show(report.out)

        self.run(Job(_("正在抢救 {name}").format(name=self.database.name), carve, done))

    def _secret(self) -> tuple[Key | str | None, bool]:
        """What opens the damaged file, and whether to go on. One that has lost its first page looks plain: its newest
        backup knows whether it was encrypted, and has the same key."""
        newest = self._newest()
        if self.secret is not None or newest is None or not newest[1].encrypted:
            return self.secret, True
        return encryption.known_or_asked(self.near, newest[0], None)

    def _newest(self) -> tuple[Path, Manifest] | None:
        from fashiontracker.models import manifest

        found = manifest.in_folder(paths.backup_folder(self.database))
        return found[0] if found else None

    def _places(self) -> Places:
        from fashiontracker.models.places import Places

        return Places.of(self.database, self.secret)
