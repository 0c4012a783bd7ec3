"""What the registry's widgets write, each as one entry of the journal with a label that says what was done."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from fashiontracker.errors import Problem
from fashiontracker.exchange.typed import Fields, Typist
from fashiontracker.models import editing
from fashiontracker.text import N_, _

if TYPE_CHECKING:
    from fashiontracker.models.store import Store
    from fashiontracker.models.views import View

SHOWN = 20
"""How much of a name a label says."""


class Writer:
    """Writes to one table. Labels are Chinese whatever language is in force: they are data."""

    def __init__(self, store: Store, typist: Typist) -> None:
        self._store = store
        self.typist = typist

    @property
    def view(self) -> View:
        """The table that is written to."""
        return self.typist.view

    def set_fields(self, key: int, fields: Fields, seen: Mapping[str, Any]) -> Problem | None:
        """Set fields of one record. ``seen`` is what the user saw: where it is no longer so, nothing is written."""
        record = self.view.record
        with self._store.reading() as session:
            resolved = self.typist.resolve(session, fields)
            if isinstance(resolved, Problem):
                return resolved
            stored = editing.stored(session, record, key, {"name", *resolved, *seen})
            if not stored:
                return Problem("gone", N_("这条记录已经不在了"))
            for name, value in seen.items():
                if stored[name] != value:
                    message = N_("这一项刚刚被改成了“{value}”，没有覆盖；请看过后再改")
                    return Problem("changed_meanwhile", message, value=str(stored[name] or ""))
            problem = self._taken(session, resolved, {key})
            if problem is not None:
                return problem
        label = _("修改{kind}“{name}”：{columns}").format(
            kind=_(self.view.title), name=short(stored["name"]), columns=self._titles(resolved)
        )
        with self._store.journal.entry(label) as session:
            editing.change(session, record, {key: resolved})
        return None

    def set_many(self, changes: Mapping[int, Fields], label: str) -> None:
        """Set fields of many records as one entry."""
        with self._store.journal.entry(label) as session:
            editing.change(session, self.view.record, changes)

    def add(self, fields: Fields) -> int:
        """Add a record; its id."""
        label = _("新建{kind}“{name}”").format(kind=_(self.view.title), name=short(fields["name"]))
        with self._store.journal.entry(label) as session:
            return editing.add(session, self.view.record, fields)

    def trash(self, ids: Collection[int]) -> None:
        """Put records into the trash."""
        with self._store.journal.entry(_("移入回收站：{what}").format(what=self._who(ids))) as session:
            editing.trash(session, self.view.record, ids)

    def restore(self, ids: Collection[int]) -> list[Problem]:
        """Take records out of the trash; those that can't come back are named."""
        with self._store.journal.entry(_("从回收站恢复：{what}").format(what=self._who(ids))) as session:
            return editing.restore(session, self.view.record, ids)

    def purge(self, ids: Collection[int]) -> list[Problem]:
        """Delete records of the trash for good; those that can't be are named."""
        with self._store.journal.entry(_("彻底删除：{what}").format(what=self._who(ids))) as session:
            return editing.purge(session, self.view.record, ids)

    def _taken(self, session: Any, fields: Fields, ids: Collection[int]) -> Problem | None:
        code = fields.get("uscc")
        holder = editing.holder_of_code(session, code, ids) if code else None
        if code is None or holder is None:
            return None
        return Problem("code_taken", N_("信用代码 {value} 已属于“{other}”"), value=code, params={"other": holder[1]})

    def _titles(self, fields: Fields) -> str:
        titles = {one.field: _(one.title) for one in self.view.columns if one.field}
        return _("、").join(titles[name] for name in fields if name in titles)

    def _who(self, ids: Collection[int]) -> str:
        if len(ids) > 1:
            return _("{count} 条{kind}").format(count=len(ids), kind=_(self.view.title))
        with self._store.reading() as session:
            stored = editing.stored(session, self.view.record, next(iter(ids)), ["name"])
        return _("{kind}“{name}”").format(kind=_(self.view.title), name=short(stored.get("name", "")))


def short(name: str) -> str:
    """A name as a label has room for it."""
    return name if len(name) <= SHOWN else f"{name[: SHOWN - 1]}…"
