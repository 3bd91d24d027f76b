"""What each student gets: of the whole course or of one exercise, and why somebody gets nothing yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.classroom.policy import Final, final
from autograder.course.model import Course, ExerciseResult, StudentResult
from autograder.exchange.people import Person, person_of
from autograder.kinds.rows import is_undecided

NOT_GRADED = "could not be graded"
OPEN = "waits for a person to say what counts"
WAITING = "waits for a person"
NO_GRADE = "has nothing that counts"
NOTHING = "handed in nothing"
EXCUSED = "is excused"
NOT_ASKED = "has no result for this exercise"


@dataclass(frozen=True, slots=True)
class Score:
    """One student's points of `most`, lateness taken off; or a curve's grade, which is of nothing: `most` is None then.

    `hindered` says why it is not to be passed on yet.
    """

    person: Person
    points: float
    most: float | None
    hindered: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be passed on: one exercise or, without, all; also proposals; also zeros of who handed in nothing.

    With `grade` it is the grade of the course's curve, in place of the points.
    """

    exercise: str = ""
    proposals: bool = False
    zeros: bool = False
    grade: bool = False


def score_of(
    result: StudentResult, wish: Wish, left: float = 1.0, feedback: str = "", course: Course | None = None
) -> Score:
    """The score of one result, by the rules of the course; `left` is the share of it that lateness leaves."""
    parts = [one for one in result.exercises if not wish.exercise or one.id == wish.exercise]
    total = final(result, course, left)
    points, most = total.score, total.max_score
    hindered = _hindered(result, parts, wish)
    if wish.grade:
        return Score(person_of(result), total.grade or 0.0, None, hindered or _ungraded(total), feedback)
    if wish.exercise:
        points, most = sum(one.score for one in parts) * left, sum(one.max_score for one in parts)
    return Score(person_of(result), points, most, hindered, feedback)


def _ungraded(total: Final) -> str:
    return "" if total.grade is not None else NO_GRADE


def _hindered(result: StudentResult, parts: Sequence[ExerciseResult], wish: Wish) -> str:
    if result.excused:
        return EXCUSED
    if not parts:
        return NOT_ASKED
    if any(not_graded(one) for one in parts):
        return OPEN if all(is_undecided(one) for one in parts if not_graded(one)) else NOT_GRADED
    if any(one.needs_review for one in parts) and not wish.proposals:
        return WAITING
    if result.handed_in_nothing and not wish.zeros:
        return NOTHING
    return ""


def not_graded(exercise: ExerciseResult) -> bool:
    """Whether the grader failed on it and nobody has marked it since: no proposal is to be had then."""
    broken = exercise.needs_review and any(check.outcome == "grader_error" for check in exercise.checks)
    return exercise.status == "not_graded" or broken
