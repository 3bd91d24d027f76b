"""The course's own exam: it must give full points to what is right and name what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from autograder.author.at_home import surprises
from autograder.author.breaking import broken_checks
from autograder.author.cross import EVERYWHERE, UNNAMED, CrossResult, examine_cross, known_unnamed
from autograder.author.nameless import why_nameless
from autograder.author.stub_exam import examine_stub, guesses
from autograder.checks.compare import share_used
from autograder.checks.run import Verdict, run_check
from autograder.classroom.grader import Grader
from autograder.course.model import (
    Check,
    Course,
    Exercise,
    ExerciseResult,
    StudentResult,
    Submission,
    SubmittedFile,
    Tolerance,
)
from autograder.course.solutions import load_target, read_source
from autograder.course.variants import load_mistake
from autograder.kinds.base import Wrong
from autograder.kinds.registry import kind_of
from autograder.kinds.turns import in_time
from autograder.sandbox.local import LocalTarget
from autograder.sandbox.timelimit import Budget
from autograder.sandbox.values import Plain

Judge = Callable[[Submission], StudentResult]
STUDENT = "reference"


def in_the_exam(course: Course) -> Course:
    """The course with a point for each exercise that is worth none, as only points tell right from wrong here."""
    exercises = tuple(replace(one, points=one.points or 1.0) for one in course.exercises)
    return replace(course, exercises=exercises)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that the course must mend."""

    exercise: str
    what: str
    wish: bool = False
    """Whether it is only a warning: what the exercise's exam does not demand."""


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
    cross: CrossResult
    """The mistakes' functions in other programs."""
    problems: tuple[Problem, ...]
    at_home: str = ""
    """What cannot be seen at home and costs much; nothing that must be mended."""


def examine(grader: Grader, judge: Judge, tell: Callable[[str], None] | None = None) -> Iterator[ExamResult]:
    """Examines the exercises one after the other. `judge` grades a submission as a class's is graded.

    `tell` hears what is examined next.
    """
    for exercise in grader.exercises:
        if tell:
            tell(f"{exercise.id}: its exam")
        yield _Exam(grader, exercise, judge, tell).result()


class _Exam:
    """The exam of one exercise."""

    def __init__(self, grader: Grader, exercise: Exercise, judge: Judge, tell: Callable[[str], None] | None) -> None:
        self._grader = grader
        self._tell = tell
        self._course: Course = grader.course
        self._exercise = exercise
        self._judge = judge
        self._styles = self._course.accepted(exercise)
        self._kind = kind_of(exercise)
        own = {check.id for check in grader.checks[exercise.id]}
        self._broken = {check: why for check, why in grader.broken.items() if check in own}
        """The exercise's checks that the reference does not pass: each is said once, and nothing is held against it."""
        self._unnamed = None if UNNAMED.problem(self._course) else known_unnamed(self._course, exercise)
        """None where the list cannot be read, which is said of the whole course."""
        self._rows = 0
        self._at_home = ""
        self._problems: list[Problem] = []

    def result(self) -> ExamResult:
        self._examine_broken()
        self._examine_right()
        self._examine_stub()
        numbers = (self._rows, len(self._styles), self._examine_wrong())
        margin, cross = self._margin(), self._examine_cross()
        problems = tuple(self._problems)
        return ExamResult(self._exercise.id, self._exercise.kind, *numbers, margin, cross, problems, self._at_home)

    def _examine_cross(self) -> CrossResult:
        """Puts every mistake's function into other programs. What is broken already would only be said again."""
        if not self._kind.runs_code or any(not problem.wish for problem in self._problems):
            return CrossResult()
        if self._unnamed is None:
            return CrossResult()
        cross = examine_cross(self._grader, self._exercise)
        for case in (*cross.missed, *cross.wrong):
            self._problem(case)
        for case in cross.stale:
            self._problem(f"solutions/{UNNAMED.file} lists {case}, which has a name there or is not refused")
        return cross

    def _problem(self, what: str) -> None:
        self._problems.append(Problem(self._exercise.id, what))

    def _wish(self, what: str) -> None:
        """What a full exam demands and a basic one only wishes for."""
        self._problems.append(Problem(self._exercise.id, what, wish=self._exercise.exam == "basic"))

    def _grade(self, path: Path) -> ExerciseResult:
        return self._grade_text(path.name, read_source(path))

    def _grade_own(self, text: str) -> ExerciseResult:
        return self._grade_text(self._exercise.file, text)

    def _grade_text(self, name: str, text: str) -> ExerciseResult:
        graded = self._judge(Submission(STUDENT, {self._exercise.id: SubmittedFile(name, text)}))
        return next(result for result in graded.exercises if result.id == self._exercise.id)

    def _examine_broken(self) -> None:
        checks = self._grader.checks[self._exercise.id]
        for problem in broken_checks(self._course, self._exercise, checks, self._broken):
            self._problem(problem)

    def _examine_right(self) -> None:
        if len(self._styles) < self._kind.wanted_styles:
            wanted = f"at least {self._kind.wanted_styles} are wanted"
            self._wish(f"there are {len(self._styles)} accepted styles; {wanted}")
        solution = self._course.solution(self._exercise)
        texts = {solution: self._kind.solved(self._course, self._exercise, STUDENT)}
        texts |= {path: read_source(path) for path in self._styles}
        for path, text in texts.items():
            result = self._grade_text(path.name, text)
            self._rows = max(self._rows, len(result.checks))
            result = replace(result, checks=tuple(one for one in result.checks if one.id not in self._broken))
            if self._loses(result):
                reason = _lost(result) or result.message
                by_a_person = result.needs_review and not self._kind.by_checks
                tell = self._wish if by_a_person else self._problem
                tell(f"{self._name(path)} is right and gets {result.score:g} points: {reason}")

    def _loses(self, result: ExerciseResult) -> bool:
        """Whether a right answer is not given all: by a check that the reference itself passes."""
        less = result.score != result.max_score and not self._broken
        return less or any(check.outcome != "passed" for check in result.checks)

    def _examine_stub(self) -> None:
        for problem in examine_stub(self._course, self._exercise, self._grade_own):
            self._problem(problem)
        for guess in guesses(self._course, self._exercise, self._grade_own):
            self._wish(guess)
        if not self._course.stub(self._exercise).is_file():
            return
        result = self._grade(self._course.stub(self._exercise))
        if result.status != "not_started" or result.score:
            self._problem(f"the untouched stub is {result.status} with {result.score:g} points")

    def _examine_wrong(self) -> int:
        """Hands in everything that is known to be wrong. Gives how much that is."""
        known = list(self._kind.known_wrong(self._course, self._exercise, STUDENT))
        results = {}
        for wrong in known:
            if self._tell:
                self._tell(f"{self._exercise.id}: mistake {wrong.name}")
            results[wrong.name] = self._grade_text(self._exercise.file, wrong.text)
        for gap in self._kind.exam_gaps(self._course, self._exercise, STUDENT):
            self._problem(gap)
        if self._broken:  # what they say of mistakes, or would have said, is nothing to go by
            return len(known)
        for wrong in known:
            self._examine_one(wrong, results[wrong.name])
        if self._kind.by_checks:
            self._examine_checks(results)
            self._at_home = surprises(results)
        return len(known)

    def _examine_one(self, wrong: Wrong, result: ExerciseResult) -> None:
        if result.score >= result.max_score:
            self._problem(
                f"mistake {wrong.name} gets full points: no check tells it from the solution. Add one that does"
            )
        if self._kind.by_checks and result.needs_review:
            self._problem(f"a check raises an error on mistake {wrong.name}, where it should assert")
        named = {check.diagnosis for check in result.checks if check.diagnosis}
        if not named and (wrong.name, EVERYWHERE) in (self._unnamed or {}):
            return
        if named != ({wrong.misconception} if wrong.misconception else set()):
            why = "" if named else why_nameless(self._grader, self._exercise, wrong.name, result)
            self._problem(f"mistake {wrong.name} is diagnosed as {', '.join(sorted(named)) or 'nothing'}{why}")

    def _examine_checks(self, results: Mapping[str, ExerciseResult]) -> None:
        """Whether each check catches something, and something of its own."""
        failures = {
            check.id: frozenset(name for name, result in results.items() if _failed(result, check.id))
            for check in self._grader.checks[self._exercise.id]
        }
        for check, names in failures.items():
            if not names:
                self._wish(f"{check} is failed by no known mistake")
        self._examine_twins(failures)

    def _examine_twins(self, failures: dict[str, frozenset[str]]) -> None:
        """Of two visible checks, or two hidden ones: a hidden check may ask again what can be checked at home."""
        seen: dict[tuple[str, frozenset[str]], str] = {}
        for check, names in failures.items():
            key = (check.partition("/")[0], names)
            if names and key in seen:
                self._wish(f"{check} and {seen[key]} are failed by the same mistakes: {', '.join(sorted(names))}")
            seen.setdefault(key, check)

    def _margin(self) -> Margin:
        if not self._kind.runs_code:
            return Margin(None, None)
        right = [share for path in self._styles for share in self._shares(load_target(path, data=self._exercise.data))]
        mistakes = self._course.mistakes(self._exercise)
        loaded = (load_mistake(self._course, self._exercise, path) for path in mistakes)
        wrong = [share for target in loaded for share in self._shares(target) if share > 1]
        return Margin(max(right, default=None), min(wrong, default=None))

    def _shares(self, target: LocalTarget) -> list[float]:
        """For every comparison that the checks make on this program, its error over what the tolerance allows."""
        shares: list[float] = []

        def watch(actual: Plain, expected: Plain, tolerance: Tolerance) -> None:
            share = share_used(actual, expected, tolerance)
            if share is not None:
                shares.append(share)

        reference = load_target(self._course.solution(self._exercise), data=self._exercise.data)

        def run(check: Check) -> Verdict:
            return run_check(check, self._exercise, self._course.seed, target, reference=reference, watch=watch)

        for check in self._grader.checks[self._exercise.id]:
            with np.errstate(all="ignore"):  # a mistake may overflow: that is its point
                in_time(partial(run, check), Budget(self._exercise.limits.total_seconds))
        return shares

    def _name(self, path: Path) -> str:
        return path.relative_to(self._course.root).as_posix()


def _lost(result: ExerciseResult) -> str:
    """The checks that were not passed, each reason once."""
    reasons: dict[str, list[str]] = {}
    for check in result.checks:
        if check.outcome != "passed":
            reasons.setdefault(check.message or check.title, []).append(check.id)
    return "; ".join(f"{', '.join(ids)} ({why})" for why, ids in reasons.items())


def _failed(result: ExerciseResult, check_id: str) -> bool:
    """Whether the check itself caught something; one that waited for another did not."""
    return any(check.id == check_id and check.outcome not in ("passed", "not_run") for check in result.checks)
