"""An import from end to end: read, locate, settle every row, show; and only on the user's word write, as one entry."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from fashiontracker.errors import Refused
from fashiontracker.exchange import committing, lookalikes
from fashiontracker.exchange.desk import Desk
from fashiontracker.exchange.enterprises import EnterpriseClerk
from fashiontracker.exchange.events import EventClerk
from fashiontracker.exchange.faults import TYPE_NAMES, misnamed
from fashiontracker.exchange.figures import FigureClerk
from fashiontracker.exchange.layout import GUIDE_SHEET, LAYOUTS, LISTS_SHEET
from fashiontracker.exchange.ledger import OWNED, load
from fashiontracker.exchange.mapping import Mapping as TableMapping
from fashiontracker.exchange.mapping import read_mapping
from fashiontracker.exchange.outcome import FileOutcome, Intake, SheetOutcome, as_json
from fashiontracker.exchange.owned import OwnedClerk
from fashiontracker.exchange.remembered import recall, remember
from fashiontracker.exchange.sheets import Sheet, Workbook, Worker, opening
from fashiontracker.exchange.tables import Record, Table, find_table, layout_named
from fashiontracker.exchange.verdicts import Decision, Place, Verdict
from fashiontracker.models.bulk import nothing_is_garbage
from fashiontracker.models.journal import Entry
from fashiontracker.models.store import Store
from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.types import Plan
from fashiontracker.progress import Progress
from fashiontracker.text import N_, _

__all__ = ["Intake", "as_json", "commit", "plan_import", "settle"]
_STRIDE = 2000


class Clerk(Protocol):
    """Settles the rows of one table."""

    def settle(self, record: Record, place: Place) -> Verdict:
        """The row's end."""
        ...


def plan_import(
    store: Store,
    plan: Plan,
    catalogue: Catalogue,
    files: Sequence[Path],
    mapping: Path | TableMapping | None = None,
    decisions: Mapping[Place, Decision] | None = None,
    with_hidden: bool = False,
    by_sheet: Mapping[tuple[str, str], TableMapping] | None = None,
    begun: Worker | None = None,
) -> Generator[Progress, None, Intake]:
    """What an import of these files would do, row by row. Writes nothing.

    ``mapping`` (a TOML file, or one made in the window) is for every sheet, ``by_sheet`` for one sheet each, by its
    file's and its own name. ``begun`` is a worker that reads the first file already (`sheets.begun`). Raises Refused
    for a mapping that is wrong in itself.
    """
    wanted = _mapping(mapping) if isinstance(mapping, Path) else mapping
    intake = Intake()
    for index, path in enumerate(files):
        opened, problems = yield from opening(path, with_hidden, worker=begun if index == 0 else None)
        outcome = FileOutcome(str(path), problems)
        intake.files.append(outcome)
        if opened is not None:
            if claimed := misnamed(path.name, opened.type):
                message = N_("扩展名是 {claimed}，内容其实是 {actual}；已按内容读取")
                intake.note(outcome.file, "", "misnamed", message, claimed=claimed, actual=_(TYPE_NAMES[opened.type]))
            _locate(intake, outcome, opened, wanted, by_sheet or {}, store)
    return (yield from settle(store, plan, catalogue, intake, decisions))


def settle(
    store: Store,
    plan: Plan,
    catalogue: Catalogue,
    intake: Intake,
    decisions: Mapping[Place, Decision] | None = None,
) -> Generator[Progress, None, Intake]:
    """Settle every row of what was read, anew where the user has decided something since; no file is reopened."""
    intake.head = store.history.head()
    contested: dict[Place, Any] = {}
    with nothing_is_garbage():
        while True:
            desk = Desk(plan, catalogue, load(store), decisions, contested)
            yield from _settle_rows(desk, intake)
            if desk.contested.keys() == contested.keys():
                break
            contested = desk.contested
    intake.ledger = desk.ledger
    everyone = desk.ledger.drafts["enterprise"]
    alike = [lookalikes.told(*pair) for pair in lookalikes.lookalikes(desk.fresh, everyone)]
    intake.row_notes = desk.notes + alike
    return intake


def commit(store: Store, intake: Intake, keep_good: bool = False) -> Generator[Progress, None, Entry | None]:
    """Write what the preview showed, as one entry; None where nothing changes.

    Raises Refused where rows are at fault and ``keep_good`` is not said, or where the database has changed since.
    """
    if intake.faults and not keep_good:
        raise Refused(N_("有 {count} 处问题，没有写入任何内容。"), tuple(intake.faults), count=len(intake.faults))
    if intake.ledger is None or store.journal.head() != intake.head:
        raise Refused(N_("预览之后数据库又有改动，请重新预览再导入。"))
    names = _("、").join(Path(file.file).name for file in intake.files)
    with nothing_is_garbage(), store.journal.entry(_("导入 {files}").format(files=names), origin="import") as session:
        written = yield from committing.write(session, intake.ledger)
        written += remember(session, intake)
    return store.journal.entries(limit=1)[0] if written else None


def _mapping(path: Path) -> TableMapping:
    mapping, problems = read_mapping(path)
    if mapping is None:
        raise Refused(N_("对应关系 {path} 不能用"), tuple(problems), path=path.name)
    return mapping


def _locate(
    intake: Intake,
    outcome: FileOutcome,
    book: Workbook,
    general: TableMapping | None,
    by_sheet: Mapping[tuple[str, str], TableMapping],
    store: Store,
) -> None:
    """The tables of a file. Sheets that nobody can place are a question, unless the file has others that are ours."""
    doubtful: list[SheetOutcome] = []
    for sheet in book.sheets:
        if sheet.hidden and not sheet.rows:
            intake.note(outcome.file, sheet.name, "hidden_sheet", N_("工作表“{sheet}”是隐藏的，没有读入"))
            continue
        if sheet.name in (GUIDE_SHEET, LISTS_SHEET) or not any(sheet.rows):
            continue
        wanted = by_sheet.get((outcome.file, sheet.name), general)
        found = find_table(sheet, wanted)
        one = SheetOutcome(outcome.file, sheet.name, sheet, wanted)
        outcome.sheets.append(one)
        if isinstance(found, Table):
            one.table = found
            _tell_about(intake, outcome.file, sheet, found)
            continue
        one.asked, one.passed = found, sum(1 for row in sheet.rows if row)
        one.remembered = recall(store, sheet)
        if one.remembered is not None:
            message = N_("这张表以前用过一份对应关系，可以在导入向导中沿用，或用 --mapping 给出")
            intake.note(outcome.file, sheet.name, "remembered", message)
        if wanted is not None or layout_named(sheet.name) is None:
            doubtful.append(one)
    if any(sheet.table is not None for sheet in outcome.sheets):
        for one in doubtful:
            assert one.asked is not None
            intake.note(
                outcome.file, one.sheet, one.asked.code, N_("工作表“{sheet}”没有读入：{why}"), why=one.asked.text()
            )
            one.asked = None


def _tell_about(intake: Intake, file: str, sheet: Sheet, table: Table) -> None:
    if sheet.hidden_rows:
        message = N_("工作表“{sheet}”有 {count} 行是隐藏的，也读入了")
        intake.note(file, sheet.name, "hidden_rows", message, count=sheet.hidden_rows)
    if table.unknown:
        message = N_("工作表“{sheet}”有认不出的列：{columns}；内容记入“{kept}”")
        columns = _("、").join(name for _index, name in table.unknown)
        kept = next(column.name for column in table.layout.columns if column.field in ("note", "source"))
        intake.note(file, sheet.name, "unknown_columns", message, columns=columns, kept=kept)


def _settle_rows(desk: Desk, intake: Intake) -> Generator[Progress, None, None]:
    """Enterprises before what refers to them, whatever the order of files and sheets."""
    order = list(LAYOUTS)
    located = [sheet for file in intake.files for sheet in file.sheets if sheet.table is not None]
    total = sum(len(sheet.table.rows) for sheet in located if sheet.table)
    done = 0
    for sheet in sorted(located, key=lambda one: order.index(one.table.kind) if one.table else 0):
        assert sheet.table is not None
        clerk = _clerk(desk, sheet.table)
        sheet.verdicts = []
        records = sheet.table.records()
        while settled := _settle_some(clerk, sheet, records):
            done += settled
            yield Progress(done, total, sheet.sheet)
    yield Progress(total, total, "")


def _settle_some(clerk: Clerk, sheet: SheetOutcome, records: Iterator[Record]) -> int:
    with nothing_is_garbage():
        settled = [
            clerk.settle(record, Place(sheet.file, sheet.sheet, record.row)) for record in islice(records, _STRIDE)
        ]
    sheet.verdicts += settled
    return len(settled)


def _clerk(desk: Desk, table: Table) -> Clerk:
    kind = table.layout.table
    if kind == "enterprise":
        return EnterpriseClerk(desk, table)
    if kind in OWNED:
        return OwnedClerk(desk, table)
    return FigureClerk(desk, table) if kind == "figure" else EventClerk(desk, table)
