"""Document 9: other people's files, bound or named with the reason why not, and what nobody has filed."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import page
import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from fashiontracker.errors import NoRoom, Refused
from fashiontracker.models import attaching, checklists, evidence, materials
from fashiontracker.models import tables as t
from fashiontracker.models.store import Store
from fashiontracker.plan.library import Policy
from fashiontracker.progress import finish
from fashiontracker.reports import foreign, shelf
from fashiontracker.reports.binding import CLAIM
from fashiontracker.reports.evidence import EvidenceSheet
from tests.reports.conftest import Collect
from tests.reports.test_conformance import PROFILES, failures
from tests.tally.world import World

Read = Callable[[Path], list[str]]
Attach = Callable[[str, bytes, Sequence[tuple[str, int]]], str]
HOSTILE = "示例<b>&amp;</b>{0}%s公司"


def pdf(text: str, pages: int = 1, size: tuple[float, float] = (595, 842)) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    for number in range(1, pages + 1):
        canvas.drawString(60, size[1] - 80, f"{text}-{number}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def locked() -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("secret"))) as opened:
        opened.save(buffer, encryption=pikepdf.Encryption(owner="a", user="b"))
    return buffer.getvalue()


def image(kind: str, mode: str = "RGB", orientation: int = 1, size: tuple[int, int] = (60, 40)) -> bytes:
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.new(mode, size, "white" if mode != "L" else 255).save(buffer, kind, exif=exif)
    return buffer.getvalue()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def attach(empty: Store, files: Path, tmp_path: Path) -> Attach:
    """``attach("证书.pdf", content, [("stage_event", 1)])``; the SHA-256."""

    def run(name: str, content: bytes, places: Sequence[tuple[str, int]]) -> str:
        source = tmp_path / name
        source.write_bytes(content)
        kept = finish(attaching.take_in(files, [source]))
        with empty.journal.entry("佐证") as session:
            for place in places:
                attaching.attach(session, place, kept)
        return kept[0].sha256

    return run


@pytest.fixture
def world(empty: Store, policy: Policy) -> World:
    """Two holders and one candidate of 小巨人, a brand of another firm."""
    world = World(policy.plan, policy.catalogue)
    world.title(world.enterprise("甲公司", "watches"), "little_giant", "认定 2023-05-01")
    world.title(world.enterprise(HOSTILE, "watches"), "little_giant", "认定 2023-06-01")
    world.title(world.enterprise("候选公司", "watches"), "little_giant", "已申报 2024-06-01")
    other = world.enterprise("别家", "furniture")
    world.title(world.brand("别牌", owner=other), "national_brand", "认定 2023-07-01")
    world.revenue(("enterprise", 1), y2023=2)
    world.write(empty)
    return world


@pytest.fixture
def bind(empty: Store, policy: Policy, files: Path, tmp_path: Path) -> Callable[..., Path]:
    def run(as_of: str = "2024-12-31", file: str = "bound.pdf", **options: object) -> Path:
        path = tmp_path / file
        chosen = shelf.Options(date.fromisoformat(as_of), files=files, **options)  # type: ignore[arg-type]
        finish(shelf.print_document(empty, policy.plan, policy.catalogue, "evidence", path, chosen))
        return path

    return run


# ---- what is bound


def test_every_page_of_every_file_is_bound_in_order_on_our_pages(
    world: World, attach: Attach, bind: Callable[..., Path], read_back: Read
) -> None:
    attach("证书.pdf", pdf("CERT", 1), [("stage_event", 1)])
    attach("报表.pdf", pdf("BOOKS", 3), [("figure", 1)])
    attach("横版.pdf", pdf("WIDE", 1, (842, 595)), [("stage_event", 2)])
    texts = read_back(bind())
    found = [mark for text in texts for mark in ("CERT-1", "BOOKS-1", "BOOKS-2", "BOOKS-3", "WIDE-1") if mark in text]
    assert sorted(found) == ["BOOKS-1", "BOOKS-2", "BOOKS-3", "CERT-1", "WIDE-1"]
    assert found.index("BOOKS-1") + 2 == found.index("BOOKS-3")
    for number, text in enumerate(texts[1:], 2):
        assert f"第 {number} / {len(texts)} 页" in text


def test_contents_and_bookmarks_name_the_files_and_lead_to_them(
    world: World, attach: Attach, bind: Callable[..., Path], read_back: Read
) -> None:
    attach("证书.pdf", pdf("CERT"), [("stage_event", 1)])
    path = bind()
    with pikepdf.open(path) as opened, opened.open_outline() as outline:
        titles = [one.title for one in outline.root]
        assert titles[-1].endswith("甲公司")
        assert [one.title for one in outline.root[-1].children] == ["（一）证书.pdf"]
    contents = next(text for text in read_back(path) if "目" in text and "录" in text)
    assert "证书.pdf" in contents


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("照片.jpg", image("JPEG")),
        ("手机.jpg", image("JPEG", orientation=6)),
        ("镜像.jpg", image("JPEG", orientation=2)),
        ("灰.jpg", image("JPEG", "L")),
        ("印刷.jpg", image("JPEG", "CMYK")),
        ("扫描.png", image("PNG")),
        ("透明.png", image("PNG", "RGBA")),
        ("传真.tif", image("TIFF", "1")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_images_become_pages(
    world: World, attach: Attach, bind: Callable[..., Path], name: str, content: bytes, collect: Collect,
    empty: Store, files: Path,
) -> None:  # fmt: skip
    attach(name, content, [("stage_event", 1)])
    sheet = collect(empty, "evidence", "2024-12-31", files=files)
    assert [(one.name, one.pages, one.fault) for one in sheet.files] == [(name, 1, "")]
    with pikepdf.open(bind()) as opened:
        last = opened.pages[-1]
        form = last.Resources.XObject["/Guest"]
        picture = form.Resources.XObject["/Im0"]
        assert (int(picture.Width), int(picture.Height)) == (60, 40)


def test_a_photograph_taken_upright_stands_upright(tmp_path: Path) -> None:
    path = tmp_path / "手机.jpg"
    path.write_bytes(image("JPEG", orientation=6))
    with foreign.pages(path) as opened:
        assert int(opened.pages[0].Rotate) == 90


def test_a_file_of_two_records_is_bound_once(
    world: World,
    attach: Attach,
    bind: Callable[..., Path],
    read_back: Read,
    collect: Collect,
    empty: Store,
    files: Path,
) -> None:
    attach("公示.pdf", pdf("LIST"), [("stage_event", 1), ("enterprise", 1), ("stage_event", 2)])
    sheet = collect(empty, "evidence", "2024-12-31", files=files)
    assert len(sheet.files) == 2
    assert len(sheet.bound) == 1
    assert sum("LIST-1" in text for text in read_back(bind())) == 1


# ---- what is not


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("坏.pdf", pdf("X", 3)[:300], "损坏"),
        ("空.pdf", b"", "不是 PDF 或者图片"),
        ("锁.pdf", locked(), "打开密码"),
        ("说明.txt", b"hello", "不是 PDF 或者图片"),
        ("坏.jpg", image("JPEG", size=(400, 400))[:500], "损坏"),
        ("坏.png", image("PNG", size=(400, 400))[:300], "损坏"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_bound_is_named_with_the_reason(
    world: World, attach: Attach, bind: Callable[..., Path], read_back: Read, name: str, content: bytes, reason: str
) -> None:
    attach("好.pdf", pdf("GOOD"), [("stage_event", 2)])
    attach(name, content, [("stage_event", 1)])
    text = "".join("".join(read_back(bind())).split())
    assert name in text
    assert "".join(reason.split()) in text
    assert "GOOD-1" in text


def test_a_file_that_changed_or_went_is_named(
    world: World, attach: Attach, collect: Collect, empty: Store, files: Path
) -> None:
    gone = attach("丢.pdf", pdf("A"), [("stage_event", 1)])
    changed = attach("改.pdf", pdf("B"), [("stage_event", 2)])
    evidence.file_of(files, gone).unlink()
    evidence.file_of(files, changed).chmod(0o600)
    evidence.file_of(files, changed).write_bytes(pdf("C"))
    faults = {one.name: one.fault for one in collect(empty, "evidence", "2024-12-31", files=files).files}
    assert faults == {"丢.pdf": "文件不在佐证文件夹中", "改.pdf": "文件内容与登记时不同"}


def test_the_missing_are_the_titles_nobody_filed_for(
    world: World, attach: Attach, collect: Collect, empty: Store, files: Path
) -> None:
    attach("证书.pdf", pdf("CERT"), [("stage_event", 1)])
    sheet = collect(empty, "evidence", "2024-12-31", files=files)
    assert {one.subject for one in sheet.lacking} == {HOSTILE, "别牌"}
    assert {one.subject for one in collect(empty, "evidence", "2023-06-15", files=files).lacking} == {HOSTILE}


def criteria(sheet: EvidenceSheet, name: str) -> list[str]:
    return [one.about for one in sheet.lacking if one.subject == name and one.about.startswith("申报条件：")]


def test_of_a_candidate_every_deciding_criterion_wants_a_file(
    world: World, attach: Attach, collect: Collect, empty: Store, files: Path
) -> None:
    wanted = criteria(collect(empty, "evidence", "2024-12-31", files=files, designation="little_giant"), "候选公司")
    assert wanted
    with empty.journal.entry("营收") as session:
        figure = {"subject_kind": "enterprise", "enterprise_id": 3, "indicator": "revenue", "unit": "万元"}
        (number,) = session.insert_many(t.Figure, [{**figure, "year": 2023, "value": 9e4, "entered_in": "indicators"}])
    attach("审计.pdf", pdf("AUDIT"), [("figure", number)])
    after = criteria(collect(empty, "evidence", "2024-12-31", files=files, designation="little_giant"), "候选公司")
    assert len(after) < len(wanted)


# ---- the checklist


@pytest.fixture
def answer(empty: Store, files: Path, tmp_path: Path) -> Callable[..., None]:
    """``answer("business_licence", "执照.pdf", "2024-07-01")``: a file under an item of 候选公司's application."""

    def run(item: str, name: str, on: str, content: bytes | None = None) -> None:
        source = tmp_path / name
        source.write_bytes(content or pdf(name.split(".")[0]))
        kept = finish(attaching.take_in(files, [source]))
        day = date.fromisoformat(on)
        with empty.journal.entry("附材料") as session:
            materials.put(session, ("enterprise", 3), "little_giant", item, day, day, kept)

    return run


def test_the_checklist_orders_an_application_and_names_its_pages(
    world: World, attach: Attach, answer: Callable[..., None], bind: Callable[..., Path], collect: Collect,
    empty: Store, files: Path,
) -> None:  # fmt: skip
    attach("aaa.pdf", pdf("OTHER"), [("enterprise", 3)])
    answer("truth_statement", "b.pdf", "2024-07-01")
    answer("business_licence", "z.pdf", "2024-07-02")
    sheet = collect(empty, "evidence", "2024-12-31", files=files, designation="little_giant")
    assert [(one.name, one.item) for one in sheet.bound if one.subject == "候选公司"] == [
        ("z.pdf", "营业执照"),
        ("b.pdf", "真实性承诺书"),
        ("aaa.pdf", ""),
    ]
    with pikepdf.open(bind(designation="little_giant")) as opened, opened.open_outline() as outline:
        titles = [one.title for one in outline.root[-1].children]
    assert titles == ["（一）营业执照", "（二）真实性承诺书", "（三）aaa.pdf"]


def test_required_items_without_a_file_are_missing_in_the_order_of_the_list(
    world: World, answer: Callable[..., None], collect: Collect, empty: Store, policy: Policy, files: Path
) -> None:
    listed = checklists.usual(policy.catalogue, "little_giant")
    with empty.journal.entry("改清单") as session:
        wanted = (listed[4]._replace(required=True), listed[1], listed[0], listed[5])
        checklists.keep(session, policy.catalogue, "little_giant", wanted)
    answer("business_licence", "z.pdf", "2024-07-02")

    def missing(as_of: str, **options: object) -> list[str]:
        sheet = collect(empty, "evidence", as_of, files=files, **options)
        return [one.about for one in sheet.lacking if "申报材料" in one.about]

    ip, form = (f"国家级专精特新“小巨人”企业申报材料：{name}" for name in ("知识产权证书及清单", "申报书（申请表）"))
    assert missing("2024-12-31", designation="little_giant") == [ip, form]
    assert missing("2024-12-31", enterprises=("候选公司",)) == [ip, form]
    assert missing("2024-05-31", designation="little_giant") == []  # not applied yet


def test_papers_of_an_earlier_or_a_later_day_are_left_out(
    world: World, answer: Callable[..., None], collect: Collect, empty: Store, files: Path
) -> None:
    answer("business_licence", "old.pdf", "2022-07-01")
    answer("business_licence", "now.pdf", "2024-07-01")
    answer("honours", "later.pdf", "2024-08-01")
    sheet = collect(empty, "evidence", "2024-07-31", files=files, designation="little_giant")
    assert [one.name for one in sheet.bound] == ["now.pdf"]


# ---- what is asked for


def test_a_designation_or_an_enterprise_narrows_it(
    world: World, attach: Attach, collect: Collect, empty: Store, files: Path
) -> None:
    attach("甲.pdf", pdf("A"), [("stage_event", 1)])
    attach("别.pdf", pdf("B"), [("stage_event", 4)])
    names = [one.name for one in collect(empty, "evidence", files=files, designation="小巨人").files]
    assert names == ["甲.pdf"]
    sheet = collect(empty, "evidence", files=files, enterprises=("别家",))
    assert [one.name for one in sheet.files] == ["别.pdf"]
    assert sheet.lacking == ()


@pytest.mark.parametrize("options", [{"designation": "没有的"}, {"enterprises": ("没有的",)}])
def test_what_nobody_knows_is_refused(empty: Store, collect: Collect, files: Path, options: dict[str, object]) -> None:
    with pytest.raises(Refused):
        collect(empty, "evidence", files=files, **options)


# ---- the file


@pytest.mark.parametrize("profile", PROFILES)
def test_without_others_pages_it_conforms(
    world: World, bind: Callable[..., Path], profile: page.ValidationProfile
) -> None:
    assert failures(bind(), profile) == []


def test_with_others_pages_it_claims_no_conformance(world: World, attach: Attach, bind: Callable[..., Path]) -> None:
    attach("证书.pdf", pdf("CERT"), [("stage_event", 1)])
    with pikepdf.open(bind()) as opened:
        assert CLAIM not in opened.Root.Metadata.read_bytes()
        assert b"pdfaid:part" not in opened.Root.Metadata.read_bytes()


def test_the_same_files_give_the_same_bytes(world: World, attach: Attach, bind: Callable[..., Path]) -> None:
    attach("证书.pdf", pdf("CERT", 2), [("stage_event", 1)])
    attach("照片.jpg", image("JPEG"), [("stage_event", 2)])
    assert bind(file="a.pdf").read_bytes() == bind(file="b.pdf").read_bytes()


def test_scripts_and_forms_of_others_do_not_come_along(world: World, attach: Attach, bind: Callable[..., Path]) -> None:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("EVIL"))) as opened:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        opened.Root.OpenAction = script
        opened.pages[0].obj.AA = pikepdf.Dictionary(O=script)
        opened.save(buffer)
    attach("带脚本.pdf", buffer.getvalue(), [("stage_event", 1)])
    assert b"JavaScript" not in bind().read_bytes()


def test_the_old_file_stays_where_the_new_one_cannot_be_written(
    world: World, attach: Attach, bind: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach("证书.pdf", pdf("CERT"), [("stage_event", 1)])
    (tmp_path / "bound.pdf").write_bytes(b"old")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pikepdf.Pdf, "save", full)
    with pytest.raises(NoRoom):
        bind()
    monkeypatch.undo()
    assert (tmp_path / "bound.pdf").read_bytes() == b"old"
    assert not list(tmp_path.glob(".bound*"))
