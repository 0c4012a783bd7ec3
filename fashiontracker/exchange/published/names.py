"""Names of firms as lists spell them: looser keys, the core that tells firms apart, branches, cities."""

from __future__ import annotations

import re
from typing import Final

from fashiontracker.models.alike import shortened
from fashiontracker.models.names import name_key

CITIES: Final = (
    *("北京", "上海", "天津", "重庆", "香港", "澳门", "广州", "深圳", "珠海", "汕头", "佛山", "韶关", "湛江", "肇庆"),
    *("江门", "茂名", "惠州", "梅州", "汕尾", "河源", "阳江", "清远", "东莞", "中山", "潮州", "揭阳", "云浮", "石家庄"),
    *("太原", "呼和浩特", "沈阳", "大连", "长春", "哈尔滨", "南京", "苏州", "无锡", "常州", "杭州", "宁波", "温州"),
    *("合肥", "福州", "厦门", "泉州", "南昌", "济南", "青岛", "郑州", "武汉", "长沙", "南宁", "海口", "成都", "贵阳"),
    *("昆明", "拉萨", "西安", "兰州", "西宁", "银川", "乌鲁木齐"),
)
"""Cities whose names firms bear most often: those of the province, the provinces' capitals and a few more."""
PROVINCES: Final = ("广东省", "广东")
_KNOWN_CITY: Final = re.compile("|".join(CITIES))
_ANY_CITY: Final = re.compile(r"([\u4e00-\u9fff]{2,4}?)市")
_BRACKETED_CITY: Final = re.compile(r"\(([\u4e00-\u9fff]{2,4}?)市?\)")
_SIGNS: Final = re.compile(r"[()\[\]【】〔〕《》<>“”\"'‘’·•.,、。\-—_]+")
_FORMS: Final = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司|集团公司|总公司|公司|集团|\(?普通合伙\)?|\(?有限合伙\)?)+$"
)
_BRANCH: Final = re.compile(
    r"(?P<head>.+?(?:公司|集团|银行|中心|厂|院|所|店))[(]?.{0,12}?"
    r"(?:分公司|分行|支行|分店|分厂|分院|分所|分部|办事处|营业部|营业厅|代表处|门店|专卖店)[)]?"
)


def loose(text: str) -> str:
    """The name's key without brackets and signs, 有限责任公司 as 有限公司: near are those that share it."""
    return shortened(bare(text))


def bare(text: str) -> str:
    """The name's key without brackets and signs."""
    return _SIGNS.sub("", name_key(text))


def core(text: str) -> str:
    """What is left of a loose key without the place before and the legal form behind: what tells firms apart."""
    rest = text
    for place in PROVINCES:
        rest = rest.removeprefix(place)
    found = city_before(rest)
    if found:
        rest = rest.removeprefix(found).removeprefix("市")
    return _FORMS.sub("", rest) or text


def city_before(text: str) -> str:
    """The city at the head of a name, without 市; a place that is called 市 may be any. Empty where there is none."""
    if known := _KNOWN_CITY.match(text):
        return known[0]
    found = _ANY_CITY.match(text)
    return found[1] if found else ""


def place_of(name: str) -> str:
    """The city at the head of a name, known or not: 佛山市…, 某某市…."""
    return city_before(_without_province(name))


def city_of(name: str) -> str:
    """The known city that a firm's name speaks of, at its head or in brackets: 佛山…, …(佛山)有限公司."""
    city = place_of(name)
    if city in CITIES:
        return city
    bracketed = _BRACKETED_CITY.search(name_key(name))
    return bracketed[1] if bracketed and bracketed[1] in CITIES else ""


def _without_province(name: str) -> str:
    key = name_key(name)
    for place in PROVINCES:
        key = key.removeprefix(place)
    return key


def head_of(name: str) -> str:
    """The company that a branch belongs to; empty for what is no branch."""
    found = _BRANCH.fullmatch(name_key(name))
    return found["head"] if found else ""
