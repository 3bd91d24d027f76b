"""Checks that judge nobody, since they assert nothing: by what is written."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.course.collect import own_parts

_JUDGES = ("assert", "close", "raises", "fail", "warns")
"""Parts of names of what asserts when it is called."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


def returned_and_silent(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(Line, what is wrong) for each check of a file that returns a value, or that asserts nothing at all."""
    helpers = {node.name: node for node in tree.body if isinstance(node, Function)}
    for check in (node for name, node in helpers.items() if name.startswith("test")):
        given = [part for part in own_parts(check) if isinstance(part, ast.Return) and _gives(part)]
        if given:
            yield given[0].lineno, f"{check.name} returns a value, which nobody reads: assert it"
        elif not any(asserts(part, set(helpers)) for part in ast.walk(check)):
            yield check.lineno, f"{check.name} asserts nothing, so it passes whatever comes back"


def asserts(part: ast.AST, helpers: set[str]) -> bool:
    """Whether this asserts, or may: a helper that is called can assert for a check."""
    match part:
        case ast.Assert(test=test):
            return not (isinstance(test, ast.Constant) and bool(test.value))
        case ast.Raise():
            return True
        case ast.Call(func=function, args=args):
            handed = {arg.id for arg in args if isinstance(arg, ast.Name)}
            return _judges(ast.unparse(function), helpers) or bool(handed & {"close", "submission"})
    return False


def _judges(called: str, helpers: set[str]) -> bool:
    name = called.rpartition(".")[2]
    return called in helpers or any(word in name for word in _JUDGES)


def _gives(part: ast.Return) -> bool:
    return part.value is not None and not (isinstance(part.value, ast.Constant) and part.value.value is None)
