"""The text of a PDF, a sheet for every page and a row for every line. A scan has no text, and so no rows."""

from __future__ import annotations

from collections.abc import Iterator

from fashiontracker.exchange.faults import Unreadable
from fashiontracker.exchange.formats.raw import RawSheet
from fashiontracker.exchange.limits import ROWS


def read(data: bytes) -> Iterator[RawSheet]:
    """The pages in order. Raises `Unreadable`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("password" if "assword" in str(error) else "damaged", part="PDF") from error
    count = 0
    try:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            lines = [line.strip() for line in text.get_text_bounded().splitlines()]
            text.close()
            page.close()
            count += len(lines)
            if count > ROWS:
                raise Unreadable("too_many_rows", limit=ROWS)
            yield RawSheet(str(number + 1), rows=[[line] for line in lines], total=len(lines))
    except pypdfium2.PdfiumError as error:
        raise Unreadable("damaged", part="PDF") from error
    finally:
        document.close()
