"""Copies of a program as somebody makes them who wants no one to see it: the same program in other clothes."""

from __future__ import annotations

import ast
import builtins
import random
from collections.abc import Callable

FLIP = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE, ast.Eq: ast.Eq, ast.NotEq: ast.NotEq}
KEPT = {*dir(builtins), "np", "numpy", "math"}


class _Renamed(ast.NodeTransformer):
    """Every name of the student's own becomes another, functions and parameters too."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._names: dict[str, str] = {}

    def _other(self, name: str) -> str:
        if name in KEPT:
            return name
        letters = "".join(self._rng.choice("bcdfghklmnprst") + self._rng.choice("aeiou") for _ in range(3))
        return self._names.setdefault(name, f"{letters}{len(self._names)}")

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self._other(node.id), node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(self._other(node.arg), None)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        node.name = self._other(node.name)
        return node


class _Swapped(ast.NodeTransformer):
    """`a < b` becomes `b > a`, `a * b` becomes `b * a`, a loop over a range becomes a while loop."""

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        flip = FLIP.get(type(node.ops[0])) if len(node.ops) == 1 else None
        return ast.Compare(node.comparators[0], [flip()], [node.left]) if flip else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        return ast.BinOp(node.right, node.op, node.left) if isinstance(node.op, ast.Mult) else node

    def visit_For(self, node: ast.For) -> ast.AST | list[ast.stmt]:
        self.generic_visit(node)
        call = node.iter
        plain = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "range"
        if not (plain and len(call.args) == 1 and isinstance(node.target, ast.Name)) or node.orelse:
            return node
        name = node.target.id
        step = ast.parse(f"{name} += 1").body
        test = ast.Compare(ast.Name(name, ast.Load()), [ast.Lt()], [call.args[0]])
        return [*ast.parse(f"{name} = 0").body, ast.While(test, [*node.body, *step], [])]


def _without_texts(tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]


def reformatted(source: str, rng: random.Random) -> str:
    """Without comments and docstrings, in the layout of another program."""
    tree = ast.parse(source)
    _without_texts(tree)
    return ast.unparse(ast.fix_missing_locations(tree))


def renamed(source: str, rng: random.Random) -> str:
    """Reformatted, and every name another."""
    return ast.unparse(ast.fix_missing_locations(_Renamed(rng).visit(ast.parse(reformatted(source, rng)))))


def reordered(source: str, rng: random.Random) -> str:
    """Renamed, and the functions in another order."""
    tree = ast.parse(renamed(source, rng))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    others = [node for node in tree.body if not isinstance(node, ast.FunctionDef)]
    rng.shuffle(functions)
    tree.body = [*others, *functions]
    return ast.unparse(tree)


def swapped(source: str, rng: random.Random) -> str:
    """Reordered, operands and comparisons turned round, loops written otherwise."""
    return ast.unparse(ast.fix_missing_locations(_Swapped().visit(ast.parse(reordered(source, rng)))))


DISGUISES: tuple[Callable[[str, random.Random], str], ...] = (reformatted, renamed, reordered, swapped)
