"""The command line as it is typed: words in, status, output and messages out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from fashiontracker import cli


@dataclass(frozen=True)
class Answer:
    """What a command gave back."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Type = Callable[..., Answer]


@pytest.fixture
def type_in(capsys: pytest.CaptureFixture[str]) -> Type:
    """``type_in("init", "--db", path)`` runs one command."""

    def run(*words: object) -> Answer:
        capsys.readouterr()
        try:
            status = cli.main([str(word) for word in words])
        except SystemExit as end:
            status = int(end.code or 0)
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Answer(status, said.out, said.err)

    return run


@pytest.fixture
def database(tmp_path: Path, type_in: Type) -> Path:
    """An empty database."""
    path = tmp_path / "名录.db"
    assert type_in("init", "--db", path).status == 0
    return path
