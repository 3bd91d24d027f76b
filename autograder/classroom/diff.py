"""What a regrade changed: whose score, by how much, by which exercise and check, and why. Two runs in, changes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from autograder.classroom.gradebook import number
from autograder.course.model import CheckResult, ExerciseResult, StudentResult

_SMALL = 5e-5
"""What no table shows is no change: a score has four decimals there."""


@dataclass(frozen=True, slots=True)
class CheckChange:
    """One check that came out otherwise, None where it was not there; `why` is what it says now."""

    id: str
    title: str
    before: str | None
    after: str | None
    why: str


@dataclass(frozen=True, slots=True)
class ExerciseChange:
    """One exercise whose points, maximum or status changed; None where it was not graded, or not there."""

    id: str
    before: float | None
    after: float | None
    why: str
    checks: tuple[CheckChange, ...]


@dataclass(frozen=True, slots=True)
class StudentChange:
    """One student; a score is None where there was no result, or no total as something was not graded."""

    student: str
    before: float | None
    after: float | None
    what: str
    """`changed`, `new` or `gone`."""
    exercises: tuple[ExerciseChange, ...] = ()
    shown: str = ""
    """How a message names them."""

    @property
    def by(self) -> float | None:
        """How much the score rose; None where one side has none."""
        return None if self.before is None or self.after is None else self.after - self.before


def changes(
    old: Iterable[str],
    new: Iterable[str],
    before: Callable[[str], StudentResult],
    after: Callable[[str], StudentResult],
    same: Callable[[str], bool] = lambda student: False,
) -> Iterator[StudentChange]:
    """Whose result changed, by name. `old` and `new` are the students of each run; `before` and `after` read theirs.

    `same` says of a student of both that nothing has changed, so that neither result need be read.
    """
    there, here = set(old), set(new)
    for student in sorted(there | here):
        if student not in here:
            result = before(student)
            yield StudentChange(student, total(result), None, "gone", shown=result.shown)
        elif student not in there:
            result = after(student)
            yield StudentChange(student, None, total(result), "new", shown=result.shown)
        elif not same(student) and (change := _student(before(student), after(student))) is not None:
            yield change


def total(result: StudentResult) -> float | None:
    """The score, None while an exercise is not graded, and of who is excused."""
    waits = any(one.status == "not_graded" for one in result.exercises)
    return None if waits or result.excused else result.score


def _student(old: StudentResult, new: StudentResult) -> StudentChange | None:
    before = {one.id: one for one in old.exercises}
    after = {one.id: one for one in new.exercises}
    found = [_exercise(name, before.get(name), after.get(name)) for name in before | after]
    exercises = tuple(one for one in found if one is not None)
    scores = total(old), total(new)
    if not exercises and _same(*scores):
        return None
    return StudentChange(new.student, *scores, "changed", exercises, new.shown)


def _exercise(name: str, old: ExerciseResult | None, new: ExerciseResult | None) -> ExerciseChange | None:
    before, after = _points(old), _points(new)
    if _same(before, after):
        return None
    checks = _checks(old, new)
    return ExerciseChange(name, before, after, _why(old, new, bool(checks)), checks)


def _checks(old: ExerciseResult | None, new: ExerciseResult | None) -> tuple[CheckChange, ...]:
    before, after = _by_id(old), _by_id(new)
    found = []
    for name in before | after:
        one, two = before.get(name), after.get(name)
        if one and two and (one.outcome, one.score, one.max_score) == (two.outcome, two.score, two.max_score):
            continue
        told = two or one
        said = f"{two.message} [{two.diagnosis}]".strip() if two and two.diagnosis else (two.message if two else "")
        if one and two and one.outcome == two.outcome:  # it says what it said: it has another weight, or part of it
            said = f"{_counts(two)} points now, {_counts(one)} before"
        title = told.title if told else name
        was, now = (row.outcome if row else None for row in (one, two))
        found.append(CheckChange(name, title, was, now, said))
    return tuple(found)


def _counts(check: CheckResult) -> str:
    return f"{number(check.score)} of {number(check.max_score)}"


def _why(old: ExerciseResult | None, new: ExerciseResult | None, by_checks: bool) -> str:
    if old is None:
        return "the exercise is new"
    if new is None:
        return "the exercise is not graded any more"
    if old.max_score != new.max_score and "not_graded" not in (old.status, new.status):
        return f"worth {new.max_score:g} points now, {old.max_score:g} before"
    if old.message != new.message and new.message:
        return new.message
    if old.status != new.status:
        return f"{new.status} now, {old.status} before"
    return "" if by_checks else "counted otherwise"


def _by_id(exercise: ExerciseResult | None) -> dict[str, CheckResult]:
    return {check.id: check for check in exercise.checks} if exercise else {}


def _points(exercise: ExerciseResult | None) -> float | None:
    return None if exercise is None or exercise.status == "not_graded" else exercise.score


def _same(one: float | None, two: float | None) -> bool:
    if one is None or two is None:
        return one is two
    return abs(one - two) <= _SMALL
