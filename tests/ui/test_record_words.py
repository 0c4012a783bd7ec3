"""Records in the user's words: nobody is shown a key."""

from __future__ import annotations

import pytest

from fashiontracker.plan import library
from fashiontracker.ui.record_words import RecordWords


@pytest.fixture(scope="module")
def words() -> RecordWords:
    plan, catalogue = library.load()
    return RecordWords(plan, catalogue)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("little_giant/materials/business_licence", "国家级专精特新“小巨人”企业 · 营业执照"),
        ("high_tech_enterprise/materials/staff", "高新技术企业 · 职工和科技人员情况说明"),
        ("little_giant/materials/展会证明", "国家级专精特新“小巨人”企业 · 展会证明"),
        ("innovative_sme/score/ip/class2", "创新型中小企业 · 与主导产品相关的有效知识产权数量 · class2"),
        ("gone/2020/x", "gone/2020/x"),
    ],
)
def test_what_was_judged_is_said_in_words(words: RecordWords, key: str, said: str) -> None:
    assert words.value("judgement", "criterion", key) == said


def test_a_criterion_is_said_by_its_sentence(words: RecordWords) -> None:
    said = words.value("judgement", "criterion", "little_giant/2026-2/product_field")
    assert "product_field" not in said
    assert said.startswith("国家级专精特新“小巨人”企业 · ")


def test_a_setting_of_a_designation_is_named_by_both(words: RecordWords) -> None:
    assert words.title("setting", {"key": "checklist:unicorn"}) == "申报材料清单 · 独角兽企业"
    assert words.title("setting", {"key": "windows:unicorn"}) == "申报窗口 · 独角兽企业"
