"""The pages there are, in the order of the sidebar."""

from __future__ import annotations

from dataclasses import dataclass

from fashiontracker.text import N_, _


@dataclass(frozen=True, slots=True)
class Place:
    """A page's entry: its key (which is also its icon's meaning), its name, and what stands there while it is empty."""

    key: str
    message: str
    lesson: str

    @property
    def title(self) -> str:
        """Its name in the language in force."""
        return _(self.message)


GROUPS: tuple[tuple[str, tuple[Place, ...]], ...] = (
    (
        N_("目标进展"),
        (
            Place("overview", N_("总览"), N_("行动计划全部目标的进展、节奏、预测，以及今天需要留意的事项。")),
            Place("quotas", N_("目标"), N_("每一项目标：政策原文、口径、计入名单、差一点的、历史曲线与预测。")),
            Place("map", N_("产业地图"), N_("各区、各行业的企业分布，以及行动计划给各区的定位。")),
            Place("ladder", N_("品牌梯队"), N_("品牌的三级梯队与区域品牌、各级品牌持有的称号，以及梯队的变动。")),
            Place("ratings", N_("展会评级"), N_("按行动计划的五项因素评定的展会等级，及其依据与面积增长。")),
        ),
    ),
    (
        N_("名录"),
        (
            Place(
                "enterprises", N_("企业"), N_("时尚产业各行业的企业名录，以统一社会信用代码识别，更名不会变成两家。")
            ),
            Place("brands", N_("品牌"), N_("自主品牌、代理品牌及其归属企业、梯队与称号。")),
            Place("carriers", N_("载体平台"), N_("设计中心、工业互联网平台、研究院、实验室、产业园等载体。")),
            Place("talents", N_("人才"), N_("引进和培养的时尚人才及其用人单位。")),
            Place("exhibitions", N_("展会"), N_("历届展会的面积、观众、国际化程度，可按权重评级。")),
            Place("standards", N_("标准"), N_("本市企业牵头或参与制定的标准及其发布日期。")),
            Place("projects", N_("重点项目"), N_("行动计划点名的重点项目及其建设状态。")),
        ),
    ),
    (
        N_("培育工作"),
        (
            Place("cultivation", N_("培育认定"), N_("从摸底到认定的每一步、申报材料清单、称号的有效期与复核。")),
            Place("published", N_("公示比对"), N_("放入公示名单，与名录比对，把新称号连同依据一并记下。")),
            Place("tasks", N_("任务分工"), N_("行动计划的各项任务、牵头与责任单位、推进记录与佐证。")),
        ),
    ),
    (
        N_("数据与报送"),
        (
            Place("reports", N_("报表与报送"), N_("选择文件、预览、打印、保存；每次报送都冻结存档，可与上次比较。")),
            Place("import", N_("导入"), N_("从 Excel、WPS 或 CSV 导入：逐行预览结果，确认后一步写入，一步撤销。")),
            Place("history", N_("变更记录"), N_("谁在何时改了什么、从哪里来；任何一步都能撤销。")),
            Place("backup", N_("备份与安全"), N_("自动备份、恢复、核验、加密与口令。")),
        ),
    ),
)

PLACES: dict[str, Place] = {place.key: place for _group, places in GROUPS for place in places}
