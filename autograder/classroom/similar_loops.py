"""Loops in one form: a counting `while` as a `for`, a loop that only collects as a comprehension, no name for a result.

Each pair computes the same, so a program says no less in this form than in the one that it was written in.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence


def in_one_form(body: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The statements of one body, those in them already in this form."""
    made: list[ast.stmt] = []
    for statement in body:
        made.append(statement)
        while len(made) > 1 and (one := _joined(made[-2], made[-1])) is not None:
            made[-2:] = [one]
    return made


def _joined(before: ast.stmt, node: ast.stmt) -> ast.stmt | None:
    """Two statements as one that does the same; None where there is none."""
    if not (isinstance(before, ast.Assign) and len(before.targets) == 1 and isinstance(before.targets[0], ast.Name)):
        return None
    name = before.targets[0].id
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Name) and node.value.id == name:
        return ast.copy_location(ast.Return(before.value), before)
    if isinstance(node, ast.While) and isinstance(before.value, ast.Constant) and before.value.value == 0:
        return _counted(name, node)
    if isinstance(node, ast.For) and isinstance(before.value, ast.List) and not before.value.elts:
        made = _collected(name, node)
        return None if made is None else ast.copy_location(ast.Assign(before.targets, made), before)
    return None


def _counted(name: str, node: ast.While) -> ast.stmt | None:
    """`while i < n: ...; i += 1` as `for i in range(n): ...`."""
    test, last = node.test, node.body[-1]
    counts = (
        isinstance(test, ast.Compare)
        and isinstance(test.ops[0], ast.Lt)
        and len(test.ops) == 1
        and _is_name(test.left, name)
        and isinstance(last, ast.AugAssign)
        and isinstance(last.op, ast.Add)
        and _is_name(last.target, name)
        and isinstance(last.value, ast.Constant)
        and last.value.value == 1
    )
    skips = any(isinstance(part, ast.Continue) for statement in node.body for part in ast.walk(statement))
    if not counts or skips or node.orelse or len(node.body) < 2:
        return None
    assert isinstance(test, ast.Compare)
    count = ast.Call(ast.Name("range", ast.Load()), [test.comparators[0]], [])
    return ast.copy_location(ast.For(ast.Name(name, ast.Store()), count, in_one_form(node.body[:-1]), []), node)


def _collected(name: str, node: ast.For) -> ast.ListComp | None:
    """`for x in xs: out.append(f(x))` as `[f(x) for x in xs]`, with the tests and loops in between."""
    loops: list[ast.comprehension] = []
    inner: ast.stmt = node
    while isinstance(inner, ast.For | ast.If) and len(inner.body) == 1 and not inner.orelse:
        if isinstance(inner, ast.For):
            loops.append(ast.comprehension(inner.target, inner.iter, [], 0))
        else:
            loops[-1].ifs.append(inner.test)
        inner = inner.body[0]
    call = inner.value if isinstance(inner, ast.Expr) else None
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and len(call.args) == 1):
        return None
    appends = call.func.attr == "append" and _is_name(call.func.value, name) and not call.keywords
    return ast.ListComp(call.args[0], loops) if appends else None


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
