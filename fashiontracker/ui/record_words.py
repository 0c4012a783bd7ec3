"""Records in the user's words: what a table, a column and a stored value are called. Nobody is shown a key or an id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from fashiontracker.text import N_, _, pick
from fashiontracker.ui import setting_words

if TYPE_CHECKING:
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan

KINDS: Final = {
    "enterprise": N_("企业"),
    "former_name": N_("曾用名"),
    "brand": N_("品牌"),
    "carrier": N_("载体平台"),
    "talent": N_("人才"),
    "exhibition": N_("展会"),
    "standard": N_("标准"),
    "project": N_("重点项目"),
    "stage_event": N_("培育认定"),
    "figure": N_("年度指标"),
    "task_progress": N_("任务进展"),
    "milestone_progress": N_("目标进展"),
    "evidence": N_("佐证文件"),
    "evidence_link": N_("佐证关联"),
    "judgement": N_("人工判断"),
    "submission": N_("报送台账"),
    "saved_view": N_("保存的视图"),
    "distinct_pair": N_("不是重复"),
    "mapping": N_("列对应关系"),
    "setting": N_("数据库设置"),
}
"""The tables of the database."""

COLUMNS: Final = {
    "name": N_("名称"),
    "uscc": N_("统一社会信用代码"),
    "sectors": N_("行业"),
    "district": N_("所属区"),
    "qianhai": N_("前海"),
    "founded_on": N_("成立日期"),
    "size": N_("企业规模"),
    "listing": N_("上市情况"),
    "products": N_("主营产品"),
    "contact": N_("联系人"),
    "phone": N_("联系电话"),
    "note": N_("备注"),
    "enterprise_id": N_("企业"),
    "until": N_("更名日期"),
    "owner_id": N_("所属企业"),
    "tier": N_("品牌梯队"),
    "regional_brand": N_("区域品牌"),
    "trademark_no": N_("商标注册号"),
    "founded_year": N_("创立年份"),
    "kind": N_("类别"),
    "state": N_("状态"),
    "built_on": N_("建成日期"),
    "way": N_("方式"),
    "acquired_on": N_("引育日期"),
    "venue": N_("场馆"),
    "year": N_("年度"),
    "area": N_("面积（平方米）"),
    "exhibitors": N_("展商数"),
    "foreign_exhibitors": N_("境外展商数"),
    "visitors": N_("观众数"),
    "ufi": N_("UFI认证"),
    "number": N_("编号"),
    "level": N_("级别"),
    "published_on": N_("发布日期"),
    "investment": N_("总投资（万元）"),
    "started_on": N_("开工日期"),
    "due_on": N_("计划完工日期"),
    "progress": N_("进度（%）"),
    "subject_kind": N_("对象类型"),
    "subject_id": N_("对象"),
    "subject_key": N_("对象"),
    "designation": N_("称号"),
    "stage": N_("阶段"),
    "happened_on": N_("日期"),
    "valid_until": N_("有效期至"),
    "certificate_no": N_("证书编号"),
    "batch": N_("批次"),
    "indicator": N_("指标"),
    "value": N_("数值"),
    "unit": N_("单位"),
    "source": N_("来源"),
    "entered_in": N_("填报于"),
    "task": N_("任务"),
    "milestone": N_("目标"),
    "criterion": N_("条件"),
    "answer": N_("判断"),
    "answered_on": N_("判断日期"),
    "media_type": N_("文件类型"),
    "added_at": N_("加入时间"),
    "record_table": N_("记录类别"),
    "record_id": N_("记录"),
    "evidence_id": N_("佐证文件"),
    "document": N_("文件"),
    "as_of": N_("数据截至"),
    "issuer": N_("发文单位"),
    "recipient": N_("主送机关"),
    "handed_in_on": N_("报送日期"),
    "fingerprint": N_("数据指纹"),
    "page": N_("页面"),
    "key": N_("设置项"),
    "trashed_at": N_("回收站"),
}
"""The columns that are shown, in the words of the forms; what is not among them is the program's own affair."""

FLAGS: Final = frozenset({"qianhai", "ufi", "answer"})
REFERENCES: Final = {"owner_id": "enterprise", "enterprise_id": "enterprise", "evidence_id": "evidence"}
"""Columns that hold the id of a record, with its table."""

_ENTERED: Final = {"indicators": N_("年度指标表"), "roster": N_("企业名录")}
_SETTINGS: Final = {
    "checklist": N_("申报材料清单"),
    "windows": N_("申报窗口"),
    "letterheads": N_("版头"),
    "wording": N_("文件的段落"),
}
"""Settings by what stands before the colon in their keys; after it a designation, or a document and its day."""
_SUBJECTS: Final = {"sector": N_("行业"), "city": N_("全市")}


class RecordWords:
    """The words of one plan and catalogue. ``names`` (table and id → name) are those of the records referred to."""

    def __init__(self, plan: Plan, catalogue: Catalogue, names: Mapping[tuple[str, int], str] | None = None) -> None:
        self._plan, self._catalogue = plan, catalogue
        self.names = names or {}

    def column(self, name: str) -> str:
        """A column's title; empty for one that is nobody's affair."""
        return _(COLUMNS.get(name, ""))

    def value(self, table: str, column: str, value: Any, row: Mapping[str, Any] | None = None) -> str:
        """A value in words, as stored or as a Python value; empty for nothing. ``row`` tells whose id it is."""
        if value is None or value in ("", ()):
            return ""
        if column in FLAGS:
            return _("是") if value else _("否")
        if table == "setting" and column == "value":
            return setting_words.said(str((row or {}).get("key", "")), str(value))
        if column == "trashed_at":
            return _("已移入回收站")
        if column in REFERENCES:
            return self.reference(REFERENCES[column], value)
        if column in ("subject_id", "record_id"):
            return self.reference(
                str((row or {}).get("subject_kind" if column == "subject_id" else "record_table")), value
            )
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, float):
            return f"{value:,.10g}" if abs(value) < 1e10 else f"{value:,.0f}"
        keys = value.split(",") if column == "sectors" and isinstance(value, str) else value
        if isinstance(keys, list | tuple):
            return _("、").join(self._word(table, column, str(key)) for key in keys if key)
        return self._word(table, column, str(value))

    def reference(self, table: str, key: object) -> str:
        """The name of a record referred to; where it is gone, what it was."""
        name = self.names.get((table, int(str(key))), "")
        return name or _("已不在库中的{kind}").format(kind=_(KINDS.get(table, table)))

    def title(self, table: str, row: Mapping[str, Any]) -> str:
        """What a record is called: its name, or what it says of whom."""
        parts: Iterable[str]
        match table:
            case "stage_event":
                subject = self.reference(str(row.get("subject_kind")), row.get("subject_id") or 0)
                parts = (subject, self._said(table, row, "designation"), self._said(table, row, "stage"))
            case "figure":
                whose = (
                    self.reference("enterprise", row["enterprise_id"])
                    if row.get("enterprise_id")
                    else self._said(table, row, "subject_key")
                )
                parts = (whose, str(row.get("year", "")), self._said(table, row, "indicator"))
            case "task_progress" | "milestone_progress":
                subject = "task" if table == "task_progress" else "milestone"
                parts = (self._said(table, row, subject), self._said(table, row, "happened_on"))
            case "exhibition":
                parts = (str(row.get("name", "")), str(row.get("year", "")))
            case "evidence_link":
                parts = (
                    self.reference("evidence", row.get("evidence_id") or 0),
                    self._said(table, row, "record_id"),
                )
            case "judgement":
                parts = (self.reference(str(row.get("subject_kind")), row.get("subject_id") or 0),)
            case "submission":
                parts = (str(row.get("number", "")), str(row.get("fingerprint", "")))
            case "setting":
                kind, _sep, designation = str(row.get("key", "")).partition(":")
                parts = (_(_SETTINGS.get(kind, kind)), self._word(table, "designation", designation))
            case _:
                parts = (str(row.get("name") or ""),)
        return " · ".join(part for part in parts if part) or _(KINDS.get(table, table))

    def _said(self, table: str, row: Mapping[str, Any], column: str) -> str:
        return self.value(table, column, row.get(column), row)

    def _word(self, table: str, column: str, key: str) -> str:
        if column == "entered_in":
            return _(_ENTERED.get(key, key))
        if column in ("subject_kind", "record_table"):
            return _(KINDS.get(key) or _SUBJECTS.get(key, key))
        if column == "criterion":
            return self._criterion(key)
        if column in ("task", "milestone"):
            task, milestone = self._plan.tasks.get(key), self._plan.milestones.get(key)
            if column == "task" and task is not None:
                return f"{key} {pick(task.title, task.title_en)}"
            return pick(milestone.zh, milestone.en) if milestone is not None else key
        word = self._vocabulary(table, column).get(key)
        return pick(word.zh, word.en) if word is not None else key

    def _criterion(self, key: str) -> str:
        """What was judged: a criterion, an item of a score, a paper of an application."""
        designation, _sep, rest = key.partition("/")
        rules, _sep, asked = rest.partition("/")
        title = self._catalogue.designations.get(designation)
        if title is None:
            return key
        words: dict[str, Any] = {one.key: one for one in title.materials or self._catalogue.materials}
        if rules != "materials":
            words = {one.key: one for one in title.score_items}
            words |= {one.key: one for known in title.rulesets if known.key == rules for one in known.criteria}
        item, _sep, choice = asked.partition("/") if rules == "score" else (asked, "", "")
        word = words.get(item)
        said = pick(word.zh, word.en) if word is not None else item
        return " · ".join(part for part in (pick(title.zh, title.en), said, choice) if part)

    def _vocabulary(self, table: str, column: str) -> Mapping[str, Any]:
        plan = self._plan
        match column:
            case "sectors" | "subject_key":
                return plan.sectors.by_key
            case "district":
                return plan.districts.by_key
            case "kind":
                return {"carrier": plan.carrier_kinds, "talent": plan.talent_kinds}[table].by_key
            case "state":
                return {
                    "carrier": plan.carrier_states,
                    "project": plan.project_states,
                    "task_progress": plan.task_states,
                    "milestone_progress": plan.milestone_states,
                }[table].by_key
            case "tier":
                return plan.tiers.by_key
            case "regional_brand":
                return plan.regional_brands.by_key
            case "way":
                return plan.ways.by_key
            case "size":
                return plan.enterprise_sizes.by_key
            case "listing":
                return plan.listings.by_key
            case "level":
                return plan.standard_levels.by_key
            case "stage":
                return plan.stages.by_key
            case "designation":
                return self._catalogue.designations.by_key
            case "indicator":
                return {**self._catalogue.metrics.by_key, **plan.indicators.by_key}
            case _:
                return {}
