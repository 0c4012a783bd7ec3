"""The registry pages: what they show, how they are narrowed, what is edited in place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from fashiontracker import app
from fashiontracker.models import tables
from fashiontracker.models.views import Filter
from fashiontracker.ui.empty import Empty
from fashiontracker.ui.fields import FindingField
from fashiontracker.ui.pages.registry.add_form import AddForm
from fashiontracker.ui.pages.registry.fact import Fact
from fashiontracker.ui.pages.registry.filter_form import FilterForm
from fashiontracker.ui.pages.registry.kinds import PAGES
from fashiontracker.ui.pages.registry.opened import RecordDialog
from fashiontracker.ui.pages.registry.page import RegistryPage
from fashiontracker.ui.window import Window
from fashiontracker.ui.wishes import Paper, Rows
from tests.ui import roster
from tests.ui.roster import EYEWEAR, GELISI, LEATHER, NAMES, WATCHES, WATCHES_TOO, names, stored


@pytest.fixture
def page(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> RegistryPage:
    return roster.shown(empty_window, roster.made(tmp_path / "示例.db"), qtbot)


def chips(page: RegistryPage) -> list[str]:
    return [button.text() for button in page.chips._chips]


def cell(page: RegistryPage, row: int, key: str) -> object:
    columns = [column.key for column in page.table.model_.columns]
    return page.table.model_.index(row, columns.index(key)).data()


def write(page: RegistryPage, id_: int, key: str, text: object) -> bool:
    model = page.table.model_
    columns = [column.key for column in model.columns]
    row = model.row_of(id_)
    assert row is not None
    return model.setData(model.index(row, columns.index(key)), text)


# ---- what is shown ----


def test_names_stand_in_the_order_of_their_pinyin_and_keys_are_words(page: RegistryPage) -> None:
    assert names(page) == [NAMES[0], NAMES[4], NAMES[3], NAMES[1], NAMES[2]]
    assert [cell(page, 0, key) for key in ("sectors", "district", "revenue", "revenue_year")] == [
        *("服装", "福田区", "1,500.00", "2024"),
    ]


def test_the_count_stands_beside_the_title_and_in_the_status_bar(page: RegistryPage, empty_window: Window) -> None:
    assert page.count.text() == "5 家企业"
    page.add_filter(Filter("sectors", "has", "watches"))
    assert page.count.text() == empty_window.frame.status.counts.text() == "5 家企业 · 筛选后 2"
    empty_window.go("brands")
    empty_window.go("enterprises")
    assert empty_window.frame.status.counts.text() == "5 家企业 · 筛选后 2"


def test_another_date_shows_the_revenue_of_its_year(page: RegistryPage, empty_window: Window) -> None:
    empty_window.frame.top.as_of.set_day(date(2023, 12, 31))
    assert cell(page, 0, "revenue") == "1,200.00"


@pytest.mark.parametrize("key", PAGES)
def test_an_empty_page_says_what_belongs_there(key: str, empty_window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    empty_window.settings.page = key
    empty_window.show_app((app.create(tmp_path / "空.db"), ""))
    page = empty_window.page
    assert isinstance(page, RegistryPage)
    qtbot.waitUntil(lambda: isinstance(page.stack.currentWidget(), Empty))
    empty = page.stack.currentWidget()
    assert isinstance(empty, Empty)
    assert [button.text() for button in empty.buttons] == ["导入 Excel", "手工新建"]


def test_a_filter_that_leaves_nothing_offers_the_way_back(page: RegistryPage) -> None:
    page.add_filter(Filter("name", "contains", "没有这家"))
    empty = page.stack.currentWidget()
    assert isinstance(empty, Empty)
    empty.buttons[0].click()
    assert len(names(page)) == 5
    assert page.stack.currentWidget() is page.table


# ---- filters ----


@pytest.mark.parametrize(
    ("one", "words", "found"),
    [
        (Filter("sectors", "has", "watches"), "行业 = 钟表", {WATCHES, WATCHES_TOO}),
        (Filter("size", "is", "大型"), "企业规模 = 大型", {GELISI}),
        (Filter("district", "empty"), "所属区 未填", {LEATHER}),
        (Filter("revenue", "at_least", 1000), "最近营收 ≥ 1,000", {GELISI}),
        (Filter("title", "is", "little_giant"), "称号 = 国家级专精特新“小巨人”企业", {WATCHES}),
        (Filter("figure", "empty", "revenue 2024"), "缺少 2024 年营业收入", set(range(1, 6)) - {GELISI}),
    ],
)
def test_a_chip_says_its_condition(page: RegistryPage, one: Filter, words: str, found: set[int]) -> None:
    page.add_filter(one)
    model = page.table.model_
    assert {model.id_of(row) for row in range(model.rowCount())} == found
    assert chips(page)[0] == words


def test_a_title_is_held_on_the_as_of_date_or_not(page: RegistryPage, empty_window: Window) -> None:
    page.add_filter(Filter("title", "is", "little_giant"))
    empty_window.frame.top.as_of.set_day(date(2023, 4, 30))
    assert page.table.model_.rowCount() == 0


def test_a_chip_goes_away_by_itself_and_all_at_once(page: RegistryPage) -> None:
    page.add_filter(Filter("sectors", "has", "watches"))
    page.add_filter(Filter("district", "is", "luohu"))
    page.add_filter(Filter("district", "is", "luohu"))
    assert names(page) == [NAMES[2]]
    page.chips._chips[0].click()
    assert chips(page) == ["所属区 = 罗湖区"]
    page.add_filter(Filter("size", "is", "中型"))
    page.chips._clear.click()
    assert len(names(page)) == 5


def test_the_menu_offers_words_to_pick(page: RegistryPage) -> None:
    menu = page.top.filter_menu
    menu.aboutToShow.emit()
    submenus = {action.text(): action.menu() for action in menu.actions() if action.menu()}
    sizes = submenus["企业规模"]
    assert isinstance(sizes, QMenu)
    assert {"大型", "中型", "小型", "未填"} <= {action.text() for action in sizes.actions()}
    titles = submenus["称号（截至日期持有）"]
    assert isinstance(titles, QMenu)
    titles.actions()[0].trigger()
    assert names(page) == [NAMES[1]]


def test_the_form_asks_for_a_value_only_where_there_is_one(page: RegistryPage, qtbot: QtBot) -> None:
    form = FilterForm(page.source.view.column("founded_on"))
    qtbot.addWidget(form)
    assert form.wrong() == [form.value]
    form.value.setText("2020年1月")
    assert form.wrong() == [form.value]
    form.value.setText("2020-01-01")
    assert form.wanted() == Filter("founded_on", "at_least", "2020-01-01")
    form.operator.setCurrentIndex(form.operator.findData("empty"))
    assert form.wrong() == []
    assert form.wanted() == Filter("founded_on", "empty")


def test_the_quick_filter_narrows_as_one_types(page: RegistryPage, qtbot: QtBot) -> None:
    page.quick.setText("钟表")
    qtbot.waitUntil(lambda: names(page) == [NAMES[1], NAMES[2]])


def test_another_page_may_ask_for_rows_and_for_a_record(page: RegistryPage, empty_window: Window) -> None:
    empty_window.go("enterprises", Rows(within=(WATCHES, LEATHER), title="60 天内到期"))
    assert names(page) == [NAMES[4], NAMES[1]]
    assert chips(page) == ["60 天内到期"]
    empty_window.go("enterprises", Rows(record=EYEWEAR))
    assert page.table.current_id() == EYEWEAR
    assert chips(page) == []


# ---- layout and views ----


def test_the_layout_of_the_columns_is_remembered(page: RegistryPage, empty_window: Window, qtbot: QtBot) -> None:
    page.table.setColumnHidden(1, True)
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert empty_window.settings.remembered["enterprises"]["layout"]["sort"] == ["name", True]
    empty_window.rebuild()
    again = empty_window.page
    assert isinstance(again, RegistryPage)
    assert again.table.isColumnHidden(1)
    qtbot.waitUntil(lambda: bool(names(again)))
    assert names(again)[0] == NAMES[2]


def test_a_kept_view_comes_back(page: RegistryPage, monkeypatch: pytest.MonkeyPatch) -> None:
    page.add_filter(Filter("sectors", "has", "watches"))
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    monkeypatch.setattr("PySide6.QtWidgets.QInputDialog.getText", lambda *_: ("钟表企业", True))
    page.deeds.keep_view()
    page.clear()
    menu = QMenu(page)
    page.deeds.fill_views(menu)
    next(action for action in menu.actions() if action.text() == "钟表企业").trigger()
    assert names(page) == [NAMES[2], NAMES[1]]
    assert chips(page) == ["行业 = 钟表"]


# ---- editing in the table ----


def test_a_cell_is_read_as_an_import_would_read_it(page: RegistryPage, empty_window: Window) -> None:
    assert write(page, LEATHER, "district", "南山区（前海）")
    assert write(page, LEATHER, "sectors", "皮革、化妆品")
    assert write(page, LEATHER, "founded_on", date(2001, 2, 3))
    found = stored(empty_window)[LEATHER]
    assert (found.district, found.qianhai, found.sectors) == ("nanshan", True, ("leather", "cosmetics"))
    assert found.founded_on == date(2001, 2, 3)


@pytest.mark.parametrize(
    ("key", "typed", "why"),
    [
        ("uscc", roster.code(1), "已属于“示例歌力思服饰有限公司”"),
        ("uscc", "91990000000000001", "18"),
        ("sectors", "航天", "不认识的行业"),
        ("name", "", "必须填写"),
    ],
)
def test_what_will_not_do_is_refused_with_its_reason(
    page: RegistryPage, empty_window: Window, qtbot: QtBot, key: str, typed: str, why: str
) -> None:
    before = roster.entries(empty_window)
    with qtbot.waitSignal(page.table.model_.refused) as refused:
        write(page, LEATHER, key, typed)
    assert why in refused.args[0].text()
    assert roster.entries(empty_window) == before


def test_a_value_changed_meanwhile_is_shown_and_not_overwritten(
    page: RegistryPage, empty_window: Window, qtbot: QtBot
) -> None:
    assert cell(page, 1, "contact") in ("", None)
    page.watches = frozenset()  # the page has not heard of it yet
    with page.desk.app.store.journal.entry("别处") as session:
        session.update_many(tables.Enterprise, {LEATHER: {"contact": "示例·先"}})
    with qtbot.waitSignal(page.table.model_.refused) as refused:
        write(page, LEATHER, "contact", "示例·后")
    assert refused.args[0].code == "changed_meanwhile"
    assert stored(empty_window)[LEATHER].contact == "示例·先"


def test_a_rename_keeps_the_old_name_and_the_inspector_tells_it(page: RegistryPage, qtbot: QtBot) -> None:
    page.table.go_to(EYEWEAR)
    write(page, EYEWEAR, "name", "示例光学厂")
    qtbot.waitUntil(lambda: any("曾用名：示例眼镜厂" in text for text in said(page)))


def test_an_owner_is_found_by_name_and_never_guessed(empty_window: Window, page: RegistryPage, qtbot: QtBot) -> None:
    empty_window.go("brands")
    brands = empty_window.page
    assert isinstance(brands, RegistryPage)
    assert write(brands, 1, "owner", NAMES[3])
    assert stored(empty_window, tables.Brand)[1].owner_id == EYEWEAR
    with qtbot.waitSignal(brands.table.model_.refused):
        write(brands, 1, "owner", "没有这家")


def test_an_owner_is_offered_by_part_of_its_name_by_pinyin_and_by_code(
    empty_window: Window, page: RegistryPage, qtbot: QtBot
) -> None:
    empty_window.go("brands")
    brands = empty_window.page
    assert isinstance(brands, RegistryPage)
    form = AddForm(brands.desk.app.store, brands.wording, brands.writer.typist)
    qtbot.addWidget(form)
    owner = form.editors["owner"]
    assert isinstance(owner, FindingField)
    for typed, firm in (("歌力", GELISI), ("slglsfs", GELISI), (roster.code(2), WATCHES), ("眼镜", EYEWEAR)):
        owner.setText(typed)
        owner.textEdited.emit(typed)
        assert owner.offers.item(0).text().startswith(NAMES[firm - 1])
    completer = owner.completer()
    owner.setText(completer.pathFromIndex(owner.offers.index(0, 0)))
    assert owner.text() == NAMES[EYEWEAR - 1]
    assert not owner.problem


# ---- the inspector ----


def said(page: RegistryPage) -> list[str]:
    return [label.text() for label in page.panel.findChildren(QLabel)] if page.panel else []


def fact(page: RegistryPage, label: str) -> Fact:
    assert page.panel is not None
    return next(one for one in page.panel._content.findChildren(Fact) if one.label.text() == label)


def test_the_inspector_of_a_record_without_titles_says_where_they_are_recorded(page: RegistryPage) -> None:
    assert page.panel is not None
    assert page.panel.record != WATCHES
    assert "称号与申报" in said(page)
    assert any("培育认定" in words for words in said(page))


def test_the_inspector_tells_the_whole_record(page: RegistryPage, qtbot: QtBot) -> None:
    page.table.go_to(WATCHES)
    qtbot.waitUntil(lambda: page.panel is not None and page.panel.record == WATCHES)
    texts = said(page)
    for part in ("国家级专精特新“小巨人”企业", "有效，至 2026-04-30", "2023-05-01 · 认定 · 至 2026-04-30", "登记"):
        assert part in texts


def test_a_fact_is_edited_in_place_by_the_keyboard(page: RegistryPage, empty_window: Window, qtbot: QtBot) -> None:
    page.open_record(GELISI)
    one = fact(page, "联系人")
    one.shown.setFocus()
    qtbot.keyClick(one.shown, Qt.Key.Key_F2)
    editor = one.editor
    assert editor is not None
    editor.setText("示例·王")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert stored(empty_window)[GELISI].contact == "示例·王"
    qtbot.waitUntil(lambda: "联系人：— → 示例·王" in said(page))


def test_escape_leaves_a_fact_as_it_was(page: RegistryPage, empty_window: Window, qtbot: QtBot) -> None:
    before = roster.entries(empty_window)
    one = fact(page, "联系人")
    one.edit()
    editor = one.editor
    assert editor is not None
    editor.setText("示例")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert one.editor is None
    assert roster.entries(empty_window) == before


def test_a_wrong_fact_stays_open_with_its_reason(page: RegistryPage, qtbot: QtBot) -> None:
    one = fact(page, "信用代码")
    one.edit()
    editor = one.editor
    assert editor is not None
    editor.setText("123")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert one.editor is editor
    assert "18" in one.reason.text()


def test_files_dropped_on_a_record_are_its_evidence(page: RegistryPage, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "证书.pdf"
    file.write_bytes(b"%PDF-1.4")
    assert page.panel is not None
    assert page.panel._files is not None
    page.panel._files.take([file])
    qtbot.waitUntil(lambda: page.panel is not None and "证书.pdf" in buttons(page))
    with page.desk.app.store.reading() as session:
        link = session.scalars(select(tables.EvidenceLink)).one()
    assert (link.record_table, link.record_id) == ("enterprise", page.panel.record)


def buttons(page: RegistryPage) -> list[str]:
    return [button.text() for button in page.panel._content.findChildren(QPushButton)] if page.panel else []


def test_what_belongs_to_a_firm_leads_to_its_page(page: RegistryPage, empty_window: Window, qtbot: QtBot) -> None:
    page.table.go_to(GELISI)
    qtbot.waitUntil(lambda: "示例·歌" in buttons(page))
    assert page.panel is not None
    next(one for one in page.panel._content.findChildren(QPushButton) if one.text() == "示例·歌").click()
    assert empty_window.page is not page
    assert empty_window.page.table.current_id() == 1  # type: ignore[union-attr]


def test_a_narrow_window_opens_the_record_in_a_dialog(
    page: RegistryPage, empty_window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[RecordDialog] = []
    monkeypatch.setattr(RecordDialog, "exec", lambda dialog: opened.append(dialog) or 0)
    empty_window.resize(900, 700)
    page.open_record(GELISI)
    assert opened[0].findChildren(Fact)


# ---- adding ----


@pytest.fixture
def form(page: RegistryPage, qtbot: QtBot) -> AddForm:
    form = AddForm(page.desk.app.store, page.wording, page.writer.typist)
    qtbot.addWidget(form)
    return form


def test_the_form_asks_for_what_is_starred(form: AddForm) -> None:
    assert form.wrong() == [form.editors["name"], form.editors["sectors"]]
    form.editors["name"].setText("示例新厂")
    form.editors["sectors"].setText("服装、家具")
    assert form.wrong() == []
    assert form.fields == {"name": "示例新厂", "name_key": "示例新厂", "sectors": ("clothing", "furniture")}


def test_a_code_of_another_firm_is_said_as_it_is_typed(form: AddForm) -> None:
    form.editors["uscc"].setText(roster.code(1))
    assert "示例歌力思服饰有限公司" in form.editors["uscc"].problem


def test_a_namesake_is_warned_of(form: AddForm) -> None:
    form.editors["name"].setText(NAMES[3])
    assert "1 条同名" in form.warning.text()


# ---- out ----


def test_a_view_goes_to_the_printer_in_its_words_where_it_can_be_said(page: RegistryPage, qtbot: QtBot) -> None:
    page.add_filter(Filter("sectors", "has", "watches"))
    with qtbot.waitSignal(page.go) as asked:
        page.deeds.report()
    assert asked.args == ["reports", Paper("roster", "enterprises", ("行业=钟表",))]
    page.add_filter(Filter("title", "is", "little_giant"))
    with qtbot.waitSignal(page.go) as asked:
        page.deeds.report()
    said = ("行业 = 钟表", "称号 = 国家级专精特新“小巨人”企业")
    assert asked.args[1] == Paper("roster", "enterprises", rows=(WATCHES,), said=said)


def test_a_view_is_exported_as_it_stands(page: RegistryPage, tmp_path: Path, qtbot: QtBot) -> None:
    from fashiontracker.exchange.sheets import open_workbook

    page.table.setColumnHidden(1, True)
    page.add_filter(Filter("sectors", "has", "watches"))
    path = tmp_path / "钟表.xlsx"
    page.deeds.export_to(path)
    qtbot.waitUntil(path.exists)
    book, problems = open_workbook(path)
    assert problems == []
    assert book is not None
    rows = book.sheets[0].rows
    assert rows[0][:3] == ["企业名称", "行业", "所属区"]
    assert rows[1][:3] == [NAMES[1], "钟表", "光明区"]
    assert len(rows) == 3


def test_a_copied_block_is_tsv(page: RegistryPage) -> None:
    page.table.setCurrentIndex(page.table.model_.index(0, 0))
    page.table.copy_selection()
    assert QGuiApplication.clipboard().text() == NAMES[0]


def test_a_record_is_selected_also_while_ctrl_is_still_down(page: RegistryPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert page.table.go_to(page.table.model_.id_of(1))
    assert page.table.selected_ids() == [page.table.model_.id_of(1)]


def test_views_of_a_read_only_database_are_not_edited(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    roster.made(tmp_path / "示例.db").close()
    page = roster.shown(empty_window, app.open_database(tmp_path / "示例.db", write=False), qtbot)
    assert not page.table.model_.editable
    assert "new" not in page.commands()
    assert not fact(page, "联系人").editable
