"""Checks that judge nobody, since they assert nothing: by what is written."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_JUDGES = ("assert", "close", "raises", "fail", "warns")
"""Parts of names of what asserts when it is called."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


def returned_and_silent(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(Line, what is wrong) for each check of a file that returns a value, or that asserts nothing at all."""
    helpers = {node.name: node for node in tree.body if isinstance(node, Function)}
    for check in (node for name, node in helpers.items() if name.startswith("test")):
        given = [part for part in _own(check) if isinstance(part, ast.Return) and _gives(part)]
        if given:
            yield given[0].lineno, f"{check.name} returns a value, which nobody reads: assert it"
        elif not _sites(check, set(helpers)):
            yield check.lineno, f"{check.name} asserts nothing, so it passes whatever comes back"


def _sites(check: ast.AST, helpers: set[str]) -> set[int]:
    """The lines on which a check asserts, or may: a helper that it calls can assert for it."""
    found: set[int] = set()
    for part in ast.walk(check):
        match part:
            case ast.Assert(test=test) if not (isinstance(test, ast.Constant) and test.value):
                found.update(_span(part))
            case ast.Raise():
                found.update(_span(part))
            case ast.Call(func=function, args=args):
                handed = {arg.id for arg in args if isinstance(arg, ast.Name)}
                if _judges(ast.unparse(function), helpers) or handed & {"close", "submission"}:
                    found.update(_span(part))
    return found


def _span(part: ast.stmt | ast.expr) -> range:
    return range(part.lineno, (part.end_lineno or part.lineno) + 1)


def _judges(called: str, helpers: set[str]) -> bool:
    name = called.rpartition(".")[2]
    return called in helpers or any(word in name for word in _JUDGES)


def _own(check: Function) -> Iterator[ast.AST]:
    """The parts of a function, without those of functions in it."""
    left: list[ast.AST] = [*check.body]
    while left:
        part = left.pop(0)
        yield part
        if not isinstance(part, Function | ast.Lambda | ast.ClassDef):
            left[:0] = ast.iter_child_nodes(part)


def _gives(part: ast.Return) -> bool:
    return part.value is not None and not (isinstance(part.value, ast.Constant) and part.value.value is None)
