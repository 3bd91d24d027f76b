"""autograder check: one's own files, for self-study."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from autograder.commands.common import Course, Json, course_root, print_json
from autograder.course.manifest import load_course
from autograder.course.solutions import explanations
from autograder.kinds.rows import is_done
from autograder.student.check import as_data, has_solutions, study
from autograder.student.hints import exercise_named
from autograder.student.view import exercise_view


def check(
    exercise: Annotated[str | None, typer.Argument(help="One exercise, or its file; all where none is named.")] = None,
    as_json: Json = False,
    course: Course = None,
) -> None:
    """Check your own files in exercises/. Exit 0 when all checks pass, 1 when there is something left to do."""
    loaded = load_course(course_root(course), require_stubs=False)
    result, printed = study(loaded, [exercise_named(loaded, exercise).id] if exercise else [])
    hidden = has_solutions(loaded)
    if as_json:
        print_json(as_data(loaded, result, printed))
    else:
        console = Console(highlight=False)
        for one in result.exercises:
            asked = loaded.exercise(one.id)
            ideas = explanations(loaded.mistakes(asked))
            console.print(exercise_view(asked, one, ideas=ideas))
        if printed:
            console.print("Your code printed:", Text(printed.rstrip(), "dim"), sep="\n")
        console.print(_last_line(result.score, result.max_score, hidden))
    if not all(is_done(one) for one in result.exercises):
        raise typer.Exit(1)


def _last_line(score: float, most: float, hidden: bool) -> str:
    points = f"{score:.3g} of {most:g} points"
    if hidden:
        return f"{points}, by visible and hidden checks."
    return f"{points}, by the visible checks; hidden ones are not in this folder and come when you hand in."
