"""Records in the user's words: nobody is shown a key."""

from __future__ import annotations

import json

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


@pytest.mark.parametrize(
    ("key", "held", "said"),
    [
        ("letterheads", [{"name": "秘书处", "issuer": "示例协会", "code": "示时协"}], "秘书处，示例协会，示时协"),
        (
            "wording:letter:2025-06-30",
            [{"key": "a", "text": "现将情况报告如下。", "generated": ""}],
            "现将情况报告如下。",
        ),
        (
            "checklist:unicorn",
            [
                {"key": "a", "zh": "申请表", "en": "Form", "required": True},
                {"key": "b", "zh": "推荐函", "en": "Letter", "required": False},
            ],
            "申请表；推荐函（选交）",
        ),
        (
            "windows:unicorn",
            [{"opens": "2025-06-01", "closes": "2025-07-12", "source": "通知", "note": ""}],
            "2025-06-01 – 2025-07-12，通知",
        ),
    ],
)
def test_what_a_setting_holds_is_said_in_words(words: RecordWords, key: str, held: list[object], said: str) -> None:
    assert words.value("setting", "value", json.dumps(held), {"key": key}) == said


@pytest.mark.parametrize("text", ["not JSON", "[]", "3", '[{"other": 1}]'])
def test_a_setting_that_makes_no_sense_stands_for_itself(words: RecordWords, text: str) -> None:
    assert words.value("setting", "value", text, {"key": "checklist:unicorn"}) == text
