"""The documents there are, and the one way to print each: collect → compose → press."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

from fashiontracker.errors import Problem, Refused
from fashiontracker.models import wordings
from fashiontracker.progress import Progress
from fashiontracker.reports import wording
from fashiontracker.reports.stamp import Options, Stamp, make_stamp
from fashiontracker.reports.wording import Passage, worded
from fashiontracker.text import N_, _, on_paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.store import Store
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan
    from fashiontracker.reports.document import Document
    from fashiontracker.reports.press import PressResult
    from fashiontracker.reports.tabulated import Tabulated


@dataclass(frozen=True, slots=True)
class Kind:
    """A document; the module of its name has collect and compose. ``title`` is printed in Chinese as it is; for the
    window it is a msgid, as is ``about``. ``takes`` are the choices, beside those of every document, that it can use
    (fields of `Options`), ``needs`` those without which it can't be made.

    A ``letter`` has 版头 with 发文字号. One that ``binds`` takes the pages of evidence files in between its own.
    """

    name: str
    title: str
    about: str
    takes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    letter: bool = False
    binds: bool = False


CHOICES: Final = {
    "kind": "--kind",
    "view": "--view",
    "where": "--where",
    "designation": "--designation",
    "stages": "--stage",
    "enterprises": "--enterprise",
    "since": "--since",
}
"""Choices that only some documents can use, by their field, as they are typed."""


class Maker(Protocol):
    """What a document's module offers; its sheet is frozen data that can be tested and kept."""

    def collect(self, session: Session, plan: Plan, catalogue: Catalogue, stamp: Stamp, options: Options) -> Any:
        """The document's numbers and words as a frozen sheet."""

    def compose(self, sheet: Any) -> Document:
        """The sheet as a document to press."""


DOCUMENTS: Final = (
    Kind(
        "targets",
        N_("行动计划目标完成情况报告"),
        N_("报送用：公函、总表、分领域图表、计入与未计入明细、口径"),
        letter=True,
    ),
    Kind(
        "recommendation",
        N_("推荐函"),
        N_("推荐函和推荐汇总表，附申报条件核对；--designation 选称号"),
        takes=("designation", "stages", "enterprises"),
        needs=("designation",),
        letter=True,
    ),
    Kind(
        "roster",
        N_("名录"),
        N_("按任一登记表打印名录；--kind 选表，--view 选保存的视图，--where 列=值 筛选"),
        takes=("kind", "view", "where"),
    ),
    Kind(
        "dossier",
        N_("企业档案"),
        N_("一家企业：基本情况、营收、称号、在办申报、条件核对、佐证目录；--enterprise 选企业"),
        takes=("enterprises",),
        needs=("enterprises",),
    ),
    Kind("whitepaper", N_("监测分析报告"), N_("白皮书：分行业、分区、趋势、培育转化、展望")),
    Kind(
        "tasks",
        N_("任务分工推进表"),
        N_("各项任务的牵头、分工、状态、最近进展、逾期；--where 部门=… 或 状态=… 筛选"),
        takes=("where",),
    ),
    Kind(
        "exhibitions",
        N_("展会评级表"),
        N_("历届展会的规模与增长，按计划的五项因素评分，未知项不得分；--where 行业=… 筛选"),
        takes=("where",),
    ),
    Kind(
        "changes",
        N_("自上次报送以来变化说明"),
        N_("与报送台账中的一次报送相比：新计入、不再计入、更正及原因；--since 选报送"),
        takes=("since",),
    ),
    Kind(
        "evidence",
        N_("佐证材料汇编"),
        N_("把佐证文件装订成一个 PDF，列出缺少的；--designation、--enterprise 筛选"),
        takes=("designation", "enterprises"),
        binds=True,
    ),
)


def named(name: str) -> Kind:
    """The document of this name, title or number (1 is the first). Raises Refused and names those there are."""
    for number, kind in enumerate(DOCUMENTS, 1):
        if name in (kind.name, kind.title, str(number)):
            return kind
    raise Refused(
        N_("没有名为“{name}”的文件。可用：{names}"), name=name, names=_("、").join(one.name for one in DOCUMENTS)
    )


def collect(store: Store, plan: Plan, catalogue: Catalogue, kind: Kind, options: Options) -> Any:
    """The document's frozen sheet, read from one snapshot. Raises Refused for a choice that it cannot use."""
    idle = [typed for field, typed in CHOICES.items() if getattr(options, field) and field not in kind.takes]
    if idle:
        raise Refused(N_("“{document}”用不上 {options}"), document=kind.title, options=_("、").join(idle))
    settings = store.settings()
    stamp = make_stamp(options, settings, store.history.head(), plan.title_zh)
    stamp = replace(stamp, wordings=wordings.kept(settings, draft_of(kind, options), options.as_of))
    with store.reading() as session, on_paper():
        return _maker(kind).collect(session, plan, catalogue, stamp, options)


def draft_of(kind: Kind, options: Options) -> str:
    """Under which name the user's own words are kept: a letter for one designation says nothing of another."""
    return f"{kind.name}.{options.designation}" if options.designation else kind.name


def print_sheet(kind: Kind, sheet: Any, out: Path, options: Options) -> Generator[Progress, None, PressResult]:
    """Press a sheet that was collected before."""
    from fashiontracker.reports.faces import faces
    from fashiontracker.reports.press import press

    rows = faces(builtin_only=not options.system_fonts)
    if kind.binds:
        from fashiontracker.reports.binding import print_bound

        return (yield from print_bound(sheet, out, options.files, rows))
    return (yield from press(compose(kind, sheet), out, rows))


def compose(kind: Kind, sheet: Any) -> Document:
    """A sheet as a document, in Chinese, with the user's own words in their places."""
    with on_paper():
        return worded(_maker(kind).compose(sheet), sheet.stamp.wordings)


def passages(kind: Kind, sheet: Any) -> tuple[Passage, ...]:
    """The paragraphs that may be worded anew, with what is generated and what the user wrote."""
    with on_paper():
        return wording.passages(_maker(kind).compose(sheet), sheet.stamp.wordings)


def notices(kind: Kind, sheet: Any) -> tuple[Problem, ...]:
    """What is to be said of the user's own words."""
    if not sheet.stamp.wordings:
        return ()
    return tuple(notice for passage in passages(kind, sheet) for notice in passage.notices())


def tables(kind: Kind, sheet: Any) -> tuple[list[tuple[str, str]], list[Tabulated]]:
    """What the document says of itself, and its tables as they stand on paper, for an editable workbook."""
    from fashiontracker.reports.tabulated import particulars, tabulate

    document = compose(kind, sheet)
    return particulars(document), tabulate(document)


def print_document(
    store: Store, plan: Plan, catalogue: Catalogue, name: str, out: Path, options: Options
) -> Generator[Progress, None, PressResult]:
    """Collect, compose and press one document. Raises Refused for options that do not fit, NoRoom as the press does."""
    kind = named(name)
    yield Progress(0, 0, N_("正在汇总数据"))
    sheet = collect(store, plan, catalogue, kind, options)
    return (yield from print_sheet(kind, sheet, out, options))


def _maker(kind: Kind) -> Maker:
    return cast(Maker, import_module(f"fashiontracker.reports.{kind.name}"))
