"""A function without what is only style: no names for what is computed once, and no choice of a comprehension's names.

`largest = max(scores)` and then `score - largest` says what `score - max(scores)` says, and `[j for j, c in ...]` what
`[place for place, amount in ...]` does. Programs are brought into this form to be compared and merged, not to be shown:
what is computed once is computed as often as it is used.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import count

_ONCE = frozenset({"zip", "map", "filter", "iter", "reversed", "enumerate"})
"""What these give can be read only once."""
_OPAQUE = (ast.NamedExpr, ast.Global, ast.Nonlocal, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Yield)
"""Where a function has one of these inside, it is left as it is."""
_Comprehension = ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp


def plain(function: ast.FunctionDef) -> ast.FunctionDef:
    """The same function in plain form, as a tree of its own."""
    function = deepcopy(function)
    if any(isinstance(node, _OPAQUE) for statement in function.body for node in ast.walk(statement)):
        return function
    numbers = count()
    function = _Renamed(lambda depth, place: f"bound {next(numbers)}").visit(function)  # unlike every name there is
    function.body = _inlined(_one_at_a_time(function.body), {argument.arg for argument in _arguments(function)})
    return _Renamed(lambda depth, place: f"_{depth}_{place}").visit(function)  # type: ignore[no-any-return]


class _Renamed(ast.NodeTransformer):
    """Gives what comprehensions and lambdas bind new names, each by how deep it lies and its place there."""

    def __init__(self, name: Callable[[int, int], str]) -> None:
        self._name = name
        self._scopes: list[dict[str, str]] = []

    def visit_Name(self, node: ast.Name) -> ast.Name:
        for scope in reversed(self._scopes):
            if node.id in scope:
                node.id = scope[node.id]
                break
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        if self._scopes:
            node.arg = self._scopes[-1].get(node.arg, node.arg)
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.Lambda:
        node.args.defaults = [self.visit(default) for default in node.args.defaults]
        self._scopes.append({})
        self._bind(argument.arg for argument in _arguments(node))
        for argument in _arguments(node):
            self.visit_arg(argument)
        node.body = self.visit(node.body)
        self._scopes.pop()
        return node

    def visit_ListComp(self, node: ast.ListComp) -> ast.AST:
        return self._comprehension(node)

    def visit_SetComp(self, node: ast.SetComp) -> ast.AST:
        return self._comprehension(node)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.AST:
        return self._comprehension(node)

    def visit_DictComp(self, node: ast.DictComp) -> ast.AST:
        return self._comprehension(node)

    def _comprehension(self, node: _Comprehension) -> ast.AST:
        first = node.generators[0]
        first.iter = self.visit(first.iter)  # the first is read outside
        self._scopes.append({})
        for one in node.generators:
            if one is not first:
                one.iter = self.visit(one.iter)
            self._bind(_stored(one.target))
            one.target = self.visit(one.target)
            one.ifs = [self.visit(condition) for condition in one.ifs]
        for part in ("key", "value", "elt"):
            if hasattr(node, part):
                setattr(node, part, self.visit(getattr(node, part)))
        self._scopes.pop()
        return node

    def _bind(self, names: Iterator[str]) -> None:
        scope = self._scopes[-1]
        for name in names:
            scope.setdefault(name, self._name(len(self._scopes) - 1, len(scope)))


class _Put(ast.NodeTransformer):
    """Puts what names stand for in the place of the names."""

    def __init__(self, values: Mapping[str, ast.expr]) -> None:
        self._values = values

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return deepcopy(self._values[node.id]) if node.id in self._values else node


def _one_at_a_time(body: Sequence[ast.stmt]) -> list[ast.stmt]:
    """`a, b = x, y` as two statements, where the values have nothing to do with the names."""
    found: list[ast.stmt] = []
    for statement in body:
        match statement:
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)) if (
                len(names) == len(values)
                and all(isinstance(name, ast.Name) for name in names)
                and not {*_stored(statement)} & {*_loaded(statement.value)}
                and not any(isinstance(value, ast.Starred) for value in values)
            ):
                pairs = zip(names, values, strict=True)
                found += [ast.copy_location(ast.Assign([name], value), statement) for name, value in pairs]
            case _:
                found.append(statement)
    return found


def _inlined(body: Sequence[ast.stmt], arguments: set[str]) -> list[ast.stmt]:
    """The statements without names that are given once, to what no statement changes."""
    stored = Counter(name for statement in body for name in _stored(statement))
    changed = {name for statement in body for name in _changed(statement)}
    fixed = {name for name, times in stored.items() if times == 1 and name not in arguments} - changed
    used = Counter(name for statement in body for name in _loaded(statement))
    values: dict[str, ast.expr] = {}
    left = []
    for statement in body:
        statement = _Put(values).visit(statement)
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if (
                name in fixed
                and used[name]
                and (used[name] == 1 or not _read_once(value))
                and all(one not in changed and (one in fixed or not stored[one]) for one in _loaded(value))
            ):
                values[name] = value
            case _:
                left.append(statement)
    return left


def _read_once(value: ast.expr) -> bool:
    called = value.func.id if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) else None
    return isinstance(value, ast.GeneratorExp) or called in _ONCE


def _changed(statement: ast.stmt) -> Iterator[str]:
    """The names whose things a statement may change: it stores into them, or calls something for what that does."""
    for node in ast.walk(statement):
        match node:
            case ast.Subscript(ctx=ast.Store() | ast.Del()) | ast.Attribute(ctx=ast.Store() | ast.Del()):
                yield from _loaded(node.value)
            case ast.AugAssign(target=ast.Name(id=name)) | ast.Name(id=name, ctx=ast.Del()):
                yield name
            case ast.Expr(value=value):
                yield from _loaded(value)


def _stored(node: ast.AST) -> Iterator[str]:
    return (one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store))


def _loaded(node: ast.AST) -> Iterator[str]:
    return (one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load))


def _arguments(function: ast.FunctionDef | ast.Lambda) -> list[ast.arg]:
    given = function.args
    return [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
