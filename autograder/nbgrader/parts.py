"""Python source in parts: its top-level statements, and those of them that some names need."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Part:
    """One top-level statement: its whole lines, the names it binds, the names it uses."""

    text: str
    binds: frozenset[str]
    uses: frozenset[str]


@lru_cache(maxsize=32)
def split(source: str) -> tuple[Part, ...]:
    """The top-level statements of `source`, in order, without its docstring. SyntaxError where it does not parse."""
    lines = source.splitlines()
    body = ast.parse(source).body
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    return tuple(_part(node, lines) for node in body)


def _part(node: ast.stmt, lines: list[str]) -> Part:
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    text = "\n".join(lines[first - 1 : node.end_lineno])
    return Part(text, frozenset(_bound(node)), frozenset(_used(node)))


def _bound(node: ast.AST) -> Iterable[str]:
    """The names that a statement binds in the scope it stands in."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield alias.asname or alias.name.partition(".")[0]
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif not isinstance(node, ast.Lambda):
        for child in ast.iter_child_nodes(node):
            yield from _bound(child)


def _used(node: ast.AST) -> Iterable[str]:
    return (n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load))


def needed(parts: Sequence[Part], names: Iterable[str]) -> list[Part]:
    """The parts that bind these names, and what those need in turn, in the order they stand in."""
    wanted = set(names)
    while True:
        chosen = [part for part in parts if part.binds & wanted]
        more = wanted.union(*(part.uses for part in chosen))
        if more == wanted:
            return chosen
        wanted = more


def indent(source: str, margin: str = "    ") -> str:
    """The source one level deeper; text that spans lines keeps its lines as they are."""
    inside: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant | ast.JoinedStr):
            inside.update(range(node.lineno + 1, (node.end_lineno or node.lineno) + 1))
    numbered = enumerate(source.splitlines(), 1)
    return "\n".join(line if not line or number in inside else margin + line for number, line in numbered)
