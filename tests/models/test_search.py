"""Records found by the pinyin of their names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fashiontracker.models.pinyin import spelling
from fashiontracker.models.search import Hit, SearchIndex

NAMES = (
    "示例歌力思服饰",
    "示例西安家具",
    "示例先锋钟表",
    "示例重庆表行",
    "示例上海皮革",
    "示例绿地眼镜",
    "Ellassay示例",
)


def index(*names: str, kind: str = "enterprise") -> SearchIndex:
    return SearchIndex([Hit(kind, number, name, None) for number, name in enumerate(names)])


def found(typed: str, *names: str, kind: str = "enterprise") -> set[str]:
    return {hit.name for hit in index(*(names or NAMES), kind=kind).find(typed)}


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("gelisi", {NAMES[0]}),
        ("Ge Li Si", {NAMES[0]}),
        ("gelis", {NAMES[0]}),
        ("shiligelisi", {NAMES[0]}),
        ("xian", {NAMES[1], NAMES[2]}),  # 西安 and 先: letters do not tell
        ("chongqingbiaohang", {NAMES[3]}),
        ("zhongqing", set()),
        ("lvdi", {NAMES[5]}),
        ("ludi", {NAMES[5]}),
        ("ellassay", {NAMES[6]}),
        ("gelisi服饰", set()),
    ],
)
def test_a_name_is_found_by_its_pinyin_written_out(typed: str, names: set[str]) -> None:
    assert found(typed) == names


def test_letters_inside_a_syllable_are_no_syllable() -> None:
    assert found("an") == {NAMES[1]}  # 西安, and neither 上 (shang) nor 先 (xian)
    assert found("ang") == set()


def test_a_surname_is_found_as_it_is_read() -> None:
    assert found("shantian", "单田芳", kind="talent") == {"单田芳"}
    assert found("shantian", "单田芳") == set()


def test_a_name_that_begins_with_it_comes_first() -> None:
    hits = index("示例歌力思", "歌力思").find("gelisi")
    assert [hit.name for hit in hits] == ["歌力思", "示例歌力思"]


@given(st.lists(st.text("示例歌力思西安先上海钟表重庆绿", min_size=1, max_size=8), min_size=1, max_size=9), st.data())
def test_every_run_of_syllables_finds_its_name(names: list[str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(names))
    syllables = spelling(name).split()
    start = data.draw(st.integers(0, len(syllables) - 1))
    end = data.draw(st.integers(start + 1, min(len(syllables), start + 4)))
    assert name in found("".join(syllables[start:end]), *names)
