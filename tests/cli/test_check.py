"""`check`: eligibility on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fashiontracker import app
from fashiontracker.cli import main
from fashiontracker.errors import Exit
from tests.tally.firms import Firm, record
from tests.tally.test_eligibility_catalogue import GIANT, SME


@pytest.fixture
def database(tmp_path: Path) -> str:
    path = tmp_path / "示例.db"
    with app.create(path) as made:
        short = GIANT.having(ip_class1_applied_count=2).without("platform_development_score")
        record(made.store, short, "示例服装有限公司", "91440300MA5EXAMPL0", designation="little_giant")
        record(made.store, SME, "示例二号", designation="provincial_sme")
        record(made.store, Firm({}), "示例三号")
        record(made.store, Firm({}), "示例四号")
    return str(path)


def test_one_check_is_printed_criterion_by_criterion(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--enterprise", "示例服装有限公司", "--designation", "小巨人", "--as-of", "2026-05-10"]
    assert main(["check", "--db", database, *words]) == Exit.DONE
    printed = capsys.readouterr().out
    assert "结论：不符合条件" in printed
    assert "2 项（2025 年，示例年报）；还差 2 项已应用的Ⅰ类知识产权；依据：工信部企业〔2026〕2号 附件2(四)" in printed
    assert "缺数据：专精特新发展评价得分（2025 年）" in printed


def test_many_checks_are_printed_as_a_list_the_readiest_first(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--db", database, "--designation", "provincial_sme", "--as-of", "2026-05-10"]) == Exit.DONE
    lines = capsys.readouterr().out.splitlines()
    assert "差距" in lines[0]
    assert lines[2].startswith("示例二号")
    assert "符合条件" in lines[2]
    assert len(lines) == 2 + 4


def test_json_is_one_document(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--enterprise", "91440300MA5EXAMPL0", "--designation", "little_giant", "--as-of", "2026-05-10", "--json"]
    assert main(["check", "--db", database, *words]) == Exit.DONE
    document = json.loads(capsys.readouterr().out)
    (check,) = document["checks"]
    assert document["as_of"] == "2026-05-10"
    assert (check["subject"], check["verdict"]) == ("示例服装有限公司", "not_eligible")
    assert {one["verdict"] for one in check["criteria"]} == {"met", "not_met", "unknown"}


def test_a_renewal_is_judged_as_one(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--enterprise", "示例服装有限公司", "--designation", "little_giant", "--as-of", "2026-05-10"]
    assert main(["check", "--db", database, *words, "--renewal", "--json"]) == Exit.DONE
    (check,) = json.loads(capsys.readouterr().out)["checks"]
    assert (check["purpose"], check["ruleset"]) == ("renewal", "2022-63")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--enterprise", "示例服装"], "没有登记“示例服装”，相近的有：示例服装有限公司"),
        (["--designation", "no_such"], "目录里没有称号“no_such”"),
        (["--designation", "UFI认证展会"], "只能核对企业、品牌和载体平台的称号"),
    ],
)
def test_what_nobody_knows_is_refused(
    words: list[str], said: str, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--db", database, *words]) == Exit.REFUSED
    streams = capsys.readouterr()
    assert said in streams.err
    assert streams.out == ""


def test_with_nothing_under_way_there_is_nothing_to_check(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--db", database]) == Exit.DONE
    assert capsys.readouterr().out == "没有可以核对的对象或称号。\n"
