"""Evidence files in the user's hands: chosen to be attached, and opened to be read."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from fashiontracker import scratch
from fashiontracker.models import attachments, evidence
from fashiontracker.text import _
from fashiontracker.ui import messages
from fashiontracker.ui.saving import open_outside


def choose_files(near: QWidget) -> list[Path]:
    """The files that the user picks; none where they think better of it."""
    names, _filter = QFileDialog.getOpenFileNames(near.window(), _("选择佐证文件"))
    return [Path(name) for name in names]


def open_copy(near: QWidget, folder: Path, name: str, sha256: str) -> None:
    """Open a copy under the file's own name: the kept one bears its hash, and must not change."""
    kept = evidence.file_of(folder, sha256)
    if not kept.is_file():
        messages.warn(near, _("佐证文件“{name}”不在了，请用备份恢复。").format(name=name))
        return
    if attachments.is_program(name):
        messages.warn(near, _("“{name}”是程序或脚本，不在这里打开。").format(name=name))
        return
    copy = scratch.folder() / attachments.safe_name(name)
    shutil.copyfile(kept, copy)
    open_outside(copy)
