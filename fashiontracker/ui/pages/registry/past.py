"""The history of a record: every entry of the journal that touched it, with old and new of each field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from fashiontracker.text import N_, _, pick
from fashiontracker.ui.pages.registry.section import Section
from fashiontracker.ui.pages.registry.wording import Wording
from fashiontracker.ui.style import look

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.biography import Step

LINES: Final = 8
"""How many lines of one entry are shown."""
HIDDEN: Final = frozenset(("name_key", "trashed_at", "subject_kind", "subject_id", "subject_key", "enterprise_id"))
OTHERS: Final = {
    "figure": N_("年度数据"),
    "stage_event": N_("称号"),
    "former_name": N_("曾用名"),
}
FIELDS: Final = {
    "value": N_("数值"),
    "unit": N_("单位"),
    "source": N_("来源"),
    "year": N_("年度"),
    "stage": N_("阶段"),
    "happened_on": N_("日期"),
    "valid_until": N_("有效期至"),
    "certificate_no": N_("证书编号"),
    "batch": N_("批次"),
    "note": N_("备注"),
    "name": N_("名称"),
    "until": N_("至"),
}
KINDS: Final = {"undo": N_("撤销"), "redo": N_("重做")}


class Past(Section):
    """The newest entry first."""

    def __init__(self, app: App, wording: Wording, steps: Sequence[Step]) -> None:
        super().__init__(_("变更记录"))
        self._app, self._wording = app, wording
        for _entry, together in groupby(steps, lambda step: step.entry):
            parts = list(together)
            first = parts[0]
            kind = _(KINDS[first.kind]) + " · " if first.kind in KINDS else ""
            self.say(f"{kind}{_(first.label)}", "text").setContentsMargins(0, look().px(4), 0, 0)
            self.say(f"{local_time(first.at)} · {first.who}", "small")
            lines = [line for step in parts for line in self._lines(step)]
            for line in lines[:LINES]:
                self.say(line).setIndent(look().px(10))
            if len(lines) > LINES:
                self.say(_("……另有 {count} 处").format(count=len(lines) - LINES)).setIndent(look().px(10))

    def _lines(self, step: Step) -> Iterator[str]:
        before, after = step.before or {}, step.after or {}
        what = self._what(step.table, {**before, **after})
        if step.after is None:
            yield _("删除{what}").format(what=what)
        elif step.before is None:
            if what:
                yield _("新增{what}").format(what=what)
        else:
            if before.get("trashed_at") != after.get("trashed_at"):
                yield (_("{what}移入回收站") if after.get("trashed_at") else _("{what}移出回收站")).format(what=what)
            for name in after:
                if name in HIDDEN:
                    continue
                title, old = self._said(step.table, name, before.get(name))
                new = self._said(step.table, name, after[name])[1]
                yield _("{column}：{old} → {new}").format(column=title, old=old or "—", new=new or "—")

    def _what(self, table: str, row: Mapping[str, Any]) -> str:
        if table not in OTHERS:
            return ""
        parts = [_(OTHERS[table])]
        if "indicator" in row:
            found = self._app.plan.indicators.get(row["indicator"])
            parts.append(f"{row.get('year', '')} {pick(found.zh, found.en) if found else row['indicator']}")
        if "designation" in row:
            title = self._app.catalogue.designations.get(row["designation"])
            stage = self._app.plan.stages.get(row.get("stage", ""))
            parts += [pick(one.zh, one.en) for one in (title, stage) if one]
        if table == "former_name" and "name" in row:
            parts.append(str(row["name"]))
        if "value" in row:
            parts.append(f"{row['value']:,.10g} {row.get('unit', '')}")
        return " ".join(parts)

    def _said(self, table: str, name: str, value: Any) -> tuple[str, str]:
        if table in OTHERS:
            shown = f"{value:,.10g}" if isinstance(value, float) else "" if value is None else str(value)
            return _(FIELDS.get(name, name)), shown
        if value is None:
            return self._wording.field(name, "")[0], ""
        return self._wording.field(name, value)


def local_time(at: str) -> str:
    """The journal's UTC time on this computer's clock."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
