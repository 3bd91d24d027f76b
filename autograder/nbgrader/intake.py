"""Reads what students handed in, broken or not, so that nbgrader's batch never stops at a file."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode, from_dict
from traitlets import Unicode
from traitlets.log import get_logger

from autograder.course.manifest import load_course
from autograder.errors import IntakeError
from autograder.nbgrader.salvage import Cell, salvage
from autograder.nbgrader.sheet import notebook, notebook_cell

PROBLEM = "autograder_problem"
"""Under this name of a notebook's metadata stands why it could not be read."""
_not_clean: set[Path] = set()
"""Folders from which not every link could be taken: what nbgrader copied of them is thrown away."""
NO_FILE = "This is no file but a folder, a link or the like, which is not opened."


class TolerantExporter(NotebookExporter):
    """nbconvert's notebook exporter; a student's notebook of the course is read cell by cell, and without outputs."""

    folder = Unicode(help="The course that the notebooks were made of.").tag(config=True)
    export_from_notebook = ""

    def from_filename(self, filename: str, resources: dict[str, Any] | None = None, **kw: Any) -> Any:
        if Path(filename).parent in _not_clean:
            raise IntakeError(f"{Path(filename).parent}: links could not be taken out of it, so it was not graded.")
        name = (resources or {}).get("nbgrader", {}).get("notebook", "")
        handed_in = name in exercise_ids(self.folder) and getattr(self.parent, "_sanitizing", False)
        if handed_in and (Path(filename).is_symlink() or not Path(filename).is_file()):
            convert: Any = self.from_notebook_node
            return convert(_node(NO_FILE, ()), resources=resources, **kw)
        return super().from_filename(filename, resources=resources, **kw)

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


def drop_links(*, assignment: str, student: str, notebooks: Iterable[str]) -> None:
    """Takes links, pipes and sockets out of one submission: nbgrader copies what a link points to.

    nbgrader calls it before it copies; `notebooks` are the paths of those that were handed in, which are not copied.
    nbgrader goes on where this fails, so the submission is marked, and TolerantExporter refuses it.
    """
    for folder in {Path(name).parent for name in notebooks}:
        _not_clean.add(folder)
        for where, folders, files in os.walk(folder):
            for path in (Path(where, name) for name in (*folders, *files)):
                kept = path.suffix == ".ipynb" or (not path.is_symlink() and (path.is_file() or path.is_dir()))
                if not kept:
                    path.unlink()
                    get_logger().warning("%r was a link or no file, and was taken out", str(path))
        _not_clean.discard(folder)


def drop_odd_stamps(submitted: Path) -> None:
    """Takes out each timestamp.txt that is a link, a pipe or the like: nbgrader opens it before it calls a hook."""
    for stamp in submitted.glob("*/*/timestamp.txt"):
        if stamp.is_symlink() or not stamp.is_file():
            with contextlib.suppress(IsADirectoryError, PermissionError):  # a folder is one student's problem later
                stamp.unlink()
                get_logger().warning("%r was a link or no file, and was taken out", str(stamp))
