"""The matrix of candidates × designations, and the worklist of what is missing."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import event, select

from fashiontracker.models.store import Store
from fashiontracker.models.tables import Figure
from fashiontracker.progress import finish
from fashiontracker.tally import eligibility, readiness
from fashiontracker.tally.readiness import Row, Worklist
from tests.tally.firms import DAY, POLICY, Firm, database, over, record
from tests.tally.test_eligibility_catalogue import GIANT, HIGH_TECH, INNOVATIVE, SME

KEYS = ("provincial_sme", "little_giant", "high_tech_enterprise", "shenzhen_famous_brand")


def matrix(store: Store, *designations: str, within: list[tuple[str, int]] | None = None) -> list[Row]:
    with store.reading() as session:
        return finish(readiness.matrix(session, *POLICY, designations, DAY, within))


def worklist(store: Store, *designations: str) -> Worklist:
    with store.reading() as session:
        return finish(readiness.worklist(session, *POLICY, designations, DAY))


def several(store: Store) -> None:
    record(store, GIANT, "甲示例", designation="little_giant")
    record(store, GIANT.having(ip_class1_applied_count=3), "乙示例", designation="little_giant")
    record(store, SME.but(brand={"trademark_no": "示例0001"}), "丙示例", designation="provincial_sme")
    record(store, HIGH_TECH, "丁示例", designation="high_tech_enterprise")
    record(store, Firm({}), "戊示例")


def test_the_matrix_says_what_the_check_says(tmp_path: Path) -> None:
    with database(tmp_path) as store:
        several(store)
        rows = matrix(store, *KEYS)
        with store.reading() as session:
            for at, key in enumerate(KEYS):
                checks, _problems = eligibility.check(session, *POLICY, None, key, DAY)
                found = {row.subject: row.cells[at] for row in rows}
                assert {one.subject for one in checks} == {subject for subject, cell in found.items() if cell}
                for one in checks:
                    cell = found[one.subject]
                    assert cell is not None
                    assert (cell.verdict, cell.unmet, cell.unknown) == (
                        *(one.verdict, one.outcome.unmet, one.outcome.unknown),
                    )
                    assert sorted(cell.lacking) == sorted(finding.criterion.key for finding in one.lacking)


def test_who_is_ready_comes_first_and_who_is_one_criterion_away_is_told(tmp_path: Path) -> None:
    with database(tmp_path) as store:
        several(store)
        rows = matrix(store, "little_giant")
    cells = {row.name: row.cells[0] for row in rows}
    assert rows[0].name == "甲示例"
    assert [name for name, cell in cells.items() if cell and cell.ready] == ["甲示例"]
    assert [(name, cell.lacking) for name, cell in cells.items() if cell and cell.one_away] == [
        ("乙示例", ("ip_class1",))
    ]


def test_who_holds_the_title_already_is_not_ready_for_it(tmp_path: Path) -> None:
    with database(tmp_path) as store:
        record(store, GIANT.but(titles=("provincial_sme", "little_giant")), designation="little_giant")
        (row,) = matrix(store, "little_giant")
    cell = row.cells[0]
    assert cell is not None
    assert (cell.verdict, cell.held, cell.ready) == ("eligible", True, False)


def test_within_keeps_to_the_subjects_named(tmp_path: Path) -> None:
    with database(tmp_path) as store:
        several(store)
        assert {row.subject for row in matrix(store, *KEYS, within=[("enterprise", 2), ("brand", 1)])} == {
            ("enterprise", 2),
            ("brand", 1),
        }


def test_the_matrix_takes_as_many_queries_for_many_firms_as_for_one(tmp_path: Path) -> None:
    with database(tmp_path) as store:
        statements: list[str] = []
        event.listen(store.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
        record(store, GIANT, "甲示例")
        statements.clear()
        matrix(store, *KEYS)
        alone = len(statements)
        several(store)
        statements.clear()
        matrix(store, *KEYS)
        assert len(statements) == alone


def test_the_worklist_asks_for_what_is_missing_once(tmp_path: Path) -> None:
    firm = GIANT.without("total_assets", "years_in_segment").having(rd_expense=800)
    with database(tmp_path) as store:
        record(store, firm, uscc="91440300MA5EXAMPL0", designation="little_giant")
        found = worklist(store, "little_giant", "provincial_sme")
    assert len(set(found.figures)) == len(found.figures)
    asked = {(one.metric, one.year) for one in found.figures}
    assert {("total_assets", 2025), ("years_in_segment", 2025), ("rd_expense", 2024)} <= asked
    row = next(one for one in found.figures if one.metric == "total_assets")
    assert (row.name, row.uscc, row.indicator, row.unit) == ("示例公司", "91440300MA5EXAMPL0", "资产总额", "万元")


def test_a_worklist_that_is_filled_in_leaves_nothing_missing(tmp_path: Path) -> None:
    with database(tmp_path) as store:
        number = record(store, Firm({"revenue_total": over(8000, 7000, 6000)}, titles=("provincial_sme",)))
        for _round in range(3):  # another alternative may be the nearest once the first is known
            figures = worklist(store, "little_giant").figures
            with store.journal.entry("示例") as session:
                for one in figures:
                    metric = POLICY.catalogue.metrics.named(one.indicator)
                    assert metric is not None
                    session.add(
                        Figure(
                            subject_kind="enterprise",
                            enterprise_id=number,
                            indicator=metric.indicator or metric.key,
                            year=one.year,
                            value=1.0,
                            unit=one.unit,
                            entered_in="indicators",
                        )
                    )
        left = worklist(store, "little_giant")
        with store.reading() as session:
            assert session.scalars(select(Figure.id)).all()
    assert left.figures == ()
    assert [one.criterion for one in left.questions] == ["product_field"]


def test_revenue_is_asked_for_under_the_name_that_the_plan_gives_it(tmp_path: Path) -> None:
    with database(tmp_path) as store:
        record(store, Firm({}))
        (wanted,) = worklist(store, "revenue_tier_5bn").figures
    assert (wanted.indicator, wanted.unit, wanted.year) == ("营业收入", "万元", 2025)


def test_what_only_people_can_judge_is_a_question(tmp_path: Path) -> None:
    with database(tmp_path) as store:
        record(store, GIANT.but(answers={}))
        record(store, INNOVATIVE.but(answers={}).having(rd_expense=200), "乙示例")
        found = worklist(store, "little_giant", "innovative_sme")
    questions = {(one.name, one.designation, one.ruleset, one.criterion) for one in found.questions}
    assert ("示例公司", "little_giant", "2026-2", "product_field") in questions
    assert ("乙示例", "innovative_sme", "score", "ip") in questions
