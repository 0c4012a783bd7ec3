"""The house: who may import whom, and what nobody does. Each failure names the file, the line and the rule it breaks.

The map is in docs/CONTRIBUTING.md. To open a new room or a new module of the hallway, give it its line in ``MAY_USE``.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import packages_distributions
from itertools import chain

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.source import ROOT, Import, Module, calls, dotted, modules

HALLWAY = {"errors", "text", "paths", "progress", "scratch"}
ROOMS = {"plan", "models", "tally", "exchange", "reports"}
MAY_USE = {
    "paths": set(),
    "progress": set(),
    "logs": set(),
    "diagnosis": HALLWAY | ROOMS | {"settings", "logs"},
    "scratch": {"paths"},
    "text": {"paths"},
    "errors": {"text"},
    "settings": HALLWAY,
    "plan": HALLWAY,
    "models": HALLWAY | {"plan"},
    "tally": HALLWAY | {"plan", "models"},
    "exchange": HALLWAY | {"plan", "models", "tally"},
    "reports": HALLWAY | {"plan", "models", "tally"},
    "app": HALLWAY | ROOMS | {"settings", "logs"},
    "cli": HALLWAY | ROOMS | {"settings", "app", "logs", "diagnosis", "main"},
    "ui": HALLWAY | ROOMS | {"settings", "app", "logs", "diagnosis"},
    "main": HALLWAY | {"settings", "app", "ui"},
    "__main__": {"cli"},
}

QT = {"PySide6", "shiboken6", "pyqtgraph", "qtawesome", "qtpy"}
SPREADSHEETS = {"openpyxl", "xlsxwriter", "python_calamine", "xlrd", "pyxlsb", "pandas"}
OTHER_SQLITES = {"apsw", "pysqlite3", "aiosqlite", "sqlcipher3", "PySide6.QtSql"}
NETWORK = {
    *("socket", "ssl", "socketserver", "urllib.request", "http.client", "http.server", "ftplib", "smtplib", "xmlrpc"),
    *("requests", "httpx", "aiohttp", "urllib3", "websockets", "PySide6.QtNetwork", "PySide6.QtWebSockets"),
}
HEAVY = {
    *("reportlab", "uharfbuzz", "fontTools", "pikepdf", "numpy", "sqlalchemy", "alembic", "babel", "rapidfuzz"),
    *SPREADSHEETS,
    *QT,
}
MUTABLE = {"dict", "list", "set", "defaultdict", "OrderedDict", "Counter", "deque", "WeakKeyDictionary", "bytearray"}
MUTATORS = {"append", "add", "update", "setdefault", "pop", "popitem", "clear", "extend", "insert", "remove", "discard"}
FIRST_PARTY = {"fashiontracker", "main"}
MODULE_LINES, FUNCTION_LINES = 320, 60
LONGER = {"fashiontracker.models.tables": 400}  # the whole schema, read in one piece


def imported(module: Module, libraries: set[str]) -> Iterator[Import]:
    """The imports of this module that reach one of the libraries or something inside it."""
    for found in module.imports:
        if any(f"{found.target}.".startswith(f"{library}.") for library in libraries):
            yield found


# ---- arrows ----------------------------------------------------------------------------------------------------


def arrows_against_the_map(module: Module) -> Iterator[str]:
    if module.room not in MAY_USE:
        if module.name != "fashiontracker":
            yield module.at(1, f"{module.room} is on no map: give it a line in MAY_USE")
        return
    for found in module.imports:
        room = found.room
        if room and room != module.room and room not in MAY_USE[module.room]:
            yield module.at(found.line, f"{module.room} may not import {room}")
        if (module.room, room) == ("cli", "main") and not found.lazy:
            yield module.at(found.line, "cli may import main only inside the function that opens the window")


def more_of_the_plan_than_its_types(module: Module) -> Iterator[str]:
    for found in module.imports if module.room == "models" else ():
        if found.room == "plan" and not found.typing and not found.name[:1].isupper():
            yield module.at(found.line, f"models takes {found.name} from plan; it may take types only")


def windows_outside_the_window(module: Module) -> Iterator[str]:
    if module.room not in {"ui", "main"}:
        for found in imported(module, QT):
            yield module.at(found.line, f"{module.room} imports {found.target}; only ui may")


def libraries_outside_their_room(module: Module) -> Iterator[str]:
    for rooms, libraries in (
        ({"reports"}, {"reportlab", "fontTools"}),
        ({"reports", "exchange"}, {"uharfbuzz"}),  # exchange: the pages that stand for evidence in the sample
        ({"exchange"}, SPREADSHEETS),
    ):
        if module.room not in rooms:
            may = " and ".join(sorted(rooms))
            for found in imported(module, libraries):
                yield module.at(found.line, f"{module.room} imports {found.target}; only {may} may")


def pages_that_import_pages(module: Module) -> Iterator[str]:
    pages = "fashiontracker.ui.pages."
    if not module.name.startswith(pages):
        return
    own = module.name.removeprefix(pages).split(".")[0]
    for found in module.imports:
        if found.target.startswith(pages) and found.target.removeprefix(pages).split(".")[0] != own:
            yield module.at(found.line, f"the page {own} imports {found.target}; the window wires pages")


def networks(module: Module) -> Iterator[str]:
    for found in imported(module, NETWORK):
        yield module.at(found.line, f"imports {found.target}; the program is offline")


# ---- the database ----------------------------------------------------------------------------------------------


def other_doors_to_the_database(module: Module) -> Iterator[str]:
    if module.room != "models":
        for found in chain(imported(module, {"sqlite3"}), imported(module, {"sqlcipher3"})):
            yield module.at(found.line, f"imports {found.target}; only models may")
        for call, name in calls(module.tree):
            if name.split(".")[-1] in {"create_engine", "sessionmaker"}:
                yield module.at(call.lineno, f"calls {name}; only models may")
    for found in imported(module, OTHER_SQLITES - {"sqlcipher3"}):
        yield module.at(found.line, f"imports {found.target}: a second SQLite library drops the first one's lock")


def databases_opened_as_plain_files(module: Module) -> Iterator[str]:
    """A plain open() and close() of the live file drops SQLite's lock; the header is read before anything connects."""
    if module.name == "fashiontracker.models.header":
        return
    names = {"database", "database_path", "db", "db_path", "self.database", "self.path.database"}
    for call, name in calls(module.tree):
        receiver, _, method = name.rpartition(".")
        opens_argument = name in {"open", "os.open", "io.open", "shutil.copy", "shutil.copy2", "shutil.copyfile"}
        argument = dotted(call.args[0]) if call.args else ""
        if (opens_argument and argument in names) or (method in {"open", "read_bytes"} and receiver in names):
            yield module.at(call.lineno, f"{name} on the database; go through the store")


def writes_past_the_journal(module: Module) -> Iterator[str]:
    if module.room != "ui":
        return
    for found in imported(module, {"sqlalchemy"}):
        if not found.typing:
            yield module.at(found.line, f"ui imports {found.target}; ask models.queries, write through the journal")
    for call, name in calls(module.tree):
        receiver, _, method = name.rpartition(".")
        if receiver.split(".")[-1].lower().endswith("session") and method in {
            *("add", "add_all", "delete", "merge", "flush", "commit", "execute", "scalar", "scalars", "query"),
        }:
            yield module.at(call.lineno, f"ui calls {name}; ask models.queries, write through the journal")


# ---- places, state, speech -------------------------------------------------------------------------------------


def places_outside_paths(module: Module) -> Iterator[str]:
    if module.room == "paths":
        return
    for found in imported(module, {"platformdirs", "importlib.resources", "pkgutil.get_data"}):
        yield module.at(found.line, f"imports {found.target}; only paths knows where files are")
    for node in ast.walk(module.tree):
        if dotted(node) in {"__file__", "sys._MEIPASS", "Path.home", "os.path.expanduser", "sys.executable.parent"}:
            yield module.at(getattr(node, "lineno", 1), f"{dotted(node)}; only paths knows where files are")


def state_of_modules(module: Module) -> Iterator[str]:
    tables: set[str] = set()
    for statement in module.tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and is_mutable(statement.value):
            for name in module.assigned(statement):
                tables.add(name)
                if not name.strip("_").isupper() and name != "__all__":
                    yield module.at(statement.lineno, f"module-level state {name}; hand it in, or make it a constant")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Global):
            yield module.at(node.lineno, f"global {', '.join(node.names)}")
        elif (changed := changed_table(node)) and module.is_global(changed, tables):
            yield module.at(changed.lineno, f"{dotted(changed)} is changed; it is a module-level table")


def changed_table(node: ast.AST) -> ast.expr | None:
    """What ``x.append(…)``, ``x[…] = …`` or ``del x[…]`` changes."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS:
        return node.func.value
    return node.value if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del) else None


def state_kept_on_classes(module: Module) -> Iterator[str]:
    if module.name == "fashiontracker.text":  # the language of the process is the one thing all threads share
        return
    classes = {node.name for node in module.tree.body if isinstance(node, ast.ClassDef)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and dotted(node.value) in classes:
            yield module.at(node.lineno, f"{dotted(node)} keeps state on a class")


def is_mutable(value: ast.expr | None) -> bool:
    """A list, dict or set, or a call of one of their kind."""
    if isinstance(value, ast.Call):
        return dotted(value.func).split(".")[-1] in MUTABLE
    return isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp)


def prints_outside_the_command_line(module: Module) -> Iterator[str]:
    for call, name in calls(module.tree) if module.room != "cli" else ():
        if name in {"print", "builtins.print", "input"}:
            yield module.at(call.lineno, f"{name}() outside cli")


def code_made_of_text(module: Module) -> Iterator[str]:
    for call, name in calls(module.tree):
        if name in {"eval", "exec", "pickle.load", "pickle.loads", "marshal.loads", "os.system"}:
            yield module.at(call.lineno, f"{name}: input is data, never code")


# ---- size ------------------------------------------------------------------------------------------------------


def rooms_too_large(module: Module) -> Iterator[str]:
    limit = LONGER.get(module.name, MODULE_LINES)
    if module.lines > limit:
        yield module.at(module.lines, f"{module.lines} lines, more than {limit}: divide it along a seam")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield module.at(node.lineno, f"{node.name} has {length} lines, more than {FUNCTION_LINES}")


RULES: tuple[Callable[[Module], Iterator[str]], ...] = (
    arrows_against_the_map,
    more_of_the_plan_than_its_types,
    windows_outside_the_window,
    libraries_outside_their_room,
    pages_that_import_pages,
    networks,
    other_doors_to_the_database,
    databases_opened_as_plain_files,
    writes_past_the_journal,
    places_outside_paths,
    state_of_modules,
    state_kept_on_classes,
    prints_outside_the_command_line,
    code_made_of_text,
    rooms_too_large,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_has_no(rule: Callable[[Module], Iterator[str]]) -> None:
    broken = [line for module in modules() for line in rule(module)]
    assert not broken, "\n" + "\n".join(broken)


# ---- what is loaded --------------------------------------------------------------------------------------------


@cache
def loaded_after(statement: str) -> frozenset[str]:
    """The modules that a fresh interpreter holds after the statement."""
    script = f"import sys\n{statement}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return frozenset(done.stdout.split())


def test_everything_but_the_window_loads_without_qt() -> None:
    names = [m.name for m in modules() if m.room not in {"ui", "main"} and ".migrations" not in m.name]
    loaded = loaded_after("\n".join(f"import {name}" for name in names if not name.endswith("__main__")))
    assert not {name for name in loaded if name.split(".")[0] in QT}


def test_the_command_line_starts_without_the_heavy_libraries() -> None:
    loaded = loaded_after("import fashiontracker.cli")
    assert not {name.split(".")[0] for name in loaded} & HEAVY


def test_every_library_in_use_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = chain(project["dependencies"], *project["optional-dependencies"].values())
    declared = {canonicalize_name(Requirement(line).name) for line in lines}
    distributions = packages_distributions()
    broken = [
        module.at(found.line, f"imports {found.target}, which pyproject.toml does not declare")
        for module in modules()
        for found in module.imports
        if (top := found.target.split(".")[0]) not in {*sys.stdlib_module_names, *FIRST_PARTY}
        if not declared & {canonicalize_name(name) for name in distributions.get(top, [top])}
    ]
    assert not broken, "\n" + "\n".join(broken)
