"""What Qt says by itself: the dialogs for files and printing, the menus of text fields, OK and Cancel."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from fashiontracker import text

NAME: Final = "qt_words"
FILES: Final = {"zh": "qtbase_zh_CN", "en": "qtbase_en"}


class Words(QTranslator):
    """Qt's translations. Where Qt gave its words an access key that they lack, they stand without it."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        found = super().translate(context, source, disambiguation, n)
        if not found and "&" in source:
            found = super().translate(context, source.replace("&", ""), disambiguation, n)
        return found or None  # type: ignore[return-value]  # an empty text would count as a translation


def speak() -> None:
    """Let Qt speak the language in force from now on; where its translations are missing it speaks English."""
    application = QCoreApplication.instance()
    assert application is not None
    for old in application.findChildren(QTranslator, NAME):
        application.removeTranslator(old)
        old.deleteLater()
    words = Words(application)
    words.setObjectName(NAME)
    if words.load(FILES[text.language()], QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(words)
