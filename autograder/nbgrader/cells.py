"""The cells that nbgrader's gradebook knows of an assignment, and those that the course has."""

from __future__ import annotations

import json
from collections.abc import Mapping

from nbformat.notebooknode import from_dict
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry

from autograder.errors import UserError
from autograder.nbgrader.sheet import Sheet


class GradebookError(UserError, ValueError):
    """The gradebook cannot take these results."""


def ensure_assignment(gradebook: Gradebook, assignment: str, sheets: Mapping[str, Sheet]) -> None:
    """Tells the gradebook of the assignment's cells, where `nbgrader generate_assignment` has not done so.

    Raises GradebookError where there are submissions of an assignment with fewer notebooks.
    """
    try:
        found = gradebook.find_assignment(assignment)
    except MissingEntry:
        found = gradebook.update_or_create_assignment(assignment)
    known = {notebook.name for notebook in found.notebooks}
    fresh = [sheet for name, sheet in sheets.items() if name not in known]
    if fresh and found.submissions:
        names = ", ".join(sheet.exercise.id for sheet in fresh)
        raise GradebookError(f"the gradebook has submissions without a notebook {names}. Use another database.")
    for sheet in fresh:
        _add_notebook(gradebook, assignment, sheet)


def _add_notebook(gradebook: Gradebook, assignment: str, sheet: Sheet) -> None:
    notebook = sheet.to_json(sheet.own.stub)
    place = (sheet.exercise.id, assignment)
    gradebook.update_or_create_notebook(*place, kernelspec=json.dumps(notebook["metadata"]["kernelspec"]))
    for cell, made in zip(sheet.cells, notebook["cells"], strict=True):
        if cell.points is not None:
            graded = {"max_score": cell.points, "cell_type": cell.cell_type}
            gradebook.update_or_create_grade_cell(cell.grade_id, *place, **graded)
        if cell is sheet.own:
            gradebook.update_or_create_solution_cell(cell.grade_id, *place)
        source = {
            "cell_type": cell.cell_type,
            "locked": made["metadata"]["nbgrader"]["locked"],
            "source": made["source"],
            "checksum": utils.compute_checksum(from_dict(made)),
        }
        gradebook.update_or_create_source_cell(cell.grade_id, *place, **source)


def cell_keys(gradebook: Gradebook, assignment: str, sheet: Sheet) -> tuple[dict[str, str], str]:
    """Grade id -> key of the graded cells of a notebook, and the key of the student's own cell.

    Raises GradebookError where the gradebook knows other cells, or other points, than the course has.
    """
    notebook = gradebook.find_notebook(sheet.exercise.id, assignment)
    graded = {cell.name: (cell.id, cell.max_score) for cell in notebook.grade_cells}
    own = {cell.name: cell.id for cell in notebook.solution_cells}
    wanted = {cell.grade_id: cell.points for cell in sheet.cells if cell.points is not None}
    if {name: points for name, (_, points) in graded.items()} != wanted or sheet.own.grade_id not in own:
        fix = f"Run `nbgrader generate_assignment {assignment} --force` on the notebooks of this course."
        raise GradebookError(f"the gradebook knows other cells of {sheet.exercise.id!r} than this course has. {fix}")
    return {name: key for name, (key, _) in graded.items()}, own[sheet.own.grade_id]
