"""Reads what students handed in, broken or not, so that nbgrader's batch never stops at a file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode, from_dict
from traitlets import Unicode

from autograder.course.manifest import load_course
from autograder.nbgrader.salvage import Cell, salvage
from autograder.nbgrader.sheet import notebook, notebook_cell

PROBLEM = "autograder_problem"
"""Under this name of a notebook's metadata stands why it could not be read."""


class TolerantExporter(NotebookExporter):
    """nbconvert's notebook exporter; a student's notebook of the course is read cell by cell, and without outputs."""

    folder = Unicode(help="The course that the notebooks were made of.").tag(config=True)
    export_from_notebook = ""

    def from_file(self, file_stream: Any, resources: dict[str, Any] | None = None, **kw: Any) -> Any:
        name = (resources or {}).get("nbgrader", {}).get("notebook", "")
        if name in exercise_ids(self.folder) and getattr(self.parent, "_sanitizing", False):
            found = salvage(file_stream.buffer)
            convert: Any = self.from_notebook_node
            return convert(_node(found.problem, found.cells), resources=resources, **kw)
        return super().from_file(file_stream, resources=resources, **kw)


@cache
def exercise_ids(folder: str) -> frozenset[str]:
    """The exercises of the course: its notebooks bear their names."""
    return frozenset(exercise.id for exercise in load_course(Path(folder)).exercises)


def _node(problem: str, cells: Iterable[Cell]) -> NotebookNode:
    made = []
    for number, cell in enumerate(cells):
        metadata = {"nbgrader": {"grade_id": cell.grade_id}} if cell.grade_id else {}
        made.append(notebook_cell(cell.cell_type, cell.source, metadata, str(number)))
    whole = notebook(made)
    whole["metadata"][PROBLEM] = problem
    node: NotebookNode = from_dict(whole)
    return node
