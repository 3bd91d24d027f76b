"""gradebook.csv: a row a student, a column an exercise."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from typing import TextIO

from autograder.classroom.lateness import penalty_percent
from autograder.course.model import ExerciseResult, LatePolicy, StudentResult

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_gradebook(
    results: Iterable[StudentResult],
    exercises: Iterable[str],
    file: TextIO,
    late: tuple[LatePolicy, Mapping[str, float]] | None = None,
) -> None:
    """Writes the header and one row a result: points by exercise, total, maximum, whether a person must look.

    A cell of what could not be graded is empty, and so are that student's totals.
    With `late`, a policy and the days late by student, two more columns: the days, and the score that is left.
    """
    names = list(exercises)
    writer = csv.writer(file, lineterminator="\n")
    lateness = ["days_late", "score_after_lateness"] if late else []
    writer.writerow(["student", *names, "score", "max_score", "needs_review", *lateness])
    for result in results:
        waits = any(_not_graded(exercise) for exercise in result.exercises)
        points = {exercise.id: "" if _not_graded(exercise) else number(exercise.score) for exercise in result.exercises}
        total = ["", ""] if waits else [number(result.score), number(result.max_score)]
        after = _after_lateness(result, waits, *late) if late else []
        review = "yes" if result.needs_review else ""
        writer.writerow([harmless(result.student), *(points.get(name, "") for name in names), *total, review, *after])


def _not_graded(exercise: ExerciseResult) -> bool:
    """Whether there is no score yet, of the exercise and so of the student."""
    return exercise.status == "not_graded"


def _after_lateness(result: StudentResult, waits: bool, policy: LatePolicy, days: Mapping[str, float]) -> list[str]:
    late = days.get(result.student, 0.0)
    return [number(late), "" if waits else number(result.score * (1 - penalty_percent(policy, late) / 100))]


def number(value: float) -> str:
    """A score as a spreadsheet shows it: at most four decimals, no trailing zeros."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def harmless(text: str) -> str:
    """Text on one line that a spreadsheet does not take for a formula."""
    clean = "".join(c if c.isprintable() else " " for c in text)
    return f"'{clean}" if text.startswith(_FORMULA) else clean
