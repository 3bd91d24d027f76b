"""Plain variables: what a notebook assigns becomes a function that returns it, as only functions can be called."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from autograder.author.importing.cells import Cell
from autograder.author.importing.syntax import (
    IMPORTS,
    Definition,
    bound,
    changed,
    last_line,
    loaded,
    outer_names,
    seeds,
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A cell of code and its statements."""

    cell: Cell
    body: tuple[ast.stmt, ...]
    lines: tuple[str, ...]

    def own(self, node: ast.stmt) -> bool:
        """Whether students write any of this statement."""
        solved, end = self.cell.solved, last_line(node, list(self.lines))
        return self.cell.role == "solution" and (not solved or any(n in solved for n in range(node.lineno, end + 1)))


@dataclass(frozen=True, slots=True)
class Group:
    """The statements of a cell that are made into functions."""

    statements: tuple[ast.stmt, ...]
    wanted: tuple[str, ...]
    """The functions to make, in the order of their assignments."""
    simple: bool
    """Whether each statement is one name and one expression: then each function has one statement."""
    callables: frozenset[str] = frozenset()
    """Those that were functions already, written as `f = lambda x: ...`."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which names of the notebook's variables become functions."""

    names: frozenset[str] = frozenset()
    callables: frozenset[str] = frozenset()
    refused: dict[str, str] = field(default_factory=dict)
    """Variables that cannot: by name, why."""
    groups: dict[int, Group] = field(default_factory=dict)
    """By the cell's place in the list of cells."""


def plan_variables(cells: Sequence[Parsed], read_by_tests: set[str]) -> Plan:
    """Looks at the whole notebook: a name is one function only if one cell alone gives it its value."""
    chosen = _leaning(cells)
    sites: dict[str, set[int]] = defaultdict(set)
    for index, parsed in enumerate(cells):
        for node in parsed.body:
            names = outer_names([node]) | (set() if isinstance(node, Definition) else changed(node))
            for name in names:
                sites[name].add(index)
    candidates = {name for index, found in chosen.items() for name in _assigned(found)}
    refused = dict(_changed_inside(cells, set(sites)))
    for name in candidates:
        if len(sites[name]) > 1:
            places = ", ".join(str(cells[index].cell.number) for index in sorted(sites[name]))
            refused[name] = f"cells {places} assign or change {name}, and a function has one value"
    groups: dict[int, Group] = {}
    for index, found in chosen.items():
        others = [node for other, parsed in enumerate(cells) for node in parsed.body if other != index]
        others += [node for node in cells[index].body if isinstance(node, Definition)]
        elsewhere = read_by_tests | {name for node in others for name in loaded(node)}
        group = _group(found, elsewhere)
        if not any(name in refused for name in _assigned(found)):
            groups |= {index: group} if group.wanted else {}
    for name in candidates - {name for group in groups.values() for name in _assigned(group.statements)}:
        refused.setdefault(name, f"{name} is made together with a variable that cannot become a function")
    wanted = frozenset(name for group in groups.values() for name in group.wanted)
    callables = frozenset(name for group in groups.values() for name in group.callables)
    return Plan(wanted - callables, callables, refused, groups)


def _leaning(cells: Sequence[Parsed]) -> dict[int, list[ast.stmt]]:
    """By cell, the statements outside of functions that are the student's, or lean on what is."""
    student: set[str] = set()
    chosen: dict[int, list[ast.stmt]] = {}
    for index, parsed in enumerate(cells):
        for node in parsed.body:
            if isinstance(node, Definition) and (parsed.own(node) or loaded(node) & student):
                student.add(node.name)
        plain = [node for node in parsed.body if not isinstance(node, Definition | IMPORTS) and _matters(node)]
        found = [node for node in plain if parsed.own(node) or loaded(node) & student]
        while more := [node for node in plain if node not in found and _touched([node]) & _touched(found)]:
            found += more
        found.sort(key=lambda node: node.lineno)
        if found:
            chosen[index] = found
            student |= _touched(found)
    return chosen


def _matters(node: ast.stmt) -> bool:
    """Whether a value may hang on this statement."""
    return not isinstance(node, ast.Expr) or bool(changed(node)) or seeds(node)


def _touched(nodes: Iterable[ast.stmt]) -> set[str]:
    return {name for node in nodes for name in outer_names([node]) | changed(node)}


def _assigned(nodes: Iterable[ast.stmt]) -> list[str]:
    """The names that get a value, in order, without the variables of loops."""
    found: dict[str, None] = {}
    for node in nodes:
        loops = {n for inner in ast.walk(node) if isinstance(inner, ast.For) for n in outer_names([inner.target])}
        found |= dict.fromkeys(sorted(outer_names([node]) - loops))
    return list(found)


def _changed_inside(cells: Sequence[Parsed], names: set[str]) -> Iterable[tuple[str, str]]:
    for parsed in cells:
        for node in (inner for outer in parsed.body for inner in ast.walk(outer) if isinstance(inner, Definition)):
            declared = {n for inner in ast.walk(node) if isinstance(inner, ast.Global) for n in inner.names}
            inside = (changed(node) - bound([node])) | declared
            for name in sorted(inside & names):
                yield name, f"{node.name} changes the global {name}, and each call of a function makes a new value"


def _group(found: list[ast.stmt], elsewhere: set[str]) -> Group:
    assigned = _assigned(found)
    simple = all(_is_simple(node) for node in found) and len(found) == len(assigned)
    wanted = assigned if simple else [name for name in assigned if name in elsewhere] or assigned[-1:]
    lambdas = {n for node in found if simple and isinstance(_value(node), ast.Lambda) for n in outer_names([node])}
    return Group(tuple(found), tuple(wanted), simple, frozenset(lambdas))


def _value(node: ast.stmt) -> ast.expr | None:
    return node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None


def _is_simple(node: ast.stmt) -> bool:
    if isinstance(node, ast.Assign):
        return len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
    return isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None


def made_functions(parsed: Parsed, group: Group) -> list[tuple[str, list[str], frozenset[int]]]:
    """For each name: it, its function's lines, and which of them, from 1, students do not get."""
    return [(name, *_function(name, parsed, group)) for name in group.wanted]


def _function(name: str, parsed: Parsed, group: Group) -> tuple[list[str], frozenset[int]]:
    lines, own = [f"def {name}():", f'    """The notebook\'s variable {name}: return its value."""'], set[int]()
    solved = parsed.cell.solved
    for node in _needed(name, group):
        first, last = node.lineno, node.end_lineno or node.lineno
        text = "\n".join(parsed.lines[first - 1 : last])
        if name in group.callables:
            (made,) = ast.parse(text).body
            function = _value(made)
            assert isinstance(function, ast.Lambda)
            lines = [f"def {name}({ast.unparse(function.args)}):"]
            text = f"{name} = {ast.unparse(function.body)}"
        code = _returned(text) if group.simple else text
        for offset, line in enumerate(_indented(code)):
            lines.append(line)
            if parsed.own(node) and (not solved or group.simple or first + offset in solved):
                own.add(len(lines))
    if not group.simple:
        lines.append(f"    return {name}")
        if own:
            own.add(len(lines))
    return lines, frozenset(own)


def _indented(code: str) -> list[str]:
    """The lines of statements that are to stand in a function; those inside of a text stay as they are."""
    inside = set[int]()
    for node in ast.walk(ast.parse(code.removeprefix("return "))):
        if isinstance(node, ast.Constant | ast.JoinedStr):
            inside |= set(range(node.lineno + 1, (node.end_lineno or 0) + 1))
    lines = code.split("\n")
    return [line if number in inside or not line.strip() else f"    {line}" for number, line in enumerate(lines, 1)]


def _needed(name: str, group: Group) -> list[ast.stmt]:
    """Its own statement where all are simple; else all of the group's up to the last that may change its value."""
    if group.simple:
        return [node for node in group.statements if name in outer_names([node])]
    last = max(index for index, node in enumerate(group.statements) if _may_change(node, name))
    return list(group.statements[: last + 1])


def _may_change(node: ast.stmt, name: str) -> bool:
    """Whether a statement touches a name, or reads it in a loop or a condition, where not all is seen."""
    return name in _touched([node]) or (not isinstance(node, ast.Assign | ast.AnnAssign) and name in loaded(node))


def _returned(text: str) -> str:
    """`x = 1 + 2` as `return 1 + 2`; brackets and comments inside stay as they are."""
    (node,) = ast.parse(text).body
    assert isinstance(node, ast.Assign | ast.AnnAssign)
    target = node.targets[0] if isinstance(node, ast.Assign) else node.annotation
    lines = text.encode().split(b"\n")
    row = (target.end_lineno or 1) - 1
    rest = b"\n".join([lines[row][target.end_col_offset :], *lines[row + 1 :]]).decode()
    return "return " + rest.partition("=")[2].lstrip()
