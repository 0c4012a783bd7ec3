"""Published lists: what is read in several shapes, whom each line means, and what is never counted."""

from __future__ import annotations

import random
import time
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from fashiontracker import paths
from fashiontracker.errors import Refused
from fashiontracker.exchange.published import accepting, matching, newcomers, reading, settling
from fashiontracker.exchange.published.matching import Match
from fashiontracker.exchange.published.reading import Listed, Notice
from fashiontracker.exchange.published.settling import Settled, Terms
from fashiontracker.models import candidacies, facts, papers
from fashiontracker.models.candidacies import Step
from fashiontracker.models.names import name_key
from fashiontracker.models.store import Store
from fashiontracker.models.tables import Enterprise, FormerName, StageEvent
from fashiontracker.plan.library import Policy
from fashiontracker.progress import finish
from fashiontracker.tally import board
from tests.exchange.importing import Importing, code

DAY = date(2024, 9, 3)
TERMS = Terms("little_giant", "recognised", DAY, "示例函〔2024〕12号", "第六批")


def enrolled(store: Store, *names: str, former: dict[str, str] | None = None, codes: bool = False) -> None:
    with store.journal.entry("示例") as session:
        session.insert_many(
            Enterprise,
            [
                {"name": name, "name_key": name_key(name), "uscc": code(n) if codes else None, "sectors": ("watches",)}
                for n, name in enumerate(names)
            ],
        )
        for new, old in (former or {}).items():
            row = {"enterprise_id": names.index(new) + 1, "name": old, "name_key": name_key(old)}
            session.insert_many(FormerName, [row])


def settled(store: Store, policy: Policy, listed: list[Listed], terms: Terms = TERMS) -> list[Settled]:
    with store.reading() as session:
        matches = finish(matching.match(session, policy.plan, listed, "enterprise"))
        known = facts.load(session, policy.plan, every_title=True)
    return settling.settle(matches, terms, known, policy.catalogue)


def fates(store: Store, policy: Policy, *names: str | Listed) -> list[str]:
    listed = [one if isinstance(one, Listed) else Listed(n, one) for n, one in enumerate(names)]
    return [one.fate for one in settled(store, policy, listed)]


def read(path: Path, policy: Policy) -> Notice:
    notice, problems = finish(reading.reading(path, policy.catalogue))
    assert notice is not None, problems
    return notice


# ---- whom a line means -------------------------------------------------------------------------------------------


def test_a_name_a_code_or_a_former_name_is_a_match(store: Store, policy: Policy) -> None:
    enrolled(
        store,
        "深圳市示例钟表有限公司",
        "深圳示例眼镜（集团）有限公司",
        former={"深圳市示例钟表有限公司": "深圳市旧名钟表有限公司"},
        codes=True,
    )
    found = settled(
        store,
        policy,
        [
            Listed(1, "深圳示例眼镜(集团) 有限公司"),
            Listed(2, "深圳市旧名钟表有限公司"),
            Listed(3, "名字全然不同的公司", uscc=code(0)),
        ],
    )
    assert [(one.subject.subject[1], one.subject.how) for one in found if one.subject] == [
        (2, "name"),
        (1, "former"),
        (1, "code"),
    ]


@pytest.mark.parametrize(
    "spelling",
    [
        "深圳市示例钟表有限责任公司",
        "深圳市示列钟表有限公司",
        "深圳市示例（钟表）有限公司",
        "深圳市示例钟表股份有限公司",
    ],
)
def test_a_slip_is_offered_and_never_taken_for_granted(store: Store, policy: Policy, spelling: str) -> None:
    enrolled(store, "深圳市示例钟表有限公司", "深圳市别家眼镜有限公司")
    (one,) = settled(store, policy, [Listed(1, spelling)])
    assert (one.fate, one.subject) == ("near", None)
    assert [near.name for near in one.match.candidates] == ["深圳市示例钟表有限公司"]
    assert 0.8 < one.match.candidates[0].likeness <= 1


def test_what_is_chosen_among_the_offered_counts_as_matched(store: Store, policy: Policy) -> None:
    enrolled(store, "深圳市示例钟表有限公司")
    with store.reading() as session:
        matches = finish(matching.match(session, policy.plan, [Listed(1, "深圳市示列钟表有限公司")], "enterprise"))
        known = facts.load(session, policy.plan, every_title=True)
    (one,) = settling.settle(matches, TERMS, known, policy.catalogue, {0: ("enterprise", 1)})
    assert one.fate == "matched"


def test_a_branch_is_not_its_company(store: Store, policy: Policy) -> None:
    enrolled(store, "深圳市示例钟表有限公司", "深圳市独立眼镜有限公司福田分公司")
    assert fates(store, policy, "深圳市示例钟表有限公司龙岗分公司") == ["branch"]
    assert fates(store, policy, "深圳市示例钟表有限公司（龙岗分公司）") == ["branch"]
    assert fates(store, policy, "深圳市独立眼镜有限公司") == ["unmatched"]
    (one,) = settled(store, policy, [Listed(1, "深圳市示例钟表有限公司龙岗分公司")])
    assert one.subject is None
    assert one.match.candidates[0].name == "深圳市示例钟表有限公司"


def test_a_firm_of_the_same_name_elsewhere_is_another(store: Store, policy: Policy) -> None:
    enrolled(store, "示例钟表有限公司", "深圳市南方眼镜有限公司", codes=True)
    assert fates(
        store,
        policy,
        Listed(1, "示例钟表有限公司", city="佛山"),
        Listed(2, "佛山市南方眼镜有限公司"),
        Listed(3, "南方眼镜（东莞）有限公司"),
        Listed(4, "示例钟表有限公司", uscc=code(77)),
        Listed(5, "示例钟表有限公司", city="深圳市"),
        Listed(6, "示例钟表有限公司", city="福田区"),
    ) == ["elsewhere", "elsewhere", "elsewhere", "elsewhere", "matched", "known"]  # the last is the line before again


def test_what_is_on_record_already_is_listed_as_known(store: Store, policy: Policy) -> None:
    enrolled(store, "深圳市示例钟表有限公司")
    with store.journal.entry("示例") as session:
        held = Step(("enterprise", 1), "little_giant", "recognised", date(2024, 7, 1))
        candidacies.move(session, policy.plan, policy.catalogue, held)
    (one,) = settled(store, policy, [Listed(1, "深圳市示例钟表有限公司")])
    assert (one.fate, one.since) == ("known", date(2024, 7, 1))
    renewal = Terms("little_giant", "renewed", DAY)
    (one,) = settled(store, policy, [Listed(1, "深圳市示例钟表有限公司")], renewal)
    assert one.fate == "matched"


def test_a_line_that_says_publicity_is_never_a_recognition(store: Store, policy: Policy) -> None:
    enrolled(store, "深圳市示例钟表有限公司")
    listed = [Listed(1, "深圳市示例钟表有限公司", title="专精特新“小巨人”（公示）")]
    (one,) = settled(store, policy, listed)
    assert (one.fate, one.designation, one.stage) == ("matched", "little_giant", "publicity")


# ---- what is read ------------------------------------------------------------------------------------------------

FIRMS = ["深圳市示例钟表有限公司", "深圳示例眼镜（集团）股份有限公司", "示例设计院（深圳）有限公司"]


def test_a_workbook_with_two_tables_side_by_side(tmp_path: Path, policy: Policy) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["第六批国家级专精特新“小巨人”企业名单公示"])
    sheet.append(["序号", "企业名称", "序号", "企业名称"])
    sheet.append([1, FIRMS[0], 2, FIRMS[1]])
    sheet.append([3, FIRMS[2], None, None])
    sheet.append(["合计", "3家"])
    sheet.append(["公示日期：2024年9月2日"])
    book.save(tmp_path / "名单.xlsx")
    notice = read(tmp_path / "名单.xlsx", policy)
    assert {one.name for one in notice.listed} >= {"深圳市示例钟表有限公司"}
    assert len([one for one in notice.listed if "示例" in one.name]) == 3
    assert (notice.designation, notice.stage, notice.day) == ("little_giant", "publicity", date(2024, 9, 2))


def test_a_pasted_notice_with_numbers_codes_and_a_broken_line(policy: Policy) -> None:
    text = f"""关于公布2024年度国家级工业设计中心名单的通知
示例工信函〔2024〕88号
1. {FIRMS[0]}  {code(5)}
2、{FIRMS[1]}
3 示例设计院（深圳）
有限公司
联系电话：0755-0000000
2024年10月8日"""
    notice, problems = reading.read_text(text, policy.catalogue)
    assert notice is not None
    assert not problems
    assert [name_key(one.name) for one in notice.listed] == [name_key(name) for name in FIRMS]
    assert notice.listed[0].uscc == code(5)
    assert (notice.designation, notice.stage) == ("national_industrial_design_center", "recognised")
    assert (notice.number, notice.day) == ("示例工信函〔2024〕88号", date(2024, 10, 8))


@pytest.mark.parametrize(
    "name",
    ["深圳市中经评估有限公司", "深圳市示例电话设备有限公司", "示例ABC（深圳）科技有限公司", "深圳市示例·甲设计院"],
)
def test_a_firm_is_a_firm_whatever_words_its_name_has(policy: Policy, name: str) -> None:
    notice, _problems = reading.read_text(f"12. {name}", policy.catalogue)
    assert notice is not None
    assert [name_key(one.name) for one in notice.listed] == [name_key(name)]


def test_sentences_of_a_notice_are_no_names(policy: Policy) -> None:
    text = "现将通过审核的公司名单公示如下，如有异议请向示例协会反映。\n联系电话：示例公司\n1 深圳市示例钟表有限公司"
    notice, _problems = reading.read_text(text, policy.catalogue)
    assert notice is not None
    assert [one.name for one in notice.listed] == ["深圳市示例钟表有限公司"]


def test_cells_pasted_from_a_spreadsheet(policy: Policy) -> None:
    text = f"序号\t企业名称\t所在城市\n1\t{FIRMS[0]}\t深圳市\n2\t{FIRMS[1]}\t佛山市\n"
    notice, _problems = reading.read_text(text, policy.catalogue)
    assert notice is not None
    assert [(name_key(one.name), one.city) for one in notice.listed] == [
        (name_key(FIRMS[0]), "深圳市"),
        (name_key(FIRMS[1]), "佛山市"),
    ]


def test_a_column_of_units_is_no_column_of_firms(policy: Policy) -> None:
    text = f"企业名称\t数值\t单位\t申报单位\n{FIRMS[0]}\t12\t亿元\t示例协会某某处\n"
    notice, _problems = reading.read_text(text, policy.catalogue)
    assert notice is not None
    assert [name_key(one.name) for one in notice.listed] == [name_key(FIRMS[0])]


def test_the_text_of_a_pdf(tmp_path: Path, policy: Policy) -> None:
    path = pdf(
        tmp_path / "公示.pdf",
        ["关于国家级专精特新“小巨人”企业的公示", *(f"{n} {one}" for n, one in enumerate(FIRMS, 1))],
    )
    notice = read(path, policy)
    assert [name_key(one.name) for one in notice.listed] == [name_key(name) for name in FIRMS]
    assert (notice.designation, notice.stage) == ("little_giant", "publicity")


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{line}</w:tr>" for line in cells) + "</w:tbl>"


def docx(path: Path, body: str, head: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        document = f'<?xml version="1.0"?>{head}<w:document {W}><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
    return path


def test_a_word_document_with_a_table(tmp_path: Path, policy: Policy) -> None:
    body = (
        paragraph("关于公布第七批国家级专精特新“小巨人”企业名单的通知")
        + table(("序号", "企业名称", "所在城市"), ("1", FIRMS[0], "深圳市"), ("2", FIRMS[1], "东莞市"))
        + paragraph("示例市工业协会")
        + paragraph("2025年5月20日")
    )
    notice = read(docx(tmp_path / "通知.docx", body), policy)
    assert [(name_key(one.name), one.city) for one in notice.listed] == [
        (name_key(FIRMS[0]), "深圳市"),
        (name_key(FIRMS[1]), "东莞市"),
    ]
    assert (notice.designation, notice.stage, notice.day) == ("little_giant", "recognised", date(2025, 5, 20))


def test_a_word_document_of_numbered_lines(tmp_path: Path, policy: Policy) -> None:
    lines = "".join(paragraph(f"{number}.{name}") for number, name in enumerate(FIRMS, 1))
    inserted = f"<w:sdt><w:sdtContent>{lines}</w:sdtContent></w:sdt>"
    deleted = "<w:p><w:del><w:r><w:delText>深圳示例已删有限公司</w:delText></w:r></w:del></w:p>"
    notice = read(docx(tmp_path / "公示.docx", inserted + deleted), policy)
    assert [name_key(one.name) for one in notice.listed] == [name_key(name) for name in FIRMS]


@pytest.mark.parametrize(
    ("body", "head", "expected"),
    [
        ("", '<!DOCTYPE a [<!ENTITY b "c">]>', "entities"),
        ("<w:p>", "", "damaged"),
        (paragraph("没有名字"), "", "no_names"),
    ],
)
def test_a_word_document_is_opened_with_the_same_suspicion(
    tmp_path: Path, policy: Policy, body: str, head: str, expected: str
) -> None:
    notice, problems = finish(reading.reading(docx(tmp_path / "坏.docx", body, head), policy.catalogue))
    assert notice is None
    assert [one.code for one in problems] == [expected]


def test_what_holds_no_names_is_refused_in_words(tmp_path: Path, policy: Policy) -> None:
    (tmp_path / "空.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    (tmp_path / "扫描.pdf").write_bytes(pdf(tmp_path / "x.pdf", []).read_bytes())
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.7 broken")
    for name, expected in (("空.csv", "no_names"), ("扫描.pdf", "scan"), ("坏.pdf", "damaged")):
        notice, problems = finish(reading.reading(tmp_path / name, policy.catalogue))
        assert notice is None
        assert [one.code for one in problems] == [expected]


def pdf(path: Path, lines: list[str]) -> Path:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("STSong-Light", 12)
    for number, line in enumerate(lines):
        canvas.drawString(60, 780 - 24 * number, line)
    canvas.save()
    return path


# ---- what is written ---------------------------------------------------------------------------------------------


def test_what_is_accepted_is_one_entry_with_the_notice_as_evidence(
    store: Store, policy: Policy, tmp_path: Path
) -> None:
    enrolled(store, *FIRMS)
    file = tmp_path / "名单.csv"
    file.write_text("企业名称\n" + "\n".join(FIRMS), encoding="utf-8")
    notice = read(file, policy)
    found = settled(store, policy, list(notice.listed))
    before = store.history.entries(1)[0].id
    kept = accepting.keep(paths.evidence_folder(store.path), notice, DAY)
    assert accepting.accept(store.journal, policy.plan, policy.catalogue, found, TERMS, kept) == 3
    assert store.history.entries(1)[0].id == before + 1
    with store.reading() as session:
        events = candidacies.chain(session, policy.plan, ("enterprise", 1), "little_giant")
        files = papers.evidence_files(session)
    assert [(e.stage, e.on, e.certificate_no, e.batch, e.valid_until) for e in events] == [
        ("recognised", DAY, "示例函〔2024〕12号", "第六批", None)
    ]
    assert [f.name for f in files["stage_event", events[0].id]] == ["名单.csv"]
    assert len(files) == 3
    store.journal.undo()
    with store.reading() as session:
        assert session.query(StageEvent).count() == 0
        assert not papers.evidence_files(session)


# ---- who is not in the registry ----------------------------------------------------------------------------------


STRANGERS = [
    Listed(1, "深圳示例新表有限公司", uscc=code(901), city="南山区"),
    Listed(2, "深圳示例新镜有限公司"),
    Listed(3, "深圳示例新镜 有限公司"),  # the same again
    Listed(4, "佛山示例有限公司", city="佛山市"),
]


def test_strangers_are_each_listed_once_and_those_of_other_cities_not(store: Store, policy: Policy) -> None:
    enrolled(store, *FIRMS)
    found = newcomers.newcomers(settled(store, policy, [*STRANGERS, Listed(5, FIRMS[0])]))
    assert [one.match.listed.row for one in found] == [1, 2]


def test_their_workbook_is_imported_once_the_sectors_are_filled_in(
    store: Store, policy: Policy, tmp_path: Path, imports: Importing
) -> None:
    found = newcomers.newcomers(settled(store, policy, STRANGERS))
    path = tmp_path / "新企业.xlsx"
    assert newcomers.write(path, policy.plan, found, "名单.pdf") == 2
    book = openpyxl.load_workbook(path)
    for row in (2, 3):
        book["企业"].cell(row, 4).value = "钟表"
    book.save(path)
    imports.take(path)
    assert [(one.name, one.uscc, one.district, one.note) for one in imports.all(Enterprise)] == [
        ("深圳示例新表有限公司", code(901), "nanshan", "见于名单：名单.pdf"),
        ("深圳示例新镜有限公司", None, None, "见于名单：名单.pdf"),
    ]


def test_added_with_the_title_they_are_one_entry_with_the_notice(store: Store, policy: Policy, tmp_path: Path) -> None:
    file = tmp_path / "名单.csv"
    file.write_text("企业名称\n深圳示例新表有限公司\n深圳示例新镜有限公司", encoding="utf-8")
    notice = read(file, policy)
    found = newcomers.newcomers(settled(store, policy, list(notice.listed)))
    kept = accepting.keep(paths.evidence_folder(store.path), notice, DAY)
    before = store.history.entries(1)[0].id
    assert newcomers.add(store.journal, policy.plan, policy.catalogue, found, TERMS, kept) == 2
    assert store.history.entries(1)[0].id == before + 1
    with store.reading() as session:
        (event,) = candidacies.chain(session, policy.plan, ("enterprise", 2), "little_giant")
        files = papers.evidence_files(session)
    assert (event.stage, event.on) == ("recognised", DAY)
    assert [file.name for file in files["stage_event", event.id]] == ["名单.csv"]
    assert fates(store, policy, "深圳示例新表有限公司") == ["known"]
    store.journal.undo()
    with store.reading() as session:
        assert session.query(Enterprise).count() == session.query(StageEvent).count() == 0


def test_added_without_a_title_they_are_firms_and_no_more(store: Store, policy: Policy) -> None:
    found = newcomers.newcomers(settled(store, policy, STRANGERS))
    newcomers.add(store.journal, policy.plan, policy.catalogue, found)
    with store.reading() as session:
        assert (session.query(Enterprise).count(), session.query(StageEvent).count()) == (2, 0)


def test_a_code_that_was_taken_meanwhile_is_refused(store: Store, policy: Policy) -> None:
    found = newcomers.newcomers(settled(store, policy, STRANGERS))
    newcomers.add(store.journal, policy.plan, policy.catalogue, found[:1])
    with pytest.raises(Refused) as refused:
        newcomers.add(store.journal, policy.plan, policy.catalogue, found)
    assert [one.code for one in refused.value.problems] == ["code_taken"]
    with store.reading() as session:
        assert session.query(Enterprise).count() == 1


def test_the_real_list_of_another_city_counts_nothing(store: Store, policy: Policy, shared: Path) -> None:
    notice = read(shared / "data" / "real" / "published_list_foshan.csv", policy)
    assert (len(notice.listed), notice.designation, notice.stage, notice.batch) == (
        15,
        "little_giant",
        "publicity",
        "第三批",
    )
    enrolled(
        store,
        *(one.name for one in notice.listed[:5]),
        *(one.name.replace("佛山市", "深圳市") for one in notice.listed[5:]),
    )
    found = settled(store, policy, list(notice.listed))
    assert settling.counts(found) == {
        "matched": 0,
        "near": 0,
        "known": 0,
        "branch": 0,
        "elsewhere": 15,
        "unmatched": 0,
    }
    assert accepting.steps(found, TERMS) == []


def test_publicity_counts_nothing_even_for_our_own(store: Store, policy: Policy) -> None:
    enrolled(store, FIRMS[0])
    terms = Terms("little_giant", "publicity", DAY)
    found = settled(store, policy, [Listed(1, FIRMS[0])], terms)
    with store.journal.entry("示例") as session:
        candidacies.move_all(session, policy.plan, policy.catalogue, accepting.steps(found, terms))
    with store.reading() as session:
        known = facts.load(session, policy.plan)
    row = board.row_result(known, policy.plan, policy.catalogue, policy.plan.quotas.by_key["watches.champions"], DAY)
    assert row.actual == 0


# ---- at size -----------------------------------------------------------------------------------------------------

WORDS = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA)]
"""The 3,471 commonest characters, by their readings."""
TRADES = (
    "钟表",
    "服饰",
    "珠宝首饰",
    "眼镜",
    "家具",
    "皮具",
    "化妆品",
    "工业设计",
    "品牌管理",
    "会展",
    "科技",
    "工艺品",
)
FORMS = ("有限公司", "有限责任公司", "股份有限公司", "集团有限公司")
PLACES = ("深圳市", "深圳", "", "广东")


def made_up(rng: random.Random, count: int) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < count:
        brand = "".join(rng.choice(WORDS) for _ in range(rng.choice((2, 3, 3, 4))))
        bracket = rng.choice(("", "", "", "（深圳）", "（集团）"))
        names[f"{rng.choice(PLACES)}{brand}{rng.choice(TRADES)}{bracket}{rng.choice(FORMS)}"] = None
    return list(names)


def noisy(rng: random.Random, name: str) -> str:
    """One of: brackets, 有限公司 ↔ 有限责任公司, one wrong character."""
    kind = rng.choice(("bracket", "form", "character"))
    if kind == "bracket":
        changed = name.replace("（", "(").replace("）", ")") if "（" in name else f"{name[:3]}（{name[3:5]}）{name[5:]}"
        return changed if rng.random() < 0.5 else changed.replace("（", "").replace("）", "")
    if kind == "form" and "有限" in name and "股份" not in name:
        return name.replace("有限责任公司", "#").replace("有限公司", "有限责任公司").replace("#", "有限公司")
    at = rng.randrange(len(name) - 4)
    return name[:at] + rng.choice("鑫晟琪玥韵") + name[at + 1 :]


def noise(
    store: Store, policy: Policy, registered: int, listed: int, seed: int = 5
) -> tuple[list[Listed], list[int | None], list[Match], float]:
    """A registry, a list of which half are ours with slips or former names, the truth, what was found, seconds."""
    rng = random.Random(seed)
    names = made_up(rng, registered + listed)
    ours, strangers = names[:registered], names[registered:]
    former = {name: f"深圳市曾用{n}贸易有限公司" for n, name in enumerate(ours[:200])}
    enrolled(store, *ours, former=former)
    lines: list[Listed] = []
    truth: list[int | None] = []
    for number in range(listed):
        if number % 2:
            lines.append(Listed(number, strangers[number]))
            truth.append(None)
        elif number % 20 == 0:
            at = rng.randrange(200)
            lines.append(Listed(number, former[ours[at]]))
            truth.append(at + 1)
        else:
            at = rng.randrange(registered)
            lines.append(Listed(number, noisy(rng, ours[at])))
            truth.append(at + 1)
    began = time.perf_counter()
    with store.reading() as session:
        found = finish(matching.match(session, policy.plan, lines, "enterprise"))
    return lines, truth, found, time.perf_counter() - began


def quality(truth: list[int | None], found: list[Match]) -> dict[str, float]:
    """Of those taken without asking, and of those offered first or at all, the share that is right."""
    sure = [(want, m.sure.subject[1]) for want, m in zip(truth, found, strict=True) if m.sure]
    ours = [(want, [c.subject[1] for c in m.candidates]) for want, m in zip(truth, found, strict=True) if want]
    firsts = [(want, m.candidates[0].subject[1]) for want, m in zip(truth, found, strict=True) if m.candidates]
    return {
        "sure_precision": sum(want == got for want, got in sure) / max(1, len(sure)),
        "recall": sum(want in got for want, got in ours) / len(ours),
        "first_recall": sum(got[:1] == [want] for want, got in ours) / len(ours),
        "first_precision": sum(want == got for want, got in firsts) / max(1, len(firsts)),
    }


def test_slips_are_found_and_strangers_left_alone(store: Store, policy: Policy) -> None:
    _lines, truth, found, _seconds = noise(store, policy, 4000, 400)
    measured = quality(truth, found)
    assert measured["sure_precision"] == 1.0
    assert measured["recall"] >= 0.99
    assert measured["first_recall"] >= 0.99
    assert measured["first_precision"] >= 0.97
