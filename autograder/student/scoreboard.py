"""The board that a student's run of pytest ends with: a line an exercise, its points and the one next thing to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from autograder.course.model import Check, CheckResult, Course, Exercise
from autograder.kinds.rows import total
from autograder.kinds.turns import unmet


@dataclass(frozen=True, slots=True)
class Note:
    """What one test of a run says of an exercise. As data it goes from one process to another.

    `of` is how many checks the exercise has here, and 0 where that is not known: then it is not known either whether
    all of them were looked at. `warning` is to be heeded once all checks pass.
    """

    exercise: str
    remark: str = ""
    result: CheckResult | None = None
    of: int = 0
    warning: str = ""

    def as_data(self) -> dict[str, Any]:
        """Text and numbers alone."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Note:
        """The note that this was the data of."""
        result = data["result"]
        return cls(**{**data, "result": CheckResult(**result) if result else None})


@dataclass(slots=True)
class _Standing:
    """What is known of one exercise so far. `results` are by the check's id: one that is run again counts once."""

    results: dict[str, CheckResult] = field(default_factory=dict)
    remark: str = ""
    of: int = 0
    warning: str = ""

    @property
    def rows(self) -> list[CheckResult]:
        return list(self.results.values())

    @property
    def partly(self) -> bool:
        """Whether only some of the exercise's checks were looked at: then nothing can be said about its points."""
        return bool(self.results) and len(self.results) != self.of

    @property
    def unsure(self) -> bool:
        """Whether what was seen here says nothing of the points in class."""
        passed = all(result.outcome == "passed" for result in self.rows)
        return self.partly or bool(self.results and self.warning and passed)


class Scoreboard:
    """Points by exercise, as the checks of a run come in."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._standings: dict[str, _Standing] = {}

    def take(self, note: Note) -> None:
        """Adds what one test says; a remark is said before anything that checks say."""
        standing = self._of(note.exercise)
        standing.remark = note.remark or standing.remark
        standing.of = max(note.of, standing.of)
        standing.warning = note.warning or standing.warning
        if note.result is not None:
            standing.results[note.result.id] = note.result

    def _of(self, exercise: str) -> _Standing:
        return self._standings.setdefault(exercise, _Standing())

    def unmet(self, check: Check) -> str | None:
        """The title of a check that this one needs and that did not pass."""
        standing = self._standings.get(check.exercise)
        return unmet(check, standing.rows) if standing else None

    def exercises(self) -> list[str]:
        """The exercises of which something is known."""
        return list(self._standings)

    def lines(self, planned: Sequence[str] = ()) -> list[str]:
        """The board; empty where no check of the course was run. `planned` are the exercises that were asked for."""
        seen = [exercise for exercise in self._course.exercises if exercise.id in self._standings]
        if not seen:
            return []
        names = max(len(exercise.id) for exercise in seen)
        scores = {exercise.id: self._score(exercise) for exercise in seen}
        lines = [
            f"{one.id:<{names}}  {_points(scores[one.id], one.points)}  {_todo(one, self._standings[one.id])}"
            for one in seen
        ]
        whole = [exercise for exercise in seen if scores[exercise.id] is not None]
        if len(seen) > 1 and whole:
            possible = sum(exercise.points for exercise in whole if not exercise.bonus)
            earned = sum(scores[exercise.id] or 0.0 for exercise in whole)
            lines.append(f"{'':<{names}}  {_points(earned, possible)}  {self._by_what(seen)}")
        left = [name for name in dict.fromkeys(planned) if name not in self._standings]
        return lines + ([f"The run ended before these were looked at: {', '.join(left)}."] if left else [])

    def _by_what(self, seen: Sequence[Exercise]) -> str:
        left_out = [exercise.id for exercise in seen if self._standings[exercise.id].unsure]
        return "by the checks in this folder" + (f", without {', '.join(left_out)}" if left_out else "")

    def _score(self, exercise: Exercise) -> float | None:
        """The points; None where there is nothing yet to judge by, or not all of it."""
        standing = self._standings[exercise.id]
        if standing.unsure or not (standing.results or standing.remark.startswith("not started")):
            return None
        return total(exercise, standing.rows, "graded").score if standing.results else 0.0


def _points(score: float | None, of: float) -> str:
    shown = "-" if score is None else f"{score:.1f}".removesuffix(".0")
    return f"{shown:>5} of {of:<4g}"


def _todo(exercise: Exercise, standing: _Standing) -> str:
    if standing.remark:
        return standing.remark
    left = [result for result in standing.rows if result.outcome != "passed"]
    # What waits for something else is not the next thing to do.
    first = next((result for result in left if result.outcome != "not_run"), left[0] if left else None)
    todo = first.message or first.title if first else standing.warning
    next_thing = f"next: {todo}" if todo else ""
    if standing.partly:
        return _part(exercise, standing, next_thing)
    if next_thing:
        return next_thing
    # A student's folder does not say whether there are others.
    seen_all = any(not result.visible for result in standing.rows)
    return "done: all checks pass" if seen_all else "done: all checks here pass; class may add others"


def _part(exercise: Exercise, standing: _Standing, next_thing: str) -> str:
    """Of a run that looked at some of the checks: at how many, and how to look at all."""
    run, rest = len(standing.results), f"pytest exercises/{exercise.file}"
    looked = f"{run} of {standing.of} checks run" if standing.of > run else f"{run} of its checks run"
    if next_thing:
        return f"{next_thing.rstrip()} ({looked})"
    return f"{looked}: {'it passes' if run == 1 else 'they pass'}. All of them: {rest}"
