"""How every letter begins and ends (GB/T 9704 section 7), from the particulars of its document."""

from __future__ import annotations

from collections.abc import Iterator

from fashiontracker.reports import document as doc
from fashiontracker.reports.stamp import Stamp, chinese_date


def opening(stamp: Stamp, title: str) -> Iterator[doc.Part]:
    """版头, 标题 and 主送机关."""
    yield doc.LetterHead(stamp.mark, stamp.number, stamp.signer)
    yield doc.Title(title)
    yield doc.Paragraph(f"{stamp.recipient}：", indent=False)


def closing(stamp: Stamp, attached: tuple[str, ...]) -> Iterator[doc.Part]:
    """附件说明, 署名 and 成文日期, 附注."""
    yield doc.Attachments(attached)
    yield signature(stamp)


def signature(stamp: Stamp) -> doc.Signature:
    """署名 over 成文日期, and under them whom to ask."""
    note = f"（联系人：{stamp.contact}）" if stamp.contact else ""
    return doc.Signature(stamp.issuer, chinese_date(stamp.dated), note)


def imprint(stamp: Stamp) -> Iterator[doc.Part]:
    """版记 after the annexes, where somebody gets a copy or an office is named."""
    if stamp.copy_to or stamp.office:
        yield doc.Imprint(stamp.copy_to, stamp.office or stamp.issuer, chinese_date(stamp.dated))
