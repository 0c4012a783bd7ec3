"""The workbook's eleven sheets, declared once: for reading, for the template, for the export, for the rejects.

Names of sheets and columns are part of the file format and always Chinese.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from fashiontracker.exchange.columns import Column, SheetLayout, Value


def _also(words: str) -> tuple[str, ...]:
    """Aliases, written in a row."""
    return tuple(words.split())


_CODE: Final = _also(
    "信用代码 社会信用代码 USCC 统一信用代码 企业信用代码 单位信用代码 机构信用代码 "
    "社会统一信用代码 统一社会信用代码证号 统一社会信用代码号"
)
_FIRM: Final = _also("企业名称 单位名称 公司名称 企业 公司 所属企业 所属单位 所属公司 企业全称 单位全称")
_SECTOR: Final = _also("所属行业 行业类别 行业分类 行业领域 产业 所属产业 产业类别 产业领域 所属领域 细分行业")
_DISTRICT: Final = _also("区 行政区 所在区 区域 所属区域 所在区域 所属行政区 所在行政区 辖区 属地 注册区")
_NOTE: Final = _also("备注说明 附注 其他说明")


def _uscc(value: Value) -> Column:
    return Column("统一社会信用代码", value, "uscc" if value == Value.USCC else "", aliases=_CODE)


def _owner(name: str, aliases: str) -> Column:
    others = tuple(alias for alias in (*_also(aliases), *_FIRM) if alias != name)
    return Column(name, Value.OWNER, "owner_id", aliases=others)


def _day(name: str, field: str, aliases: str, required: bool = False) -> Column:
    return Column(name, Value.DATE, field, required, _also(aliases))


_SECTORS: Final = Column("行业", Value.SECTORS, "sectors", aliases=_SECTOR)
_PLACE: Final = Column("所属区", Value.DISTRICT, "district", aliases=_DISTRICT)
_REMARK: Final = Column("备注", Value.TEXT, "note", aliases=_NOTE)

ENTERPRISES: Final = SheetLayout(
    "企业",
    "enterprise",
    (
        Column(
            "企业名称",
            Value.NAME,
            "name",
            True,
            _also("单位名称 公司名称 名称 企业全称 单位全称 公司全称 企业 公司 机构名称"),
        ),
        _uscc(Value.USCC),
        Column("曾用名", Value.FORMER_NAMES, aliases=_also("曾用名称 原名 原名称 原企业名称 更名前名称")),
        Column("行业", Value.SECTORS, "sectors", True, _SECTOR),
        _PLACE,
        _day("成立日期", "founded_on", "成立时间 成立年月 成立年份 注册日期 注册时间 设立日期"),
        Column("企业规模", Value.TEXT, "size", aliases=_also("规模 规模类型 企业类型规模")),
        Column("上市情况", Value.TEXT, "listing", aliases=_also("上市状态 是否上市 上市")),
        Column("主营产品", Value.TEXT, "products", aliases=_also("主营业务 主要产品 主导产品 主营")),
        Column("联系人", Value.TEXT, "contact", aliases=_also("企业联系人 联系人姓名")),
        Column(
            "联系电话", Value.TEXT, "phone", aliases=_also("电话 手机 手机号 手机号码 联系方式 联系人电话 电话号码")
        ),
        _REMARK,
        Column("YYYY年营业收入(万元)", Value.YEARLY_REVENUE, unit="万元"),
        Column("品牌", Value.BRANDS, aliases=_also("品牌名称 自主品牌 旗下品牌 主要品牌 拥有品牌")),
        Column(
            "资质",
            Value.DESIGNATIONS,
            aliases=_also("称号 资质荣誉 荣誉资质 资质名称 荣誉称号 认定称号 所获称号 获得称号"),
        ),
        Column("认定日期", Value.DATES, aliases=_also("认定时间 认定年份 认定年月 获评时间 获得时间 获评日期")),
    ),
    _also("企业名录 企业名单 企业信息"),
)

BRANDS: Final = SheetLayout(
    "品牌",
    "brand",
    (
        Column("品牌名称", Value.NAME, "name", True, _also("品牌 名称")),
        _owner("所属企业", "持有企业 品牌所属企业 权利人"),
        _uscc(Value.OWNER_CODE),
        _SECTORS,
        Column("品牌梯队", Value.WORD, "tier", aliases=_also("梯队 品牌层级"), vocabulary="tiers"),
        Column("区域品牌", Value.WORD, "regional_brand", aliases=_also("所属区域品牌"), vocabulary="regional_brands"),
        Column("商标注册号", Value.TEXT, "trademark_no", aliases=_also("商标号 商标注册证号 注册商标号")),
        Column("创立年份", Value.YEAR, "founded_year", aliases=_also("创立年 创立时间 创建年份 品牌创立年份")),
        _REMARK,
    ),
    _also("品牌名录"),
)

CARRIERS: Final = SheetLayout(
    "载体平台",
    "carrier",
    (
        Column("名称", Value.NAME, "name", True, _also("载体名称 平台名称 载体平台名称 中心名称 机构名称")),
        Column("类型", Value.WORD, "kind", True, _also("载体类型 平台类型 载体平台类型 类别"), "carrier_kinds"),
        _owner("依托单位", "依托企业 建设单位 承建单位 运营单位 主体单位"),
        _uscc(Value.OWNER_CODE),
        _SECTORS,
        _PLACE,
        Column("状态", Value.WORD, "state", aliases=_also("建设状态 建设情况"), vocabulary="carrier_states"),
        _day("建成日期", "built_on", "建成时间 建成年月"),
        _REMARK,
    ),
    _also("载体 平台 载体与平台 创新载体"),
)

TALENTS: Final = SheetLayout(
    "人才",
    "talent",
    (
        Column("姓名", Value.NAME, "name", True, _also("人才姓名 名称")),
        Column("类别", Value.WORD, "kind", True, _also("人才类别 人才类型 类型"), "talent_kinds"),
        _owner("所在单位", "工作单位 所在企业 任职单位"),
        _uscc(Value.OWNER_CODE),
        _SECTORS,
        Column("方式", Value.WORD, "way", aliases=_also("引育方式 引进方式 引进或培育"), vocabulary="ways"),
        _day("日期", "acquired_on", "引进日期 培育日期 引育日期 引进时间 认定日期 时间", required=True),
        _REMARK,
    ),
    _also("人才名录"),
)

EXHIBITIONS: Final = SheetLayout(
    "展会",
    "exhibition",
    (
        Column("展会名称", Value.NAME, "name", True, _also("展览名称 展览会名称 展会 名称")),
        _owner("主办单位", "主办方 主办机构 组展单位"),
        _SECTORS,
        Column("场馆", Value.TEXT, "venue", aliases=_also("举办场馆 展馆 举办地点 展览场馆 展览地点")),
        Column("年度", Value.YEAR, "year", True, _also("年份 举办年份 举办年度")),
        Column(
            "面积(平方米)",
            Value.AMOUNT,
            "area",
            aliases=_also("展览面积 展出面积 展会面积"),
            unit="平方米",
            assumed="平方米",
        ),
        Column("展商数", Value.COUNT, "exhibitors", aliases=_also("参展商数 参展企业数 展商数量 参展商数量")),
        Column("境外展商数", Value.COUNT, "foreign_exhibitors", aliases=_also("境外参展商数 海外展商数 国外展商数")),
        Column("观众数", Value.COUNT, "visitors", aliases=_also("观众人数 观众人次 参观人数 观众数量")),
        Column("UFI认证", Value.YES_NO, "ufi", aliases=_also("UFI 是否UFI认证 是否通过UFI认证")),
        _REMARK,
    ),
    _also("展览 展会名录"),
)

STANDARDS: Final = SheetLayout(
    "标准",
    "standard",
    (
        Column("标准名称", Value.NAME, "name", True, _also("名称")),
        Column("标准号", Value.TEXT, "number", aliases=_also("标准编号 标准代号")),
        Column("级别", Value.TEXT, "level", aliases=_also("标准级别 标准类型 标准类别")),
        _owner("牵头单位", "牵头企业 主导单位 牵头起草单位"),
        _SECTORS,
        _day("发布日期", "published_on", "发布时间 发布年月", required=True),
        _REMARK,
    ),
    _also("标准名录"),
)

EVENTS: Final = SheetLayout(
    "培育认定",
    "stage_event",
    (
        Column(
            "对象类型",
            Value.SUBJECT_KIND,
            "subject_kind",
            True,
            _also("主体类型"),
            choices=(("企业", "enterprise"), ("品牌", "brand"), ("载体平台", "carrier")),
        ),
        Column("对象名称", Value.SUBJECT, "subject_id", True, (*_also("主体名称 申报单位 认定对象"), *_FIRM)),
        _uscc(Value.SUBJECT_CODE),
        Column("对象所属企业", Value.SUBJECT_OWNER),
        Column(
            "称号", Value.DESIGNATION, "designation", True, _also("称号名称 认定称号 荣誉称号 资质 资质名称 认定名称")
        ),
        Column("阶段", Value.STAGE, "stage", True, _also("当前阶段 培育阶段 状态 进展阶段"), "stages"),
        _day("日期", "happened_on", "认定日期 阶段日期 认定时间 时间 发文日期", required=True),
        Column(
            "有效期至",
            Value.UNTIL,
            "valid_until",
            aliases=_also("有效期 到期日期 到期日 有效期止 有效期截止 有效截止日期"),
        ),
        Column("证书编号", Value.TEXT, "certificate_no", aliases=_also("证书号 证书号码")),
        Column("批次", Value.TEXT, "batch", aliases=_also("认定批次 公示批次")),
        _REMARK,
    ),
    _also("认定 称号 培育库"),
)

FIGURES: Final = SheetLayout(
    "年度指标",
    "figure",
    (
        Column(
            "对象类型",
            Value.SUBJECT_KIND,
            "subject_kind",
            True,
            _also("主体类型"),
            choices=(("企业", "enterprise"), ("行业", "sector"), ("全市", "city")),
        ),
        Column("对象名称", Value.SUBJECT, "enterprise_id", True, _also("主体名称 企业名称 单位名称 公司名称")),
        _uscc(Value.SUBJECT_CODE),
        Column("指标", Value.INDICATOR, "indicator", True, _also("指标名称")),
        Column("年度", Value.YEAR, "year", True, _also("年份")),
        Column("数值", Value.NUMBER, "value", True, _also("指标值 值")),
        Column("单位", Value.UNIT, "unit", True, _also("计量单位 数值单位")),
        Column("来源", Value.TEXT, "source", aliases=_also("数据来源 出处 资料来源")),
    ),
    _also("指标"),
)

PROJECTS: Final = SheetLayout(
    "重点项目",
    "project",
    (
        Column("项目名称", Value.NAME, "name", True, _also("名称 项目")),
        _owner("承担单位", "建设单位 项目单位 实施单位 投资单位 项目业主"),
        _uscc(Value.OWNER_CODE),
        _SECTORS,
        _PLACE,
        Column("总投资(万元)", Value.AMOUNT, "investment", aliases=_also("总投资额 投资总额 计划总投资"), unit="万元"),
        _day("开工日期", "started_on", "开工时间 开工年月"),
        _day("计划完工日期", "due_on", "计划竣工日期 计划完工时间 竣工日期 完工日期"),
        Column("状态", Value.WORD, "state", aliases=_also("项目状态 建设状态"), vocabulary="project_states"),
        Column("进度(%)", Value.PERCENT, "progress", aliases=_also("完成进度 工程进度 形象进度 项目进度")),
        _REMARK,
    ),
    _also("项目"),
)

TASKS: Final = SheetLayout(
    "任务进展",
    "task_progress",
    (
        Column("任务编号", Value.WORD, "task", True, _also("编号 任务"), "tasks"),
        _day("日期", "happened_on", "时间 填报日期", required=True),
        Column("状态", Value.WORD, "state", True, _also("任务状态"), "task_states"),
        Column("进展说明", Value.TEXT, "note", aliases=_also("进展情况 进展 说明")),
    ),
    _also("任务"),
)

MILESTONES: Final = SheetLayout(
    "目标进展",
    "milestone_progress",
    (
        Column("目标编号", Value.WORD, "milestone", True, _also("编号 目标 目标名称"), "milestones"),
        _day("日期", "happened_on", "时间 填报日期", required=True),
        Column("状态", Value.WORD, "state", True, _also("目标状态"), "milestone_states"),
        Column("说明", Value.TEXT, "note", aliases=_also("进展说明 进展情况 进展")),
    ),
    _also("目标"),
)

LAYOUTS: Final = MappingProxyType(
    {
        layout.kind: layout
        for layout in (
            *(ENTERPRISES, BRANDS, CARRIERS, TALENTS, EXHIBITIONS, STANDARDS),
            *(EVENTS, FIGURES, PROJECTS, TASKS, MILESTONES),
        )
    }
)
"""Our sheets by name, in the workbook's order."""

GUIDE_SHEET: Final = "填表说明"
LISTS_SHEET: Final = "选项"
REASON_COLUMN: Final = "退回原因"
ROW_NUMBERS: Final = "序号"
"""What the template, the workbook of rejects and other people's tables hold beside data; reading passes over them."""
