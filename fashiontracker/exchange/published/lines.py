"""Lines of text, pasted or from a PDF, as names of organisations with what stands beside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

ENDINGS: Final = (
    *("有限责任公司", "股份有限公司", "有限公司", "公司", "集团", "厂", "研究院", "研究所", "设计院", "中心", "协会"),
    *("学院", "大学", "合作社", "事务所", "工作室", "商行", "经营部", "办事处", "普通合伙)", "有限合伙)"),
)
_ENDING: Final = "|".join(map(re.escape, sorted(ENDINGS, key=len, reverse=True)))
_NUMBER: Final = re.compile(r"^\s*(?:第?\(?\d{1,5}\)?[、.．)）:\s]\s*|[一二三四五六七八九十]+[、.．]\s*)")
_LEADING: Final = re.compile(r"^\d{1,5}(?=[\u4e00-\u9fff])")
_CODE: Final = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Z])")
_CHARS: Final = r"[\u3400-\u9fff\U00020000-\U0003ffffA-Za-z0-9()&·.\-]"
_NAME: Final = re.compile(rf"{_CHARS}{{2,60}}?(?:{_ENDING})(?:\(?{_CHARS}{{0,14}}(?:分公司|分店|分厂|分院)\)?)?")
_SENTENCE: Final = re.compile(
    r"[。；;！!？?]|关于|如下|特此|异议|现将|经.{2,20}(?:评审|审核|审议)|(?:电话|地址|邮箱|邮编|传真)[::]|联系人|联系电话"
)
"""What the sentences of a notice say, and no name of a firm."""
_CITY: Final = re.compile(r"(?:^|\s)([\u4e00-\u9fff]{2,4})市(?=\s|$)")


class Line(NamedTuple):
    """A name found in a line, counted from 1, and what stands beside it."""

    row: int
    name: str
    uscc: str
    city: str


def names_in(lines: Sequence[str]) -> Iterator[Line]:
    """Every organisation, in order; a name broken over two lines is put together."""
    skip = False
    for place, raw in enumerate(lines):
        if skip:
            skip = False
            continue
        line = _plain(raw)
        found = _found(line, place + 1)
        if not found and _begins(line) and place + 1 < len(lines):
            following = _plain(lines[place + 1])
            if not _NUMBER.match(following) and not _LEADING.match(following):
                found = _found(line + following, place + 1)
                skip = bool(found)
        yield from found


def _plain(raw: str) -> str:
    return unicodedata.normalize("NFKC", raw).strip()


def _begins(line: str) -> bool:
    """Whether a numbered line, or one that may go on, begins a name."""
    rest = _NUMBER.sub("", line)
    return 4 <= len(rest) <= 40 and not _SENTENCE.search(rest) and (rest != line or bool(_LEADING.match(line)))


def _found(line: str, row: int) -> list[Line]:
    if _SENTENCE.search(line):
        return []
    rest = _LEADING.sub("", _NUMBER.sub("", line))
    code = _CODE.search(rest)
    beside = rest.replace(code[0], " ") if code else rest
    city = _CITY.search(beside)
    found = []
    for piece in re.split(r"[\s\t,，、|]+", beside):
        match = _NAME.fullmatch(_LEADING.sub("", _NUMBER.sub("", piece)))
        if match and len(match[0]) > 4:
            found.append(match[0])
    return [Line(row, name, code[0] if code and len(found) == 1 else "", city[1] if city else "") for name in found]
