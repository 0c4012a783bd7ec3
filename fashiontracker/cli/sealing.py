"""rekey: a database under a new passphrase, encrypted for the first time, or plain again."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from fashiontracker import paths
from fashiontracker.cli import passphrase
from fashiontracker.cli.output import watch
from fashiontracker.errors import Exit, Refused
from fashiontracker.text import N_, _

if TYPE_CHECKING:
    from fashiontracker.models.sealing import Key


def key_asked_for(options: argparse.Namespace) -> Key | None:
    """The key of a database that is to be made; None where it stays plain. Raises Refused without a passphrase."""
    if not options.encrypt:
        return None
    from fashiontracker.models.sealing import new_key

    words = passphrase.given(options)
    if words is None:
        raise Refused(N_("加密需要口令：用 --passphrase-file，或设环境变量 {name}。"), name=passphrase.VARIABLE)
    return new_key(words)


def rekey(options: argparse.Namespace) -> int:
    """Write the database anew under another key, after a backup under the old one."""
    from fashiontracker.models import reseal, sealing
    from fashiontracker.models.restore import Places

    key = None if options.plain else sealing.new_key(passphrase.in_file(options.new_passphrase_file))
    database = options.db
    places = Places(
        *(database, paths.lock_file(database), paths.backup_folder(database), paths.evidence_folder(database)),
        passphrase.given(options),
    )
    safety = watch(reseal.reseal(places, key))
    print(_("已改写 {path}；改写前的备份：{backup}。").format(path=database, backup=safety))
    print(_("较早的备份仍用原来的口令，或没有加密；佐证文件不加密。"))
    tell(key)
    return Exit.DONE


def tell(key: Key | None) -> None:
    """The recovery key, once: nobody can find it out afterwards without the passphrase."""
    if key is not None:
        print(_("恢复密钥（请抄下并锁存；口令和它都丢失，数据就打不开了）：\n{key}").format(key=key.recovery))
