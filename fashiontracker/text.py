"""gettext for the window and the command line. The msgids are Chinese; English is the one catalogue.

The language of the process is the only state the hallway keeps: it is set once at start and again by the
language menu, and read by every thread.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

DOMAIN: Final = "fashiontracker"
LANGUAGES: Final = ("zh", "en")
_ON_PAPER: Final = ContextVar("on_paper", default=False)


class _Speech:
    """The translations in force."""

    language: str = "zh"
    translations: gettext.NullTranslations = gettext.NullTranslations()


def use_language(language: str) -> None:
    """Switch to ``zh`` or ``en``; anything else is ``zh``."""
    from fashiontracker import paths

    _Speech.language = language if language in LANGUAGES else "zh"
    if _Speech.language == "zh":
        _Speech.translations = gettext.NullTranslations()
    else:
        _Speech.translations = gettext.translation(
            DOMAIN, localedir=str(paths.resources() / "i18n"), languages=[_Speech.language], fallback=True
        )


@contextmanager
def on_paper() -> Iterator[None]:
    """Everything said inside, on this thread, is Chinese whatever language is in force: paper has no other."""
    token = _ON_PAPER.set(True)
    try:
        yield
    finally:
        _ON_PAPER.reset(token)


def language() -> str:
    """The language in force: ``zh`` or ``en``."""
    return "zh" if _ON_PAPER.get() else _Speech.language


def system_language(environ: Mapping[str, str] = os.environ) -> str:
    """``en`` where the system asks for English, else ``zh``."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value and not value.startswith(("C", "POSIX")):
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def _(message: str) -> str:
    """The message in the language in force."""
    if not message or _ON_PAPER.get():
        return message
    return _Speech.translations.gettext(message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a msgid for extraction without translating it yet."""
    return message


def pick(zh: str, en: str) -> str:
    """A domain word from the data files, in the language in force (English falls back to Chinese)."""
    return en if language() == "en" and en else zh
