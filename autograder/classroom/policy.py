"""What counts of a score: the course's own rules for bonus and dropped exercises, and the grade that follows."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass

from autograder.course.model import Course, ExerciseResult, StudentResult


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts of one student's points. `max_score` is without bonus and without what was dropped."""

    score: float
    max_score: float
    dropped: tuple[str, ...] = ()


def has_policy(course: Course) -> bool:
    """Whether anything but the plain sum counts, so that it needs columns of its own."""
    return course.drop_lowest > 0 or any(exercise.bonus for exercise in course.exercises)


def counted(result: StudentResult, course: Course) -> Counted:
    """What counts of a result: the exercises with the smallest share of their points are dropped, bonus is added.

    Bonus and practice are never dropped, and of a part of the course (`--only`) one exercise is always left. Of equal
    shares the exercise that is worth more is dropped, which is never to a student's harm, then the later one.
    """
    bonus = {exercise.id for exercise in course.exercises if exercise.bonus}
    counting = [one for one in result.exercises if one.id not in bonus and one.max_score > 0]
    dropped = _lowest(counting, min(course.drop_lowest, len(counting) - 1))
    kept = [one for one in result.exercises if one.id not in dropped]
    score = math.fsum(one.score for one in kept)
    most = math.fsum(one.max_score for one in kept if one.id not in bonus)
    return Counted(score, most, tuple(one.id for one in counting if one.id in dropped))


@dataclass(frozen=True, slots=True)
class Final:
    """What a student comes to: what counts, what of it is left after lateness, and the curve's grade for that."""

    what: Counted
    score: float
    grade: float | None = None

    @property
    def max_score(self) -> float:
        return self.what.max_score


def final(result: StudentResult, course: Course | None, left: float = 1.0) -> Final:
    """The total that gradebook, export, report and student page show; `left` is the share that lateness leaves.

    Without a course, whose rules nobody knows then, the plain sum counts.
    """
    if course is None:
        return Final(Counted(result.score, result.max_score), result.score * left)
    what = counted(result, course) if has_policy(course) else Counted(result.score, result.max_score)
    score = what.score * left
    return Final(what, score, grade(score, what.max_score, course.curve) if course.curve else None)


def _lowest(exercises: list[ExerciseResult], count: int) -> set[str]:
    places = sorted(
        range(len(exercises)),
        key=lambda n: (exercises[n].score / exercises[n].max_score, -exercises[n].max_score, -n),
    )
    return {exercises[n].id for n in places[: max(0, count)]}


def grade(score: float, max_score: float, curve: tuple[tuple[float, float], ...]) -> float | None:
    """The grade of a score by a curve: straight between its points, level outside. None where nothing counts."""
    if max_score <= 0:
        return None
    percent = 100 * score / max_score
    place = bisect_right([point for point, _ in curve], percent + 1e-9)
    if place in (0, len(curve)):
        return curve[0][1] if place == 0 else curve[-1][1]
    (low, first), (high, second) = curve[place - 1 : place + 1]
    return first + (second - first) * max(0.0, percent - low) / (high - low)
