"""rekey and recovery: a database under a new passphrase or plain again, and its recovery key on paper."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fashiontracker.cli import passphrase
from fashiontracker.cli.output import watch
from fashiontracker.errors import EnvironmentFault, Exit, Refused
from fashiontracker.text import N_, _

if TYPE_CHECKING:
    from fashiontracker.models.sealing import Key
    from fashiontracker.models.store import Store


def key_asked_for(options: argparse.Namespace) -> Key | None:
    """The key of a database that is to be made; None where it stays plain. Raises Refused without a passphrase."""
    if not options.encrypt:
        if options.recovery_pdf:
            raise Refused(N_("没有加密的数据库没有恢复密钥。"))
        return None
    from fashiontracker.models.sealing import new_key

    return new_key(passphrase.chosen(options))


def rekey(options: argparse.Namespace) -> int:
    """Write the database anew under another key, after a backup under the old one."""
    from fashiontracker.models import reseal, sealing
    from fashiontracker.models.places import Places

    if options.plain and options.recovery_pdf:
        raise Refused(N_("没有加密的数据库没有恢复密钥。"))
    key = None if options.plain else sealing.new_key(passphrase.in_file(options.new_passphrase_file))
    database = options.db
    safety = watch(reseal.reseal(Places.of(database, passphrase.given(options)), key))
    print(_("已改写 {path}；改写前的备份：{backup}。").format(path=database, backup=safety))
    print(_("较早的备份仍用原来的口令，或没有加密；佐证文件不加密。"))
    tell(key, database, options.recovery_pdf)
    return Exit.DONE


def recovery(options: argparse.Namespace) -> int:
    """Say the recovery key of a database to whoever has its passphrase, or print it as a page."""
    from fashiontracker.models import sealing

    key = sealing.unlock(options.db, passphrase.given(options))
    if key is None:
        raise Refused(N_("{path} 没有加密，也就没有恢复密钥。"), path=options.db)
    tell(key, options.db, options.recovery_pdf)
    return Exit.DONE


def tell(key: Key | None, database: Path, page: Path | None) -> None:
    """The recovery key: as a page where one is wanted, else on stdout. Nobody can find it out without the passphrase.

    Raises as `reports.recovery.print_page`; the key is then told on stdout all the same.
    """
    if key is None:
        return
    if page is not None:
        from fashiontracker.reports import recovery as paper

        try:
            watch(paper.print_page(page, database.stem, key.recovery, date.today()))
            print(_("恢复密钥已写入 {path}（只有本人可读）：请打印锁存，再删除这个文件。").format(path=page))
            return
        except EnvironmentFault:
            _say(key)
            raise
    _say(key)


def tell_plain(store: Store) -> None:
    """Say of what has left an encrypted database that it is plain."""
    if store.key is not None:
        print(_("注意：数据库已加密，写出的文件没有加密。"), file=sys.stderr)


def _say(key: Key) -> None:
    print(_("恢复密钥（请抄下并锁存；口令和它都丢失，数据就打不开了）：\n{key}").format(key=key.recovery))
