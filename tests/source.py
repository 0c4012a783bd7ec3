"""The program's own source as syntax trees, for the tests that read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "fashiontracker"


@dataclass(frozen=True)
class Import:
    """One imported name. ``target`` is dotted to the name itself: ``sqlalchemy.orm.Session``."""

    target: str
    name: str
    line: int
    lazy: bool
    typing: bool

    @property
    def room(self) -> str:
        """The room or the module of the hallway it reaches into; empty for a library and the package's own names."""
        parts = self.target.split(".")
        if parts[0] == "main":
            return "main"
        inside = parts[0] == PACKAGE and len(parts) > 1 and not parts[1].startswith("__")
        return parts[1] if inside else ""


@dataclass(frozen=True)
class Module:
    """A source file under its dotted name."""

    name: str
    path: Path

    @cached_property
    def source(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @property
    def lines(self) -> int:
        return self.source.count("\n")

    @property
    def room(self) -> str:
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else parts[0]

    def at(self, line: int, what: str) -> str:
        """``fashiontracker/ui/table.py:12: what``."""
        path = self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path
        return f"{path}:{line}: {what}"

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        return tuple(self._imports(self.tree, lazy=False, typing=False))

    def _imports(self, node: ast.AST, *, lazy: bool, typing: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                for alias in child.names:
                    yield Import(alias.name, alias.name, child.lineno, lazy, typing)
            elif isinstance(child, ast.ImportFrom):
                base = self._base(child)
                for alias in child.names:
                    yield Import(f"{base}.{alias.name}", alias.name, child.lineno, lazy, typing)
            elif isinstance(child, ast.If) and dotted(child.test).endswith("TYPE_CHECKING"):
                yield from self._imports(ast.Module(child.body, []), lazy=lazy, typing=True)
                yield from self._imports(ast.Module(child.orelse, []), lazy=lazy, typing=typing)
            else:
                inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
                yield from self._imports(child, lazy=lazy or inside, typing=typing)

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.name.split(".") if self.path.name == "__init__.py" else self.name.split(".")[:-1]
        parents = package[: len(package) - node.level + 1]
        return ".".join([*parents, node.module] if node.module else parents)

    def assigned(self, statement: ast.Assign | ast.AnnAssign) -> Iterator[str]:
        """The plain names an assignment binds."""
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in targets:
            if isinstance(target, ast.Name):
                yield target.id

    @cached_property
    def _free_names(self) -> frozenset[int]:
        """The ids of the name nodes in functions that no function around them binds."""
        inside: set[int] = set()
        local: set[int] = set()
        for function in ast.walk(self.tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
                bound = {node.id for node in names if isinstance(node.ctx, ast.Store)}
                bound |= {argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)}
                inside |= {id(node) for node in names}
                local |= {id(node) for node in names if node.id in bound}
        return frozenset(inside - local)

    def is_global(self, node: ast.expr, names: set[str]) -> bool:
        """Is this node, in a function, one of these module-level names and not a local one called the same?"""
        return isinstance(node, ast.Name) and node.id in names and id(node) in self._free_names


def dotted(node: ast.AST) -> str:
    """``a.b.c`` of an attribute chain, else the empty string."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        base = dotted(node.value)
        return f"{base}.{node.attr}" if base else f"?.{node.attr}"
    return ""


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call, with the dotted name of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the program, and main."""
    found = [Module("main", ROOT / "main.py")] if (ROOT / "main.py").is_file() else []
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found.append(Module(".".join(parts[:-1] if parts[-1] == "__init__" else parts), path))
    return tuple(found)
