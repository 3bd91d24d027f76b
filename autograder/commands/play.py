"""autograder play and autograder show: the course's own lesson, with the student's own answers in it."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.common import Course, course_root, out
from autograder.course.manifest import load_course
from autograder.errors import UserError
from autograder.student import lesson
from autograder.writing import write_atomically

Opened = Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")]


def play(
    to: Annotated[Path, typer.Option("--out", help="Where the page is written.")] = Path("play.html"),
    opened: Opened = True,
    course: Course = None,
) -> None:
    """Write the course's page to play with, your own answers on it. Needs no network."""
    _write(to, lesson.page(load_course(course_root(course))), opened)


def show(
    what: Annotated[str, typer.Argument(help="What the course calls its pictures.", show_default=False)] = "",
    to: Annotated[Path, typer.Option("--out", help="A folder for what is written.")] = Path(),
    form: Annotated[
        lesson.Format, typer.Option("--format", help="A page of all pictures, or a file each; png wants Matplotlib.")
    ] = "html",
    course: Course = None,
) -> None:
    """Draw the course's pictures of your own work."""
    for path in lesson.draw(load_course(course_root(course)), to, form, what):
        out.print(f"Wrote {path}.", markup=False)


def _write(path: Path, page: str, opened: bool) -> None:
    try:
        write_atomically(path, page)
    except OSError as error:
        raise UserError(f"{path}: cannot be written ({error.strerror}).") from error
    out.print(f"Wrote {path}.", markup=False)
    if opened:
        webbrowser.open(path.resolve().as_uri())
