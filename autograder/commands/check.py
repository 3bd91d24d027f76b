"""autograder check: one's own files, for self-study."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from autograder.commands.common import Course, Json, course_root, print_json
from autograder.course.manifest import load_course
from autograder.course.model import ExerciseResult
from autograder.course.solutions import explanations
from autograder.kinds.rows import is_done, is_unmarked
from autograder.student.apart import study_apart
from autograder.student.check import as_data, has_solutions
from autograder.student.hints import exercise_named
from autograder.student.view import exercise_view


def check(
    exercise: Annotated[str | None, typer.Argument(help="One exercise, or its file; all where none is named.")] = None,
    as_json: Json = False,
    course: Course = None,
) -> None:
    """Check your own files in exercises/. Exit 0 when all checks pass, 1 when there is something left to do."""
    loaded = load_course(course_root(course), require_stubs=False)
    result, printed = study_apart(loaded, [exercise_named(loaded, exercise).id] if exercise else [])
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
        console.print(_last_line(result.exercises, hidden))
    if not all(is_done(one) for one in result.exercises):
        raise typer.Exit(1)


def _last_line(results: Sequence[ExerciseResult], hidden: bool) -> str:
    """The points of all that is judged here; what a person or a key judges later is left out, and named."""
    judged, others = [one for one in results if not is_unmarked(one)], [one.id for one in results if is_unmarked(one)]
    if not judged:
        return "No points yet: this is marked when you hand it in."
    points = f"{fsum(one.score for one in judged):.3g} of {fsum(one.max_score for one in judged):g} points"
    without = f", without {', '.join(others)}" if others else ""
    if hidden:
        return f"{points}, by visible and hidden checks{without}."
    return f"{points}, by the visible checks{without}; hidden ones are not in this folder and come when you hand in."
