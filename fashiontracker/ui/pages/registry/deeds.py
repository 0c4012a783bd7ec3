"""What can be done on a registry page: add, trash, bulk edit, paste, find duplicates, merge, keep a view, export."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMenu

from fashiontracker.errors import EnvironmentFault, Problem, Refused
from fashiontracker.models import duplicates, editing, saved_views
from fashiontracker.models.saved_views import Kept
from fashiontracker.progress import Progress
from fashiontracker.text import N_, _
from fashiontracker.ui import messages
from fashiontracker.ui.drafting import Slot
from fashiontracker.ui.icons import icon
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.pages.registry import pasting
from fashiontracker.ui.pages.registry.add_form import AddForm
from fashiontracker.ui.pages.registry.bulk import BulkForm, Scope
from fashiontracker.ui.pages.registry.doubles import DuplicatesDialog
from fashiontracker.ui.pages.registry.figures import FIGURE, ask_figure
from fashiontracker.ui.pages.registry.joining import MergeDialog
from fashiontracker.ui.wishes import Paper

if TYPE_CHECKING:
    from fashiontracker.models.drafts import Draft
    from fashiontracker.models.duplicates import Pair
    from fashiontracker.ui.pages.registry.page import RegistryPage
    from fashiontracker.ui.table import Block

NEW = "new"
"""What a draft of the form for a new record is kept as."""
ASKED_FROM = 20
"""From this many records on, moving them to the trash is asked about first."""
AT_ONCE = 20
"""Up to this many cells are pasted without a preview, where none is refused."""


class Deeds:
    """The deeds of one page; each writes at most one entry of the journal."""

    def __init__(self, page: RegistryPage) -> None:
        self._page = page

    # ---- records ----

    def new(self) -> None:
        """Ask for a new record and show it."""
        page = self._page
        form = AddForm(page.desk.app.store, page.wording, page.writer.typist, page)
        form.keep_draft(Slot(page.desk.app.drafts, page.key, NEW))
        form.run(lambda: page.show_soon(page.writer.add(form.fields)))

    def resume(self, draft: Draft) -> None:
        """Open the form again that a draft was typed into."""
        page = self._page
        if draft.form == NEW:
            self.new()
        elif draft.form == FIGURE:
            with page.desk.app.store.reading() as session:
                firm = editing.stored(session, page.wording.view.record, int(draft.about), ["name"])
            if firm:
                page.show_soon(int(draft.about))
                ask_figure(page.desk.app, int(draft.about), firm["name"], page)

    def trash(self, ids: Sequence[int]) -> None:
        """Put records into the trash; in the trash itself the key asks whether to delete them for good."""
        page = self._page
        if page.desk.read_only:
            page.say_barred()
            return
        if page.source.question.trashed:
            self.purge()
            return
        what = page.wording.counted(len(ids))
        many = len(ids) >= ASKED_FROM
        if not many or messages.ask(page, _("把 {what}移入回收站？").format(what=what), _("移入回收站"), danger=True):
            page.writer.trash(ids)

    def restore(self) -> None:
        """Take the selected records out of the trash."""
        ids = self._page.table.selected_ids()
        if ids:
            self._tell(self._page.writer.restore(ids))

    def purge(self) -> None:
        """Delete the selected records of the trash for good, after a question."""
        page = self._page
        ids = page.table.selected_ids()
        detail = _("连同它们的称号、年度数据和佐证关联。变更记录仍然保存它们的内容，可以撤销。")
        what = page.wording.counted(len(ids))
        if ids and messages.ask(
            page, _("彻底删除 {what}？").format(what=what), _("彻底删除"), detail=detail, danger=True
        ):
            self._tell(page.writer.purge(ids))

    def enter_trash(self) -> None:
        """Show what is in the trash."""
        self._page.show_trash(True)

    def leave_trash(self) -> None:
        """Back to the registry."""
        self._page.show_trash(False)

    def bulk(self) -> None:
        """Set one field of many records."""
        page, table = self._page, self._page.table
        everything = [table.model_.id_of(row) for row in range(table.model_.rowCount())]
        selected = table.selected_ids()
        scopes = [Scope(_("当前显示的全部 {what}").format(what=page.wording.counted(len(everything))), everything)]
        if len(selected) > 1:
            scopes.insert(0, Scope(_("选中的 {what}").format(what=page.wording.counted(len(selected))), selected))
        form = BulkForm(page.desk.app.store, page.wording, page.writer.typist, scopes, page)
        form.run(lambda: page.writer.set_many(form.changes(), form.label()))

    def paste(self, block: Block) -> None:
        """Write a block of cells from a spreadsheet, after a preview where it is large or something is refused."""
        page = self._page
        if page.desk.read_only or page.source.question.trashed:
            page.say_barred()
            return
        made = pasting.plan(block, page.table, page.desk.app.store, page.writer.typist)
        if not made.accepted and not made.refused:
            messages.toast(page, _("粘贴的内容与现有的相同。"))
            return
        quick = not made.refused and len(made.accepted) <= AT_ONCE
        if quick or pasting.PastePreview(made, page).exec() == QDialog.DialogCode.Accepted:
            label = _("粘贴到{kind}：{count} 格").format(kind=_(page.wording.view.title), count=len(made.accepted))
            page.writer.set_many(made.changes, label)

    # ---- duplicates ----

    def find_duplicates(self) -> None:
        """Look for records that may be one, in the background."""
        self._page.work.emit(Job(_("正在查找重复"), self._look, self._offer))

    def merge_selected(self) -> None:
        """Merge the two selected records."""
        page = self._page
        left, right = sorted(page.table.selected_ids())
        dialog = MergeDialog(page.desk.app, page.wording, left, right, page)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            dialog.write()
            page.show_soon(left)

    def _look(self) -> Generator[Progress, None, list[Pair]]:
        yield Progress(0, 0)
        with self._page.desk.app.store.reading() as session:
            return duplicates.find(session, self._page.wording.view.record)

    def _offer(self, pairs: list[Pair]) -> None:
        page = self._page
        if pairs:
            DuplicatesDialog(page.desk.app, page.wording, pairs, page).exec()
        else:
            messages.say(page, _("没有找到可能重复的记录。"))

    # ---- views ----

    def keep_view(self) -> None:
        """Keep filters, columns and order under a name."""
        page = self._page
        name, accepted = QInputDialog.getText(page, _("保存视图"), _("视图名称"))
        if accepted and name.strip():
            question = page.source.question
            kept = Kept(name.strip(), question.filters, question.search, page.table.layout_state())
            with page.desk.app.store.journal.entry(_("保存视图“{name}”").format(name=kept.name)) as session:
                saved_views.keep(session, page.key, kept)

    def fill_views(self, menu: QMenu) -> None:
        """The views that were kept, and what can be done about them."""
        page = self._page
        menu.clear()
        with page.desk.app.store.reading() as session:
            found = saved_views.kept(session, page.key)
        menu.addAction(page.wording.all_words(), page.clear)
        for one in found:
            menu.addAction(one.name, partial(page.use_view, one))
        menu.addSeparator()
        if not page.desk.read_only:
            menu.addAction(icon("bookmark"), _("保存当前视图…"), self.keep_view)
        if found and not page.desk.read_only:
            removing = menu.addMenu(_("删除视图"))
            for one in found:
                removing.addAction(one.name, partial(self._remove_view, one))

    def _remove_view(self, kept: Kept) -> None:
        with self._page.desk.app.store.journal.entry(_("删除视图“{name}”").format(name=kept.name)) as session:
            saved_views.remove(session, kept.id)

    # ---- menus ----

    def fill_more(self, menu: QMenu) -> None:
        """The other deeds."""
        menu.clear()
        page = self._page
        if not page.desk.read_only and not page.source.question.trashed:
            menu.addAction(icon("edit"), _("批量修改…"), self.bulk)
            menu.addAction(icon("compare"), _("查找重复…"), self.find_duplicates)
            self._offer_merge(menu)
            menu.addSeparator()
        menu.addAction(icon("reports"), _("打印当前视图…") + "\tCtrl+P", self.report)
        menu.addAction(icon("export"), _("导出当前视图…") + "\tCtrl+E", self.export)
        menu.addSeparator()
        if page.source.question.trashed:
            menu.addAction(icon("back"), _("返回名录"), self.leave_trash)
        else:
            menu.addAction(icon("trash"), _("回收站"), self.enter_trash)

    def context_menu(self, where: QPoint) -> None:
        """At the mouse: what concerns the selected rows."""
        page, table = self._page, self._page.table
        menu = QMenu(table)
        menu.aboutToHide.connect(menu.deleteLater)
        current = table.current_id()
        if current is not None:
            menu.addAction(icon("inspector"), _("打开") + "\tEnter", partial(page.open_record, current))
        menu.addAction(icon("copy"), _("复制") + "\tCtrl+C", table.copy_selection)
        if page.source.question.trashed:
            menu.addAction(icon("back"), _("恢复所选"), self.restore)
        elif not page.desk.read_only:
            menu.addAction(icon("paste"), _("粘贴") + "\tCtrl+V", table.paste)
            menu.addSeparator()
            menu.addAction(icon("edit"), _("批量修改…"), self.bulk)
            self._offer_merge(menu)
            menu.addAction(icon("trash"), _("移入回收站") + "\tDel", lambda: self.trash(table.selected_ids()))
        menu.popup(table.viewport().mapToGlobal(where))

    def _offer_merge(self, menu: QMenu) -> None:
        action = menu.addAction(icon("link"), _("合并选中的两条…"), self.merge_selected)
        action.setEnabled(len(self._page.table.selected_ids()) == 2)

    # ---- out ----

    def report(self) -> None:
        """Have this view printed."""
        page = self._page
        question = page.source.question
        where, plain = page.conditions.where(question.filters)
        if plain and question.within is None and not question.search and question.sort is None:
            page.go.emit("reports", Paper("roster", page.key, where))
            return
        said = tuple(page.conditions.words(one) for one in question.filters)
        said += tuple(
            one for one in (page.title_of_within if question.within is not None else "", question.search) if one
        )
        page.go.emit("reports", Paper("roster", page.key, rows=self._shown_ids(), said=said))

    def export(self) -> None:
        """Write this view into a workbook."""
        page = self._page
        suggested = f"{_(page.wording.view.title)}.xlsx"
        name, _filter = QFileDialog.getSaveFileName(page, _("导出当前视图"), suggested, _("Excel 工作簿 (*.xlsx)"))
        if name:
            self.export_to(Path(name).with_suffix(".xlsx"))

    def export_to(self, path: Path) -> None:
        """Write this view's rows and shown columns into a file, in the background."""
        from fashiontracker.exchange.view_export import export_view

        page, app = self._page, self._page.desk.app
        state = page.table.layout_state()
        columns = [key for key in state["order"] if key not in state["hidden"]]
        ids, view = self._shown_ids(), page.source.view
        page.work.emit(
            Job(
                _("正在导出 {name}").format(name=path.name),
                lambda: export_view(app.store, app.plan, view, ids, columns, path),
                lambda count: _exported(page, path, count),
            )
        )

    def _shown_ids(self) -> tuple[int, ...]:
        model = self._page.table.model_
        return tuple(model.id_of(row) for row in range(model.rowCount()))

    def _tell(self, problems: Sequence[Problem]) -> None:
        """What could not be done, each in a sentence."""
        if problems:
            fault: EnvironmentFault = Refused(N_("有 {count} 条没有处理。"), tuple(problems), count=len(problems))
            messages.fail(self._page, fault)


def _exported(page: RegistryPage, path: Path, count: int) -> None:
    messages.toast(page, _("已导出 {count} 行到 {name}").format(count=count, name=path.name))
