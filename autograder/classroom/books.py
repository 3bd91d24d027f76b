"""The end of a run: the gradebook, and what the person at the desk must hear, in one pass over the results."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.classroom.disk import writing_into
from autograder.classroom.gradebook import write_gradebook
from autograder.classroom.summary import ClassSummary
from autograder.course.model import Course, StudentResult
from autograder.kinds.rows import is_undecided
from autograder.writing import replacing

GRADEBOOK = "gradebook.csv"


@dataclass(slots=True)
class Books:
    """A class at the end of a run. `faults` names those whom the grader failed and no person has marked since.

    `waiting` counts the exercises that a person must look at.
    """

    whole: ClassSummary = field(default_factory=ClassSummary)
    faults: list[str] = field(default_factory=list)
    waiting: int = 0
    late_costs: bool = False

    def add(self, result: StudentResult) -> None:
        """Adds one student."""
        self.whole.add(result)
        if has_fault(result):
            self.faults.append(result.shown)
        self.waiting += sum(exercise.needs_review for exercise in result.exercises)


def close_the_books(
    results: Iterable[StudentResult],
    course: Course,
    out: Path,
    days_late: Mapping[str, float] | None,
    *,
    named: bool = False,
    excused: bool = False,
) -> Books:
    """Writes gradebook.csv, in one step.

    `days_late` is None where lateness has no column; `named` and `excused` say whether the students' names and the
    words that excuse some have one.
    """
    books = Books(late_costs=course.late.percent_per_day > 0)

    def seen() -> Iterator[StudentResult]:
        for result in results:
            books.add(result)
            yield result

    late = None if days_late is None else (course.late, days_late)
    ids = [exercise.id for exercise in course.exercises]
    with writing_into(out), replacing(out / GRADEBOOK) as raw:
        # Without a mark in front: programs read this one, by the name of its first column.
        file = io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="")
        write_gradebook(seen(), ids, file, late, course, named=named, excused=excused)
        file.detach()
    return books


def gave_way(result: StudentResult) -> bool:
    """Whether the grader gave way in some exercise, and no person has marked it: trying again may help.

    An exercise that waits for a person to say what counts is not graded either, but nothing is broken.
    """
    lost = (exercise for exercise in result.exercises if exercise.status == "not_graded")
    return any(not is_undecided(exercise) for exercise in lost)


def has_fault(result: StudentResult) -> bool:
    """Whether the grader gave way or a check broke in an exercise that no person has marked since."""
    waiting = [exercise for exercise in result.exercises if exercise.needs_review]
    broken = any(check.outcome == "grader_error" for exercise in waiting for check in exercise.checks)
    return broken or gave_way(result)
