"""Files: evidence for a step of a chain, and reminders as a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from fashiontracker.errors import EnvironmentFault
from fashiontracker.text import N_, _
from fashiontracker.ui import messages, saving
from fashiontracker.ui.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fashiontracker.models.attaching import Kept
    from fashiontracker.models.facts import Facts
    from fashiontracker.ui.desk import Desk


def attach(near: QWidget, desk: Desk, work: Callable[[Job[list[Kept]]], object], event: int) -> None:
    """Ask for files, take them in, and link them to an event as one entry."""
    if desk.read_only:
        return
    names, _filter = QFileDialog.getOpenFileNames(near.window(), _("选择佐证文件"), "", _("所有文件 (*)"))
    if names:
        attach_files(near, desk, work, event, [Path(name) for name in names])


def attach_files(
    near: QWidget, desk: Desk, work: Callable[[Job[list[Kept]]], object], event: int, files: Sequence[Path]
) -> None:
    """Take files in off the window's thread, then link them to an event."""
    from fashiontracker import paths
    from fashiontracker.models import attaching

    folder = paths.evidence_folder(desk.path)

    def link(kept: list[Kept]) -> None:
        try:
            with desk.app.store.journal.entry(N_("附佐证文件")) as session:
                attaching.attach(session, ("stage_event", event), kept)
        except EnvironmentFault as fault:
            messages.fail(near, fault)

    work(Job(_("正在存入佐证文件"), lambda: attaching.take_in(folder, files), link))


def export_reminders(near: QWidget, desk: Desk, facts: Facts, as_of: date) -> None:
    """Ask where, and write windows and ends of terms as a calendar."""
    from fashiontracker.exchange import calendar

    path = saving.ask_save(near, _("导出提醒"), f"{desk.name} {_('提醒')}.ics", _("日历文件 (*.ics)"))
    if path is None:
        return
    try:
        count = calendar.write(path, calendar.reminders(facts, desk.app.catalogue, as_of), as_of)
    except EnvironmentFault as fault:
        messages.fail(near, fault)
        return
    messages.toast(near, _("已导出 {count} 条提醒：{name}").format(count=count, name=path.name))
