"""What the play page shows of the student's own functions: their answers beside the reference's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from autograder.checks.compare import show
from autograder.course.model import Course
from autograder.course.solutions import load_target
from autograder.errors import UserError
from autograder.kinds.registry import kind_of
from autograder.pages.play import EXAMPLE, PlayData, Series
from autograder.sandbox.local import LocalTarget, Target
from autograder.sandbox.outcomes import CallOutcome, Raised, Returned, TimedOut
from autograder.sandbox.values import Plain
from autograder.student.files import ExerciseFile
from autograder.text import show_text


def with_own_results(course: Course, data: PlayData) -> PlayData:
    """The page's data with a row for every call that the student's files can answer."""
    return replace(data, student=tuple(_series(course, data)))


def _series(course: Course, data: PlayData) -> Iterator[Series]:
    calls = dict(_calls(data))
    for exercise in course.exercises:
        wanted = calls.get(exercise.id)
        if wanted is None or not kind_of(exercise).runs_code or not course.solution(exercise).is_file():
            continue
        file = ExerciseFile(course, exercise)
        if file.untouched or file.problem:
            continue
        reference = load_target(course.solution(exercise))
        for function, args in wanted:
            yours, right = _answer(file.target, function, args), _answer(reference, function, args)
            yield Series(function, list(args), yours, right)


def _calls(data: PlayData) -> Iterator[tuple[str, list[tuple[str, tuple[Any, ...]]]]]:
    """Exercise id -> the calls that the page's own numbers suggest. A course without these ids shows none."""
    states = [list(state) for state in data.states]
    query = list(data.query)
    scores = [sum(q * s for q, s in zip(query, state, strict=True)) for state in states]
    rows = [list(row) for row in data.alignment.translations[0].weights]
    yield "bottleneck", [("mean_vector", (states,))]
    yield "scores", [("scores", (query, states))]
    yield "softmax", [("softmax", (scores,)), ("softmax", (scores, 0.25))]
    yield "context", [("attend", (query, states, states))]
    yield "alignment", [("coverage", (rows,))]


def _answer(target: Target | LocalTarget, function: str, args: tuple[Plain, ...]) -> Plain:
    outcome: CallOutcome = target.call(function, args, {}, want_arguments=False)
    match outcome:
        case Returned(value):
            return value
        case Raised(type_name, text):
            return f"{type_name}: {show_text(text)}"
        case TimedOut(seconds):
            return f"no answer within {seconds:g} seconds"
    return type(outcome).__name__


def own_table(course: Course) -> tuple[list[str], list[str], list[list[float]]] | None:
    """Source words, output words and weights, as the student's own `alignment_table` lays the example out.

    None where the exercise is not written yet. Raises UserError where its rows are not a table.
    """
    file = _file(course, "alignment")
    if file is None:
        return None
    example = EXAMPLE.translations[0]
    args = (list(EXAMPLE.source), list(example.target), [list(row) for row in example.weights])
    rows = _answer(file.target, "alignment_table", args)
    try:
        weights = [[float(weight) for weight in row["weights"]] for row in rows]
        return [str(word) for word in rows[0]["source"]], [str(row["output"]) for row in rows], weights
    except (TypeError, KeyError, IndexError, ValueError) as error:
        raise UserError(f"{file.name}: alignment_table gave no table to draw: {show(rows)}.") from error


def own_card(course: Course) -> dict[str, Plain] | None:
    """The student's evidence card; None where it is not filled in yet. Raises UserError where it cannot be read."""
    file = _file(course, "evidence_card")
    if file is None:
        return None
    return file.data if isinstance(file.data, dict) else None


def _file(course: Course, exercise_id: str) -> ExerciseFile | None:
    """The student's file where it is there and touched. Raises UserError where it cannot be run or read."""
    if exercise_id not in {exercise.id for exercise in course.exercises}:
        return None
    file = ExerciseFile(course, course.exercise(exercise_id))
    if file.untouched:
        return None
    if file.problem:
        raise UserError(file.problem)
    return file
