"""A whole class: who is to be graded, one after the other or in several processes, each result kept at once."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from autograder import __version__
from autograder.classroom.affinity import on_one_core
from autograder.classroom.bench import ClassJob, Desk, Graded
from autograder.classroom.gradebook import write_gradebook
from autograder.classroom.journal import Journal
from autograder.classroom.lines import from_line, to_line
from autograder.classroom.marks import Reviews
from autograder.classroom.taken_in import taken_in
from autograder.classroom.workers import grade_in_workers
from autograder.course.digest import course_digest
from autograder.course.model import StudentResult, Submission

GRADEBOOK = "gradebook.csv"


@dataclass(slots=True)
class Summary:
    """What a run did: how many were graded now, kept from before, and whom the grader failed.

    `review` are the students whom a person must look at, `waiting` counts the exercises in question.
    """

    graded: int = 0
    kept: int = 0
    faults: list[str] = field(default_factory=list)
    review: list[str] = field(default_factory=list)
    waiting: int = 0
    read: list[str] = field(default_factory=list)
    """How the download was read, and what in it was not plain, a sentence each."""


def grade_class(
    job: ClassJob,
    out: Path,
    tell: Callable[[int, int, str], None],
    days_late: Mapping[str, float] | None = None,
    marked: Path | None = None,
) -> Summary:
    """Grades everyone who has no result yet, keeping each result as it comes, and writes the gradebook.

    `tell` hears of progress: students done, students in all, the last one's name. `days_late` go into the gradebook.
    `marked` is a reviews.csv with a person's marks; those of earlier runs are kept in `out` and hold as well.
    """
    with _place(job), Desk(job) as desk:
        gc.freeze()  # what was made once for the class need not be looked through at every collection
        reviews = Reviews.open(desk.course, out, marked, desk.intake.students)
        digests = _digests(job, desk, reviews)
        counted = taken_in(job, desk.intake, desk.course, out, days_late)
        summary = Summary(read=counted.sentences)
        journal = Journal(out, desk.course.name, digests)
        try:
            todo = [student for student in desk.intake.students if student not in journal.done]
            summary.kept = len(digests) - len(todo)
            for graded in _grade_all(job, desk, todo):
                submission = desk.intake.read(graded.student, desk.course)
                final = reviews.settle(from_line(graded.line), submission)
                journal.append(graded.student, to_line(final), graded.seconds)
                summary.graded += 1
                tell(summary.kept + summary.graded, len(digests), graded.student)
            journal.finish()
        finally:
            journal.close()
        _close_the_books(journal, out, desk, summary, counted.days_late, reviews)
        return summary


def _place(job: ClassJob) -> AbstractContextManager[None]:
    """Where this process grades by itself, one core; where it has others grade, each of them takes its own."""
    return on_one_core() if job.jobs <= 1 else nullcontext()


def _grade_all(job: ClassJob, desk: Desk, todo: list[str]) -> Iterator[Graded]:
    if job.jobs <= 1 or len(todo) <= 1:
        return (desk.grade(student) for student in todo)
    return grade_in_workers(job, todo, desk.fault)


def _digests(job: ClassJob, desk: Desk, reviews: Reviews) -> dict[str, str]:
    """Student -> a digest of all that goes into the result, a person's marks too."""
    course = course_digest(desk.course)
    common = f"{__version__}|{course}|{desk.launcher.name}|{','.join(job.only)}"
    return {
        student: _digest(common + reviews.fingerprint(student), desk.intake.read(student, desk.course))
        for student in desk.intake.students
    }


def _digest(common: str, submission: Submission) -> str:
    digest = hashlib.sha256(common.encode())
    if submission.who is not None:
        digest.update(f"|{submission.who}|{submission.names}".encode("utf-8", "surrogatepass"))
    for name, file in sorted(submission.files.items()):
        digest.update(f"|{name}|{file.path}|{file.text}|{file.problem}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:24]


def _close_the_books(
    journal: Journal,
    out: Path,
    desk: Desk,
    summary: Summary,
    days_late: Mapping[str, float] | None,
    reviews: Reviews,
) -> None:
    """The gradebook, the table for a person, and the names that the person at the desk must hear."""
    here = frozenset(desk.intake.students)

    def results() -> Iterator[StudentResult]:
        for line in journal.lines():
            result = from_line(line)
            if _grader_failed(result):
                summary.faults.append(result.student)
            if result.needs_review:
                summary.review.append(result.student)
                summary.waiting += sum(exercise.needs_review for exercise in result.exercises)
                if result.student in here:
                    reviews.complete(result, partial(desk.intake.read, result.student, desk.course))
            yield result

    fresh = out / f"{GRADEBOOK}.new"
    with open(fresh, "w", encoding="utf-8", newline="") as file:
        late = None if days_late is None else (desk.course.late, days_late)
        write_gradebook(results(), [exercise.id for exercise in desk.course.exercises], file, late)
    fresh.replace(out / GRADEBOOK)
    reviews.write()


def _grader_failed(result: StudentResult) -> bool:
    """Whether a check broke in an exercise that no person has marked since."""
    waiting = (exercise for exercise in result.exercises if exercise.needs_review)
    return any(check.outcome == "grader_error" for exercise in waiting for check in exercise.checks)
