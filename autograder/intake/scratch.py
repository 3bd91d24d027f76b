"""Scratch work in a notebook: cells that stopped with an error, and cells that only try out what the exercise asks for.

A kernel goes on after a cell that raised; a program does not. Such cells are left out, as they are where the notebook
was made for the exercise (`nbgrader.extract`), so that a call that was only tried costs nobody the rest.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from autograder.intake.needless import without_needless
from autograder.intake.parsed import tree_of

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)


@dataclass(frozen=True, slots=True)
class Ran:
    """A cell as Python, and the error with which its last run ended; empty where it ended well or never ran."""

    source: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is left of the cells, and what was left out, as the rest of a sentence; empty where all is there."""

    sources: tuple[str, ...]
    without: str = ""


@dataclass(frozen=True, slots=True)
class _Looked:
    defines: bool
    binds: frozenset[str]
    uses: frozenset[str]


def without_scratch(cells: Sequence[Ran], asked_for: Collection[str]) -> Kept:
    """The cells without what was only tried. `asked_for` are the names that the exercise's stub defines.

    Of a cell that stopped with an error what it defines stays, and what definitions read. A cell that only tries things
    out is left out where nothing else can tell: it calls what is asked for, defines nothing, and sets no name that is
    read elsewhere. So is a statement that no definition can need.
    """
    trees = [tree_of(cell.source) for cell in cells]
    modules = {name for tree in trees if tree is not None for name in _imported(tree)}
    tries = _tries([None if tree is None else _look(tree, modules) for tree in trees], frozenset(asked_for))
    read = frozenset(asked_for).union(*(_read_in_definitions(tree) for tree in trees if tree is not None))
    sources, stopped, tried = [], [], 0
    for number, (cell, tree) in enumerate(zip(cells, trees, strict=True)):
        if number in tries:
            tried += 1
        elif cell.error and tree is not None and (less := _definitions(cell.source, tree, read)) != cell.source:
            stopped.append(cell.error)
            sources.append(less)
        else:
            sources.append(cell.source)
    sources, needless = without_needless(sources, asked_for)
    return Kept(tuple(sources), _said(stopped, tried, needless))


def is_definition(text: str) -> bool:
    """Whether a statement defines something without doing much: no call at its top that could take long or fail."""
    if re.match(r"(@|def |async def |class |import |from )", text):
        return True
    return re.fullmatch(r"\s*\w+\s*(:[^=]+)?=\s*[^()]*", text) is not None


def _said(stopped: Sequence[str], tried: int, needless: int) -> str:
    parts = []
    if stopped:
        cells = "a cell that stopped" if len(stopped) == 1 else f"{len(stopped)} cells that stopped"
        parts.append(f"{cells} with an error ({', '.join(dict.fromkeys(stopped))}), but for what is defined there")
    if tried:
        parts.append("a cell that only tries things out" if tried == 1 else f"{tried} cells that only try things out")
    if needless:
        what = (
            "a statement that nothing asked for needs"
            if needless == 1
            else f"{needless} statements that nothing asked for needs"
        )
        parts.append(what)
    return " and ".join(parts)


def _tries(cells: Sequence[_Looked | None], asked_for: frozenset[str]) -> set[int]:
    """The cells that only try things out, by number."""
    found: set[int] = set()
    tainted = set(asked_for)
    for number, cell in enumerate(cells):
        if cell is not None and not cell.defines and cell.uses & tainted and not cell.binds & asked_for:
            found.add(number)
            tainted |= cell.binds
    return found - _read_by_others(found, cells)


def _read_by_others(tries: set[int], cells: Sequence[_Looked | None]) -> set[int]:
    """Those that set what a cell that stays reads, then what these read; one that nobody can look at reads all."""
    setters: dict[str, set[int]] = {}
    for number in tries:
        for name in own.binds if (own := cells[number]) else ():
            setters.setdefault(name, set()).add(number)
    others = [cell for number, cell in enumerate(cells) if number not in tries]
    waiting = set(setters) if None in others else {name for cell in others if cell is not None for name in cell.uses}
    read: set[int] = set()
    while waiting:
        more = setters.pop(waiting.pop(), set()) - read
        read |= more
        waiting.update(name for number in more if (cell := cells[number]) for name in cell.uses & setters.keys())
    return read


def _look(tree: ast.Module, modules: set[str]) -> _Looked:
    nodes = list(ast.walk(tree))
    names = [node for node in nodes if isinstance(node, ast.Name)]
    set_here = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    return _Looked(
        any(isinstance(node, (*_DEFINITIONS, ast.Global)) for node in nodes),
        frozenset(set_here | (set(_changed(nodes)) - modules)),
        frozenset(node.id for node in names if isinstance(node.ctx, ast.Load)),
    )


def _imported(tree: ast.Module) -> Iterable[str]:
    """Names that a cell imports: a call on a module to see what comes of it changes nothing that counts."""
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)


def _changed(nodes: Iterable[ast.AST]) -> Iterable[str]:
    """Names of what may be changed without being set: a part of it is, or a method is called for nothing but that."""
    for node in nodes:
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            yield _root(node)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            yield _root(node.value.func) if isinstance(node.value.func, ast.Attribute) else ""


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _read_in_definitions(tree: ast.Module) -> Iterable[str]:
    definitions = [
        node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    return (node.id for each in definitions for node in ast.walk(each) if isinstance(node, ast.Name))


def _definitions(source: str, tree: ast.Module, read: frozenset[str]) -> str:
    """The source with nothing but what it defines and what sets a name in `read`; lines keep their numbers."""
    lines = source.split("\n")
    kept: set[int] = set()
    gone: set[int] = set()
    for node in tree.body:
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
        rows = set(range(first, (node.end_lineno or node.lineno) + 1))
        text = "\n".join(lines[first - 1 : node.end_lineno])
        stays = is_definition(text) or bool(_look(ast.Module([node], []), set()).binds & read)
        (kept if stays else gone).update(rows)
    return "\n".join("" if number in gone - kept else line for number, line in enumerate(lines, 1))
