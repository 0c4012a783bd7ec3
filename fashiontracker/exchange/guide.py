"""What the template tells the people who fill it in. Part of the file format, and so always Chinese."""

from __future__ import annotations

from typing import Final

from fashiontracker.exchange.columns import Column, Value

RULES: Final = (
    "一、每张工作表登记一类内容；用不到的工作表和列可以删去，列的先后可以调换，表头上方可以加标题行。",
    "二、带 * 的列必填；确实不知道时写“未知”。其余的空格表示“没有”或“不改动”：再次导入时空格不会抹去已有内容。",
    "三、企业以统一社会信用代码为准（18 位，校验码有误的不收），没有代码时以名称为准；更名的企业把旧名写在“曾用名”里。",
    "四、几项内容写在一格时用 、；或换行分开。行业、品牌等列再次导入时以新填的为准，整格替换。",
    "五、日期写 2023-5-1、2023/5/1、2023年5月1日 都可以；只写年月按 1 日，只写年份按 1 月 1 日；有效期至按月末、年末。",
    "六、数字可以带千分位、万、亿；格子里写了单位的以格子为准，例如 1.2亿。公式取算出的结果，出错的格子不收。",
    "七、一项称号每到一个阶段写一行：摸底、入库培育、申报准备、已申报、已推荐、公示、认定，以及未通过、撤回、到期、撤销、复核通过。",
    "八、“企业”表里的品牌、资质、认定日期三列供名录一次填齐；资质与认定日期按先后对应，只写一个日期的各项共用。",
    "九、导入前先逐行预览；有问题的行会说明在第几行第几列、为什么，没有确认之前不会写入任何内容。",
)

HOW: Final = {
    Value.NAME: "全称",
    Value.TEXT: "文字",
    Value.USCC: "18 位；字母大小写、全角半角均可",
    Value.OWNER: "企业全称；尚未登记的会自动登记，行业待补",
    Value.OWNER_CODE: "同一行企业的代码；填了就以代码为准",
    Value.SUBJECT_KIND: "从下拉列表选",
    Value.SUBJECT: "对象的名称；行业写行业名，全市写城市名",
    Value.SUBJECT_CODE: "企业的代码；品牌、载体平台写所属企业的代码，用来分清同名的",
    Value.SUBJECT_OWNER: "只在几个同名品牌（载体平台）的所属企业都没有代码时才用：所属企业的名称",
    Value.FORMER_NAMES: "旧名称，一行一个；知道更名日期的写成 旧名（至2023-08-18）",
    Value.SECTORS: "从下拉列表选；几个行业用 、 分开",
    Value.DISTRICT: "从下拉列表选；在前海的写成 南山区（前海）",
    Value.WORD: "从下拉列表选",
    Value.DESIGNATION: "从下拉列表选；目录中的其他写法也认",
    Value.DESIGNATIONS: "称号，几项用 、 分开",
    Value.BRANDS: "品牌名称，几个用 、 分开",
    Value.DATES: "与资质按先后对应，或只写一个日期",
    Value.STAGE: "从下拉列表选",
    Value.INDICATOR: "从下拉列表选",
    Value.DATE: "日期",
    Value.UNTIL: "最后有效的一天；空着表示长期有效",
    Value.YEAR: "四位年份",
    Value.NUMBER: "数字",
    Value.UNIT: "从下拉列表选；会换算成统一的单位",
    Value.AMOUNT: "数字；写了单位的以格子里的为准",
    Value.COUNT: "整数",
    Value.PERCENT: "0 到 100 的数，或带 % 的数",
    Value.YES_NO: "是 或 否",
    Value.YEARLY_REVENUE: "每年一列，年份可以增减，例如“2026年营业收入(万元)”",
}

_EXAMPLES: Final = {
    Value.USCC: "91990000000000019A",
    Value.OWNER: "示例云裳服饰有限公司",
    Value.OWNER_CODE: "91990000000000019A",
    Value.SUBJECT: "示例云裳服饰有限公司",
    Value.SUBJECT_CODE: "91990000000000019A",
    Value.SUBJECT_OWNER: "示例云裳服饰有限公司",
    Value.FORMER_NAMES: "示例云裳制衣厂（至2015-06-30）",
    Value.SECTORS: "服装、品牌营销",
    Value.DISTRICT: "南山区（前海）",
    Value.DESIGNATION: "全国知名品牌",
    Value.DESIGNATIONS: "高新技术企业、创新型中小企业",
    Value.BRANDS: "示例·云裳、示例·初白",
    Value.DATES: "2023-5-1、2024-6",
    Value.STAGE: "已申报",
    Value.INDICATOR: "营业收入",
    Value.DATE: "2023-5-1",
    Value.UNTIL: "2026-4-30",
    Value.YEAR: "2023",
    Value.NUMBER: "12,345.6",
    Value.UNIT: "万元",
    Value.AMOUNT: "1.2万",
    Value.COUNT: "320",
    Value.PERCENT: "45",
    Value.YES_NO: "是",
    Value.YEARLY_REVENUE: "35,000",
}
_NAMED: Final = {
    "企业名称": "示例云裳服饰有限公司",
    "品牌名称": "示例·云裳",
    "名称": "示例·云裳工业互联网平台",
    "姓名": "示例·林岚",
    "展会名称": "示例国际服装展",
    "标准名称": "示例·女装版型数据规范",
    "项目名称": "示例·时尚智造产业园",
    "企业规模": "中型",
    "上市情况": "未上市",
    "主营产品": "女装、针织衫",
    "联系人": "示例·林岚",
    "联系电话": "0755-00000000",
    "标准号": "T/SAMPLE 001-2023",
    "级别": "团体标准",
    "场馆": "示例会展中心",
    "商标注册号": "00000000",
    "证书编号": "示例证字〔2023〕1号",
    "批次": "2023年第一批",
    "来源": "示例：企业年报",
    "备注": "示例：材料待补",
    "进展说明": "示例：召开协调会",
    "说明": "示例：召开协调会",
    "任务编号": "4.1.1",
    "目标编号": "clothing.fashion_week",
}


def how(column: Column) -> str:
    """How a column is filled in, with its unit where it has one."""
    return f"{HOW[column.value]}，单位{column.unit}" if column.unit else HOW[column.value]


def example(column: Column, words: tuple[str, ...]) -> str:
    """Something that could stand in the column: one of its own words where it has them."""
    if column.name in _NAMED:
        return _NAMED[column.name]
    return _EXAMPLES.get(column.value) or (words[0] if words else "")
