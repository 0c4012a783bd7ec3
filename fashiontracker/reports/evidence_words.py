"""What a piece of evidence bears out, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from fashiontracker.models import checklists
from fashiontracker.models.materials import item_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.vouchers import Title, Voucher
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan

RECORDS: Final = {
    "enterprise": "企业登记信息",
    "brand": "品牌登记信息",
    "carrier": "载体平台登记信息",
    "talent": "人才登记信息",
    "exhibition": "展会登记信息",
    "standard": "标准登记信息",
    "project": "重点项目登记信息",
    "former_name": "更名",
}
NOBODY: Final = "其他"


class Words:
    """Says records in the words of the plan and the catalogue."""

    def __init__(self, session: Session, plan: Plan, catalogue: Catalogue) -> None:
        self._session, self._plan, self._catalogue = session, plan, catalogue
        self._items: dict[str, dict[str, str]] = {}

    def subject(self, one: Voucher) -> str:
        """Whom it is about."""
        if one.name:
            return one.name
        if one.table == "figure":
            sector = self._plan.sectors.get(one.row["subject_key"])
            return sector.zh if sector else one.row["subject_key"] or NOBODY
        if one.table == "milestone_progress":
            milestone = self._plan.milestones.get(one.row["milestone"])
            return milestone.zh if milestone else one.row["milestone"]
        if one.table == "task_progress":
            task = self._plan.tasks.get(one.row["task"])
            return f"任务{one.row['task']} {task.title}" if task else one.row["task"]
        return NOBODY

    def about(self, one: Voucher) -> str:
        """What of it."""
        row = one.row
        if one.table == "stage_event":
            return self._event(row["designation"], row["stage"], row["happened_on"])
        if one.table == "figure":
            indicator = self._plan.indicators.get(row["indicator"])
            metric = self._catalogue.metrics.get(row["indicator"])
            name = indicator.zh if indicator else metric.zh if metric else row["indicator"]
            return f"{row['year']}年{name}"
        if one.table == "judgement":
            asked = item_of(row["criterion"])
            return self.material(*asked) if asked else f"人工判断：{self._criterion(row['criterion'])}"
        if one.table in ("milestone_progress", "task_progress"):
            return f"进展 {row['happened_on']}"
        return RECORDS.get(one.table, NOBODY)

    def material(self, designation: str, item: str) -> str:
        """An item of an application's checklist."""
        title = self._catalogue.designations.get(designation)
        return f"{title.zh if title else designation}申报材料：{self.item(designation, item)}"

    def item(self, designation: str, item: str) -> str:
        """The item's name alone; one that the list no longer has by its key."""
        if designation not in self._items:
            listed = checklists.items(self._session, self._catalogue, designation)
            self._items[designation] = {one.key: one.zh for one in listed}
        return self._items[designation].get(item, item)

    def title(self, one: Title) -> str:
        """A recognition."""
        return self._event(one.designation, one.stage, one.happened_on.isoformat())

    def _event(self, designation: str, stage: str, day: str) -> str:
        title, reached = self._catalogue.designations.get(designation), self._plan.stages.get(stage)
        return f"{title.zh if title else designation} {reached.zh if reached else stage} {day}"

    def _criterion(self, place: str) -> str:
        """What is asked at designation/ruleset/criterion; an item of a score by its name."""
        designation, ruleset, key, *_ = [*place.split("/"), "", "", ""]
        title = self._catalogue.designations.get(designation)
        asked: Mapping[str, Any] = {}
        if title is not None:
            asked = {item.key: item.zh for item in title.score_items}
            asked |= {one.key: one.zh for rules in title.rulesets if rules.key == ruleset for one in rules.criteria}
        return str(asked.get(key, place))
