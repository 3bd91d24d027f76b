"""The board that a student's run of pytest ends with: a line an exercise, its points and the one next thing to do."""

from __future__ import annotations

from dataclasses import dataclass, field

from autograder.course.model import Check, CheckResult, Course, Exercise, Outcome
from autograder.kinds.rows import row, total
from autograder.kinds.turns import unmet


@dataclass(slots=True)
class _Standing:
    """What is known of one exercise so far."""

    rows: list[CheckResult] = field(default_factory=list)
    remark: str = ""


class Scoreboard:
    """Points by exercise, as the checks of a run come in."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._standings: dict[str, _Standing] = {}

    def add(self, check: Check, outcome: Outcome, todo: str = "") -> None:
        """Notes how one check ended and, where it did not pass, what to do about it."""
        self._of(check.exercise).rows.append(row(check, outcome, todo))

    def remark(self, exercise: str, text: str) -> None:
        """Notes the one thing to say about an exercise, before anything that its checks say."""
        self._of(exercise).remark = text

    def _of(self, exercise: str) -> _Standing:
        return self._standings.setdefault(exercise, _Standing())

    def unmet(self, check: Check) -> str | None:
        """The title of a check that this one needs and that did not pass."""
        return unmet(check, self._of(check.exercise).rows)

    def exercises(self) -> list[str]:
        """The exercises of which something is known."""
        return list(self._standings)

    def lines(self) -> list[str]:
        """The board; empty where no check of the course was run."""
        seen = [exercise for exercise in self._course.exercises if exercise.id in self._standings]
        if not seen:
            return []
        names = max(len(exercise.id) for exercise in seen)
        lines, earned, possible = [], 0.0, 0.0
        for exercise in seen:
            standing = self._standings[exercise.id]
            if standing.rows or standing.remark.startswith("not started"):
                score = self._score(exercise, standing)
                earned, possible = earned + score, possible + (0.0 if exercise.bonus else exercise.points)
                points = _points(score, exercise.points)
            else:
                points = _points(None, exercise.points)
            lines.append(f"{exercise.id:<{names}}  {points}  {_todo(standing)}")
        if len(seen) > 1:
            lines.append(f"{'':<{names}}  {_points(earned, possible)}  by the checks in this folder")
        return lines

    def _score(self, exercise: Exercise, standing: _Standing) -> float:
        return total(exercise, standing.rows, "graded").score if standing.rows else 0.0


def _points(score: float | None, of: float) -> str:
    shown = "-" if score is None else f"{score:.1f}".removesuffix(".0")
    return f"{shown:>5} of {of:<4g}"


def _todo(standing: _Standing) -> str:
    if standing.remark:
        return standing.remark
    left = [result for result in standing.rows if result.outcome != "passed"]
    # What waits for something else is not the next thing to do.
    first = next((result for result in left if result.outcome != "not_run"), left[0] if left else None)
    if first is not None:
        return f"next: {first.message or first.title}"
    # A student's folder does not say whether there are others.
    seen_all = any(not result.visible for result in standing.rows)
    return "done: all checks pass" if seen_all else "done: all checks here pass; class may add others"
