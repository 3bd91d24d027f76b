"""Questions about a piece of Python: where it begins, what it reads, binds and changes."""

from __future__ import annotations

import ast
from collections.abc import Iterable

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
IMPORTS = ast.Import | ast.ImportFrom
CHANGERS = frozenset(
    {
        "append",
        "extend",
        "insert",
        "remove",
        "pop",
        "clear",
        "sort",
        "reverse",
        "add",
        "discard",
        "update",
        "setdefault",
        "popitem",
        "fill",
        "resize",
        "put",
    }
)
"""Methods that change what they are asked of, where they are a statement of their own."""


def first_line(node: ast.stmt) -> int:
    """That of its first decorator, where it has any."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)])


def last_line(node: ast.stmt, lines: list[str]) -> int:
    """That of the last comment that stands directly below and belongs to it by its margin."""
    end = node.end_lineno or node.lineno
    if isinstance(node, Definition):
        while end < len(lines) and lines[end].lstrip().startswith("#") and lines[end][:1].isspace():
            end += 1
    return end


def functions(node: ast.stmt) -> list[Function]:
    """A function itself; of a class, its methods."""
    if isinstance(node, Function):
        return [node]
    body = node.body if isinstance(node, ast.ClassDef) else []
    return [part for part in body if isinstance(part, Function)]


def loaded(node: ast.AST) -> set[str]:
    """The names that a piece of code reads."""
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


def bound(nodes: Iterable[ast.AST]) -> set[str]:
    """The names that statements bind anywhere in them."""
    found: set[str] = set()
    for node in (inner for outer in nodes for inner in ast.walk(outer)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, Definition):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, IMPORTS):
            found |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
    return found


def outer_names(nodes: Iterable[ast.AST]) -> set[str]:
    """The names that statements bind for what comes after them: not those inside of functions and comprehensions."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, Definition):
            found.add(node.name)
        elif isinstance(node, IMPORTS):
            found |= bound([node])
        elif not isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
            elif isinstance(node, ast.ExceptHandler) and node.name:
                found.add(node.name)
            found |= outer_names(ast.iter_child_nodes(node))
    return found


def changed(node: ast.AST) -> set[str]:
    """The names whose values a piece of code changes in place, as far as its text shows."""
    found: set[str] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Subscript | ast.Attribute) and not isinstance(inner.ctx, ast.Load):
            found |= _root(inner)
        elif isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Call):
            method = inner.value.func
            if isinstance(method, ast.Attribute) and method.attr in CHANGERS:
                found |= _root(method)
            elif isinstance(method, ast.Attribute) and method.attr == "shuffle":
                found |= {name for argument in inner.value.args for name in _root(argument)}
    return found


def seeds(node: ast.stmt) -> bool:
    """Whether a statement sets the state that random numbers come from."""
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "seed"


def _root(node: ast.expr) -> set[str]:
    while isinstance(node, ast.Subscript | ast.Attribute | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return {node.id} if isinstance(node, ast.Name) else set()


def shows_only(node: ast.stmt) -> bool:
    """Whether a statement only shows something: a call of print or display, a bare name or text."""
    if not isinstance(node, ast.Expr):
        return False
    value = node.value
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return value.func.id in ("print", "display")
    return isinstance(value, ast.Name | ast.Constant | ast.Attribute | ast.Subscript | ast.Compare)
