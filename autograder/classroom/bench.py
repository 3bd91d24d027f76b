"""One grading process: the grader and the wall."""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from autograder.classroom.cluster.place import Place
from autograder.classroom.grader import Grader, Judged
from autograder.course.model import Course, Exercise, StudentResult, Submission
from autograder.intake.options import IntakeOptions
from autograder.kinds.registry import kind_of
from autograder.sandbox.process.launcher import Launcher
from autograder.sandbox.wall.layers import Level
from autograder.sandbox.walled import WalledHost


@dataclass(frozen=True, slots=True)
class ClassJob:
    """What to grade, and how."""

    root: Path
    submissions: Path
    student: str | None = None
    only: tuple[str, ...] = ()
    isolation: Level = "auto"
    jobs: int = 1
    intake: IntakeOptions = field(default_factory=IntakeOptions)
    fresh: bool = False
    """Whether everything is judged again, whatever earlier runs have kept."""
    compress: bool = False
    """Whether the results are packed at the end."""
    cluster: Place | None = None
    """The cluster that grades, instead of processes here."""
    anyway: bool = False
    """Whether this very run was told to grade all the same."""


@dataclass(frozen=True, slots=True)
class Graded:
    """One student's result, and how long it took.

    `firm` names the exercises whose results may be kept for others. `certain` says whether judging met nothing that it
    was not known to depend on.
    """

    result: StudentResult
    seconds: float
    firm: frozenset[str] = frozenset()
    certain: bool = True


class Bench:
    """A grader and a wall."""

    def __init__(self, grader: Grader, isolation: Level = "auto", *, lazy: bool = False) -> None:
        """Raises IsolationError where the wall cannot be built; with `lazy` when it is first needed."""
        self.grader = grader
        self.launcher = Launcher(isolation, also=allowed(grader.exercises))
        self.lazy = lazy
        """Whether what is needed is made ready when it is."""
        self._untried = isolation != "none"
        if not lazy:
            self.try_out(grader.exercises)

    def try_out(self, exercises: Sequence[Exercise]) -> None:
        """Begins the wall where one of these needs it: else everyone would be told that they could not be graded."""
        if self._untried and any(kind_of(exercise).runs_code for exercise in exercises):
            self.launcher.try_out(whole=not self.lazy)
            self._untried = False

    def __enter__(self) -> Self:
        return self

    def judge(self, submission: Submission) -> StudentResult:
        """Grades one submission behind the wall."""
        with WalledHost(self.launcher, lean=True) as host:
            return self.grader.grade(submission, host, self.launcher.name)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.launcher.close()


class Desk(Bench):
    """One grading process: a bench for a course. It is handed submissions, and knows of no pile."""

    def __init__(
        self, course: Course, only: tuple[str, ...] = (), isolation: Level = "auto", *, lazy: bool = False
    ) -> None:
        """Raises CourseError or IsolationError before anything is graded.

        With `lazy` an exercise is made ready, and the wall begun, when somebody is to be judged by it.
        """
        self.course = course
        super().__init__(Grader(course, only, lazy=lazy), isolation, lazy=lazy)
        self._of_groups: dict[str, dict[str, Judged]] = {}

    def grade(self, submission: Submission) -> Graded:
        """Grades one student's work. Whatever goes wrong here is the grader's fault, and is said so."""
        self.prepare(self.grader.asked(submission))
        start = time.perf_counter()
        try:
            judged = self._judged(submission)
            results = [one.result for one in judged]
            result = self.grader.add_up(submission.student, results, self.launcher.name, submission.who)
        except Exception as error:
            return self.fault(submission.student, f"{type(error).__name__}: {error}", submission)
        firm = frozenset(one.result.id for one in judged if one.firm)
        return Graded(result, time.perf_counter() - start, firm, all(one.certain for one in judged))

    def prepare(self, exercises: Sequence[Exercise]) -> None:
        """Makes these exercises ready, and the wall where they need it; both raise as when the desk is made."""
        self.try_out(exercises)
        ready = len(self.grader.checks)
        self.grader.prepare(exercises)
        if len(self.grader.checks) > ready:
            gc.freeze()  # what was made once for the class need not be looked through at every collection

    def _judged(self, submission: Submission) -> list[Judged]:
        """The work of a group is judged once, as its first member's."""
        if not submission.lead:
            return self._judge(submission)
        known = self._of_groups.setdefault(submission.lead, {})
        asked = submission.only or tuple(exercise.id for exercise in self.grader.exercises)
        missing = tuple(name for name in asked if name not in known)
        if missing:
            work = replace(submission, student=submission.lead, only=missing)
            known.update({one.result.id: one for one in self._judge(work)})
        return [known[name] for name in asked]

    def _judge(self, submission: Submission) -> list[Judged]:
        with WalledHost(self.launcher, lean=True) as host:
            return self.grader.judge(submission, host)

    def fault(self, student: str, reason: str, submission: Submission | None = None) -> Graded:
        """The result of a student whom the grader failed: not graded, and a person must look.

        `submission` is None where not even that could be read; else what was not handed in is missing all the same.
        """
        return Graded(self.grader.fault(student, reason, self.launcher.name, submission), 0.0)


def allowed(exercises: tuple[Exercise, ...]) -> tuple[str, ...]:
    """What some exercise allows to import; behind the wall a module is there only where it was imported before."""
    return tuple(sorted({name for exercise in exercises for name in exercise.allowed_imports or ()}))
