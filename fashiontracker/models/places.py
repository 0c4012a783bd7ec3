"""The parts of one database, wherever they lie, and what opens them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from fashiontracker import paths
from fashiontracker.errors import Refused
from fashiontracker.models.sealing import Key, Sealed, unlock
from fashiontracker.text import N_


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of one database lie, and what opens it where it is encrypted; ``older`` opens a backup that was
    made under another passphrase."""

    database: Path
    lock: Path
    backups: Path
    evidence: Path
    secret: Key | str | None = field(default=None, repr=False)
    older: Key | str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, database: Path, secret: Key | str | None = None, older: Key | str | None = None) -> Places:
        """Where they lie for a database of the user's: beside it, as `paths` says."""
        lock, backups = paths.lock_file(database), paths.backup_folder(database)
        return cls(database, lock, backups, paths.evidence_folder(database), secret, older)

    def key_of(self, source: Path) -> Key | None:
        """What opens a backup. Raises as `sealing.unlock`; a refusal says that an older passphrase may be wanted."""
        try:
            return unlock(source, self.older or self.secret)
        except Sealed:
            raise
        except Refused as fault:
            words = N_("备份 {path} 打不开：它用的是另一个口令（换口令之前的备份仍用当时的口令），或者已损坏。")
            raise Refused(words, path=source) from fault
