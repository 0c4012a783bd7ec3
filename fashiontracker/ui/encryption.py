"""What the window does with encrypted databases: makes one, opens one, asks again for the passphrase."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fashiontracker.errors import Refused
from fashiontracker.text import N_, _
from fashiontracker.ui import messages, opening
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.passphrases import NewPassphraseDialog, UnlockDialog
from fashiontracker.ui.recovery import RecoveryDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fashiontracker.models.sealing import Key
    from fashiontracker.ui.window import Window


def can_encrypt(near: QWidget) -> bool:
    """Whether databases can be encrypted here; if not, it is said."""
    from fashiontracker.models.library import CAN_ENCRYPT

    if not CAN_ENCRYPT:
        messages.say(near, _("这个安装不含加密组件（sqlcipher3、argon2-cffi），不能打开或新建加密的数据库。"))
    return CAN_ENCRYPT


def make_encrypted(window: Window) -> None:
    """Ask where and with which passphrase, make an encrypted database, show it and then its recovery key."""
    if not window.may_leave() or not can_encrypt(window):
        return
    database = opening.ask_new(window)
    if database is None:
        return
    passphrase, wanted = choose(window, _("新建加密数据库"), _("新建"))
    if not wanted:
        return
    title = _("正在新建 {name}").format(name=database.name)
    window.run(Job(title, lambda: opening.make_database(database, passphrase), partial(_show_new, window)))


def _show_new(window: Window, opened: opening.Opened) -> None:
    window.show_app(opened)
    store = opened[0].store
    if store.key is not None:
        RecoveryDialog(store.path.stem, store.key, window, new=True).exec()


def choose(near: QWidget, title: str, deed: str) -> tuple[str, bool]:
    """Let the user choose a new passphrase; it, and whether it is to be used."""
    lesson = _(
        "口令保护数据库和它的备份。口令不会存在这台电脑上，忘了只能用恢复密钥打开。"
        "佐证文件、导出的工作簿和 PDF 不加密。"
    )
    return NewPassphraseDialog.ask(title, deed, lesson, near)


def ask_to_open(near: QWidget, database: Path, lesson: str = "") -> tuple[Key | None, bool]:
    """What opens a database as the user types it (None for one that is not encrypted), and whether it is wanted.

    A damaged one has its key too: with it backups are opened, and what is readable is salvaged.
    """
    from fashiontracker.models import sealing

    if not sealing.is_sealed(database) or not can_encrypt(near):
        return None, True
    words = lesson or _("“{name}”已加密。请输入口令或恢复密钥。").format(name=database.name)
    return UnlockDialog.ask(_("打开数据库"), _("打开"), words, partial(sealing.unlock_damaged, database), near)


def known_or_asked(near: QWidget, file: Path, known: Key | str | None, lesson: str = "") -> tuple[Key | None, bool]:
    """What opens a file: what is known already where it fits, else as `ask_to_open`."""
    from fashiontracker.models import sealing

    try:
        return sealing.unlock_damaged(file, known), True
    except Refused:
        return ask_to_open(near, file, lesson)


def confirmed(near: QWidget, key: Key, lesson: str) -> bool:
    """Whether the user knows the passphrase of the open database, whose key this is."""
    return UnlockDialog.ask(_("请再输入一次口令"), _("继续"), lesson, partial(matching, key), near)[1]


def matching(key: Key, text: str) -> Key:
    """The key, where the text is its passphrase or recovery key. Raises Refused."""
    from fashiontracker.models import sealing

    if not sealing.fits(key, text):
        raise Refused(N_("口令不对"))
    return key
