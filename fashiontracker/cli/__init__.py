"""The command line: the same program without a window. The commands and exit statuses are a contract.

Nothing heavy is imported here: each command imports what it needs when it runs.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Sequence

from fashiontracker.errors import EnvironmentFault, Exit, NoRoom, Refused
from fashiontracker.text import _

READ_TABLE = "--read-table"
"""A frozen build has no interpreter to start a worker with: it starts itself with this word (exchange.worker)."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status. With no command the window opens."""
    from fashiontracker import text
    from fashiontracker.cli import parser

    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == [READ_TABLE]:
        from fashiontracker.exchange import worker

        return worker.serve(words[1:])
    text.use_language(parser.wanted_language(words) or text.system_language())
    _speak_utf8()
    return _run(parser.build().parse_args(words))


def _run(options: argparse.Namespace) -> int:
    """Run a command; whatever ends it becomes a status, a sentence and a line in the log."""
    from fashiontracker import app, logs
    from fashiontracker.cli.apart import keep_apart

    with app.running():
        log = logging.getLogger(f"{__name__}.{options.command or 'window'}")
        started = time.monotonic()
        try:
            keep_apart(options)
            status = int(options.run(options))
            log.info("ended with status %d after %.1f s", status, time.monotonic() - started)
            return status
        except EnvironmentFault as fault:
            log.warning("refused with status %d", fault.exit, exc_info=fault)
            return _say(fault)
        except BrokenPipeError:
            sys.stderr.close()
            return Exit.DONE
        except KeyboardInterrupt:
            print(_("已中断；没有写入任何内容。"), file=sys.stderr)
            return 130
        except OSError as error:
            log.warning("stopped by the system", exc_info=error)
            return _say(NoRoom("{reason}", reason=f"{error.strerror or error}: {error.filename or ''}"))
        except Exception as error:
            log.error("a fault of the program's own", exc_info=error)
            print(_("程序出错；已保存的内容都在。下面的信息不含业务数据，可反馈给技术支持："), file=sys.stderr)
            print(logs.trace(error), file=sys.stderr)
            return Exit.BROKEN


def _say(fault: EnvironmentFault) -> int:
    """One line for the fault and one for each problem it carries; its exit status."""
    problems = fault.problems if isinstance(fault, Refused) else ()
    print(str(fault), file=sys.stderr)
    for problem in problems:
        print(problem.line(), file=sys.stderr)
    return fault.exit


def _speak_utf8() -> None:
    """Chinese must come out whole on any console, also under LANG=C and when redirected on Windows."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
