"""gradebook.csv: a row a student, a column an exercise."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from typing import TextIO

from autograder.classroom.lateness import penalty_percent
from autograder.classroom.policy import final, has_policy
from autograder.course.model import UNTOUCHED, Course, ExerciseResult, LatePolicy, StudentResult

AFTER_LATENESS = "score_after_lateness"
COUNTED = "counted_score"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_gradebook(
    results: Iterable[StudentResult],
    exercises: Iterable[str],
    file: TextIO,
    late: tuple[LatePolicy, Mapping[str, float]] | None = None,
    course: Course | None = None,
    *,
    named: bool = False,
    excused: bool = False,
) -> None:
    """Writes the header and one row a result: points by exercise, total, maximum, whether a person must look.

    A cell of what could not be graded is empty, and so are that student's totals. Each rule of the course has columns
    of its own behind these, and `score` is what the work earned: what counts of it, where the course drops exercises
    or has a bonus; with `late`, a policy and the days late by student, the days and what is left; the curve's grade.
    With `excused` a column says who is, by the platform's word; they have no total, and no 0 for what is not there.
    With `named` each student's name, where it is known, stands behind what the platform tells them apart by.
    """
    names = list(exercises)
    columns = _Columns(course, late)
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(
        [
            "student",
            *["name"] * named,
            *names,
            "score",
            "max_score",
            "needs_review",
            *columns.names,
            *["excused"] * excused,
        ]
    )
    for result in results:
        waits = result.excused or any(_not_graded(exercise) for exercise in result.exercises)
        points = {one.id: "" if _has_no_points(one, result) else number(one.score) for one in result.exercises}
        total = ["", ""] if waits else [number(result.score), number(result.max_score)]
        review = "yes" if result.needs_review else ""
        cells = (points.get(name, "") for name in names)
        name = [harmless(result.who.name if result.who else "")] * named
        word = [harmless(result.who.excused if result.who else "")] * excused
        writer.writerow([harmless(result.student), *name, *cells, *total, review, *columns.of(result, waits), *word])


class _Columns:
    """The columns of the course's rules, each where there is such a rule."""

    def __init__(self, course: Course | None, late: tuple[LatePolicy, Mapping[str, float]] | None) -> None:
        self._course = course
        self._counts = course is not None and has_policy(course)
        self._late = late
        self._curve = course.curve if course is not None else ()
        self.names = [COUNTED, "counted_max", "dropped"] if self._counts else []
        self.names += ["days_late", AFTER_LATENESS] if late else []
        self.names += ["grade"] if self._curve else []

    def of(self, result: StudentResult, waits: bool) -> list[str]:
        """One student's cells, those of a score empty while it `waits`."""
        policy, days = self._late or (LatePolicy(), {})
        late = days.get(result.student, 0.0)
        total = final(result, self._course, 1 - penalty_percent(policy, late) / 100)
        cells: list[str] = []
        if self._counts:
            said = [number(total.what.score), number(total.max_score), " ".join(total.what.dropped)]
            cells += ["", "", ""] if waits else said
        if self._late:
            cells += [number(late), "" if waits else number(total.score)]
        if self._curve:
            cells.append("" if waits or total.grade is None else number(total.grade))
        return cells


def _has_no_points(exercise: ExerciseResult, result: StudentResult) -> bool:
    return _not_graded(exercise) or (result.excused and exercise.status in UNTOUCHED)


def _not_graded(exercise: ExerciseResult) -> bool:
    """Whether there is no score yet, of the exercise and so of the student."""
    return exercise.status == "not_graded"


def number(value: float) -> str:
    """A score as a spreadsheet shows it: at most four decimals, no trailing zeros."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def harmless(text: str) -> str:
    """Text on one line that a spreadsheet does not take for a formula."""
    clean = "".join(c if c.isprintable() else " " for c in text)
    return f"'{clean}" if text.startswith(_FORMULA) else clean
