"""A bundle for technical support that its sender can read first: versions, settings, counts, the log; no data."""

from __future__ import annotations

import json
import locale
import os
import platform
import shutil
import sys
import zipfile
from collections.abc import Generator
from importlib import metadata
from pathlib import Path
from typing import Any

from fashiontracker import __version__, logs, paths, settings
from fashiontracker.errors import NoRoom
from fashiontracker.models.condition import condition
from fashiontracker.models.library import sqlite
from fashiontracker.models.places import Places
from fashiontracker.progress import Progress
from fashiontracker.text import N_, _

LOG_TAIL = 256 << 10
SETTINGS = ("language", "theme", "zoom", "builtin_fonts", "page", "sidebar_open", "inspector_open", "inspector_width")
"""Wishes that say nothing about the user: no path, no name, no filter."""


def write(out: Path, database: Path | None, secret: str | None = None) -> Generator[Progress, None, list[str]]:
    """Put the bundle at ``out``, for its owner only; the names of the files in it.

    Raises Refused where there is no such database, NoRoom where the bundle can't be written.
    """
    yield Progress(0, 3, N_("收集版本和字体"))
    said: dict[str, Any] = {"system.json": system(), "fonts.json": fonts(), "settings.json": wishes()}
    if database is not None:
        yield Progress(1, 3, N_("核验数据库"))
        said["database.json"] = yield from condition(Places.of(database, secret))
    yield Progress(2, 3, N_("写出诊断包"))
    files = {name: json.dumps(content, ensure_ascii=False, indent=1) for name, content in said.items()}
    files["log.txt"] = log_tail()
    files = {_("说明.txt"): _about(), **files}
    draft = out.with_name(out.name + ".draft")
    try:
        with (
            open(draft, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle,
        ):
            for name, content in files.items():
                bundle.writestr(name, content)
        draft.replace(out)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise NoRoom(N_("无法写入 {path}：{reason}。"), path=out, reason=error.strerror or error) from error
    return list(files)


def system() -> dict[str, Any]:
    """Versions of the program and of what it runs on."""
    names = [line.split(">")[0].split("<")[0].strip() for line in _required()]
    return {
        "program": __version__,
        "frozen": bool(getattr(sys, "frozen", False)),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "encoding": locale.getpreferredencoding(False),
        "sqlite": sqlite.sqlite_version,
        "free_megabytes": _free(),
        "libraries": {name: found for name in names if (found := _version(name))},
    }


def _required() -> list[str]:
    try:
        return [line for line in metadata.requires("fashiontracker") or [] if "extra ==" not in line]
    except metadata.PackageNotFoundError:  # a frozen build without its metadata
        return []


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _free() -> int | None:
    folder = paths.data_folder()
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        return shutil.disk_usage(folder).free >> 20
    except OSError:
        return None


def fonts() -> dict[str, list[str]]:
    """The font files that each kind of type is set in, the user's installed one first."""
    from fashiontracker.reports import faces

    return {role.value: [face.path.name for face in row] for role, row in faces.faces(builtin_only=False).items()}


def wishes() -> dict[str, Any]:
    """The user's settings as far as they are nobody's business but the program's."""
    found, problems = settings.load(paths.settings_file())
    return {
        **{name: getattr(found, name) for name in SETTINGS},
        "recent": len(found.recent),
        "unreadable": sorted({problem.code for problem in problems}),
    }


def log_tail() -> str:
    """The end of the log."""
    try:
        lines = (paths.log_folder() / logs.NAME).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return lines[-LOG_TAIL:]


def _about() -> str:
    return _(
        "fashiontracker 诊断包。发送前可用任何文本编辑器查看其中每个文件：\n"
        "system.json 程序、系统和程序库的版本\n"
        "fonts.json 各种字体用到的字体文件名\n"
        "settings.json 界面设置，不含路径、单位名称和筛选条件\n"
        "database.json 数据库格式、各表行数、核验结果的代号、备份数量\n"
        "log.txt 运行日志：时间、模块、错误类型和代码位置，不含记录的内容\n"
        "其中没有企业、人员、金额、备注，也没有文件夹名和用户名。\n"
    )
