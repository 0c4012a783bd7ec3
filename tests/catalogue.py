"""The catalogue of translations as the sources have it; ``make i18n`` runs this to bring the files up to date.

The msgids are Chinese and there is one translation, English. Nothing in the files depends on the machine or the day.
A message that left the sources leaves the catalogue with its translation; git remembers it.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from fashiontracker import paths
from fashiontracker.text import DOMAIN
from tests.source import ROOT, modules

KEYWORDS = {"_": None, "N_": None}
TEMPLATE = paths.resources() / "i18n" / f"{DOMAIN}.pot"
ENGLISH = paths.resources() / "i18n" / "en" / "LC_MESSAGES" / f"{DOMAIN}.po"
COMPILED = ENGLISH.with_suffix(".mo")


class Speech(Catalog):
    """A catalogue whose header says what gettext needs and nothing else."""

    def __init__(self, locale: str | None = None) -> None:
        super().__init__(locale=locale, domain=DOMAIN, charset="utf-8", fuzzy=False)
        self.header_comment = (
            f"# {DOMAIN}: {'translations to English' if locale else 'the messages'}. Made by make i18n."
        )

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        language = [("Language", str(self.locale))] if self.locale else []
        return [
            ("Project-Id-Version", DOMAIN),
            *language,
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def extract() -> Speech:
    """Every message of the sources, with the files it stands in."""
    template = Speech()
    for module in modules():
        place = module.path.relative_to(ROOT).as_posix()
        for _line, message, _comments, _context in extract_from_file("python", module.path, KEYWORDS):
            assert isinstance(message, str)
            template.add(message, locations=[(place, 0)])
    return template


def translations() -> Catalog:
    """The English file as it stands; empty where there is none."""
    if not ENGLISH.is_file():
        return Speech("en")
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en", domain=DOMAIN)


def merge(template: Speech, known: Catalog) -> Speech:
    """The template's messages with the translations known."""
    merged = Speech("en")
    for message in template:
        if message.id:
            old = known.get(message.id)
            merged.add(message.id, old.string if old else "", locations=message.locations)
    return merged


def written(catalogue: Speech) -> bytes:
    """The text file of a catalogue."""
    out = BytesIO()
    write_po(out, catalogue, width=110, sort_output=True, include_lineno=False)
    return out.getvalue()


def compiled(catalogue: Speech) -> bytes:
    """The file that gettext reads."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> int:
    """Write the three files; say what is still to be translated."""
    template, known = extract(), translations()
    english = merge(template, known)
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    for path, content in ((TEMPLATE, written(template)), (ENGLISH, written(english)), (COMPILED, compiled(english))):
        path.write_bytes(content)
    untranslated = [message.id for message in english if message.id and not message.string]
    dropped = [message.id for message in known if message.id and message.id not in template]
    print(f"{len(english)} messages, {len(untranslated)} untranslated, {len(dropped)} gone from the sources")
    print(f"translate in {Path(ENGLISH).relative_to(ROOT)}, then make i18n again" if untranslated else "complete")
    return 0


if __name__ == "__main__":
    sys.exit(main())
