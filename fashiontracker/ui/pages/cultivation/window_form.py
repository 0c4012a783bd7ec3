"""The dialog of an application window: for which designation, from when to when, where it was announced."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fashiontracker.models.windows import Window, problems
from fashiontracker.text import _, pick
from fashiontracker.ui.fields import ChoiceField, DateField, Field
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.labels import wrapped
from fashiontracker.ui.pages.cultivation import wording

if TYPE_CHECKING:
    from fashiontracker.app import App


class WindowForm(FormDialog):
    """`window_` is what was typed, once the dialog was accepted. ``before`` is the window that is changed, if any."""

    def __init__(self, app: App, before: Window | None, known: Sequence[Window], parent: QWidget | None = None) -> None:
        super().__init__(_("修改申报窗口") if before else _("新增申报窗口"), _("记录"), parent, columns=2)
        self._app, self._before, self._known = app, before, known
        self._titles = {wording.title(app, one.key): one.key for one in app.catalogue.designations}
        self.title = ChoiceField(list(self._titles), required=True)
        self.opens, self.closes = DateField(required=True), DateField(required=True)
        self.source, self.note = Field(), Field()
        self.source.setPlaceholderText(_("通知的名称或文号"))
        self.plan, self.problem = wrapped(role="muted"), wrapped(role="problem")
        self.add(_("称号"), self.title, wide=True)
        self.add(_("开放日期"), self.opens)
        self.add(_("关闭日期"), self.closes)
        self.add(_("出处"), self.source, wide=True)
        self.add(_("备注"), self.note, wide=True)
        self.add("", self.plan, wide=True)
        self.add("", self.problem, wide=True)
        if before is not None:
            self._show(before)
        for field in (self.title, self.opens, self.closes):
            field.textChanged.connect(self._tell)
        self._tell()

    @property
    def window_(self) -> Window:
        """The window typed; only where every field will do."""
        opens, closes = self.opens.value, self.closes.value
        assert opens is not None
        assert closes is not None
        designation = self._titles[self.title.typed()]
        return Window(designation, opens, closes, self.source.typed(), self.note.typed(), own=True)

    def _show(self, before: Window) -> None:
        self.title.setText(wording.title(self._app, before.designation))
        self.title.setReadOnly(True)
        self.opens.set_value(before.opens)
        self.closes.set_value(before.closes)
        self.source.setText(before.source)
        self.note.setText(before.note)

    def _complete(self) -> bool:
        return bool(self.title.typed() in self._titles and self.opens.value and self.closes.value)

    def _tell(self) -> None:
        """What is due when, and what is wrong, as it is typed."""
        words, wrong = "", ""
        if self._complete():
            typed = self.window_
            due = [
                _("{day} {what}").format(day=typed.closes - timedelta(days=task.days), what=pick(task.zh, task.en))
                for task in self._app.catalogue.preparations
            ]
            words = _("倒排：{days}").format(days=_("、").join(due)) if due else ""
            wrong = "\n".join(one.text() for one in problems(typed, self._others(typed)))
        self.plan.setText(words)
        self.problem.setText(wrong)

    def _others(self, typed: Window) -> list[Window]:
        """The other windows of the designation that stay in force beside this one."""
        return [
            one
            for one in self._known
            if one.designation == typed.designation and one != self._before and (one.own or one.year != typed.year)
        ]

    def _try(self) -> None:
        if not self.wrong() and self.problem.text():
            self.closes.setFocus()
        else:
            super()._try()
