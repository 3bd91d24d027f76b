"""An instructor's notebook of nbgrader, read into plain cells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.author.importing.cells import Assignment, Cell, Todo, read_notebook, without_magics
from autograder.errors import UserError

SOLUTION = ("BEGIN SOLUTION", "END SOLUTION")
HIDDEN = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
SCHEME = ("BEGIN MARK SCHEME", "END MARK SCHEME")


def read_nbgrader(path: Path) -> Assignment:
    """Raises UserError where it is no notebook, is not nbgrader's, or has a mark without its other half."""
    cells: list[Cell] = []
    todos: list[Todo] = []
    seen = False
    for number, raw in enumerate(read_notebook(path).cells, 1):
        about = raw.metadata.get("nbgrader", {})
        seen = seen or bool(about)
        for cell in _cells(path.name, number, raw, about):
            clean, left_out = without_magics(cell, path.name)
            cells.append(clean)
            todos += left_out
    if not seen:
        raise UserError(f"{path} has no cell that nbgrader knows. Give the notebook of source/, not a plain one.")
    return Assignment(path.name, tuple(cells), tuple(todos))


def _cells(file: str, number: int, raw: Any, about: dict[str, Any]) -> list[Cell]:
    text, name = raw.source, str(about.get("grade_id", ""))
    points = float(about.get("points") or 0.0)
    grade, solution = bool(about.get("grade")), bool(about.get("solution"))
    text, scheme = _cut(text, SCHEME, file, number)
    if about.get("task"):
        return [Cell(number, "manual", "", name, points, prompt=text, scheme=scheme)]
    if grade and solution:
        kept, answer = _cut(text, SOLUTION, file, number)
        answer, prompt = (answer, kept) if answer else (text, "")
        return [Cell(number, "manual", _fenced(answer, raw.cell_type), name, points, prompt=prompt, scheme=scheme)]
    if raw.cell_type != "code":
        return [Cell(number, "prose", text, name)] if raw.cell_type == "markdown" else []
    if solution:
        plain, solved = _regions(text, SOLUTION, file, number)
        return [Cell(number, "solution", plain, name, solved=solved)]
    if grade:
        return _tests(Cell(number, "test", text, name, points), file)
    return [Cell(number, "given", text, name)]


def _fenced(text: str, kind: str) -> str:
    return f"```python\n{text.strip()}\n```" if kind == "code" else text


def _tests(cell: Cell, file: str) -> list[Cell]:
    """The cell as students see it, and, where it has hidden tests, they: each for half of the points."""
    shown, secret = _cut(cell.text, HIDDEN, file, cell.number)
    if not secret:
        return [cell]
    whole, _ = _regions(cell.text, HIDDEN, file, cell.number)
    if not _says_anything(shown):
        return [replace(cell, text=whole, hidden=True)]
    half = cell.points / 2
    return [replace(cell, text=shown, points=half), replace(cell, text=whole, points=half, hidden=True)]


def _says_anything(code: str) -> bool:
    return any(line.strip() and not line.strip().startswith(("#", '"""')) for line in code.splitlines())


def _regions(text: str, marks: tuple[str, str], file: str, number: int) -> tuple[str, frozenset[int]]:
    """The text with the lines of the marks emptied, and the numbers of the lines between them."""
    lines, inside = text.split("\n"), set()
    begin = 0
    for index, line in enumerate(lines, 1):
        if marks[0] in line:
            if begin:
                raise UserError(f"{file}, cell {number}, line {index}: a region begins inside the one of line {begin}.")
            begin, lines[index - 1] = index, ""
        elif marks[1] in line:
            if not begin:
                raise UserError(f"{file}, cell {number}, line {index}: a region ends that never began.")
            begin, lines[index - 1] = 0, ""
        elif begin:
            inside.add(index)
    if begin:
        raise UserError(f"{file}, cell {number}, line {begin}: this region never ends. Add `### {marks[1]}`.")
    return "\n".join(lines), frozenset(inside)


def _cut(text: str, marks: tuple[str, str], file: str, number: int) -> tuple[str, str]:
    """What stands outside of the regions, and what stands in them."""
    plain, inside = _regions(text, marks, file, number)
    lines = plain.split("\n")
    kept = "\n".join(line for index, line in enumerate(lines, 1) if index not in inside)
    return kept, "\n".join(line for index, line in enumerate(lines, 1) if index in inside).strip("\n")
