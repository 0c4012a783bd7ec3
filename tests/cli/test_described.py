"""docs/cli.md says what the command line takes: every command, every option."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import pytest

from fashiontracker.cli import parser
from tests.source import ROOT

TEXT = (ROOT / "docs" / "cli.md").read_text("utf-8")


def commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser.build()._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def untold(command: argparse.ArgumentParser) -> list[str]:
    """The options that the text gives under none of their names."""
    given = [action.option_strings for action in command._actions if action.option_strings]
    return [words[-1] for words in given if not any(re.search(rf"[\[(` ]{word}[\])` ,;]", TEXT) for word in words)]


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=[name for name, _ in commands()])
def test_the_description_names_the_command_and_its_options(name: str, command: argparse.ArgumentParser) -> None:
    assert f"`fashiontracker {name} " in TEXT
    assert untold(command) == []


def test_the_description_names_no_command_that_is_not_there() -> None:
    told = {line.split()[2] for line in TEXT.splitlines() if line.startswith("| `fashiontracker ")}
    assert {word.strip("`") for word in told if word[0].isalpha()} <= dict(commands()).keys()


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=[name for name, _ in commands()])
def test_the_help_is_headed_in_the_readers_punctuation(name: str, command: argparse.ArgumentParser) -> None:
    headings = re.findall(r"(?m)^\S+[:：]$", command.format_help())
    assert "选项：" in headings
    assert not [heading for heading in headings if heading.endswith(":")]
