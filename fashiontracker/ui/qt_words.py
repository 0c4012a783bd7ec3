"""What Qt says by itself: the dialogs for files and printing, the menus of text fields, OK and Cancel."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from fashiontracker import text

NAME: Final = "qt_words"
FILES: Final = {"zh": "qtbase_zh_CN", "en": "qtbase_en"}


def speak() -> None:
    """Let Qt speak the language in force from now on; where its translations are missing it speaks English."""
    application = QCoreApplication.instance()
    assert application is not None
    for old in application.findChildren(QTranslator, NAME):
        application.removeTranslator(old)
        old.deleteLater()
    words = QTranslator(application)
    words.setObjectName(NAME)
    if words.load(FILES[text.language()], QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(words)
