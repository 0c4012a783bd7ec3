"""From the parts of a document to the blocks that fill its pages: every part in its face, size and spacing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from fashiontracker.reports import document as doc
from fashiontracker.reports.block import Block, Space
from fashiontracker.reports.charts import ChartBlock
from fashiontracker.reports.contents import ContentsBlock
from fashiontracker.reports.faces import Role
from fashiontracker.reports.fontstack import TypeCase
from fashiontracker.reports.grid import BODY_SIZE, LEADING, PITCH, SMALL_SIZE, TITLE_SIZE
from fashiontracker.reports.letter import ImprintBlock, LetterHeadBlock, SignatureBlock, cover_blocks
from fashiontracker.reports.outline import Entry, annex_label, entries
from fashiontracker.reports.paper import COVER, ROTATED, UPRIGHT, PageStyle
from fashiontracker.reports.paragraph import Bookmark, ParagraphBlock, ParagraphStyle, runs_of
from fashiontracker.reports.table import TableBlock

BODY = ParagraphStyle(pitch=PITCH, first=2)
FLUSH = ParagraphStyle(pitch=PITCH)
ANNOTATION = replace(BODY, align="left", clings=True)
TITLE = ParagraphStyle(Role.TITLE, TITLE_SIZE, LEADING * 1.2, align="center", tag="H1", keeps_next=True)
SUBTITLE = ParagraphStyle(Role.SUBHEADING, BODY_SIZE, LEADING, align="center", keeps_next=True)
CONTENTS_TITLE = ParagraphStyle(Role.TITLE, TITLE_SIZE, LEADING * 2, align="center", keeps_next=True)
NOTE = ParagraphStyle(Role.FIGURES, SMALL_SIZE - 1.5, 13.5, before=3, after=6)
TABLE_NOTE = replace(NOTE, clings=True)
HEADINGS = tuple(
    ParagraphStyle(role, pitch=PITCH, first=2, tag=f"H{level}", keeps_next=True)
    for level, role in ((2, Role.HEADING), (3, Role.SUBHEADING), (4, Role.BODY), (5, Role.BODY))
)
_MOST_BARS = 14  # of a chart with a bar for each quota, so that it fits a rotated page
_BOLD_FROM = 3  # headings of this level and deeper are in the body's face, the first of them bold


@dataclass(slots=True)
class Section:
    """Blocks that fill pages of one style, from a new page on."""

    style: PageStyle
    blocks: list[Block] = field(default_factory=list)


def sections(document: doc.Document, case: TypeCase) -> Iterator[Section]:
    """The sections of a document, in order; each is made when the one before is on paper."""
    setter = _Setter(document.parts, case)
    section = Section(UPRIGHT)
    for part, entry in entries(document.parts):
        style = setter.page_style(part, section.style)
        if style is not None:
            if section.blocks:
                yield section
            section = Section(style)
        section.blocks += setter.blocks(part, entry)
        case.missing.at(entry.text if entry else setter.place)
        if isinstance(part, doc.Cover | doc.Contents):
            yield section
            section = Section(UPRIGHT)
    if section.blocks:
        yield section


class _Setter:
    def __init__(self, parts: Sequence[doc.Part], case: TypeCase) -> None:
        self._case = case
        self._listed = [entry for _, entry in entries(parts) if entry and entry.listed]
        self.place = ""
        self._said = ""  # the title that stands over the tables to come

    def page_style(self, part: doc.Part, current: PageStyle) -> PageStyle | None:
        """The style of the new page a part asks for, None where it goes on."""
        if isinstance(part, doc.Cover):
            return COVER
        if isinstance(part, doc.Contents):
            return UPRIGHT
        if isinstance(part, doc.Annex):
            return ROTATED if part.landscape else UPRIGHT
        if isinstance(part, doc.Imprint) and current.rotated:
            return UPRIGHT
        if isinstance(part, doc.PageBreak):
            return current if part.landscape is None else ROTATED if part.landscape else UPRIGHT
        return None

    def blocks(self, part: doc.Part, entry: Entry | None) -> list[Block]:
        """The blocks of one part."""
        case = self._case
        match part:
            case doc.Cover():
                return cover_blocks(part, case)
            case doc.Contents():
                return [ParagraphBlock(part.title, CONTENTS_TITLE, case), ContentsBlock(self._listed, case)]
            case doc.LetterHead():
                return [LetterHeadBlock(part, case), Space(LEADING)]
            case doc.Title():
                return self._title(part)
            case doc.Heading():
                assert entry is not None
                return [self._heading(part, entry)]
            case doc.Paragraph():
                return [self._paragraph(part)]
            case doc.Note():
                return [ParagraphBlock(part.text, NOTE, case)]
            case doc.Table():
                return self._table(part, entry)
            case doc.RangeBars():
                return [ChartBlock(piece, case) for piece in _pieces(part)]
            case doc.Bars() | doc.Lines() | doc.Histogram() | doc.TileMap():
                return [ChartBlock(part, case)]
            case doc.Attachments():
                return self._attachments(part)
            case doc.Signature():
                note = [ParagraphBlock(part.note, ANNOTATION, case)] if part.note else []
                return [SignatureBlock(part, case), *note]
            case doc.Imprint():
                return [ImprintBlock(part, case)]
            case doc.Blank():
                return [Space(part.lines * LEADING)]
            case doc.Annex():
                assert entry is not None
                return self._annex_head(part, entry)
            case _:
                return []

    def _title(self, part: doc.Title) -> list[Block]:
        self.place = self._said = part.text.replace("\n", "")
        blocks: list[Block] = [ParagraphBlock(part.text, TITLE, self._case)]
        if part.subtitle:
            blocks.append(ParagraphBlock(part.subtitle, SUBTITLE, self._case))
        return [*blocks, Space(LEADING)]

    def _heading(self, part: doc.Heading, entry: Entry) -> Block:
        self.place, self._said = entry.text, part.text
        text = [doc.Run(entry.text, bold=part.level == _BOLD_FROM)]
        bookmark = Bookmark(entry.key, entry.text, entry.level)
        return ParagraphBlock(text, HEADINGS[part.level - 1], self._case, bookmark)

    def _paragraph(self, part: doc.Paragraph) -> Block:
        runs = list(runs_of(part.text))
        if part.lead:
            runs.insert(0, doc.Run(part.lead, role=Role.SUBHEADING))
        style = BODY if part.indent else FLUSH
        if part.align != "justify":
            style = ParagraphStyle(pitch=PITCH, first=2 if part.indent else 0, align=part.align)
        return ParagraphBlock(runs, style, self._case)

    def _table(self, part: doc.Table, entry: Entry | None) -> list[Block]:
        bookmark = Bookmark(entry.key, entry.text, entry.level) if entry else None
        continued = part.title or self._said
        if part.title == self._said:
            part = replace(part, title="")
        table = TableBlock(part, self._case, continued, bookmark)
        table.before, table.after = 6.0, 6.0
        return [table, ParagraphBlock(part.note, TABLE_NOTE, self._case)] if part.note else [table]

    def _attachments(self, part: doc.Attachments) -> list[Block]:
        numbered = len(part.names) > 1
        lines: list[Block] = [Space(LEADING, clings=True)]
        for number, name in enumerate(part.names, 1):
            label = "附件：" if number == 1 else "　　　"
            text = f"{label}{number}. {name}" if numbered else f"{label}{name}"
            style = ParagraphStyle(pitch=PITCH, first=2, rest=6 if numbered else 5, align="left", clings=True)
            lines.append(ParagraphBlock(text, style, self._case))
        return lines

    def _annex_head(self, part: doc.Annex, entry: Entry) -> list[Block]:
        self.place = self._said = part.title
        label = ParagraphStyle(Role.HEADING, keeps_next=True)
        title = ParagraphStyle(Role.TITLE, TITLE_SIZE - 4, LEADING, align="center", tag="H2", keeps_next=True)
        return [
            ParagraphBlock(annex_label(entry), label, self._case, Bookmark(entry.key, entry.text)),
            ParagraphBlock(part.title, title, self._case),
            Space(LEADING / 3),
        ]


def _pieces(chart: doc.RangeBars) -> Iterator[doc.RangeBars]:
    """A chart of many bars as several of about the same length, the later ones marked （续）."""
    count = max(1, math.ceil(len(chart.bars) / _MOST_BARS))
    each = math.ceil(len(chart.bars) / count)
    for number in range(count):
        title = chart.title if number == 0 else f"{chart.title}（续）"
        yield replace(chart, title=title, bars=chart.bars[number * each : (number + 1) * each])
