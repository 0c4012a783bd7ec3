"""Binds the pages of evidence files between our own: each is laid, scaled, on a page that was kept free for it."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pikepdf
from pikepdf import Name

from fashiontracker.errors import NoRoom
from fashiontracker.models import evidence
from fashiontracker.progress import Progress
from fashiontracker.reports import foreign, grid
from fashiontracker.reports.evidence import EvidenceSheet, headings
from fashiontracker.reports.faces import FaceRows
from fashiontracker.reports.grid import LEADING, MM
from fashiontracker.reports.press import PressResult, press
from fashiontracker.text import N_

SIDE: Final = 12 * MM
HEAD: Final = 12 * MM
FOOT: Final = 31 * MM
"""What stays free beside, over and under a bound page: the page number and the running line stand under it."""
GUEST: Final = Name("/Guest")
"""What a bound page is called on its host: one name, so that the same input gives the same bytes."""
CLAIM: Final = b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>"
"""What the press says of its files and what no longer holds once pages of others are among them."""


def print_bound(
    sheet: EvidenceSheet, out: Path, files: Path | None, rows: FaceRows
) -> Generator[Progress, None, PressResult]:
    """Press the sheet's own pages and lay the files' pages on those kept for them; the old file stays until then.

    Raises NoRoom as the press does. ``files`` is the folder of evidence.
    """
    from fashiontracker.reports.shelf import compose, named

    document = compose(named("evidence"), sheet)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{out.name}.", suffix=".draft", dir=out.parent)
        os.close(handle)
    except OSError as fault:
        raise _no_room(out, fault) from fault
    draft = Path(name)
    try:
        printed = yield from press(document, draft, rows)
        if sheet.bound and files is not None:
            yield Progress(printed.pages, printed.pages, N_("正在装订"))
            _bind(sheet, draft, files)
        sha256 = hashlib.sha256(draft.read_bytes()).hexdigest()
        if out.exists():
            draft.chmod(out.stat().st_mode & 0o777)
            out.open("r+b").close()  # a read-only or locked target is refused before it is replaced
        draft.replace(out)
    except OSError as fault:
        raise _no_room(out, fault) from fault
    finally:
        draft.unlink(missing_ok=True)
    return PressResult(printed.pages, printed.missing, sha256)


def _no_room(out: Path, fault: OSError) -> NoRoom:
    return NoRoom(N_("无法写入 {path}：{reason}。原有文件未改动。"), path=out, reason=fault.strerror or str(fault))


def _bind(sheet: EvidenceSheet, draft: Path, files: Path) -> None:
    """The last pages of the draft are those kept free, in the order of the files."""
    with pikepdf.open(draft, allow_overwriting_input=True) as host, ExitStack() as opened:
        place = len(host.pages) - sum(one.pages for one in sheet.bound)
        for one, lines in headings(sheet):
            guest = opened.enter_context(foreign.pages(evidence.file_of(files, one.sha256)))
            for number in range(one.pages):
                _lay(host.pages[place], guest.pages[number], lines if number == 0 else 0)
                place += 1
        withdraw_claims(host)
        host.save(draft, deterministic_id=True)


def _lay(host: pikepdf.Page, guest: pikepdf.Page, lines: int) -> None:
    """One page on another, as large as the room under so many lines of headings lets it be; a wide one is turned."""
    top = grid.PAGE_HEIGHT - (grid.TOP + lines * LEADING if lines else HEAD)
    room = pikepdf.Rectangle(SIDE, FOOT, grid.PAGE_WIDTH - SIDE, top)
    box = guest.trimbox
    width, height = float(box[2]) - float(box[0]), float(box[3]) - float(box[1])
    turned = int(guest.obj.get("/Rotate", 0)) % 180 != 0
    if (height if turned else width) > (width if turned else height):
        guest.rotate(270, relative=True)  # its head to the left, as GB/T 9704 wants wide pages
    form = guest.as_form_xobject()
    name = host.add_resource(form, Name.XObject, GUEST)
    host.contents_add(b"q\n", prepend=True)
    host.contents_add(b"Q\n" + host.calc_form_xobject_placement(form, name, room, allow_shrink=True, allow_expand=True))


def withdraw_claims(host: pikepdf.Pdf) -> None:
    """Take out what the press says of its files."""
    metadata = host.Root.Metadata
    metadata.write(metadata.read_bytes().replace(CLAIM, b""))
