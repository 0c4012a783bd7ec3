"""Whether the database is encrypted, and how that is changed: its passphrase, its recovery key, and back to plain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton

from fashiontracker.errors import EnvironmentFault
from fashiontracker.text import _
from fashiontracker.ui import encryption, messages
from fashiontracker.ui.icons import icon
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.pictures import Picture, put_icon
from fashiontracker.ui.recovery import RecoveryDialog
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fashiontracker.models.manifest import Manifest
    from fashiontracker.models.places import Places
    from fashiontracker.models.sealing import Key
    from fashiontracker.ui.desk import Desk


class Passphrase(QFrame):
    """The page's line on encryption."""

    away = Signal(object, object)
    """As `Page.away`."""
    discarded = Signal()
    """Backups were deleted."""

    def __init__(self, desk: Desk, places: Callable[[], Places]) -> None:
        super().__init__()
        give_role(self, "card")
        self._desk, self._places = desk, places
        self._plain: list[Path] = []
        self._picture = Picture("", size=20)
        self.state = QLabel()
        self.state.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(16), look().px(8), look().px(12), look().px(8))
        row.setSpacing(look().px(8))
        row.addWidget(self._picture)
        row.addWidget(self.state, 1)
        self.encrypt = QPushButton(_("加密…"))
        put_icon(self.encrypt, "lock")
        self.encrypt.clicked.connect(self.seal)
        self.deeds = QPushButton(_("口令与密钥"))
        menu = QMenu(self.deeds)
        self.change = menu.addAction(icon("edit"), _("更换口令…"), self.seal)
        self.recovery = menu.addAction(icon("reports"), _("恢复密钥…"), self.show_recovery)
        self.drop = menu.addAction(icon("trash"), _("删除未加密的备份…"), self.discard)
        self.decrypt = menu.addAction(icon("close"), _("解除加密…"), self.unseal)
        self.deeds.setMenu(menu)
        for button in (self.encrypt, self.deeds):
            row.addWidget(button)

    def refresh(self, backups: Sequence[tuple[Path, Manifest, str]]) -> None:
        """Say how it stands, with these backups of the database."""
        sealed = self._key() is not None
        self._plain = [path for path, made, _where in backups if sealed and not made.encrypted]
        self.drop.setVisible(bool(self._plain) and len(self._plain) < len(backups))
        self._picture.show_icon("lock" if sealed else "info", "good_mark" if sealed else "quiet_mark")
        self.state.setText(
            _("已加密：数据库和现在的备份要用口令打开。佐证文件、导出的工作簿和 PDF 不加密。")
            if sealed
            else _("未加密：拿到这台电脑或备份的人能读到数据。可以用口令加密。")
        )
        self.deeds.setVisible(sealed)
        self.encrypt.setVisible(not sealed)
        for deed in (self.encrypt, self.change, self.decrypt):
            deed.setEnabled(not self._desk.read_only)

    def seal(self) -> None:
        """Encrypt the database, or change its passphrase, once the user has chosen one."""
        old = self._key()
        if not encryption.can_encrypt(self) or not self._is_owner(_("更换口令之前，请输入现在的口令。")):
            return
        title = _("加密数据库") if old is None else _("更换口令")
        passphrase, wanted = encryption.choose(self, title, title)
        if wanted:
            from fashiontracker.models import sealing

            words = (
                _("已加密。加密之前的备份没有加密：确认能用口令打开之后，可以在“备份与安全”里删除它们。")
                if old is None
                else _("口令已更换；较早的备份仍用原来的口令。")
            )
            self._reseal(title, sealing.new_key(passphrase), words)

    def unseal(self) -> None:
        """Make the database plain again."""
        question = _("解除加密后，拿到这台电脑或备份的人能读到全部数据。")
        if self._is_owner(_("解除加密之前，请输入口令。")) and messages.ask(self, question, _("解除加密"), danger=True):
            self._reseal(_("解除加密"), None, _("已解除加密；较早的备份仍要用原来的口令打开。"))

    def show_recovery(self) -> None:
        """Show the recovery key to who knows the passphrase."""
        key = self._key()
        if key is not None and self._is_owner(_("显示恢复密钥之前，请输入口令。")):
            RecoveryDialog(self._desk.name, key, self.window()).exec()

    def discard(self) -> None:
        """Delete the backups from before the encryption, on the user's word."""
        question = _("这 {count} 份备份是加密之前的，没有加密，拿到的人能读到数据。删除后不能找回；加密的备份不动。")
        if not messages.ask(self, question.format(count=len(self._plain)), _("删除"), danger=True):
            return
        from fashiontracker.models import keeping

        try:
            keeping.discard(self._plain)
        except EnvironmentFault as fault:
            messages.fail(self, fault)
        self.discarded.emit()

    def _is_owner(self, lesson: str) -> bool:
        """Whether who sits here knows the passphrase, where there is one."""
        key = self._key()
        return key is None or encryption.confirmed(self, key, lesson)

    def _reseal(self, title: str, key: Key | None, words: str) -> None:
        from fashiontracker.models import reseal

        job = Job(
            title,
            partial(reseal.reseal, self._places(), key),
            partial(_tell, self.window(), self._desk.name, key, words),
        )
        self.away.emit(job, key)

    def _key(self) -> Key | None:
        return self._desk.app.store.key


def _tell(window: QWidget, database: str, key: Key | None, words: str, _safety: Path) -> None:
    """Say what was done; a new key is shown before anything else."""
    if key is not None:
        RecoveryDialog(database, key, window, new=True).exec()
    messages.toast(window, words)


def with_older(near: QWidget, places: Places, source: Path) -> Places | None:
    """The places with what opens a backup, one under another passphrase too; None where the user gives up."""
    lesson = _("这份备份用的是另一个口令（换口令之前的备份仍用当时的口令）。请输入它的口令或恢复密钥。")
    key, wanted = encryption.known_or_asked(near, source, places.secret, lesson)
    return replace(places, older=key) if wanted else None
