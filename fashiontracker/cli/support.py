"""diagnose: a bundle for technical support, without business data."""

from __future__ import annotations

import argparse

from fashiontracker import paths
from fashiontracker.cli import passphrase
from fashiontracker.cli.output import watch
from fashiontracker.errors import Exit
from fashiontracker.text import _


def diagnose(options: argparse.Namespace) -> int:
    """Pack versions, settings, counts and the log; without --db the user's own database, where there is one."""
    from fashiontracker import diagnosis

    own = paths.default_database()
    database = options.db or (own if own.exists() else None)
    names = watch(diagnosis.write(options.out, database, passphrase.given(options)))
    print(
        _("已写出 {path}，内有 {names}。不含业务数据；发送前可以打开查看。").format(
            path=options.out, names=_("、").join(names)
        )
    )
    return Exit.DONE
