"""The student's file of an assignment: its code in the notebook's order, what is to be found between marks."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from autograder.author.importing.cells import Assignment, Cell, Todo
from autograder.course.stubs import BEGIN, END

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(slots=True)
class Program:
    """`text` is the solution with its marks; `student` the functions and classes that checks may call."""

    text: str = ""
    student: set[str] = field(default_factory=set)
    given: list[str] = field(default_factory=list)
    """Functions that students are handed as they are."""
    material: list[ast.stmt] = field(default_factory=list)
    """Imports, constants and functions of the notebook that lean on nothing of the student's."""
    todos: list[Todo] = field(default_factory=list)


def make_program(assignment: Assignment) -> Program:
    """Puts the code cells together. What cannot stand in a file of functions becomes a to-do."""
    program = Program()
    parts = []
    for cell in assignment.cells:
        if cell.role == "prose":
            parts.append("\n".join(f"# {line}".rstrip() for line in cell.text.splitlines()))
        elif cell.role in ("given", "solution"):
            parts.append(_code(assignment.file, cell, program))
    program.text = "\n\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"
    return program


def _code(file: str, cell: Cell, program: Program) -> str:
    try:
        body = ast.parse(cell.text).body
    except SyntaxError as error:
        program.todos.append(Todo(file, cell.number, error.lineno or 1, f"is no Python: {error.msg}", source=cell.text))
        return ""
    lines = cell.text.split("\n")
    student = cell.role == "solution"
    if student and not cell.solved:
        what = "had no solution region: its functions keep their signatures and docstrings in the stub"
        program.todos.append(Todo(file, cell.number, 1, what, note=True))
    return "\n\n".join(filter(None, (_statement(file, cell, node, lines, program) for node in body)))


def _statement(file: str, cell: Cell, node: ast.stmt, lines: list[str], program: Program) -> str:
    text = "\n".join(lines[first_line(node) - 1 : node.end_lineno])
    own = cell.role == "solution"
    if isinstance(node, ast.Import | ast.ImportFrom):
        program.material.append(node)
        return text
    if isinstance(node, Function | ast.ClassDef):
        marked = _marked(node, lines, cell) if own else None
        if marked is None:
            program.given.append(node.name)
        if marked is None and not loaded(node) & program.student:
            program.material.append(node)
        else:
            program.student.add(node.name)
        return marked or text
    if not own and isinstance(node, ast.Assign | ast.AnnAssign) and not loaded(node) & program.student:
        program.material.append(node)
        return text
    if own or not isinstance(node, ast.Expr):
        what = "stands outside of functions: put it into a function, which checks can call"
        program.todos.append(Todo(file, cell.number, node.lineno, what, source=text))
    return "\n".join(f"# {line}" for line in text.splitlines())


def _marked(node: ast.stmt, lines: list[str], cell: Cell) -> str | None:
    """A definition with marks around what students write; None where that is nothing of it."""
    regions: list[tuple[int, int]] = []
    first = first_line(node)
    for function in _functions(node):
        body = function.body[1:] if ast.get_docstring(function) is not None else function.body
        if not body:
            continue
        start, end = first_line(body[0]), function.end_lineno or 0
        whole = not cell.solved or first in cell.solved or first_line(function) in cell.solved
        inside = range(start, end + 1) if whole else [line for line in range(start, end + 1) if line in cell.solved]
        regions += _runs(inside)
    if not regions:
        return None
    begins, ends = dict(regions), {end for _, end in regions}
    made: list[str] = []
    for number in range(first, (node.end_lineno or 0) + 1):
        line = lines[number - 1]
        if number in begins:
            shift = next((text for text in lines[number - 1 :] if text.strip()), line)
            margin = shift[: len(shift) - len(shift.lstrip())]
            made.append(f"{margin}{BEGIN}")
        made.append(line)
        if number in ends:
            made.append(f"{margin}{END}")
    return "\n".join(made)


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow each other, as the first and last of each run."""
    start = last = 0
    for number in numbers:
        if start and number != last + 1:
            yield start, last
        start = number if not start or number != last + 1 else start
        last = number
    if start:
        yield start, last


def _functions(node: ast.stmt) -> list[Function]:
    if isinstance(node, Function):
        return [node]
    body = node.body if isinstance(node, ast.ClassDef) else []
    return [part for part in body if isinstance(part, Function)]


def first_line(node: ast.stmt) -> int:
    """That of its first decorator, where it has any."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)])


def loaded(node: ast.AST) -> set[str]:
    """The names that a piece of code reads."""
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


def bound(nodes: Iterable[ast.AST]) -> set[str]:
    """The names that statements bind anywhere in them."""
    found: set[str] = set()
    for node in (inner for outer in nodes for inner in ast.walk(outer)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, Function | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
    return found
