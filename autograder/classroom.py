"""A whole class: who is to be graded, one after the other or in several processes, each result kept at once."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from autograder import __version__
from autograder.course import load_course
from autograder.exports.gradebook import write_gradebook
from autograder.exports.jsonl import from_line, to_line
from autograder.grading import Grader, course_digest
from autograder.hosts import WalledHost
from autograder.isolation.launcher import Launcher, SessionLimits
from autograder.journal import Journal
from autograder.model import Exercise, StudentResult, Submission
from autograder.submissions import Intake, open_intake

Level = Literal["auto", "strict", "none"]
GRADEBOOK = "gradebook.csv"


@dataclass(frozen=True, slots=True)
class ClassJob:
    """What to grade, and how."""

    root: Path
    submissions: Path
    student: str | None = None
    only: tuple[str, ...] = ()
    isolation: Level = "auto"
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class Graded:
    """One student's line, and how long it took."""

    student: str
    line: str
    seconds: float


@dataclass(slots=True)
class Summary:
    """What a run did: how many were graded now, kept from before, and whom the grader failed."""

    graded: int = 0
    kept: int = 0
    faults: list[str] = field(default_factory=list)
    review: list[str] = field(default_factory=list)


class Bench:
    """A grader and a wall."""

    def __init__(self, grader: Grader, isolation: Level = "auto") -> None:
        """Raises IsolationError where the wall cannot be built."""
        self.grader = grader
        self.launcher = Launcher(isolation)
        self._limits = session_limits(grader.exercises)

    def __enter__(self) -> Self:
        return self

    def judge(self, submission: Submission) -> StudentResult:
        """Grades one submission behind the wall."""
        host = WalledHost(self.launcher, self._limits)
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
        self.intake: Intake = open_intake(job.submissions, self.course, job.student)
        super().__init__(Grader(self.course, job.only), job.isolation)

    def grade(self, student: str) -> Graded:
        """Reads and grades one student's work. Whatever goes wrong here is the grader's fault, and is said so."""
        start = time.perf_counter()
        try:
            line = to_line(self.judge(self.intake.read(student, self.course)))
        except Exception as error:
            return self.fault(student, f"{type(error).__name__}: {error}")
        return Graded(student, line, time.perf_counter() - start)

    def fault(self, student: str, reason: str) -> Graded:
        """The result of a student whom the grader failed: nothing lost, and a person must look."""
        return Graded(student, to_line(self.grader.fault(student, reason, self.launcher.name)), 0.0)


def session_limits(exercises: tuple[Exercise, ...]) -> SessionLimits:
    """One process serves all the exercises of a student, so it gets the widest of their limits."""
    memory = max(exercise.limits.memory_mb for exercise in exercises)
    seconds = max(exercise.limits.seconds for exercise in exercises)
    return SessionLimits(seconds=seconds, memory_mb=memory, total_seconds=max(60.0, 10 * seconds))


def grade_class(job: ClassJob, out: Path, tell: Callable[[int, int, str], None]) -> Summary:
    """Grades everyone who has no result yet, keeping each result as it comes, and writes the gradebook.

    `tell` hears of progress: students done, students in all, the last one's name.
    """
    with Desk(job) as desk:
        digests = _digests(job, desk)
        journal = Journal(out, desk.course.name, digests)
        try:
            todo = [student for student in desk.intake.students if student not in journal.done]
            summary = Summary(kept=len(digests) - len(todo))
            for graded in _grade_all(job, desk, todo):
                journal.append(graded.student, graded.line, graded.seconds)
                summary.graded += 1
                tell(summary.kept + summary.graded, len(digests), graded.student)
            journal.finish()
        finally:
            journal.close()
        _close_the_books(journal, out, desk, summary)
        return summary


def _grade_all(job: ClassJob, desk: Desk, todo: list[str]) -> Iterator[Graded]:
    if job.jobs <= 1 or len(todo) <= 1:
        return (desk.grade(student) for student in todo)
    from autograder.workers import grade_in_workers

    return grade_in_workers(job, todo, desk.fault)


def _digests(job: ClassJob, desk: Desk) -> dict[str, str]:
    """Student -> a digest of all that goes into the result."""
    course = course_digest(desk.course)
    common = f"{__version__}|{course}|{desk.launcher.name}|{','.join(job.only)}"
    return {student: _digest(common, desk.intake.read(student, desk.course)) for student in desk.intake.students}


def _digest(common: str, submission: Submission) -> str:
    digest = hashlib.sha256(common.encode())
    for name, file in sorted(submission.files.items()):
        digest.update(f"|{name}|{file.path}|{file.text}|{file.problem}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:24]


def _close_the_books(journal: Journal, out: Path, desk: Desk, summary: Summary) -> None:
    """The gradebook, and the names that the person at the desk must hear."""

    def results() -> Iterator[StudentResult]:
        for line in journal.lines():
            result = from_line(line)
            if _grader_failed(result):
                summary.faults.append(result.student)
            if result.needs_review:
                summary.review.append(result.student)
            yield result

    fresh = out / f"{GRADEBOOK}.new"
    with open(fresh, "w", encoding="utf-8", newline="") as file:
        write_gradebook(results(), [exercise.id for exercise in desk.course.exercises], file)
    fresh.replace(out / GRADEBOOK)


def _grader_failed(result: StudentResult) -> bool:
    return any(check.outcome == "grader_error" for exercise in result.exercises for check in exercise.checks)
