from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fashiontracker.models import strength


@pytest.mark.parametrize(
    ("passphrase", "grade"),
    [
        ("", "short"),
        ("1234567", "short"),
        ("12345678", "weak"),
        ("aaaaaaaaaaaaaaaaaaaa", "weak"),
        ("abcdefghijklmnop", "weak"),
        ("password", "weak"),
        ("shenzhen2025", "weak"),
        ("深圳时尚协会密码", "weak"),
        ("kwoxbrme", "weak"),
        ("k7Wo-brmE", "fair"),
        ("correct horse battery staple", "strong"),
        ("青柠 雨靴 北斗 陶罐", "strong"),
    ],
)
def test_a_passphrase_is_graded_by_what_a_guesser_lacks(passphrase: str, grade: str) -> None:
    assert strength.judge(passphrase).grade == grade


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=8, max_size=30), st.integers(1, 9))
def test_the_same_character_again_makes_it_no_stronger(passphrase: str, times: int) -> None:
    assert strength.bits(passphrase + passphrase[-1] * times) <= strength.bits(passphrase)
