"""autograder stubs: writes the stubs from the solutions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.common import Course, course_root, err, out
from autograder.course.manifest import load_course, with_drafts
from autograder.errors import CourseError
from autograder.kinds.stubs import stub_changes
from autograder.writing import write_atomically


def stubs(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 where a stub is out of step.")] = False,
    course: Course = None,
) -> None:
    """Make the stubs in exercises/ from the solutions."""
    read = with_drafts(load_course(course_root(course), require_stubs=False))
    changes: dict[Path, str] = {}
    faults: list[CourseError] = []
    for exercise in read.exercises:
        try:
            changes |= stub_changes(read, [exercise])
        except CourseError as error:  # the others' stubs can be made all the same
            faults.append(error)
    for path, text in changes.items():
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, text)
        out.print(f"{path}: {'is out of step' if check else 'written'}", markup=False)
    for fault in faults[:-1]:
        err.print(str(fault), markup=False)
    if faults:
        raise faults[-1]
    if not changes:
        out.print("Every stub is in step with its solution.")
    elif check:
        raise typer.Exit(1)
