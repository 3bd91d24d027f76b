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


class _Loops(ast.NodeTransformer):
    """A loop that appends becomes a comprehension, a comprehension that is assigned or returned becomes a loop."""

    def __init__(self) -> None:
        self._made = 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        node.body = self._rewritten(node.body)
        return node

    def _rewritten(self, body: list[ast.stmt]) -> list[ast.stmt]:
        made: list[ast.stmt] = []
        for statement in body:
            if made and (one := _appending(made[-1], statement)) is not None:
                made[-1] = one
            else:
                made += self._unrolled(statement)
        return made

    def _unrolled(self, node: ast.stmt) -> list[ast.stmt]:
        value = node.value if isinstance(node, ast.Return | ast.Assign) else None
        if not isinstance(value, ast.ListComp) or len(value.generators) != 1:
            return [node]
        self._made += 1
        name, part = f"collected{self._made}", value.generators[0]
        body: list[ast.stmt] = [ast.Expr(ast.parse(f"{name}.append(0)", mode="eval").body)]
        body[0].value.args = [value.elt]  # type: ignore[attr-defined]
        for test in part.ifs:
            body = [ast.If(test, body, [])]
        node.value = ast.Name(name, ast.Load())  # type: ignore[union-attr]
        return [*ast.parse(f"{name} = []").body, ast.For(part.target, part.iter, body, []), node]


def _appending(before: ast.stmt, node: ast.stmt) -> ast.stmt | None:
    """`out = []` and a loop that only appends to `out`, as one assignment."""
    if not (isinstance(before, ast.Assign) and isinstance(before.value, ast.List) and not before.value.elts):
        return None
    if not (isinstance(node, ast.For) and len(node.body) == 1 and isinstance(node.body[0], ast.Expr)):
        return None
    call, name = node.body[0].value, ast.unparse(before.targets[0])
    if not (isinstance(call, ast.Call) and ast.unparse(call.func) == f"{name}.append"):
        return None
    return ast.Assign(before.targets, ast.ListComp(call.args[0], [ast.comprehension(node.target, node.iter, [], 0)]))


class _Inlined(ast.NodeTransformer):
    """A helper of one line is written out where it is called."""

    def __init__(self, helpers: dict[str, ast.FunctionDef]) -> None:
        self._helpers = helpers

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        helper = self._helpers.get(node.func.id) if isinstance(node.func, ast.Name) else None
        if helper is None or node.keywords or len(node.args) != len(helper.args.args):
            return node
        given = {arg.arg: value for arg, value in zip(helper.args.args, node.args, strict=True)}
        expression = ast.parse(ast.unparse(helper.body[0].value), mode="eval").body  # type: ignore[attr-defined]
        return _Replaced(given).visit(expression)


class _Replaced(ast.NodeTransformer):
    def __init__(self, given: dict[str, ast.expr]) -> None:
        self._given = given

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._given.get(node.id, node)


def looped(source: str, rng: random.Random) -> str:
    """Renamed, loops for comprehensions and comprehensions for loops."""
    tree = _Loops().visit(ast.parse(renamed(source, rng)))
    return ast.unparse(ast.fix_missing_locations(tree))


def inlined(source: str, rng: random.Random) -> str:
    """Renamed, helpers of one line written out where they are called."""
    tree = ast.parse(renamed(source, rng))
    helpers = {
        node.name: node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and len(node.body) == 1 and isinstance(node.body[0], ast.Return)
        if node.body[0].value is not None
    }
    return ast.unparse(ast.fix_missing_locations(_Inlined(helpers).visit(tree)))


def padded(source: str, rng: random.Random) -> str:
    """Renamed, with lines between that do nothing, and comments of another hand."""
    tree = ast.parse(renamed(source, rng))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.For | ast.If | ast.While):
            made: list[ast.stmt] = []
            for statement in node.body:
                if rng.random() < 0.5:
                    number = rng.randrange(100)
                    made += ast.parse(rng.choice(DEAD).format(n=number, m=f"unused{number}")).body
                made.append(statement)
            node.body = made
    lines = ast.unparse(ast.fix_missing_locations(tree)).splitlines()
    return "\n".join(f"{line}  # step {rng.randrange(9)}" if rng.random() < 0.3 else line for line in lines)


DEAD = ("{m} = {n}", "if False:\n    {m} = {n}", "{m} = [{n}] * 2", "assert {n} >= 0", "{m} = str({n})")

DISGUISES: tuple[Callable[[str, random.Random], str], ...] = (
    *(reformatted, renamed, reordered, swapped),
    *(looped, inlined, padded),
)
