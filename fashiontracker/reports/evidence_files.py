"""The files of document 9 in their order: by subject, what a checklist asks for first; each content bound once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from fashiontracker.models.materials import item_of

if TYPE_CHECKING:
    from fashiontracker.models.facts import Subject
    from fashiontracker.models.papers import File
    from fashiontracker.models.vouchers import Voucher
    from fashiontracker.reports.evidence_words import Words
    from fashiontracker.tally.materials import Application

Way: TypeAlias = "tuple[Subject, str]"
"""A subject and the designation it is on its way to, or holds."""
LAST: Final = 1_000
"""The place of a file that no checklist asks for."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A file and what it bears out. ``fault`` says why it is not bound, ``pages`` is 0 then.

    One that is bound already for another subject is not bound twice: ``same_as`` is its number there, else 0. ``item``
    is what it answers of the application's checklist.
    """

    subject: str
    about: str
    name: str
    sha256: str
    size: int
    pages: int
    fault: str
    same_as: int = 0
    item: str = ""


def files_of(
    found: Sequence[Voucher], in_words: Words, folder: Path, applications: Mapping[Way, Application]
) -> Iterator[Bound]:
    """A line for each subject and file, what a checklist asks for first; a file of several is bound with the first."""
    records: dict[tuple[str, File], list[Voucher]] = {}
    for one in found:
        records.setdefault((in_words.subject(one), one.file), []).append(one)
    lines = []
    for (subject, file), vouchers in records.items():
        rank, item = min(_place(one, applications, in_words) for one in vouchers)
        lines.append((subject, rank, in_words.about(vouchers[0]), file.name, file.sha256, file.size, item, vouchers))
    numbers: dict[str, int] = {}
    for subject, _rank, _about, name, sha256, size, item, vouchers in sorted(lines, key=lambda line: line[:5]):
        about = "；".join(dict.fromkeys(map(in_words.about, vouchers)))
        pages, fault = (0, "") if sha256 in numbers else _opened(folder, sha256)
        same_as = numbers.get(sha256, 0)
        if not fault:
            numbers.setdefault(sha256, len(numbers) + 1)
        yield Bound(subject, about, name, sha256, size, pages, fault, same_as, item)


def _place(one: Voucher, applications: Mapping[Way, Application], in_words: Words) -> tuple[int, str]:
    """Where a file stands among those of its subject, and the checklist's item that puts it there."""
    asked = item_of(one.row["criterion"]) if one.table == "judgement" else None
    application = applications.get((one.home, asked[0])) if asked else None
    if asked is None or application is None:
        return LAST, ""
    ranks = {item.key: rank for rank, item in enumerate(application.items)}
    return ranks.get(asked[1], LAST - 1), in_words.item(*asked)


def of_before(one: Voucher, applications: Mapping[Way, Application]) -> bool:
    """Whether it is a paper of an earlier application for the same title."""
    asked = item_of(one.row["criterion"]) if one.table == "judgement" else None
    application = applications.get((one.home, asked[0])) if asked else None
    return application is not None and str(one.row["answered_on"]) < application.begun.isoformat()


def _opened(folder: Path, sha256: str) -> tuple[int, str]:
    """How many pages a file has, or why it is left out."""
    from fashiontracker.models import evidence
    from fashiontracker.reports import foreign

    for _, fault in evidence.wrong(folder, [sha256]):
        return 0, "文件不在佐证文件夹中" if fault == "missing" else "文件内容与登记时不同"
    try:
        with foreign.pages(evidence.file_of(folder, sha256)) as pdf:
            return len(pdf.pages), ""
    except foreign.Unusable as fault:
        return 0, str(fault)
