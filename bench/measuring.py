"""The measuring document: 12 headings, 108 paragraphs, a chart and a table of 2,000 × 10, all invented."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta, timezone

from fashiontracker.reports.document import (
    Annex,
    Attachments,
    Bars,
    Column,
    Document,
    Heading,
    LetterHead,
    Meta,
    Paragraph,
    Part,
    Signature,
    Table,
    Title,
)

CHINA = timezone(timedelta(hours=8))
ISSUER = "示例市时尚产业协会"
SENTENCES = (
    "根据《示例市时尚产业高质量发展若干措施》（示府办规〔2025〕7号）要求，协会于2026年7月组织开展了全市时尚企业上半年经济运行情况"
    "调查，共回收有效问卷2,000份，有效回收率为98.6%。",
    "上半年，全市时尚产业营业收入达到1,286.45亿元，同比增长12.7％；利润总额147.32亿元，同比增长8.9％，增速较去年同期提高"
    "2.3个百分点，高于全国平均水平1.4个百分点。",
    "从企业规模看，年营业收入亿元以上企业共318家，占全部调查企业的15.9%，贡献了全行业78.4%的营业收入；小微企业数量占比超过六成，"
    "但收入占比仅为7.1%，“头部集聚、腰部偏弱、底部分散”的结构性特征依然明显。",
    "从创新投入看，规模以上企业研发经费（R&D）支出为168.9亿元，占营业收入的13.1%；新增外观设计专利授权4,512件、作品著作权登记"
    "23,870件；参与制定国家标准（GB/T）46项、国际标准（ISO/IEC）5项。",
    "从用工情况看，从业人员平均人数为21.4万人，同比增长3.2%，其中设计人员占比为17.6%；人均月薪酬为1.13万元，同比增长4.1%。",
    "部分企业反映，受国际经贸环境变化影响，出口订单“短、小、急”特征突出；功能性面料（如PTFE、TPU膜等）供给不稳定，交付周期由"
    "8～12周延长至20周以上；融资难、融资贵问题尚未根本缓解……企业普遍希望加大政策支持力度。",
    "示例喆达服装、示例堃鹏家具、示例淼淼珠宝、示例燚阳眼镜、示例玥昇钟表、示例镕远皮革、示例䶮腾内衣、示例𬭊峰化妆品等企业反映，"
    "数字化设计工具应用场景开放不足，公共展示空间有待完善，建议尽快出台实施细则。",
    "需要说明的是，本次统计口径与统计调查制度保持一致：凡主营业务收入在2,000万元以上的法人单位，均纳入统计范围；不足2,000万元的，"
    "采取抽样方式推算（抽样误差控制在±2.5%以内）——下同。",
)
SECTIONS = ("总体运行情况", "存在的主要问题", "下半年走势研判", "有关工作建议")
LEADS = ("产业规模稳步扩大。", "创新能力持续增强。", "区域布局不断优化。")
COLUMNS = (
    Column("序号", "center"),
    Column("企业名称"),
    Column("统一社会信用代码", "center"),
    Column("所属领域", "center"),
    Column("联系人", "center"),
    Column("从业人员（人）", "right"),
    Column("营业收入（万元）", "decimal"),
    Column("同比（％）", "decimal"),
    Column("利润总额（万元）", "decimal"),
    Column("备注", "center"),
)
_NAMES = "华中海天金鼎信达博远东方新宏盛泰恒瑞安康明智创联众合优科云锦星辰宇航凯旋锐捷腾飞"
_RARE = "喆堃淼燚玥昇镕䶮𬭊"
_TRADES = ("服装", "家具", "黄金珠宝", "钟表", "眼镜", "皮革制品", "内衣", "化妆品")
_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂喆堃淼燚玥昇镕䶮"
_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def rows(count: int) -> tuple[tuple[str, ...], ...]:
    """Invented enterprises, the same on every run."""
    dice = random.Random(9704)
    made = []
    for number in range(1, count + 1):
        rare = dice.choice(_RARE) if number % 9 == 0 else ""
        form = "股份" if number % 7 == 0 else ""
        trade = dice.choice(_TRADES)
        name = f"示例{dice.choice(_NAMES)}{dice.choice(_NAMES)}{rare}{trade}{form}有限公司"
        income = dice.lognormvariate(8, 1.6)
        made.append(
            (
                str(number),
                name,
                "91" + "".join(dice.choice(_CODE) for _ in range(16)),
                trade,
                dice.choice(_FAMILY) + "".join(dice.choice(_GIVEN) for _ in range(dice.choice((1, 2)))),
                f"{dice.randint(5, 3000):,}",
                f"{income:,.2f}",
                f"{dice.uniform(-30, 60):.1f}",
                f"{income * dice.uniform(-0.1, 0.25):,.2f}",
                "新入库" if number % 11 == 0 else "",
            )
        )
    return tuple(made)


def body() -> list[Part]:
    """12 headings and 108 paragraphs."""
    parts: list[Part] = []
    for turn in range(3):
        for place, section in enumerate(SECTIONS):
            parts.append(Heading(1, section))
            for step, lead in enumerate(LEADS):
                first, second, third = ((place * 3 + step + turn + n * 3) % 8 for n in range(3))
                parts.append(Paragraph(SENTENCES[first], lead=f"（{'一二三'[step]}）{lead}"))
                parts.append(Paragraph(f"{step + 1}.{SENTENCES[second]}"))
                parts.append(Paragraph(SENTENCES[third]))
    return parts


def chart() -> Bars:
    """Two years by sector."""
    before = (182.4, 356.1, 98.7, 143.2, 211.9, 168.5, 125.6, 88.0)
    after = (161.3, 322.8, 90.2, 118.6, 150.4, 159.7, 138.1, 92.4)
    series = (("2025年上半年", after), ("2026年上半年", before))
    return Bars("图1　分领域营业收入", _TRADES, series, "亿元", "2025年与2026年上半年八个领域营业收入柱状图")


def table(count: int) -> Table:
    """The statistical table."""
    return Table(COLUMNS, rows(count), title="2026年上半年时尚企业经济指标统计表", unit="单位：人、万元、％")


def measuring_document(count: int = 2000) -> Document:
    """The whole document, with an annex of ``count`` rows."""
    title = f"{ISSUER}关于报送2026年上半年\n行业经济运行统计分析报告的请示"
    return Document(
        meta=Meta(
            title.replace("\n", ""), ISSUER, datetime(2026, 7, 18, 9, 0, tzinfo=CHINA), "统计分析报告", ("时尚", "统计")
        ),
        parts=[
            LetterHead(f"{ISSUER}文件", "示时协〔2026〕18号", "林　喆"),
            Title(title),
            Paragraph("示例市工业和信息化局：", indent=False),
            *body(),
            chart(),
            Paragraph("妥否，请批示。"),
            Attachments(("2026年上半年时尚企业经济指标统计表",)),
            Signature(ISSUER, "2026年7月18日"),
            Annex("2026年上半年时尚企业经济指标统计表", [table(count)], landscape=True),
        ],
        number="SL-2026-018",
        as_of=date(2026, 6, 30),
        fingerprint="0123456789abcdef",
    )
