"""A person's word laid over the machine's result: the marks that were given, and what waits for one."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import replace

from autograder.classroom.gradebook import number
from autograder.classroom.review_table import Mark
from autograder.course.model import Course, ExerciseResult, Status, StudentResult

BY_PERSON = "Marked by a person:"
"""How the message of an exercise begins that a person has marked."""
CHANGED = "The answer has changed since a person marked it."
NOT_GRADED: Status = "not_graded"
"""The grader gave way: no points, none taken, until it is graded or marked."""


def awaiting(result: StudentResult, copied: Collection[str]) -> StudentResult:
    """The result with these exercises waiting for a person. Nothing else changes, least of all the points."""
    if not copied:
        return result
    exercises = tuple(
        replace(one, needs_review=True, status="needs_review" if one.status == "graded" else one.status)
        if one.id in copied
        else one
        for one in result.exercises
    )
    return replace(result, exercises=exercises, needs_review=any(one.needs_review for one in exercises))


def overrule(result: StudentResult, marks: Mapping[str, Mark], course: Course) -> StudentResult:
    """The result with these marks, exercise -> mark, in place of the machine's scores."""
    if not marks:
        return result
    exercises = tuple(
        _overruled(one, marks[one.id], course.exercise(one.id).points) if one.id in marks else one
        for one in result.exercises
    )
    return replace(
        result,
        exercises=exercises,
        score=math.fsum(one.score for one in exercises),
        max_score=math.fsum(one.max_score for one in exercises),
        needs_review=any(one.needs_review for one in exercises),
    )


def _overruled(exercise: ExerciseResult, mark: Mark, points: float) -> ExerciseResult:
    most = points if exercise.status == NOT_GRADED else exercise.max_score
    said = f"{BY_PERSON} {number(mark.points)} of {number(most)} points."
    why = "" if mark.sure else CHANGED
    if mark.typed is not None:
        why = f"{number(mark.typed)} points were given, and the exercise is worth {number(most)} now."
    message = " ".join(part for part in (said, mark.comment, why) if part)
    status: Status = "graded" if mark.sure else "needs_review"
    # Who gives what was proposed, as the table shows it, gives the whole of it and not four digits of it.
    given = next((exact for exact in (exercise.score, most) if number(exact) == number(mark.points)), mark.points)
    return replace(exercise, score=given, max_score=most, message=message, status=status, needs_review=not mark.sure)
