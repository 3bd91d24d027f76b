"""autograder import: another grader's assignment as a course."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.markup import escape
from rich.table import Table

from autograder.author.importing.cells import Assignment
from autograder.author.importing.course import LIST, import_course
from autograder.author.importing.nbgrader import read_nbgrader
from autograder.author.importing.otter import read_otter
from autograder.commands.common import need_packages, out
from autograder.errors import UserError

import_app = typer.Typer(no_args_is_help=True, help="Make a course of another grader's assignment.")


@import_app.callback()
def _group() -> None:
    """Make a course of another grader's assignment."""


Notebooks = Annotated[list[Path], typer.Argument(metavar="NOTEBOOK...", help="The instructor's, or a folder of them.")]
Out = Annotated[Path, typer.Option("--out", help="The new course's folder.")]


@import_app.command()
def nbgrader(notebooks: Notebooks, course: Out) -> None:
    """Make a course of nbgrader's notebooks (of source/): tests as checks, manual cells as written answers."""
    _import(read_nbgrader, notebooks, course)


@import_app.command()
def otter(notebooks: Notebooks, course: Out) -> None:
    """Make a course of notebooks for Otter Assign: tests as checks, manual questions as written answers."""
    _import(read_otter, notebooks, course)


def _import(read: Callable[[Path], Assignment], notebooks: list[Path], course: Path) -> None:
    need_packages("nbformat", extra="nbgrader")
    made = import_course([read(path) for path in _files(notebooks)], course)
    table = Table(box=box.SIMPLE_HEAD)
    for name in ("file", "cell", "line", "a person's work"):
        table.add_column(name, justify="right" if name in ("cell", "line") else "left", overflow="fold")
    for todo in made.todos:
        if not todo.note:
            table.add_row(escape(todo.file), str(todo.cell), str(todo.line), escape(todo.what))
    if table.row_count:
        out.print(table)
    said = f"Wrote {course}: {len(made.files)} files, {made.checks} checks. The list is in {course / LIST}."
    out.print(said, markup=False)
    out.print(f"Next: autograder verify --course {course}", markup=False)


def _files(paths: list[Path]) -> list[Path]:
    """Notebooks in a folder, by name; those that are named as they are."""
    found = [file for path in paths for file in (sorted(path.glob("*.ipynb")) if path.is_dir() else [path])]
    if not found:
        raise UserError(f"{paths[0]} holds no notebook.")
    return found
