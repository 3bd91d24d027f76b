"""Check results, and the score that they add up to. Shared by the kinds that are judged by check functions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from autograder.course.model import (
    Check,
    CheckResult,
    Course,
    Exercise,
    ExerciseResult,
    Outcome,
    Status,
    StudentResult,
    Who,
)


def row(check: Check, outcome: Outcome, message: str = "", diagnosis: str | None = None) -> CheckResult:
    """One check's row. A check that the grader broke weighs nothing: it is left out of the student's score."""
    weight = 0.0 if outcome == "grader_error" else check.points
    earned = weight if outcome == "passed" else 0.0
    return CheckResult(check.id, check.title, check.visible, outcome, earned, weight, message, diagnosis)


def without_run(exercise: Exercise, checks: Sequence[Check], status: Status, message: str) -> ExerciseResult:
    """The result where no check could be run: nothing earned, every check listed."""
    rows = tuple(row(check, "not_run") for check in checks)
    return ExerciseResult(exercise.id, exercise.kind, 0.0, exercise.points, status, message, rows)


def not_graded(exercise: Exercise, rows: Sequence[CheckResult], message: str) -> ExerciseResult:
    """The result where something broke that is not the student's doing: no points, and none to be had, yet."""
    return ExerciseResult(exercise.id, exercise.kind, 0.0, 0.0, "not_graded", message, tuple(rows), True)


UNDECIDED = "Not graded yet, and no points are lost: a person has to say what counts."
"""How the message of an exercise begins whose file nobody could tell: it waits for a person, and nothing is broken."""


def undecided(exercise: Exercise, checks: Sequence[Check], question: str) -> ExerciseResult:
    """The result where it is not clear what was handed in: no points, and none to be had, until a person decides."""
    rows = [row(check, "not_run") for check in checks]
    return not_graded(exercise, rows, f"{UNDECIDED} {question}")


def is_undecided(result: ExerciseResult) -> bool:
    """Whether an exercise waits for a person to say what was handed in."""
    return result.message.startswith(UNDECIDED)


def total(
    exercise: Exercise, rows: Sequence[CheckResult], status: Status, message: str = "", *, flagged: bool = False
) -> ExerciseResult:
    """The exercise's points in proportion to the weights earned; `flagged` where a person should look.

    Where the grader broke every check there is nothing to judge by: the exercise is not graded.
    """
    weight = math.fsum(result.max_score for result in rows)
    broke = any(result.outcome == "grader_error" for result in rows)
    if not weight:
        return not_graded(exercise, rows, message or "Every check of this exercise is broken, which is not your fault.")
    score = min(exercise.points, exercise.points * math.fsum(result.score for result in rows) / weight)
    review = broke or flagged
    return ExerciseResult(exercise.id, exercise.kind, score, exercise.points, status, message, tuple(rows), review)


def essence(source: str) -> str:
    """A file's text without comments, blank lines and trailing blanks: two such texts that are equal say the same."""
    return "\n".join(_said(source.splitlines()))


def says_nothing(source: str) -> bool:
    """Whether there are but comments and blank lines in it: its essence is empty."""
    return next(_said(source.splitlines()), None) is None


def says_the_same(one: str, other: str) -> bool:
    """Whether the essence of both is the same; most texts that differ do so long before their end."""
    lines, others = one.splitlines(), other.splitlines()
    pairs = enumerate(zip(lines, others, strict=False))
    same = next((at for at, (line, beside) in pairs if line != beside), min(len(lines), len(others)))
    return all(line == beside for line, beside in zip_longest(_said(lines[same:]), _said(others[same:])))


def _said(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        stripped = line.strip()
        if stripped and stripped[0] != "#":
            yield line.rstrip()


def all_passed(result: ExerciseResult) -> bool:
    """Whether there is nothing left to do here."""
    if result.checks:
        return all(check.outcome == "passed" for check in result.checks)
    return result.status == "graded" and result.score >= result.max_score


def is_done(result: ExerciseResult) -> bool:
    """Whether a student can go on: all checks pass, or what only a person can mark is there to be marked."""
    return all_passed(result) or (result.status == "needs_review" and not result.checks)


def is_unmarked(result: ExerciseResult) -> bool:
    """Whether nothing is known of the points yet, since no check judges what stands there: a person does, or a key."""
    return not result.checks and result.status in ("graded", "needs_review") and not all_passed(result)


def added_up(
    course: Course, student: str, results: Sequence[ExerciseResult], isolation: str, who: Who | None = None
) -> StudentResult:
    """A student's result, from those in the exercises."""
    return StudentResult(
        course=course.name,
        student=student,
        score=math.fsum(result.score for result in results),
        max_score=math.fsum(result.max_score for result in results),
        needs_review=any(result.needs_review for result in results),
        isolation=isolation,
        exercises=tuple(results),
        who=who,
    )
