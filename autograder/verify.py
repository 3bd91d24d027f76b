"""The course's own exam: it must give full points to what is right and name what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from autograder.checks import run_check
from autograder.grading import Grader
from autograder.isolation.values import Plain
from autograder.model import Course, Exercise, ExerciseResult, StudentResult, Submission, SubmittedFile, Tolerance
from autograder.solutions import load_target, read_source
from autograder.stubs import stub_changes
from autograder.tolerance import share_used

Judge = Callable[[Submission], StudentResult]
ENOUGH_STYLES = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that the course must mend."""

    exercise: str
    what: str


@dataclass(frozen=True, slots=True)
class Margin:
    """How far right and wrong lie apart, in units of the tolerance.

    `accepted` is the largest error of a correct style (up to 1 passes), `mistakes` the least error of a wrong answer
    that is caught by comparing numbers (above 1 fails). None where nothing was compared.
    """

    accepted: float | None
    mistakes: float | None


@dataclass(frozen=True, slots=True)
class ExamResult:
    """What the exam found for one exercise."""

    exercise: str
    kind: str
    checks: int
    styles: int
    mistakes: int
    margin: Margin
    problems: tuple[Problem, ...]


def examine(grader: Grader, judge: Judge) -> Iterator[ExamResult]:
    """Examines the exercises one after the other. `judge` grades a submission as a class's is graded."""
    for exercise in grader.exercises:
        yield _Exam(grader, exercise, judge).result()


class _Exam:
    """The exam of one exercise."""

    def __init__(self, grader: Grader, exercise: Exercise, judge: Judge) -> None:
        self._grader = grader
        self._course: Course = grader.course
        self._exercise = exercise
        self._judge = judge
        self._styles = self._course.accepted(exercise)
        self._mistakes = self._course.mistakes(exercise)
        self._problems: list[Problem] = []

    def result(self) -> ExamResult:
        self._examine_broken()
        self._examine_right()
        self._examine_stub()
        if self._exercise.kind in ("code", "form"):
            self._examine_wrong()
        checks = len(self._grader.checks[self._exercise.id])
        numbers = (checks, len(self._styles), len(self._mistakes))
        return ExamResult(self._exercise.id, self._exercise.kind, *numbers, self._margin(), tuple(self._problems))

    def _problem(self, what: str) -> None:
        self._problems.append(Problem(self._exercise.id, what))

    def _grade(self, path: Path) -> ExerciseResult:
        file = SubmittedFile(path.name, read_source(path))
        graded = self._judge(Submission(path.stem, {self._exercise.id: file}))
        return next(result for result in graded.exercises if result.id == self._exercise.id)

    def _examine_broken(self) -> None:
        for check, reason in self._grader.broken.items():
            if check in {own.id for own in self._grader.checks[self._exercise.id]}:
                self._problem(f"the reference does not pass {check}: {reason}")

    def _examine_right(self) -> None:
        code = self._exercise.kind == "code"
        if code and len(self._styles) < ENOUGH_STYLES:
            self._problem(f"there are {len(self._styles)} accepted styles; at least {ENOUGH_STYLES} are wanted")
        for path in (self._course.solution(self._exercise), *self._styles):
            result = self._grade(path)
            if result.score != result.max_score or any(check.outcome != "passed" for check in result.checks):
                lost = [f"{check.id} ({check.message})" for check in result.checks if check.outcome != "passed"]
                reason = "; ".join(lost) or result.message
                self._problem(f"{self._name(path)} is right and gets {result.score:g} points: {reason}")

    def _examine_stub(self) -> None:
        if self._course.stub(self._exercise) in stub_changes(self._course):
            stub = self._name(self._course.stub(self._exercise))
            self._problem(f"{stub} is out of step with its solution: run autograder stubs")
        result = self._grade(self._course.stub(self._exercise))
        if result.status != "not_started" or result.score:
            self._problem(f"the untouched stub is {result.status} with {result.score:g} points")

    def _examine_wrong(self) -> None:
        results = {path.stem: self._grade(path) for path in self._mistakes}
        for name, result in results.items():
            self._examine_mistake(name, result)
        failures = {
            check.id: frozenset(name for name, result in results.items() if _failed(result, check.id))
            for check in self._grader.checks[self._exercise.id]
        }
        for check, names in failures.items():
            if not names:
                self._problem(f"{check} is failed by no known mistake")
        self._examine_twins(failures)

    def _examine_mistake(self, name: str, result: ExerciseResult) -> None:
        if result.score >= result.max_score:
            self._problem(f"mistake {name} gets full points")
        for check in result.checks:
            if check.outcome == "grader_error" and check.id not in self._grader.broken:
                self._problem(f"{check.id} broke on mistake {name}: {check.message}")
        named = {check.diagnosis for check in result.checks if check.diagnosis}
        if named != {name}:
            self._problem(f"mistake {name} is diagnosed as {', '.join(sorted(named)) or 'nothing'}")

    def _examine_twins(self, failures: dict[str, frozenset[str]]) -> None:
        seen: dict[frozenset[str], str] = {}
        for check, names in failures.items():
            if names and names in seen:
                self._problem(f"{check} and {seen[names]} are failed by the same mistakes: {', '.join(sorted(names))}")
            seen.setdefault(names, check)

    def _margin(self) -> Margin:
        if self._exercise.kind != "code":
            return Margin(None, None)
        right = [share for path in self._styles for share in self._shares(path)]
        wrong = [share for path in self._mistakes for share in self._shares(path) if share > 1]
        return Margin(max(right, default=None), min(wrong, default=None))

    def _shares(self, path: Path) -> list[float]:
        """For every comparison that the checks make on this file, its error over what the tolerance allows."""
        shares: list[float] = []

        def watch(actual: Plain, expected: Plain, tolerance: Tolerance) -> None:
            share = share_used(actual, expected, tolerance)
            if share is not None:
                shares.append(share)

        target, reference = load_target(path), load_target(self._course.solution(self._exercise))
        for check in self._grader.checks[self._exercise.id]:
            with np.errstate(all="ignore"):  # a mistake may overflow: that is its point
                run_check(check, self._exercise, self._course.seed, target, reference=reference, watch=watch)
        return shares

    def _name(self, path: Path) -> str:
        return path.relative_to(self._course.root).as_posix()


def _failed(result: ExerciseResult, check_id: str) -> bool:
    """Whether the check itself caught something; one that waited for another did not."""
    return any(check.id == check_id and check.outcome not in ("passed", "not_run") for check in result.checks)
