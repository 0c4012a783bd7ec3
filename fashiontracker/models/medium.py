"""What a database lies on: a disk of this computer, or a network or sync folder, where it is read but never written.

A network share does not keep locks apart nor say truly when a write is on the disk; a sync client copies the file
while it changes and mixes it with another computer's. Neither shows until rows are gone.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from fashiontracker.errors import NoRoom
from fashiontracker.text import N_

NETWORK = {
    *("nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "coda", "davfs", "webdav"),
    *("ceph", "glusterfs", "lustre", "beegfs", "gpfs", "gfs2", "ocfs2", "orangefs"),
}
"""File systems, as Linux names them, whose disk is elsewhere."""

LOCAL_FUSE = {
    *("ntfs", "ntfs-3g", "exfat", "fuse-overlayfs", "mergerfs", "bindfs", "veracrypt"),
    *("gocryptfs", "encfs", "cryfs", "securefs", "ecryptfs"),
}
"""File systems of programs (``fuse.NAME``) that lie on a disk of this computer; of any other we can't know."""

SYNCED_FOLDERS = (
    ("OneDrive", re.compile(r"onedrive( ?[-–(].*)?|skydrive")),
    ("坚果云", re.compile(r"(我的)?坚果云|nutstore( files)?")),
    ("百度网盘", re.compile(r"百度网盘.*|百度云同步盘|baidu(sync|net)disk.*|baiduyun.*")),
    ("iCloud", re.compile(r"icloud ?drive|icloud云盘|com~apple~clouddocs|mobile documents")),
    ("Dropbox", re.compile(r"dropbox( \(.*\))?")),
    ("Google Drive", re.compile(r"google ?(drive|云端硬盘)|googledrive-.*")),
    ("微云", re.compile(r"微云(同步.*)?|weiyun.*")),
    ("WPS 云盘", re.compile(r"wps ?云(盘|文档)|wpsdrive|wps cloud files")),
    ("Nextcloud", re.compile(r"nextcloud|owncloud")),
)
"""Sync programs and the lower-case names of the folders that they keep in step."""

SYNC_MARKS = {
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
}
"""What some of them leave in a folder of any name."""

FileSystem = Callable[[Path], str]
"""Names the file system that a resolved path lies on: ``ext4``, ``cifs``, ``fuse.sshfs``; empty where unknown."""


def refuse_to_write(path: Path) -> None:
    """Raise NoRoom where a database at this place must not be written."""
    if found := shared_by(path):
        raise NoRoom(
            N_("{path} 在网络或同步文件夹里（{how}）：在那里写入会损坏数据，只能读取。请把数据库放到本机磁盘上。"),
            path=path,
            how=found,
        )


def shared_by(path: Path, file_system: FileSystem | None = None) -> str:
    """The network file system or the sync program that shares this place; empty for a disk of this computer."""
    place = path.resolve()
    kind = (file_system or file_system_of)(place)
    family, _, program = kind.partition(".")
    if kind in NETWORK or (family == "fuse" and program not in {"", *LOCAL_FUSE}):
        return kind
    for folder in place.parents:
        for client, names in SYNCED_FOLDERS:
            if names.fullmatch(folder.name.casefold()):
                return client
        for mark, client in SYNC_MARKS.items():
            if os.path.lexists(folder / mark):
                return client
    return ""


def file_system_of(place: Path) -> str:
    """The file system of a path, asked of the system; Windows tells only what lies across the network (``smb``)."""
    if sys.platform == "win32":
        drive_is_remote = 4
        root = place.anchor
        remote = root.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(root) == drive_is_remote
        return "smb" if remote else ""
    with suppress(OSError):
        return in_mounts(Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape"), place)
    return ""


def in_mounts(mounts: str, place: Path) -> str:
    """The file system of a path by a table of mounts: that of the deepest mount above it, the last of several.

    What the system itself runs from counts as its disk, whatever it is called.
    """
    found, depth = "", 1
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[1]))
        if len(point.parts) > 1 and len(point.parts) >= depth and place.is_relative_to(point):
            found, depth = fields[2], len(point.parts)
    return found
