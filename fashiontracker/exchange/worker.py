"""The process that reads one file of unknown origin, in a cage, and sends its cells as JSON, one line at a time.

Lines: ``{"sheet": …}`` begins a sheet, ``{"rows": [[…]]}`` are its next rows, ``{"fault": …}`` refuses the file,
``{"end": true}`` says that all was sent. Whatever ends without one of the last two was killed.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from fashiontracker.exchange.cells import is_blank, pack
from fashiontracker.exchange.faults import Unreadable
from fashiontracker.exchange.limits import CELLS, CPU_SECONDS, FILE_BYTES, MB, MEMORY, confine

SWITCH: Final = "--read-table"
"""First argument by which a frozen build becomes a worker."""
_CHUNK: Final = 1000


def serve(arguments: list[str]) -> int:
    """Read the file named first; ``hidden`` after it reads hidden sheets too, ``pages`` the text of a PDF or .docx.

    Gives the exit status.
    """
    with os.fdopen(os.dup(1), "wb") as out:
        confine()
        for line in _lines(Path(arguments[0]), "hidden" in arguments[1:], "pages" in arguments[1:]):
            out.write(json.dumps(line, default=pack, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    return 0


def _lines(path: Path, with_hidden: bool, with_pages: bool) -> Iterator[dict[str, object]]:
    try:
        yield from _sheets(path, with_hidden, with_pages)
        yield {"end": True}
    except Unreadable as fault:
        yield _fault(fault.code, fault.place, fault.facts)
    except PermissionError:
        yield _fault("no_permission")
    except FileNotFoundError:
        yield _fault("not_found")
    except MemoryError:
        yield _fault("worker_died", facts={"memory": MEMORY // MB, "seconds": CPU_SECONDS})
    except BaseException as error:  # a panic inside the reader's Rust is no Exception
        yield _fault("damaged", facts={"part": type(error).__name__})


def _sheets(path: Path, with_hidden: bool, with_pages: bool) -> Iterator[dict[str, object]]:
    from fashiontracker.exchange.formats import docx, pdf
    from fashiontracker.exchange.formats.books import raw_sheets
    from fashiontracker.exchange.sniff import check_type, type_of

    size = path.stat().st_size
    if size == 0:
        raise Unreadable("empty_file")
    if size > FILE_BYTES:
        raise Unreadable("file_too_big", size=size // MB, limit=FILE_BYTES // MB)
    data = path.read_bytes()
    kind = type_of(data)
    texts = {"pdf": pdf.read, "docx": docx.read} if with_pages else {}
    if kind not in texts:
        check_type(path.name, kind)
    cells = 0
    for sheet in texts[kind](data) if kind in texts else raw_sheets(data, kind, path.name, with_hidden):
        yield {
            "sheet": sheet.name,
            "type": kind,
            "hidden": sheet.hidden,
            "total": sheet.total,
            "merged": sheet.merged,
            "hidden_rows": sheet.hidden_rows,
        }
        rows = iter(sheet.rows)
        while chunk := list(islice(rows, _CHUNK)):
            cells += sum(map(len, chunk))
            if cells > CELLS:
                raise Unreadable("too_many_cells", sheet.name, limit=CELLS)
            yield {"rows": [[] if is_blank(row) else row for row in chunk]}


def _fault(code: str, place: str = "", facts: dict[str, object] | None = None) -> dict[str, object]:
    return {"fault": code, "place": place, "facts": facts or {}}


if __name__ == "__main__":
    raise SystemExit(serve(sys.argv[1:]))
