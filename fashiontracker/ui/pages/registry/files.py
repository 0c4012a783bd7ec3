"""The evidence of a record: files dropped onto it or chosen, opened, and taken off again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from fashiontracker import paths
from fashiontracker.models import attaching
from fashiontracker.text import _
from fashiontracker.ui.evidence_files import choose_files, open_copy
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.pages.registry.section import Section, link_button, words
from fashiontracker.ui.pages.registry.writing import short
from fashiontracker.ui.pictures import Picture, icon_button
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.models.attaching import Attached, Kept
    from fashiontracker.models.papers import Place
    from fashiontracker.models.store import Store


class Files(Section):
    """The files in the order in which they came. Copying and hashing run in the background."""

    def __init__(
        self, store: Store, place: Place, name: str, files: Sequence[Attached], work: Callable[[Job[Any]], None]
    ) -> None:
        super().__init__(_("佐证材料"), "" if store.read_only else _("添加文件"), lambda: self.take(choose_files(self)))
        self._store, self._record, self._name, self._work = store, place, name, work
        self._folder = paths.evidence_folder(store.path)
        for file in files:
            self.body.addWidget(self._line(file))
        if not store.read_only:
            hint = words(_("把证书、公示、年报等文件拖到这里，即作为这条记录的佐证。"), "drop")
            self.body.addWidget(hint)

    def take(self, files: Sequence[Path]) -> None:
        """Attach these files to the record."""
        wanted = [file for file in files if file.is_file()]
        if wanted and not self._store.read_only:
            self._work(Job(_("正在存入佐证"), lambda: attaching.take_in(self._folder, wanted), self._link))

    def _link(self, kept: list[Kept]) -> None:
        names = kept[0].name if len(kept) == 1 else _("{count} 个文件").format(count=len(kept))
        label = _("为“{name}”添加佐证：{files}").format(name=short(self._name), files=names)
        with self._store.journal.entry(label) as session:
            attaching.attach(session, self._record, kept)

    def _line(self, file: Attached) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(6))
        row.addWidget(Picture("evidence", "muted", 16))
        name = link_button(file.name, lambda: open_copy(self, self._folder, file.name, file.sha256))
        name.setToolTip(_("打开 {name}").format(name=file.name))
        row.addWidget(name)
        row.addStretch(1)
        size = QLabel(_size(file.size))
        give_role(size, "small")
        row.addWidget(size)
        if not self._store.read_only:
            row.addWidget(icon_button("close", _("移除佐证 {name}").format(name=file.name), lambda: self._remove(file)))
        return line

    def _remove(self, file: Attached) -> None:
        label = _("移除“{name}”的佐证：{file}").format(name=short(self._name), file=file.name)
        with self._store.journal.entry(label) as session:
            attaching.detach(session, file.link)


def _size(size: int) -> str:
    """A file's size as people say it."""
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024:.0f} KB" if size < 1 << 20 else f"{size / (1 << 20):.1f} MB"
