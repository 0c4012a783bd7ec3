"""The log: kinds, places and numbers; never a value."""

from __future__ import annotations

import ast
import logging
import stat
from pathlib import Path

import pytest

from fashiontracker import logs
from fashiontracker.errors import NoRoom
from tests.source import modules

SECRET = "某某服饰有限公司"


def failed() -> Exception:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as cause:
            raise NoRoom("{reason}", reason=SECRET) from cause
    except NoRoom as fault:
        return fault


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "日志"


def read(folder: Path) -> str:
    return (folder / logs.NAME).read_text(encoding="utf-8")


def test_our_words_and_numbers_are_kept_and_any_other_value_is_not(folder: Path) -> None:
    with logs.written(folder):
        logging.getLogger("fashiontracker.models").info("wrote %d rows of %s in %.1f s", 12, SECRET, 0.25)
    assert read(folder).endswith("INFO fashiontracker.models: wrote 12 rows of … in 0.2 s\n")


@pytest.mark.parametrize("value", [SECRET, [SECRET], {"name": SECRET}, failed()])
@pytest.mark.parametrize("message", ["%r", "%d", "%s of %s", "%(name)s", "100 %"])
def test_a_value_of_any_kind_stays_out(message: str, value: object) -> None:
    args = ({"name": value},) if "name" in message else (value,)
    said = logs.line(logging.LogRecord("fashiontracker", logging.INFO, "a.py", 1, message, args, None))
    assert SECRET not in said
    assert "INFO fashiontracker: " in said


def test_of_an_exception_the_kind_and_the_lines_are_kept_and_its_causes(folder: Path) -> None:
    with logs.written(folder):
        logging.getLogger("fashiontracker.cli").error("failed", exc_info=failed())
    said = read(folder)
    assert SECRET not in said
    assert "NoRoom\n  test_logs.py:" in said
    assert "KeyError\n  test_logs.py:" in said
    assert " failed\n" in said
    assert str(Path(__file__).parent) not in said


def test_of_a_library_only_who_spoke_and_where_is_kept(folder: Path) -> None:
    with logs.written(folder):
        logging.getLogger("openpyxl").warning(f"cannot read {SECRET}")
        logging.getLogger("openpyxl").info("chatter")
    assert SECRET not in read(folder)
    assert "WARNING openpyxl: test_logs:" in read(folder)
    assert "INFO" not in read(folder)


def test_a_full_log_is_put_aside_and_three_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "LIMIT", 300)
    with logs.written(folder):
        for number in range(60):
            logging.getLogger("fashiontracker").info("step %d", number)
    names = sorted(path.name for path in folder.iterdir())
    assert names == [logs.NAME, *(f"{logs.NAME}.{number}" for number in (1, 2, 3))]
    assert all(path.stat().st_size < 400 for path in folder.iterdir())
    assert "step 59" in (folder / logs.NAME).read_text(encoding="utf-8")


def test_the_log_is_for_its_owner_only(folder: Path) -> None:
    with logs.written(folder):
        logging.getLogger("fashiontracker").info("here")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / logs.NAME).stat().st_mode) == 0o600


def test_a_log_that_cannot_be_written_keeps_nobody_from_working(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with logs.written(tmp_path / "file"):
        logging.getLogger("fashiontracker").info("unheard")


def test_one_run_within_another_writes_each_line_once_and_the_end_is_the_end(folder: Path) -> None:
    with logs.written(folder):
        with logs.written(folder):
            logging.getLogger("fashiontracker").info("one")
        logging.getLogger("fashiontracker").info("two")
    logging.getLogger("fashiontracker").info("three")
    assert [line.split(": ")[1] for line in read(folder).splitlines()] == ["one", "two"]


def test_every_message_to_the_log_is_a_constant() -> None:
    spoken = {"debug", "info", "warning", "error", "critical", "exception", "log"}
    broken = [
        module.at(node.lineno, "a message to the log is put together")
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in spoken
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "log"
        and not all(isinstance(part, ast.Constant) for part in _ends(node.args[0]))
    ]
    assert not broken, "\n".join(broken)


def _ends(node: ast.expr) -> list[ast.expr]:
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
