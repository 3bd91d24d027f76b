"""autograder new: a course to begin with, or one exercise more."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from autograder.author.new import new_course, new_exercise
from autograder.commands.common import Course, course_root, out
from autograder.errors import UserError

EXERCISE = "exercise"


def new(
    what: Annotated[str, typer.Argument(metavar="FOLDER", help="The new course's folder; or the word `exercise`.")],
    name: Annotated[str | None, typer.Argument(help="After `exercise`: the name of the one to add.")] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="code, quiz, written, form: which of them, with commas.")
    ] = None,
    course: Course = None,
) -> None:
    """Make a small course that runs, an example of everything; `new exercise NAME` adds an exercise to a course."""
    kinds = [word.strip() for word in (kind or "").split(",") if word.strip()]
    if name is None:
        _course(Path(what), kinds)
    elif what == EXERCISE:
        _exercise(course_root(course), name, kinds)
    else:
        raise UserError(f"`autograder new {what}` makes a course; what is {name!r}? Quote a name with blanks.")


def _course(folder: Path, kinds: list[str]) -> None:
    files = new_course(folder, kinds)
    out.print(f"Wrote {folder}, a course of {len(files)} files. Next:", markup=False)
    out.print(f"  cd {shlex.quote(str(folder))}\n  autograder verify", markup=False)


def _exercise(root: Path, name: str, kinds: list[str]) -> None:
    if len(kinds) > 1:
        raise UserError("an exercise is of one kind.")
    for file in new_exercise(root, name, *kinds):
        out.print(f"{file.as_posix()}: written", markup=False)
    out.print(f"course.yaml: {name} is there as a draft. Change all this, then try it: autograder verify --only {name}")
