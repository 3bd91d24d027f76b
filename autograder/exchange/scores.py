"""What each student gets: of the whole course or of one exercise, and why somebody gets nothing yet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.gradebook import harmless
from autograder.classroom.policy import final
from autograder.course.model import Course, ExerciseResult, StudentResult
from autograder.errors import UserError
from autograder.exchange.people import Person, person_of
from autograder.kinds.rows import is_undecided

AFTER_LATENESS = "score_after_lateness"
NOT_GRADED = "could not be graded"
OPEN = "waits for a person to say what counts"
WAITING = "waits for a person"
NOTHING = "handed in nothing"
NOT_ASKED = "has no result for this exercise"


@dataclass(frozen=True, slots=True)
class Score:
    """One student's points of `most`, lateness taken off. `hindered` says why they are not to be passed on yet."""

    person: Person
    points: float
    most: float
    hindered: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be passed on: one exercise or, without, all; also proposals; also zeros of who handed in nothing."""

    exercise: str = ""
    proposals: bool = False
    zeros: bool = False


def score_of(
    result: StudentResult, wish: Wish, left: float = 1.0, feedback: str = "", course: Course | None = None
) -> Score:
    """The score of one result, by the rules of the course; `left` is the share of it that lateness leaves."""
    parts = [one for one in result.exercises if not wish.exercise or one.id == wish.exercise]
    total = final(result, course, left)
    points, most = total.score, total.max_score
    if wish.exercise:
        points, most = sum(one.score for one in parts) * left, sum(one.max_score for one in parts)
    return Score(person_of(result), points, most, _hindered(result, parts, wish), feedback)


def _hindered(result: StudentResult, parts: Sequence[ExerciseResult], wish: Wish) -> str:
    if not parts:
        return NOT_ASKED
    if any(not_graded(one) for one in parts):
        return OPEN if all(is_undecided(one) for one in parts if not_graded(one)) else NOT_GRADED
    if any(one.needs_review for one in parts) and not wish.proposals:
        return WAITING
    if all(one.status == "missing" for one in result.exercises) and not wish.zeros:
        return NOTHING
    return ""


def not_graded(exercise: ExerciseResult) -> bool:
    """Whether the grader failed on it and nobody has marked it since: no proposal is to be had then."""
    broken = exercise.needs_review and any(check.outcome == "grader_error" for check in exercise.checks)
    return exercise.status == "not_graded" or broken


def shares_left(folder: Path, results: Iterable[StudentResult]) -> dict[str, float]:
    """Student -> the share of the score that lateness leaves, as gradebook.csv of this run has it.

    Raises UserError where the gradebook is there and cannot be read, or tells of another run.
    """
    path = folder / "gradebook.csv"
    if not path.is_file():
        return {}
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = {row["student"]: row for row in csv.DictReader(file)}
    except (OSError, UnicodeDecodeError, csv.Error, KeyError) as error:
        raise UserError(f"{path}: cannot be read: {error}. Run `autograder grade` again to write it anew.") from error
    left = {}
    for result in results:
        row = rows.get(harmless(result.student), {})
        after = row.get(AFTER_LATENESS)
        before = float(row.get("counted_score") or result.score)  # where some exercises do not count
        if after and before > 0:
            left[result.student] = min(1.0, float(after) / before)
    return left
