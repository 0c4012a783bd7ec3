"""The sample's enterprises: who they are, what they earn, and what became of some of them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from fashiontracker.exchange.sample.words import Dice, SectorWords
from fashiontracker.exchange.sample.world import Fact, Step, World, named
from fashiontracker.models.tables import Enterprise, Figure, FormerName

ROSTERS = {2022: date(2022, 3, 18), 2023: date(2023, 4, 14), 2024: date(2024, 4, 19), 2025: date(2025, 4, 18)}
"""When each year's roster was gathered; it brings the revenue of the year before."""
FLASH = date(2026, 1, 20)
"""When a few firms told their revenue of 2025."""
SIZES = ((40_000, "大型"), (2_000, "中型"), (300, "小型"), (0, "微型"))


def roster(world: World, year: int) -> Step:
    """The import of a year's roster."""
    return world.step(ROSTERS[year], f"导入 {year} 年企业名录（示例）.xlsx", "import", year)


def add_firms(world: World) -> None:
    """Every sector's firms, with their revenues."""
    stems = world.tables.stems()
    number = count(1)
    for words in world.tables.sectors:
        dice = Dice(f"firms {words.sector}")
        world.firms[words.sector] = [
            _firm(world, words, nth, dice, next(stems), sample_code(next(number))) for nth in range(words.count)
        ]
        for nth, firm in enumerate(world.firms[words.sector]):
            _earn(world, words, nth, firm, dice)
    _live_on(world)


def sample_code(number: int) -> str:
    """A code with true check digits in an administrative area (990000) that was never assigned."""
    from stdnum.cn.uscc import calc_check_digit

    body = f"{number:08d}"
    weighed = sum(int(digit) * weight for digit, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    rest = 11 - weighed % 11  # GB 11714: the body's own check character
    code = f"91990000{body}{'X' if rest == 10 else 0 if rest == 11 else rest}"
    return code + str(calc_check_digit(code))


def _entered(nth: int, count: int) -> int:
    """The roster that first named the sector's nth firm: most in 2022, the last ones later."""
    share = nth / count
    return 2022 if share < 0.74 else 2023 if share < 0.84 else 2024 if share < 0.93 else 2025


def _firm(world: World, words: SectorWords, nth: int, dice: Dice, stem: str, code: str) -> Fact:
    odd = world.tables.odd_names(words.sector)
    pattern = dice.pick(("示例{}{}{}", "示例{}{}{}", "示例{}{}（深圳）{}", "深圳市（示例）{}{}{}"))
    name = pattern.format(stem, dice.pick(words.words), dice.pick(world.tables.words["forms"]))
    year = _entered(nth, words.count)
    founded = dice.day(date(1986, 3, 1), date(2017 if year == 2022 else year - 2, 12, 31))
    sectors = [world.sector(words.sector)]
    if dice.chance(0.06):
        sectors.append(world.sector(dice.pick(("品牌营销", "工业设计", "工艺美术"))))
    district = world.plan.districts.named(dice.pick(words.districts))
    assert district is not None
    products = list(dict.fromkeys(dice.pick(words.products) for _ in range(1 + dice.below(3))))
    firm = Fact(
        Enterprise,
        {
            **named(odd[nth] if nth < len(odd) else name),
            "uscc": None if nth % 17 == 11 else code,
            "sectors": tuple(dict.fromkeys(sectors)),
            "district": None if dice.chance(0.03) else district.key,
            "qianhai": district.zh in ("南山区", "宝安区") and dice.chance(0.3),
            "founded_on": None if dice.chance(0.04) else founded,
            "listing": dice.pick(world.tables.words["listings"]),
            "products": world.tables.words["products_joint"].join(products),
            "contact": None if dice.chance(0.1) else world.tables.person(dice),
            "phone": None if dice.chance(0.1) else f"0755-0000{dice.below(10_000):04d}",
            "note": "示例：材料待补" if dice.chance(0.05) else None,
        },
    )
    return roster(world, year).add(firm)


def _earn(world: World, words: SectorWords, nth: int, firm: Fact, dice: Dice) -> None:
    """The revenues of 2021–2025 in 万元, from the story where it tells them."""
    told = next(
        (one for one in world.tables.facts["revenue"] if (one["sector"], one["nth"]) == (words.sector, nth)), None
    )
    first = _entered(nth, words.count) - 1
    values = {int(year): float(value) for year, value in told["values"].items()} if told else _revenues(first, dice)
    firm.values["size"] = next(size for floor, size in SIZES if max(values.values(), default=0) >= floor)
    world.earned[firm] = values
    for year, value in values.items():
        step = roster(world, max(year, first) + 1) if year < 2025 else world.step(FLASH, "登记 2025 年营收快报（示例）")
        step.add(revenue(world, firm, year, value, "roster"))
        if nth % 9 == 4 and year in (2023, 2024):
            audited = value if nth % 2 else round(value * 1.012, 2)
            later = world.step(date(year + 1, 6, 28), f"导入 {year} 年度指标（示例）.xlsx", "import", 1)
            later.add(revenue(world, firm, year, audited, "indicators"))


def _revenues(first: int, dice: Dice) -> dict[int, float]:
    value = 10 ** dice.between(2.5, 5.1)
    last = 2022 if dice.chance(0.08) else 2025 if dice.chance(0.07) else 2024
    values = {}
    for year in range(2021, last + 1):
        value *= dice.between(0.88, 1.22)
        if year >= first and not dice.chance(0.05):
            values[year] = round(value, 2 if dice.chance(0.3) else 0)
    return values


def revenue(world: World, firm: Fact, year: int, value: float, entered_in: str) -> Fact:
    """A year's revenue of a firm, as the sheet ``entered_in`` gives it."""
    indicator = world.plan.indicators.named("营业收入")
    assert indicator is not None
    values: dict[str, Any] = {
        "subject_kind": "enterprise",
        "subject_key": "",
        "indicator": indicator.key,
        "unit": indicator.unit,
        "year": year,
        "value": value,
        "entered_in": entered_in,
        "source": "示例：企业年报" if entered_in == "indicators" else None,
    }
    return Fact(Figure, values, {"enterprise_id": firm})


def _live_on(world: World) -> None:
    """Renamings, a removal to another district, a code learnt late, a duplicate put into the trash, corrections."""
    clothing, watches = world.firms["服装"], world.firms["钟表"]
    for firm, on in (
        (clothing[9], date(2023, 8, 22)),
        (watches[6], date(2024, 10, 15)),
        (clothing[33], date(2025, 2, 11)),
    ):
        _rename(world, firm, on)
    moved = world.step(date(2024, 5, 20), "更正：企业迁址（示例）")
    target = world.plan.districts.named("南山")
    assert target is not None
    moved.edits.append((world.firms["工业设计"][5], {"district": target.key, "qianhai": True}))
    learnt = world.step(date(2023, 6, 12), "补录统一社会信用代码（示例）", clerk=2)
    learnt.edits.append((clothing[11], {"uscc": sample_code(99_001)}))
    double = Fact(Enterprise, {**named("示例云裳服饰有限责任公司"), "sectors": clothing[20].values["sectors"]})
    roster(world, 2023).add(double)
    trashed = world.step(date(2023, 5, 9), "移入回收站：重复登记（示例）", clerk=1)
    trashed.edits.append((double, {"trashed_at": "2023-05-09T02:30:00Z"}))
    _correct(world, clothing[13], date(2024, 9, 5))
    _correct(world, world.firms["家具"][9], date(2025, 7, 8))


def _rename(world: World, firm: Fact, on: date) -> None:
    old = firm.values["name"]
    stem = (
        old.replace("有限责任公司", "").replace("股份有限公司", "").replace("集团有限公司", "").replace("有限公司", "")
    )
    step = world.step(on, f"更名：{old}", clerk=2)
    step.edits.append((firm, named(f"{stem}科技股份有限公司")))
    former = {**named(old), "until": on - timedelta(days=4)}
    step.add(Fact(FormerName, former, {"enterprise_id": firm}))


def _correct(world: World, firm: Fact, on: date) -> None:
    """A digit too many in the last figure that was in by then."""
    figures = [
        fact
        for step in world.steps()
        if step.on < on
        for fact in step.facts
        if fact.record is Figure and fact.links["enterprise_id"] is firm and fact.values["entered_in"] == "roster"
    ]
    right = figures[-1].values["value"]
    figures[-1].values["value"] = right * 10
    year = figures[-1].values["year"]
    world.step(on, f"更正：{year} 年营业收入多录一位（示例）", clerk=3).edits.append((figures[-1], {"value": right}))
