"""The pages of an encrypted file in plain, one by one: what salvage reads where SQLCipher gives up on the whole.

Every page is encrypted by itself (AES-256-CBC) and carries an HMAC-SHA-512, so that a damaged one takes no other along.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final

from fashiontracker.models.header import MAGIC
from fashiontracker.models.sealing import MAC, PAGE, SALT, Key, is_whole, signing_key

VECTOR: Final = 16
RESERVED: Final = VECTOR + MAC
"""Bytes at the end of each page that hold no rows."""


def unseal(content: bytes, key: Key) -> bytes:
    """The bytes of the file as SQLite would have written them; pages that are not whole are blank."""
    signing = signing_key(key)
    pages = (content[start : start + PAGE] for start in range(0, len(content) - PAGE + 1, PAGE))
    blank = bytes(PAGE)
    return b"".join(
        _plain(page, number, key) if is_whole(page, number, signing) else blank for number, page in enumerate(pages, 1)
    )


def _plain(page: bytes, number: int, key: Key) -> bytes:
    ciphers = import_module("cryptography.hazmat.primitives.ciphers")  # a part of the extra, as SQLCipher is
    start = SALT if number == 1 else 0  # the salt lies where SQLite's own mark would
    cipher = ciphers.Cipher(ciphers.algorithms.AES(key.secret), ciphers.modes.CBC(page[-RESERVED:-MAC]))
    decryptor = cipher.decryptor()
    opened: bytes = decryptor.update(page[start:-RESERVED]) + decryptor.finalize()
    return (MAGIC if start else b"") + opened + bytes(RESERVED)
