"""Names: searched as typed, read as pinyin, and held against those that are nearly theirs."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from bench.harness import Pair, Row, slowest
from fashiontracker.models import pinyin, search
from fashiontracker.models import store as stores
from fashiontracker.models.names import name_key
from fashiontracker.models.store import Store
from fashiontracker.models.tables import Enterprise
from fashiontracker.plan import library
from fashiontracker.progress import finish

SIZES = (10_000, 100_000)
_SIGNS = "华中海天金鼎信达博远东方新宏盛泰恒瑞安康明智创联众合优科云锦星辰宇航凯旋锐捷腾飞润芳嘉美尚雅丽珂曼依娜"
_TRADES = ("服装", "家具", "黄金珠宝", "钟表", "眼镜", "皮革制品", "内衣", "化妆品", "工业设计", "会展", "银行大厦时装")
TYPED = (
    *("华", "中海", "服装", "金鼎信", "示例", "眼镜有", "博远东方", "有限公司", "示例市天华", "鬼"),
    *("h", "zh", "jd", "sls", "yjyx", "fzyxg", "zhonghai", "jind", "xzqq", "999"),
)
"""One to five characters, initials and syllables, common ones and some that nobody bears."""


def prepare_search(folder: Path, size: int) -> Pair:
    """Each of `TYPED` once: what the search field asks; each as LIKE '%…%' over the names alone."""
    with filled(folder, size) as store, store.reading() as session:
        index = search.build(session)
    like = scan(folder)
    return Pair(lambda: [index.find(typed) for typed in TYPED], lambda: [like(typed) for typed in TYPED])


def prepare_keystroke(folder: Path, size: int) -> Pair:
    """The slowest of twenty keystrokes, in milliseconds."""
    with filled(folder, size) as store, store.reading() as session:
        index = search.build(session)
    ours, like = ([partial(find, typed) for typed in TYPED * 5] for find in (index.find, scan(folder)))
    return Pair(lambda: slowest(ours), lambda: slowest(like))


def prepare_pinyin(_folder: Path, size: int) -> Pair:
    """The readings of every name, from nothing; pypinyin asked for each."""
    from pypinyin import lazy_pinyin

    called = list(names(size))
    return Pair(lambda: [pinyin.spelling(name) for name in called], lambda: [lazy_pinyin(name) for name in called])


def prepare_near(folder: Path, size: int) -> Pair:
    """A hundred names of a published list that are on record with a slip; rapidfuzz asked for each of them."""
    from rapidfuzz import fuzz, process

    from fashiontracker.exchange.published.matching import match
    from fashiontracker.exchange.published.reading import Listed

    policy, store, known = library.load(), filled(folder, size), list(names(size))
    wanted = [name.replace("示例市", "示例市新", 1) for name in known[:: size // 100]]
    lines = [Listed(row, name) for row, name in enumerate(wanted)]

    def ours() -> None:
        with store.reading() as session:
            finish(match(session, policy.plan, lines, "enterprise"))

    def yardstick() -> None:
        for name in wanted:
            process.extract(name, known, scorer=fuzz.ratio, limit=5)

    return Pair(ours, yardstick)


def names(size: int) -> Iterable[str]:
    """Invented names, the same on every run."""
    dice = random.Random(20)
    for number in range(size):
        signs = "".join(dice.choice(_SIGNS) for _ in range(dice.choice((2, 2, 3, 4))))
        yield f"示例市{signs}{dice.choice(_TRADES)}{'股份' if number % 7 == 0 else ''}有限公司"


def filled(folder: Path, size: int) -> Store:
    """A database of so many names."""
    store = stores.create(folder / "names.db", folder / "names.lock", {})
    with store.journal.entry("bench") as session:
        session.insert_many(Enterprise, [{"name": name, "name_key": name_key(name)} for name in names(size)])
    return store


def scan(folder: Path) -> Callable[[str], object]:
    """SQLite looking through all names."""
    connection = sqlite3.connect(folder / "names.db", check_same_thread=False)
    sql = "SELECT id, name FROM enterprise WHERE name LIKE ?"
    return lambda typed: connection.execute(sql, (f"%{typed}%",)).fetchall()


ROWS = (
    Row("search as typed, 20 times", "LIKE '%…%' over the names", 0.3, prepare_search, SIZES),
    Row("search, slowest keystroke of 20", "LIKE '%…%'", 0.3, prepare_keystroke, SIZES, limit=16, unit="ms"),
    Row("pinyin of all names", "pypinyin for each", 0.05, prepare_pinyin, SIZES),
    Row("nearest names of 100 names", "rapidfuzz extract for each", 1.3, prepare_near, SIZES),
)
