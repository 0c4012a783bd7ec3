"""Document 4: everything recorded on one enterprise, and nothing of another."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fashiontracker.errors import Refused
from fashiontracker.models import tables as t
from fashiontracker.models.store import Store
from fashiontracker.plan.library import Policy
from tests.reports.conftest import Collect, Print
from tests.tally.world import World

Read = Callable[[Path], list[str]]
USCC = "91440300000000000X"


@pytest.fixture
def watchmaker(empty: Store, policy: Policy) -> Store:
    """A firm with a brand, a carrier, figures of two sheets and a title with a term that ended."""
    world = World(policy.plan, policy.catalogue)
    firm = world.enterprise("示例<表>业", "watches", uscc=USCC)
    other = world.enterprise("示例别家", "watches")
    brand = world.brand("示例·时", owner=firm)
    world.brand("示例·别", owner=other)
    world.carrier("示例中心", owner=firm, state="built", built="2023-05-01")
    world.title(firm, "little_giant", "认定 2020-05-01..2023-04-30", "复核通过 2023-05-01..2026-04-30")
    world.title(brand, "national_brand", "入库培育 2024-02-01", "申报准备 2025-02-01")
    world.revenue(firm, y2022=1, y2023=2)
    world.revenue(firm, sheet="indicators", y2023=3)
    world.write(empty)
    with empty.journal.entry("更名") as session:
        session.add(t.FormerName(enterprise_id=1, name="示例旧表", name_key="示例旧表", until=date(2023, 1, 1)))
    return empty


def titles(sheet: object) -> dict[str, str]:
    return {title.designation: title.standing for title in sheet.titles}  # type: ignore[attr-defined]


@pytest.mark.parametrize("named", [USCC, USCC.lower(), "示例<表>业", "示例旧表", "示例·时", "示例中心"])
def test_code_name_former_name_brand_and_carrier_lead_to_the_enterprise(
    watchmaker: Store, collect: Collect, named: str
) -> None:
    assert collect(watchmaker, "dossier", enterprises=(named,)).name == "示例<表>业"


@pytest.mark.parametrize(
    ("named", "told"), [((), "--enterprise"), (("示例别家", "示例<表>业"), "--enterprise"), (("示例",), "示例别家")]
)
def test_nobody_or_several_is_refused_with_candidates(
    watchmaker: Store, collect: Collect, named: tuple[str, ...], told: str
) -> None:
    with pytest.raises(Refused) as refused:
        collect(watchmaker, "dossier", enterprises=named)
    assert told in "".join([str(refused.value), *(problem.line() for problem in refused.value.problems)])


def test_two_of_one_name_are_refused_with_their_codes(empty: Store, collect: Collect) -> None:
    with empty.journal.entry("示例") as session:
        session.add_all(
            t.Enterprise(name="示例同名", name_key="示例同名", uscc=code, sectors=()) for code in (USCC, None)
        )
    with pytest.raises(Refused) as refused:
        collect(empty, "dossier", enterprises=("示例同名",))
    assert USCC in refused.value.problems[0].line()


def test_figures_say_which_of_two_stands(watchmaker: Store, collect: Collect) -> None:
    sheet = collect(watchmaker, "dossier", enterprises=(USCC,))
    assert [(one.year, one.value, one.sheet, one.stands) for one in sheet.figures] == [
        *((2022, 10000, "企业", True), (2023, 30000, "年度指标", True), (2023, 20000, "企业", False)),
    ]
    assert sheet.revenue == ((2022, 10000), (2023, 30000))


def test_titles_stand_as_of_the_day(watchmaker: Store, collect: Collect) -> None:
    def on(day: str) -> dict[str, str]:
        return titles(collect(watchmaker, "dossier", day, enterprises=(USCC,)))

    little_giant, national_brand = "国家级专精特新“小巨人”企业", "全国知名品牌"
    assert on("2021-01-01") == {little_giant: "持有（2020-05-01认定，有效期至2023-04-30）"}
    assert on("2025-12-31") == {
        little_giant: "持有（2020-05-01认定，有效期至2026-04-30）",
        national_brand: "在办：2025-02-01申报准备",
    }
    assert on("2026-06-30")[little_giant] == "已失效"


def test_belongings_are_the_firms_own(watchmaker: Store, collect: Collect) -> None:
    sheet = collect(watchmaker, "dossier", enterprises=(USCC,))
    assert {one.name: [row[0] for row in one.rows] for one in sheet.belongings} == {
        "品牌": ["示例·时"],
        "载体平台": ["示例中心"],
    }
    assert ("曾用名", "示例旧表（至2023-01-01）") in sheet.facts


def test_evidence_is_listed_with_its_hash_and_what_it_bears_out(watchmaker: Store, collect: Collect) -> None:
    sha256 = hashlib.sha256(b"x").hexdigest()
    with watchmaker.journal.entry("佐证") as session:
        session.add(t.Evidence(sha256=sha256, name="公示.pdf", media_type="application/pdf", size=1500, added_at=""))
        session.flush()
        for table in ("enterprise", "stage_event"):
            session.add(t.EvidenceLink(evidence_id=1, record_table=table, record_id=1))
    (line,) = collect(watchmaker, "dossier", enterprises=(USCC,)).evidence
    assert (line.name, line.sha256, line.size) == ("公示.pdf", sha256, 1500)
    assert line.of == "企业：示例<表>业；国家级专精特新“小巨人”企业认定"


def test_changes_are_those_of_the_household_newest_first(watchmaker: Store, collect: Collect) -> None:
    with watchmaker.journal.entry("改别家") as session:
        session.get(t.Enterprise, 2).note = "别"
    changes = collect(watchmaker, "dossier", enterprises=(USCC,)).changes
    assert [one.label for one in changes] == ["更名", "示例"]
    assert changes[1].touched == "品牌1行、载体平台1行、企业1行、年度指标3行、认定进程4行"


def test_an_unknown_value_never_makes_eligible(watchmaker: Store, collect: Collect) -> None:
    checks = collect(watchmaker, "dossier", enterprises=(USCC,)).checks
    assert checks
    assert all(one.unknown == 0 and one.unmet == 0 for one in checks if one.verdict == "符合条件")


def test_paper_prints_the_name_as_it_is_and_names_what_is_missing(
    watchmaker: Store, print_document: Print, read_back: Read
) -> None:
    pages = read_back(print_document(watchmaker, "dossier", enterprises=(USCC,)))
    text = "".join("".join(pages).split())
    assert "示例<表>业" in text
    assert "没有登记佐证文件。" in text
    bare = "".join("".join(read_back(print_document(watchmaker, "dossier", enterprises=("示例别家",)))).split())
    for sentence in ("没有登记年度指标。", "没有登记称号和申报进程。", "没有登记佐证文件。"):
        assert sentence in bare
    assert "None" not in bare


def test_every_firm_of_the_sample_can_be_printed_as_data(sample: Store, collect: Collect) -> None:
    with sample.reading() as session:
        codes = [one.uscc for one in session.query(t.Enterprise).filter(t.Enterprise.uscc.is_not(None)).limit(25)]
    for code in codes:
        assert dict(collect(sample, "dossier", enterprises=(code,)).facts)["统一社会信用代码"] == code
