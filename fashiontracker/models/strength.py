"""How hard a passphrase is to guess, told in words: bits by its length and kinds of characters, without what is usual.

Argon2id makes each guess dear (64 MiB, some 0.1 s); the thresholds stand for one who can afford many machines.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

from fashiontracker.models.sealing import SHORTEST
from fashiontracker.text import N_

Grade = Literal["short", "weak", "fair", "strong"]

FAIR, STRONG = 40.0, 60.0
"""Bits from which a passphrase will do, and from which it is good."""
USUAL: Final = re.compile(
    r"password|passw0rd|qwerty|asdf|zxcv|admin|letmein|iloveyou|woaini|abc|fashion|shenzhen|时尚|深圳|协会|口令|密码|数据库"
)
"""What is tried first; each counts as one character."""
KINDS: Final = ((r"[a-z]", 26), (r"[A-Z]", 26), (r"[0-9]", 10), (r"[\u3400-\u9fff]", 1500), (r"[^\w]|_", 33))
"""Kinds of characters, and of how many one is chosen: of hanzi the common ones."""


@dataclass(frozen=True, slots=True)
class Strength:
    """The grade of a passphrase and a sentence on it (a msgid)."""

    grade: Grade
    words: str

    @property
    def will_do(self) -> bool:
        """Whether it is long enough to be taken."""
        return self.grade != "short"


def judge(passphrase: str) -> Strength:
    """How hard a passphrase is to guess."""
    if len(passphrase) < SHORTEST:
        return Strength("short", N_("太短，至少 8 个字符"))
    found = bits(passphrase)
    if found < FAIR:
        return Strength("weak", N_("较弱，容易被猜到；加长，或用几个不相干的词"))
    if found < STRONG:
        return Strength("fair", N_("一般，再加一两个词更稳妥"))
    return Strength("strong", N_("强"))


def bits(passphrase: str) -> float:
    """About how many bits a guesser lacks; repeated, neighbouring and usual characters hardly count."""
    typed = unicodedata.normalize("NFKC", passphrase)
    choices = sum(size for pattern, size in KINDS if re.search(pattern, typed)) or 1
    told = USUAL.sub("\0", typed.casefold())
    surprising = sum(_surprises(told, place) for place in range(len(told)))
    return surprising * math.log2(max(choices, 2))


def _surprises(text: str, place: int) -> bool:
    """Whether a character follows neither from the one before (same, next, previous) nor from one seen twice."""
    if place == 0:
        return True
    return abs(ord(text[place]) - ord(text[place - 1])) > 1 and text.count(text[place], 0, place) < 2
