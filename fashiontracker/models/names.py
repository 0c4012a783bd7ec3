"""When two names are one: the key under which names of firms, brands and places are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_NOT_SEEN: Final = re.compile(r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e"
                              r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\x00-\x1f\x7f-\x9f]+")  # fmt: skip


@lru_cache(maxsize=1024)
def name_key(text: str) -> str:
    """The name without what the eye does not tell apart.

    Full-width letters, digits and brackets become half-width, spaces and invisible characters go, letters lose their
    case. Nothing else: 有限公司 and 有限责任公司 stay two names. Remembered for a while: one row asks several times.
    """
    return _NOT_SEEN.sub("", unicodedata.normalize("NFKC", _NOT_SEEN.sub("", text))).casefold()
