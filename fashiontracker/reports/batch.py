"""The documents of a day in one go: each is made by itself, and what can't be made is told rather than in the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from fashiontracker.errors import EnvironmentFault, NoRoom, Problem, Refused
from fashiontracker.models import letterheads
from fashiontracker.progress import Progress
from fashiontracker.reports import ledger, shelf
from fashiontracker.reports.stamp import Options
from fashiontracker.text import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fashiontracker.models.store import Store
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan
    from fashiontracker.reports.shelf import Kind
    from fashiontracker.reports.tabulated import Tabulated

WriteAnnex: TypeAlias = Callable[[Path, list[tuple[str, str]], list["Tabulated"]], None]
_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
NEEDS: Final = {
    "designation": N_("要先选定称号，请单独生成"),
    "enterprises": N_("要先选定企业，请单独生成"),
}
"""Why a document can't be made without a choice."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to make, where to, and what goes with it.

    ``annex`` writes a document's tables as a workbook beside it. ``handed_in_on`` puts what was made into the ledger
    of submissions under this day, the PDFs into the folder of evidence ``files``.
    """

    wanted: Sequence[tuple[Kind, Options]]
    folder: Path
    annex: WriteAnnex | None = None
    files: Path | None = None
    handed_in_on: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document; ``fault`` says why it was left out, or what failed once it was made (``path``).

    ``notices`` are for the reader to look at. ``wanting``: nothing was chosen for it, or there is nothing yet to
    compare with; that is no fault.
    """

    kind: Kind
    path: Path | None = None
    pages: int = 0
    fingerprint: str = ""
    notices: tuple[Problem, ...] = ()
    fault: EnvironmentFault | None = None
    wanting: bool = False


def lacking(kind: Kind, options: Options) -> Refused | None:
    """Why the document can't be made for want of a choice; None where nothing is wanting."""
    field = next((field for field in kind.needs if not getattr(options, field)), None)
    return None if field is None else Refused(NEEDS[field])


def suited(kind: Kind, options: Options) -> Options:
    """The choices without those that this document can't use."""
    defaults = Options(options.as_of)
    return replace(options, **{name: getattr(defaults, name) for name in shelf.CHOICES if name not in kind.takes})


def next_numbered(store: Store, kind: Kind, options: Options) -> Options:
    """A letter's choices with the next number. Raises Refused for what is no letter or has no 机关代字."""
    if not kind.letter:
        raise Refused(N_("“{document}”不是公函，没有发文字号"), document=kind.title)
    ((_kind, found),) = numbered(store, [(kind, replace(options, number=None))])
    if found.number is None:
        raise Refused(N_("版头没有机关代字，不能取下一个发文字号。请在“报表与报送”中填写。"))
    return found


def numbered(store: Store, wanted: Sequence[tuple[Kind, Options]]) -> list[tuple[Kind, Options]]:
    """The letters among them under the next numbers of their letterhead, where they have none of their own."""
    known = letterheads.read(store.settings())
    taken: dict[tuple[str, int], int] = {}
    found = []
    with store.reading() as session:
        for kind, options in wanted:
            head = letterheads.choose(known, options.letterhead)
            wanted_number = kind.letter and options.number is None and lacking(kind, options) is None
            if wanted_number and head is not None and head.code:
                year = (options.dated or options.as_of).year
                place = taken.get((head.code, year)) or letterheads.next_place(session, head, year)
                taken[head.code, year] = place + 1
                options = replace(options, number=head.number(year, place))
            found.append((kind, options))
    return found


def print_all(
    store: Store, plan: Plan, catalogue: Catalogue, order: Order
) -> Generator[Progress, None, tuple[Outcome, ...]]:
    """Make the documents one after the other; a fault of one is its outcome, and the others are made.

    Raises NoRoom where the folder can't be made. Closing the generator leaves what is finished, and no half document.
    """
    _make_folder(order.folder)
    outcomes = {}
    total = len(order.wanted)
    for done, (kind, options) in enumerate(sorted(order.wanted, key=_is_main)):
        work = _one(store, plan, catalogue, order, kind, options)
        outcomes[kind] = yield from _counted(work, done, total, kind.title)
    yield Progress(total, total)
    return tuple(outcomes[kind] for kind, _options in order.wanted)


def _is_main(wanted: tuple[Kind, Options]) -> bool:
    """The main document comes last: once it is handed in, `changes` would compare it with itself."""
    return wanted[0].name == ledger.MAIN


def _one(
    store: Store, plan: Plan, catalogue: Catalogue, order: Order, kind: Kind, options: Options
) -> Generator[Progress, None, Outcome]:
    if (want := lacking(kind, options)) is not None:
        return Outcome(kind, fault=want, wanting=True)
    path, made = order.folder / file_name(kind, options), None
    yield Progress(0, 0)
    try:
        sheet = shelf.collect(store, plan, catalogue, kind, options)
        printed = yield from shelf.print_sheet(kind, sheet, path, options)
        made = path
        if order.annex is not None:
            order.annex(path.with_suffix(".xlsx"), *shelf.tables(kind, sheet))
        fingerprint = ""
        if order.handed_in_on is not None and order.files is not None:
            fingerprint = ledger.hand_in(store, order.files, kind, sheet, path, order.handed_in_on)
    except EnvironmentFault as fault:
        unsubmitted = isinstance(fault, Refused) and "since" in kind.takes and options.since is None
        return Outcome(kind, made, fault=fault, wanting=unsubmitted)
    return Outcome(kind, path, printed.pages, fingerprint, (*printed.missing, *shelf.notices(kind, sheet)))


def _counted(
    work: Generator[Progress, None, Outcome], done: int, total: int, title: str
) -> Generator[Progress, None, Outcome]:
    """The work of one document as a step of the whole."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome
        yield Progress(done, total, title)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise NoRoom(N_("不能建立文件夹 {folder}：{reason}"), folder=folder, reason=reason) from fault


def file_name(kind: Kind, options: Options) -> str:
    """01 行动计划目标完成情况报告 2026-03-31 示时协〔2026〕3号.pdf, without what a file's name can't hold."""
    parts = (f"{shelf.DOCUMENTS.index(kind) + 1:02d}", kind.title, options.as_of.isoformat(), options.number)
    return _FORBIDDEN.sub("_", " ".join(part for part in parts if part)) + ".pdf"


def summary(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, str, str]]:
    """A line for each document: its title, the file or 未生成, and its pages or why it is missing."""
    for one in outcomes:
        result = one.path.name if one.path else _("未生成")
        yield one.kind.title, result, str(one.fault) if one.fault else _("{pages} 页").format(pages=one.pages)
