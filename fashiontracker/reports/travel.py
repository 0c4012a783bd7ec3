"""A PDF that travels: encrypted with AES-256 (PDF 2.0, revision 6), so that nobody opens it without the passphrase."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import pikepdf

from fashiontracker.models import submissions
from fashiontracker.reports.binding import withdraw_claims

REVISION: Final = 6


def protected(pages: bytes, passphrase: str) -> bytes:
    """A finished PDF, encrypted; it no longer claims PDF/A, which forbids encryption.

    The bytes differ from run to run, because the keys are drawn anew.
    """
    encryption = pikepdf.Encryption(owner=passphrase, user=passphrase, R=REVISION)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        withdraw_claims(pdf)
        pdf.save(out, encryption=encryption)
    return out.getvalue()


def write_protected(path: Path, pages: bytes, passphrase: str) -> None:
    """The same into a file, whole or not at all. Raises NoRoom."""
    submissions.write_pages(path, protected(pages, passphrase))
