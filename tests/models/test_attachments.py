"""What comes in as evidence runs nowhere, leads nowhere and looks like nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fashiontracker.errors import NoRoom, Refused
from fashiontracker.models import attaching, attachments
from fashiontracker.progress import finish


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("证书.pdf", "证书.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\系统.dll", "系统.dll"),
        ("..", "_"),
        ("", "_"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com1.报告.pdf", "_com1.报告.pdf"),
        ("报告\u202efdp.exe", "报告fdp.exe"),
        ("报\u200b告\x00.pdf", "报告.pdf"),
        ('a<b>:"c|?*.pdf', "a_b___c___.pdf"),
        ("报告.pdf. . .", "报告.pdf"),
        ("长" * 300 + ".pdf", "长" * 78 + ".pdf"),
    ],
)
def test_a_hostile_name_becomes_one_that_any_disk_takes(name: str, safe: str) -> None:
    assert attachments.safe_name(name) == safe


@given(st.text(max_size=200))
def test_a_safe_name_stays_where_it_is_put_and_stays_as_it_is(name: str) -> None:
    safe = attachments.safe_name(name)
    assert (Path("folder") / safe).name == safe
    assert Path("folder") / safe != Path("folder")
    assert 0 < len(safe.encode()) <= attachments.LONGEST
    assert attachments.safe_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("发票.pdf.exe", b"x"),
        ("证书.PDF.LNK", b"x"),
        ("看起来是.pdf", b"MZ\x90\x00"),
        ("程序.pdf", b"\x7fELF\x02"),
        ("脚本.txt", b"#!/bin/sh\nrm"),
        ("安装.js", b"x"),
        ("证书\u202exe.fdp.scr", b"x"),
    ],
)
def test_a_program_is_no_evidence(tmp_path: Path, name: str, content: bytes) -> None:
    file, good = tmp_path / name, tmp_path / "证书.pdf"
    file.write_bytes(content)
    good.write_bytes(b"%PDF-1.7")
    with pytest.raises(Refused) as refused:
        finish(attaching.take_in(tmp_path / "files", [good, file]))
    assert [problem.code for problem in refused.value.problems] == ["program"]
    assert not (tmp_path / "files").exists()


def test_a_link_and_a_folder_are_no_evidence(tmp_path: Path) -> None:
    (tmp_path / "秘密.txt").write_text("x")
    (tmp_path / "链接.pdf").symlink_to(tmp_path / "秘密.txt")
    (tmp_path / "文件夹.pdf").mkdir()
    with pytest.raises(Refused) as refused:
        finish(attaching.take_in(tmp_path / "files", [tmp_path / "链接.pdf", tmp_path / "文件夹.pdf"]))
    assert [problem.code for problem in refused.value.problems] == ["not_a_file"] * 2


@pytest.mark.skipif(os.name == "nt", reason="a disk there takes no such name")
def test_evidence_is_kept_under_its_content_and_called_by_a_safe_name(tmp_path: Path) -> None:
    file = tmp_path / "a:b|报\u202e告.pdf"
    file.write_bytes(b"%PDF-1.7")
    (kept,) = finish(attaching.take_in(tmp_path / "files", [file]))
    assert kept.name == "a_b_报告.pdf"
    assert [path.name for path in (tmp_path / "files").iterdir()] == [kept.sha256]


def test_a_file_too_large_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "LARGEST", 4)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-")
    problem = attachments.refused(tmp_path / "a.pdf")
    assert problem is not None
    assert problem.code == "too_large"


def test_a_file_that_is_gone_meanwhile_is_a_plain_refusal(tmp_path: Path) -> None:
    with pytest.raises((Refused, NoRoom)):
        finish(attaching.take_in(tmp_path / "files", [tmp_path / "没有.pdf"]))
