"""A program without its clothes, statement by statement: what does nothing is gone, what can be turned round is turned.

Programs that differ by dead lines, annotations, parentheses, `a > b` for `b < a`, the order of a product, `while` for
`for` or a loop for a comprehension come out as one. The order of statements stays, and each keeps its line.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence

from autograder.classroom.similar_loops import in_one_form

_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Gt: ast.Lt, ast.GtE: ast.LtE}
_EITHER_WAY = (ast.Eq, ast.NotEq)


def statements(text: str) -> list[tuple[str, int]]:
    """The program's statements in order, each as text with its line; of a compound one the head, then its parts.

    Raises SyntaxError, ValueError or RecursionError where it cannot be read.
    """
    tree = _Plain().visit(ast.parse(text))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return list(_body(tree.body, used))


class _Plain(ast.NodeTransformer):
    """Comparisons and products in one order, loops in one form, no annotations."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        for name in ("body", "orelse", "finalbody"):
            if isinstance(part := getattr(node, name, None), list):
                setattr(node, name, in_one_form(part))
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if len(node.ops) != 1:
            return node
        operation, (right,) = type(node.ops[0]), node.comparators
        swap = operation in _TURNED or (operation in _EITHER_WAY and _shape(node.left) > _shape(right))
        if not swap:
            return node
        return ast.Compare(right, [_TURNED.get(operation, operation)()], [node.left])

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Mult | ast.Add) and _shape(node.left) > _shape(node.right):
            return ast.BinOp(node.right, node.op, node.left)
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        node.returns = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        self.generic_visit(node)
        return None if node.value is None else ast.copy_location(ast.Assign([node.target], node.value), node)


def _shape(node: ast.AST) -> str:
    """An expression with all names alike, to put two in order."""
    return " ".join(
        type(part).__name__
        + (repr(part.value) if isinstance(part, ast.Constant) else "")
        + (part.attr if isinstance(part, ast.Attribute) else "")
        for part in ast.walk(node)
    )


def _body(body: Sequence[ast.stmt], used: set[str]) -> Iterator[tuple[str, int]]:
    for node in body:
        if _does_nothing(node, used):
            continue
        parts = [name for name in ("body", "orelse", "finalbody", "handlers") if getattr(node, name, None)]
        if not parts:
            yield ast.unparse(ast.fix_missing_locations(node)), node.lineno
            continue
        head = copy.copy(node)
        for name in parts:
            setattr(head, name, [ast.Pass()] if name == "body" else [])
        if isinstance(head, ast.Try):
            head.finalbody = [ast.Pass()]
        yield ast.unparse(ast.fix_missing_locations(head)).rpartition("\n    pass")[0], node.lineno
        for name in parts:
            for part in getattr(node, name):
                yield from _body(part.body if isinstance(part, ast.ExceptHandler) else [part], used)


def _does_nothing(node: ast.stmt, used: set[str]) -> bool:
    if isinstance(node, ast.Pass):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Constant) and not node.test.value and not node.orelse
    if isinstance(node, ast.Assert):
        return not any(isinstance(part, ast.Name) for part in ast.walk(node.test))
    if isinstance(node, ast.Assign):
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        return len(names) == len(node.targets) and not set(names) & used
    return False
