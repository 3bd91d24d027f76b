"""An instructor's notebook of nbgrader, read into plain cells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.author.importing.cells import Assignment, Cell, Todo, fenced, read_notebook, without_magics
from autograder.author.importing.regions import cut, regions
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
    return Assignment(path.name, tuple(cells), tuple(todos), path.parent)


def _cells(file: str, number: int, raw: Any, about: dict[str, Any]) -> list[Cell]:
    text, name = raw.source, str(about.get("grade_id", ""))
    points = float(about.get("points") or 0.0)
    grade, solution = bool(about.get("grade")), bool(about.get("solution"))
    text, scheme = cut(text, SCHEME, file, number)
    if about.get("task"):
        return [Cell(number, "manual", "", name, points, prompt=text, scheme=scheme)]
    if grade and solution:
        kept, answer = cut(text, SOLUTION, file, number)
        answer, prompt = (answer, kept) if answer else (text, "")
        return [
            Cell(
                number,
                "manual",
                fenced(answer) if raw.cell_type == "code" else answer,
                name,
                points,
                prompt=prompt,
                scheme=scheme,
            )
        ]
    if raw.cell_type != "code":
        return [Cell(number, "prose", text, name)] if raw.cell_type == "markdown" else []
    if solution:
        plain, solved = regions(text, SOLUTION, file, number)
        return [Cell(number, "solution", plain, name, solved=solved)]
    if grade:
        return _tests(Cell(number, "test", text, name, points), file)
    return [Cell(number, "given", text, name)]


def _tests(cell: Cell, file: str) -> list[Cell]:
    """The cell as students see it, and, where it has hidden tests, they: each for half of the points."""
    shown, secret = cut(cell.text, HIDDEN, file, cell.number)
    if not secret:
        return [cell]
    whole, _ = regions(cell.text, HIDDEN, file, cell.number)
    if not _says_anything(shown):
        return [replace(cell, text=whole, hidden=True)]
    half = cell.points / 2
    return [replace(cell, text=shown, points=half), replace(cell, text=whole, points=half, hidden=True)]


def _says_anything(code: str) -> bool:
    return any(line.strip() and not line.strip().startswith(("#", '"""')) for line in code.splitlines())
