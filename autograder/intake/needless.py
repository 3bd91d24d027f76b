"""What a notebook does beside the work: a platform's own first cell, downloads, plots, widgets, a cell cut short.

Nothing of it is part of what the exercise asks for, and much of it fails in a program: the host's helpers are not
there. A statement stays where a definition may need it, and each definition stays.
"""

from __future__ import annotations

import ast
import re
import symtable
import warnings
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from autograder.intake.parsed import tree_of

_SETTINGS = frozenset({"numpy", "random", "sys", "warnings", "decimal", "math", "statistics"})
"""Modules of which a call may be a setting that later code goes by: `np.seterr`, `random.seed`."""
_UNTOLD = frozenset({"eval", "exec", "globals", "locals", "vars", "__import__"})
"""With these a program reads names that nobody can see in it."""
_LOOKS = frozenset({"print", "len", "sum", "max", "min", "sorted", "str", "repr", "type", "abs", "round", "list"})
"""What changes nothing that is handed to it."""
_ANY = re.compile(r"^[ \t]*(?:(?:async +)?def|class) +(\w+)|^[ \t]*(\w+) *=", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Statement:
    node: ast.stmt
    binds: frozenset[str]
    uses: frozenset[str]
    stays: bool


def without_needless(cells: Sequence[str], asked_for: Collection[str]) -> tuple[list[str], int]:
    """The cells without statements that nothing the exercise asks for can need, and how many these were.

    Lines keep their numbers. Where what is asked for is not defined at all, everything stays and speaks for itself.
    """
    trees = [tree_of(cell) for cell in cells]
    modules = dict(pair for tree in trees if tree is not None for pair in _imported(tree))
    fixed = {*modules, *(node.name for tree in trees if tree is not None for node in tree.body if _is_def(node))}
    try:
        found = [[] if tree is None else [_look(node, modules, fixed) for node in tree.body] for tree in trees]
    except (SyntaxError, ValueError, RecursionError):
        return list(cells), 0
    every = [one for statements in found for one in statements]
    if not any(one.binds & set(asked_for) for one in every) or any(one.uses & _UNTOLD for one in every):
        return list(cells), 0
    needed = _needed(every, asked_for)
    less, count = [], 0
    for cell, tree, statements in zip(cells, trees, found, strict=True):
        if tree is None:  # a kernel ran nothing of it
            gone = not needed & {name for pair in _ANY.findall(cell) for name in pair}
            less.append("" if gone else cell)
            count += gone and bool(cell.strip())
            continue
        needless = [one.node for one in statements if not one.stays and not one.binds & needed]
        less.append(_without(cell, needless, tree))
        count += len(needless)
    return less, count


def _needed(statements: Sequence[_Statement], asked_for: Collection[str]) -> set[str]:
    """The names that what stays reads, then those that what sets these reads, and so on."""
    setters: dict[str, list[_Statement]] = {}
    for one in statements:
        for name in one.binds:
            setters.setdefault(name, []).append(one)
    needed: set[str] = set()
    waiting = {*asked_for, *(name for one in statements if one.stays for name in one.uses)}
    while waiting:
        name = waiting.pop()
        needed.add(name)
        waiting.update(use for one in setters.pop(name, ()) for use in one.uses if use not in needed)
    return needed


def _is_def(node: ast.stmt) -> TypeGuard[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)


def _look(node: ast.stmt, modules: dict[str, str], fixed: Collection[str]) -> _Statement:
    with warnings.catch_warnings(action="ignore"):
        table = symtable.symtable(ast.unparse(node), "cell", "exec")
    names = table.get_symbols()
    binds = {one.get_name() for one in names if one.is_assigned() or one.is_imported() or one.is_namespace()}
    uses = {one.get_name() for one in names if one.is_referenced()} | set(_of_functions(table.get_children()))
    changed = {name for name in _changed(node) if name not in fixed}
    plain = isinstance(node, ast.Import | ast.ImportFrom | ast.Pass)
    plain |= _is_def(node) and not node.decorator_list
    plain |= isinstance(node, ast.Expr) and (isinstance(node.value, ast.Constant) or _is_setting(node.value, modules))
    plain |= not uses  # it reads nothing, so nothing can be missing
    return _Statement(node, frozenset(binds | changed), frozenset(uses), plain)


def _of_functions(tables: Iterable[symtable.SymbolTable]) -> Iterator[str]:
    """Names of the module that are read, or set, in functions and classes."""
    for table in tables:
        yield from (one.get_name() for one in table.get_symbols() if one.is_global())
        yield from _of_functions(table.get_children())


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Name in the program -> the module that it is of."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.asname or alias.name.partition(".")[0], alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, node.module or "") for alias in node.names)


def _is_setting(value: ast.expr, modules: dict[str, str]) -> bool:
    return isinstance(value, ast.Call) and modules.get(_root(value.func), "").partition(".")[0] in _SETTINGS


def _changed(node: ast.stmt) -> Iterator[str]:
    """Names of what a statement may change without setting it: a part of it is set, or something of it is called."""
    for each in ast.walk(node):
        if isinstance(each, ast.Attribute | ast.Subscript) and not isinstance(each.ctx, ast.Load):
            yield _root(each)
        elif isinstance(each, ast.Call) and not (isinstance(each.func, ast.Name) and each.func.id in _LOOKS):
            yield from (_root(one) for one in (each.func, *each.args) if isinstance(one, ast.Attribute | ast.Name))


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _without(cell: str, needless: Sequence[ast.stmt], tree: ast.Module) -> str:
    """The cell with the lines of these statements emptied, but for lines in which something else stands."""
    gone, kept = set[int](), set[int]()
    for node in tree.body:
        (gone if node in needless else kept).update(_rows(node))
    return "\n".join("" if row in gone - kept else line for row, line in enumerate(cell.split("\n"), 1))


def _rows(node: ast.stmt) -> range:
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
    return range(first, (node.end_lineno or node.lineno) + 1)
