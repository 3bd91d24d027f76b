"""One exercise as a notebook, in plain data: the cells that nbgrader knows, in their order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from autograder.course.model import Exercise
from autograder.kinds.registry import kind_of

Role = Literal["intro", "solution", "answer", "test"]
ROLES: dict[Role, tuple[str, bool, bool]] = {
    "intro": ("markdown", False, False),
    "solution": ("code", False, True),
    "answer": ("markdown", True, True),
    "test": ("code", True, False),
}
"""Role -> cell type, whether it carries points, whether the student writes in it."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell. `stub` is what a student gets in a cell of their own; `check` is the check that a test cell runs."""

    grade_id: str
    role: Role
    source: str
    stub: str = ""
    points: float | None = None
    check: str | None = None

    @property
    def cell_type(self) -> str:
        return ROLES[self.role][0]

    def to_json(self, source: str | None = None) -> dict[str, Any]:
        """The cell as a notebook holds it, with `source` in place of its own where that is given."""
        return notebook_cell(self.cell_type, self.source if source is None else source, self._metadata(), self.grade_id)

    def _metadata(self) -> dict[str, Any]:
        cell_type, grade, solution = ROLES[self.role]
        nbgrader: dict[str, Any] = {
            "schema_version": 3,
            "grade_id": self.grade_id,
            "grade": grade,
            "solution": solution,
            "locked": not solution,
            "task": False,
            "cell_type": cell_type,
        }
        if self.points is not None:
            nbgrader["points"] = self.points
        return {"nbgrader": nbgrader}


@dataclass(frozen=True)
class Sheet:
    """The notebook of one exercise. Its file is `<exercise>.ipynb`."""

    exercise: Exercise
    cells: tuple[SheetCell, ...]

    @cached_property
    def own(self) -> SheetCell:
        """The cell in which the student writes."""
        return next(cell for cell in self.cells if cell.role in ("solution", "answer"))

    @cached_property
    def tests(self) -> tuple[SheetCell, ...]:
        return tuple(cell for cell in self.cells if cell.role == "test")

    @property
    def head(self) -> str:
        """What stands before the file's text in the cell: a form is written to a file when the cell is run."""
        return f"%%writefile {self.exercise.file}\n" if kind_of(self.exercise).cell == "file" else ""

    @property
    def file_name(self) -> str:
        return f"{self.exercise.id}.ipynb"

    def to_json(self, own: str | None = None) -> dict[str, Any]:
        """The notebook, with `own` in the student's cell in place of the solution where that is given."""
        return notebook([cell.to_json(own if cell is self.own else None) for cell in self.cells])


def notebook(cells: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A notebook of these cells, for the Python kernel."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def notebook_cell(cell_type: str, source: str, metadata: dict[str, Any], seed: str) -> dict[str, Any]:
    """A cell whose id follows from `seed`."""
    cell: dict[str, Any] = {"cell_type": cell_type, "id": hashlib.sha256(seed.encode()).hexdigest()[:12]}
    cell |= {"metadata": metadata, "source": source}
    if cell_type == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell


def grade_ids(exercise: str, checks: Iterable[str]) -> list[str]:
    """``visible/test_median.py::test_odd_count[a b]`` of median becomes ``median__odd_count_a_b``; none twice."""
    made: list[str] = []
    for check in checks:
        name = check.rpartition("::")[2].removeprefix("test_")
        plain = f"{exercise}__{re.sub(r'[^A-Za-z0-9]+', '_', name).strip('_')}"[:110]
        taken = sum(other == plain or re.fullmatch(re.escape(plain) + r"__\d+", other) is not None for other in made)
        made.append(f"{plain}__{taken + 1}" if taken else plain)
    return made


def assignment_name(course: str) -> str:
    """The course's name as nbgrader takes it for an assignment and a folder."""
    return re.sub(r"[^A-Za-z0-9_-]+", "_", course).strip("_") or Path(course).stem or "course"
