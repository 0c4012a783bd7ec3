"""Network and sync folders: found by mounts, names and marks; read, never written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fashiontracker.errors import NoRoom
from fashiontracker.models import medium, restore, store
from fashiontracker.models.places import Places
from fashiontracker.progress import finish
from tests.models.conftest import Database

MOUNTS = r"""
overlay / overlay rw 0 0
/dev/sda1 /home ext4 rw 0 0
//server/share /mnt/share cifs rw 0 0
server:/data /home/user/协会\040数据 nfs4 rw 0 0
user@host: /mnt/far fuse.sshfs rw 0 0
/dev/sdb1 /media/usb fuseblk rw 0 0
/dev/sdc1 /mnt/share/inner ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/user/a.db", "ext4"),
        ("/mnt/share/a.db", "cifs"),
        ("/mnt/shared/a.db", ""),
        ("/home/user/协会 数据/a.db", "nfs4"),
        ("/mnt/far/x/a.db", "fuse.sshfs"),
        ("/media/usb/a.db", "fuseblk"),
        ("/mnt/share/inner/a.db", "ext4"),
        ("/var/a.db", ""),
    ],
)
def test_the_deepest_mount_says_what_a_file_lies_on(place: str, kind: str) -> None:
    assert medium.in_mounts(MOUNTS, Path(place)) == kind


def test_the_last_of_two_mounts_on_one_folder_counts() -> None:
    mounts = "systemd-1 /mnt/share autofs rw 0 0\n//server/share /mnt/share cifs rw 0 0\n"
    assert medium.in_mounts(mounts, Path("/mnt/share/a.db")) == "cifs"


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb", "fuse.sshfs", "fuse.rclone", "davfs"])
def test_what_lies_across_the_network_is_shared(tmp_path: Path, kind: str) -> None:
    assert medium.shared_by(tmp_path / "a.db", lambda _: kind) == kind


@pytest.mark.parametrize("kind", ["", "ext4", "tmpfs", "overlay", "fuseblk", "fuse.ntfs-3g", "fuse.gocryptfs", "fuse"])
def test_a_disk_of_this_computer_is_not(tmp_path: Path, kind: str) -> None:
    assert medium.shared_by(tmp_path / "a.db", lambda _: kind) == ""


@pytest.mark.parametrize(
    ("folder", "client"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - 示例协会", "OneDrive"),
        ("我的坚果云", "坚果云"),
        ("Nutstore Files", "坚果云"),
        ("百度网盘同步空间", "百度网盘"),
        ("BaiduSyncdisk", "百度网盘"),
        ("iCloudDrive", "iCloud"),
        ("com~apple~CloudDocs", "iCloud"),
        ("Dropbox (示例协会)", "Dropbox"),
        ("WPS云盘", "WPS 云盘"),
    ],
)
def test_a_folder_that_a_sync_program_keeps_is_known_by_its_name(tmp_path: Path, folder: str, client: str) -> None:
    assert medium.shared_by(tmp_path / folder / "数据" / "a.db", lambda _: "ext4") == client


@pytest.mark.parametrize("folder", ["协会数据", "OneDriver", "坚果", "百度", "dropboxes", "icloud"])
def test_a_folder_with_a_like_name_is_not(tmp_path: Path, folder: str) -> None:
    assert medium.shared_by(tmp_path / folder / "a.db", lambda _: "ext4") == ""


def test_a_sync_program_is_known_by_what_it_leaves_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "数据" / "深").mkdir(parents=True)
    (tmp_path / ".stfolder").mkdir()
    assert medium.shared_by(tmp_path / "数据" / "深" / "a.db", lambda _: "ext4") == "Syncthing"


def test_a_link_into_a_sync_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "链接").symlink_to(tmp_path / "Dropbox")
    assert medium.shared_by(tmp_path / "链接" / "a.db", lambda _: "ext4") == "Dropbox"


@pytest.fixture
def synced(filled: Database) -> Database:
    """The database moved into a sync folder, with what lies beside it."""
    folder = filled.path.parent.with_name("我的坚果云")
    filled.path.parent.rename(folder)
    return Database(
        Places(
            *(folder / path.name for path in (filled.path, filled.places.lock)),
            *(folder / path.name for path in (filled.places.backups, filled.places.evidence)),
        )
    )


def test_a_database_in_a_sync_folder_is_read_and_never_written(synced: Database) -> None:
    before = synced.path.read_bytes()
    with pytest.raises(NoRoom, match="坚果云"):
        synced.open()
    with synced.open(write=False) as opened:
        assert opened.read_only
        assert opened.settings()["plan"] == "示例"
    assert synced.verify().ok
    assert synced.path.read_bytes() == before


def test_no_database_is_made_in_a_sync_folder(tmp_path: Path) -> None:
    (tmp_path / "OneDrive").mkdir()
    with pytest.raises(NoRoom, match="OneDrive"):
        store.create(tmp_path / "OneDrive" / "a.db", tmp_path / "OneDrive" / "lock", {})
    assert list((tmp_path / "OneDrive").iterdir()) == []


def test_no_database_is_restored_into_a_sync_folder(filled: Database, tmp_path: Path) -> None:
    made = filled.back_up()
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    places = Places(folder / "a.db", folder / "lock", filled.places.backups, folder / "files")
    with pytest.raises(NoRoom, match="Dropbox"):
        finish(restore.restore(places, made))
    shutil.copy(filled.path, places.database)
    with filled.open() as opened, opened.journal.entry("改设置") as session:
        from fashiontracker.models import tables

        session.add(tables.Setting(key="issuer", value="示例协会"))
    with pytest.raises(NoRoom, match="Dropbox"):
        finish(restore.restore(places, filled.back_up("b.db")))
    assert sorted(path.name for path in folder.iterdir()) == ["a.db"]


def test_a_backup_may_lie_in_a_sync_folder(filled: Database, tmp_path: Path) -> None:
    from fashiontracker.models import keeping

    second = tmp_path / "OneDrive"
    second.mkdir()
    finish(keeping.back_up(filled.path, filled.places.backups, "request", second=second))
    assert len(list(second.glob("*.db"))) == 1
