"""The English catalogue is whole and fresh, and nothing escapes it. `make i18n` says what is to be translated."""

from __future__ import annotations

import ast
import re
import string

import pytest

from tests.catalogue import COMPILED, ENGLISH, TEMPLATE, compiled, extract, merge, translations, written
from tests.source import Module, dotted, modules

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SPOKEN = {"ui", "cli", "app", "settings", "main"}
"""The rooms whose every Chinese sentence is for the user's eye in the user's language."""
UNSPOKEN = re.compile(r"[年月日/.-]+|\S+\.(db|pdf|xlsx)")
"""What is written in Chinese but is no sentence: the marks in a typed date, the names of files."""


def fields(message: str) -> set[str]:
    """The ``{placeholders}`` of a message."""
    return {field for _text, field, _format, _conversion in string.Formatter().parse(message) if field is not None}


def test_the_template_has_what_the_sources_say() -> None:
    assert TEMPLATE.read_bytes() == written(extract()), "make i18n"


def test_nothing_is_untranslated() -> None:
    known = translations()
    missing = [m.id for m in extract() if m.id and not ((old := known.get(m.id)) and old.string)]
    assert not missing, "\n" + "\n".join(missing)


def test_nothing_is_fuzzy_stale_or_obsolete() -> None:
    known, template = translations(), extract()
    assert not [message.id for message in known if message.id and message.fuzzy]
    assert not [message.id for message in known if message.id and message.id not in template]
    assert not known.obsolete
    assert ENGLISH.read_bytes() == written(merge(template, known)), "make i18n"


def test_a_translation_has_the_placeholders_of_its_message() -> None:
    unequal = [m.id for m in translations() if m.id and m.string and fields(m.id) != fields(m.string)]
    assert not unequal


def test_a_translation_to_english_holds_no_chinese_but_names() -> None:
    """Names of documents and sheets may stay, in quotation marks, 「」 or parentheses."""
    quoted = re.compile(r"「[^」]*」|“[^”]*”|\"[^\"]*\"|\([^)]*\)")
    chinese = [m.id for m in translations() if m.id and CHINESE.search(quoted.sub("", m.string)) and m.string != m.id]
    assert not chinese


def test_the_compiled_file_is_that_of_the_catalogue() -> None:
    assert COMPILED.read_bytes() == compiled(merge(extract(), translations())), "make i18n"


def test_messages_are_whole_sentences_not_put_together() -> None:
    broken = []
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] in {"_", "N_"} and node.args:
                message = node.args[0]
                made = isinstance(message, ast.Call) and dotted(message.func).endswith(".format")
                if made or isinstance(message, ast.JoinedStr | ast.BinOp):
                    broken.append(module.at(node.lineno, "format after translating: _('…{name}').format(name=…)"))
    assert not broken, "\n" + "\n".join(broken)


def unspoken(module: Module) -> list[str]:
    """The Chinese literals of a module that do not pass through gettext or `pick`."""
    spared: set[int] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] in {"_", "N_", "pick"}:
            spared |= {id(inner) for inner in ast.walk(node)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            spared.add(id(node.value))  # a docstring
    return [
        module.at(node.lineno, f"{node.value!r} does not pass through _()")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if CHINESE.search(node.value) and id(node) not in spared and not UNSPOKEN.fullmatch(node.value)
    ]


@pytest.mark.parametrize("room", sorted(SPOKEN))
def test_what_the_user_reads_passes_through_gettext(room: str) -> None:
    broken = [line for module in modules() if module.room == room for line in unspoken(module)]
    assert not broken, "\n" + "\n".join(broken)
