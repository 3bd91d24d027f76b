"""One grading process: the grader, the wall, and the pile of submissions."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from autograder.classroom.grader import Grader
from autograder.classroom.lines import to_line
from autograder.course.manifest import load_course
from autograder.course.model import Exercise, StudentResult, Submission
from autograder.errors import GraderFault
from autograder.intake.folders import Intake, open_intake
from autograder.intake.options import IntakeOptions
from autograder.sandbox.hosts import WalledHost
from autograder.sandbox.process.launcher import Launcher, SessionLimits

Level = Literal["auto", "strict", "none"]
TRIES = 3


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


@dataclass(frozen=True, slots=True)
class Graded:
    """One student's line, and how long it took."""

    student: str
    line: str
    seconds: float


class Bench:
    """A grader and a wall."""

    def __init__(self, grader: Grader, isolation: Level = "auto") -> None:
        """Raises IsolationError where the wall cannot be built."""
        self.grader = grader
        self.launcher = Launcher(isolation, also=allowed(grader.exercises))
        self._limits = session_limits(grader.exercises)

    def __enter__(self) -> Self:
        return self

    def judge(self, submission: Submission) -> StudentResult:
        """Grades one submission behind the wall, again where the wall's own processes were killed meanwhile.

        Where it is the submission's own process that is killed each time, that is the submission's doing at last.
        Raises GraderFault where it was the wall's, three times.
        """
        for attempt in range(TRIES):
            try:
                return self._judge(submission, patient=attempt < TRIES - 1)
            except GraderFault as fault:
                reason = fault
        raise reason

    def _judge(self, submission: Submission, *, patient: bool) -> StudentResult:
        host = WalledHost(self.launcher, self._limits, patient=patient)
        try:
            return self.grader.grade(submission, host, self.launcher.name)
        finally:
            host.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.launcher.close()


class Desk(Bench):
    """One grading process: a bench, and the pile of submissions."""

    def __init__(self, job: ClassJob) -> None:
        """Raises CourseError, IntakeError or IsolationError before anything is graded."""
        self.course = load_course(job.root, with_solutions=True)
        self.intake: Intake = open_intake(job.submissions, self.course, job.student, job.intake)
        self._of_groups: dict[str, StudentResult] = {}
        super().__init__(Grader(self.course, job.only), job.isolation)

    def grade(self, student: str) -> Graded:
        """Reads and grades one student's work. Whatever goes wrong here is the grader's fault, and is said so."""
        start = time.perf_counter()
        try:
            line = to_line(self._result(student))
        except Exception as error:
            return self.fault(student, f"{type(error).__name__}: {error}")
        return Graded(student, line, time.perf_counter() - start)

    def _result(self, student: str) -> StudentResult:
        """The result of a student; the work of a group is judged once, as its first member's."""
        submission = self.intake.read(student, self.course)
        lead = self.intake.rows[student].lead
        if not lead:
            return self.judge(submission)
        if lead not in self._of_groups:
            self._of_groups[lead] = self.judge(replace(submission, student=lead))
        return replace(self._of_groups[lead], student=student, who=submission.who)

    def fault(self, student: str, reason: str) -> Graded:
        """The result of a student whom the grader failed: nothing lost, and a person must look."""
        return Graded(
            student,
            to_line(replace(self.grader.fault(student, reason, self.launcher.name), who=self.intake.who(student))),
            0.0,
        )


def allowed(exercises: tuple[Exercise, ...]) -> tuple[str, ...]:
    """What some exercise allows to import; behind the wall a module is there only where it was imported before."""
    return tuple(sorted({name for exercise in exercises for name in exercise.allowed_imports or ()}))


def session_limits(exercises: tuple[Exercise, ...]) -> SessionLimits:
    """One process serves all the exercises of a student, so it gets the widest of their limits."""
    memory = max(exercise.limits.memory_mb for exercise in exercises)
    seconds = max(exercise.limits.seconds for exercise in exercises)
    return SessionLimits(seconds=seconds, memory_mb=memory, total_seconds=max(60.0, 10 * seconds))
