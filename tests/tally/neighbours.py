"""A few firms in their districts, in a database."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fashiontracker import app
from fashiontracker.models import tables as t

DAY = date(2024, 6, 30)


def found(database: Path) -> app.App:
    """Four firms: 南山 in 前海 (服装、钟表), 南山 (服装), 福田 (founded after the day), and one that says nothing."""
    made = app.create(database)
    with made.store.journal.entry("登记") as session:
        for name, sectors, district, qianhai, founded in (
            ("示例甲", ("clothing", "watches"), "nanshan", True, date(2010, 1, 1)),
            ("示例乙", ("clothing",), "nanshan", False, None),
            ("示例丙", ("jewelry",), "futian", False, date(2024, 7, 1)),
            ("示例丁", (), None, False, None),
        ):
            session.add(
                t.Enterprise(
                    name=name,
                    name_key=name,
                    sectors=sectors,
                    district=district,
                    qianhai=qianhai,
                    founded_on=founded,
                )
            )
        session.flush()
        session.add(t.Brand(name="示例牌", name_key="示例牌", owner_id=1, sectors=("watches",)))
        session.add(t.Brand(name="无主", name_key="无主", sectors=("leather",)))
        for kind, key in (("enterprise", 1), ("brand", 1)):
            session.add(
                t.StageEvent(
                    subject_kind=kind,
                    subject_id=key,
                    designation="national_brand",
                    stage="recognised",
                    happened_on=date(2023, 1, 1),
                    valid_until=date(2024, 12, 31),
                )
            )
        for name, built in (("示例中心", date(2023, 1, 1)), ("在建中心", None)):
            session.add(
                t.Carrier(
                    name=name,
                    name_key=name,
                    kind="industrial_design_center",
                    sectors=("watches",),
                    district="baoan",
                    qianhai=True,
                    state="built",
                    built_on=built,
                )
            )
        for year, value in ((2022, 700.0), (2023, 900.0), (2024, 5000.0)):
            session.add(
                t.Figure(
                    subject_kind="enterprise",
                    enterprise_id=1,
                    indicator="revenue",
                    year=year,
                    value=value,
                    unit="万元",
                    entered_in="roster",
                )
            )
    return made
