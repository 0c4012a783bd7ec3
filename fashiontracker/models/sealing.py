"""Encryption at rest: from a passphrase to the key of one file, and whether a key is the right one.

A sealed file is SQLCipher 4's own format: a salt of 16 bytes, then encrypted pages that each carry an HMAC. The key is
Argon2id of the passphrase and that salt; written out it is the recovery key, which opens the file like the passphrase.
Nothing else is needed to open it. Backups keep the salt and with it the key. Evidence files are not encrypted.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Final

from fashiontracker.errors import Damaged, Refused
from fashiontracker.models.library import CAN_ENCRYPT
from fashiontracker.text import N_

PAGE: Final = 4096
SALT: Final = 16
MAC: Final = 64
SHORTEST: Final = 8
"""Characters that a passphrase has at least."""
RANDOM: Final = 240
"""Different byte values in a page of random bytes: almost surely all 256."""
_MAGIC: Final = b"SQLite format 3\x00"
_SEALED: Final = N_("{path} 已加密（或不是本程序的数据库）：打开它需要口令。")
_WRONG: Final = N_("口令不对，或 {path} 已损坏；没有打开它。")


class Sealed(Refused):
    """The file is encrypted and no passphrase was given."""


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one file and of its backups; never shown but as `recovery`."""

    secret: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def pragma(self) -> str:
        """The key as SQLCipher takes it raw."""
        return f"x'{self.secret.hex()}{self.salt.hex()}'"

    @property
    def recovery(self) -> str:
        """The key to be written down: eleven groups of five letters and digits, the last of them a checksum."""
        text = base64.b32encode(self.secret + _checksum(self.secret)).decode().rstrip("=")
        return "-".join(re.findall(".{5}", text))


def new_key(passphrase: str) -> Key:
    """The key of a new file. Raises Refused for a passphrase that is too short, or where nothing can be encrypted."""
    _refuse_without_library()
    if len(passphrase) < SHORTEST:
        raise Refused(N_("口令太短：至少 {count} 个字符。"), count=SHORTEST)
    return _derived(passphrase, os.urandom(SALT))


def unlock(path: Path, secret: Key | str | None) -> Key | None:
    """The key of a file, from its passphrase, its recovery key or its key; None for a file that is not encrypted.

    Called before anything connects, like `header.read_header`, which says what else is wrong with a file. Raises Sealed
    without a secret, Refused for the wrong one, Damaged where it is the right one and the first page is damaged.
    """
    if not is_sealed(path):
        return None
    _refuse_without_library()
    if not secret:
        raise Sealed(_SEALED, path=path)
    salt = _first_page(path)[:SALT]
    key = _key_of(secret, salt)
    whole = _whole_page(path, key) if key.salt == salt else 0
    if whole == 0:
        raise Refused(_WRONG, path=path)
    if whole > 1:
        raise Damaged(N_("口令正确，但 {path} 的第一页已损坏。请用备份恢复（restore）或抢救（salvage）。"), path=path)
    return key


def unlock_damaged(path: Path, secret: Key | str | None, backups: Iterable[Path] = ()) -> Key | None:
    """The key of a file that may be damaged, told by any page that is whole; None for one that is not encrypted.

    Where the first page is lost, and with it the salt, that of its ``backups`` does. Raises Sealed without a secret,
    Refused where no page is whole under the key.
    """
    looks_sealed = is_sealed(path)
    if looks_sealed:
        _refuse_without_library()
    if not secret or not CAN_ENCRYPT or _first_page(path).startswith(_MAGIC):
        if looks_sealed:
            raise Sealed(_SEALED, path=path)
        return None
    salts = dict.fromkeys(_first_page(one)[:SALT] for one in (path, *backups))
    keys = (_key_of(secret, salt) for salt in salts if len(salt) == SALT)
    found = next((key for key in keys if _whole_page(path, key)), None)
    if found is None and looks_sealed:
        raise Refused(_WRONG, path=path)
    return found


def fits(key: Key, text: str) -> bool:
    """Whether a passphrase or a recovery key is that of ``key``; the file, which this process may be writing to, is
    not asked."""
    return _key_of(text, key.salt) == key


def is_sealed(path: Path) -> bool:
    """Whether a file's first page looks random, as an encrypted one does and a damaged one does not."""
    first = _first_page(path)
    known = (_MAGIC, b"PK\x03\x04", b"%PDF", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"7z\xbc\xaf")
    return len(first) == PAGE and not first.startswith(known) and len(set(first)) >= RANDOM


def _first_page(path: Path) -> bytes:
    """The first page of a file; empty where there is none."""
    try:
        with path.open("rb") as file:
            return file.read(PAGE)
    except OSError:
        return b""


def _whole_page(path: Path, key: Key) -> int:
    """The number of the first page that is whole under a key; 0 where none is."""
    signing = signing_key(key)
    with path.open("rb") as file:
        pages = enumerate(iter(lambda: file.read(PAGE), b""), 1)
        return next((number for number, page in pages if is_whole(page, number, signing)), 0)


def signing_key(key: Key) -> bytes:
    """What SQLCipher signs the pages of a file with."""
    return hashlib.pbkdf2_hmac("sha512", key.secret, bytes(byte ^ 0x3A for byte in key.salt), 2, 32)


def is_whole(page: bytes, number: int, signing: bytes) -> bool:
    """Whether a page carries the HMAC that it should, by the file's `signing_key`."""
    signed = page[SALT if number == 1 else 0 : -MAC] + number.to_bytes(4, "little")
    return hmac.compare_digest(hmac.new(signing, signed, "sha512").digest(), page[-MAC:])


def _key_of(secret: Key | str, salt: bytes) -> Key:
    """What a secret gives with a salt; a key has its own."""
    return secret if isinstance(secret, Key) else _written_down(secret, salt) or _derived(secret, salt)


def _derived(passphrase: str, salt: bytes) -> Key:
    argon2 = import_module("argon2.low_level")  # a part of the extra, as the library is
    typed = unicodedata.normalize("NFKC", passphrase).encode()  # one text, however a keyboard composes it
    costs = {"time_cost": 3, "memory_cost": 64 << 10, "parallelism": 4, "hash_len": 32, "type": argon2.Type.ID}
    return Key(argon2.hash_secret_raw(typed, salt, **costs), salt)


def _written_down(text: str, salt: bytes) -> Key | None:
    """The key from its written form; None for any other text."""
    plain = re.sub(r"[\s-]", "", text).upper()
    if not re.fullmatch(r"[A-Z2-7]{55}", plain):
        return None
    read = base64.b32decode(plain + "=")
    return Key(read[:32], salt) if read[32:] == _checksum(read[:32]) else None


def _checksum(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()[:2]


def _refuse_without_library() -> None:
    if not CAN_ENCRYPT:
        raise Refused(N_("这个安装不含加密组件（sqlcipher3、argon2-cffi），不能打开或新建加密的数据库。"))
