"""One pass over a class: each submission is read once, and judged, marked and written, or found to be so already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import chain

from autograder.classroom.bench import ClassJob, Desk, Graded
from autograder.classroom.books import gave_way, has_fault
from autograder.classroom.child import Order
from autograder.classroom.cluster.place import Place
from autograder.classroom.cluster.session import SchedulerLost, Session
from autograder.classroom.compared import Compared
from autograder.classroom.journal import Entry, Journal
from autograder.classroom.keys import Basis, Keys
from autograder.classroom.known import Known
from autograder.classroom.marks import Reviews
from autograder.classroom.told import Standing, Summary
from autograder.classroom.workers import grade_in_workers
from autograder.course.model import Submission
from autograder.errors import IntakeError
from autograder.intake.folders import Intake


class Round:
    """One pass over the class."""

    def __init__(
        self,
        job: ClassJob,
        desk: Desk,
        intake: Intake,
        journal: Journal,
        reviews: Reviews,
        summary: Summary,
        tell: Callable[[Standing], None],
        keys: Keys,
        known: Known,
    ) -> None:
        self._job, self._desk, self._intake = job, desk, intake
        self._journal, self._reviews, self._summary, self._tell = journal, reviews, summary, tell
        self._keys, self._known = keys, known
        self.compared = Compared(desk.course, desk.grader.exercises)
        self._busy: dict[str, Basis] = {}
        self._workers: int | None = None

    def grade_all(self) -> None:
        for submission, graded in self._graded(self._to_grade()):
            self._write(submission, self._known.completed(submission, graded))

    def _graded(self, submissions: Iterable[Submission]) -> Iterator[tuple[Submission, Graded]]:
        if self._job.cluster is not None:
            return self._graded_on(self._job.cluster, submissions)
        if self._job.jobs <= 1:
            return ((submission, self._desk.grade(submission)) for submission in submissions)
        order = Order(self._job.root, self._job.only, self._job.isolation, self._desk.lazy)
        return grade_in_workers(order, self._job.jobs, submissions, self._fault)

    def _graded_on(self, cluster: Place, submissions: Iterable[Submission]) -> Iterator[tuple[Submission, Graded]]:
        """On a cluster, which is asked for nothing where there is nothing to grade."""
        self._workers = 0
        waiting = iter(submissions)
        first = next(waiting, None)
        if first is None:
            return
        with closing(Session(cluster, self._desk, self._job.only, self._job.isolation)) as session:

            def tick() -> None:
                self._workers = session.workers
                self._say()

            tick()
            to_do = chain([first], waiting)
            try:
                yield from session.grade(to_do, self._fault, tick, len(self._intake.students))
            except SchedulerLost as lost:
                kept = self._summary.kept + self._summary.graded
                raise SchedulerLost(f"{lost} {kept} results are kept: run the same command again.") from lost
            finally:
                self._summary.refused = session.refused

    def _fault(self, submission: Submission, reason: str) -> Graded:
        return self._desk.fault(submission.student, reason, submission)

    def _to_grade(self) -> Iterator[Submission]:
        """Reads each submission, once, and gives those whose result is not there yet."""
        for student in self._intake.students:
            try:
                submission = self._intake.read(student, self._desk.course)
            except IntakeError:  # what a person wrote into a table
                raise
            except Exception as error:  # one folder that cannot be read costs nobody else anything
                fault = self._desk.fault(student, f"{type(error).__name__}: {error}")
                self._write(Submission(student, {}, who=self._intake.who(student)), fault)
                continue
            self.compared.take(submission)
            basis = self._keys.of(submission)
            if not self._job.fresh and self._is_kept(submission, basis):
                self._summary.kept += 1
                self._say()
                continue
            self._busy[student] = basis
            asked = self._known.without_known(submission, basis)
            if asked is None:
                self._write(submission, self._known.completed(submission))
                continue
            self._say()
            self._desk.try_out(self._desk.grader.asked(asked))
            yield asked

    def _is_kept(self, submission: Submission, basis: Basis) -> bool:
        """Whether the machine's result still holds; a person's marks of today are then laid over it."""
        entry = self._journal.kept(submission.student, basis.line)
        if entry is None:
            return False
        marks = self._reviews.fingerprint(submission.student)
        if entry.marks == marks and not self._journal.waits(submission.student):
            return True
        result = self._journal.result(submission.student)
        if result is not None and entry.marks == marks:
            self._reviews.complete(result, submission)
            return not gave_way(result)
        machine = self._journal.by_machine(entry)
        if result is None or machine is None:
            return False
        settled = self._reviews.settle(machine, submission)
        if gave_way(settled):
            return False
        self._journal.append(replace(entry, marks=marks), settled, machine if marks else None)
        return True

    def _write(self, submission: Submission, graded: Graded) -> None:
        """Lays a person's marks over the machine's result, and keeps both."""
        student = submission.student
        marks = self._reviews.fingerprint(student)
        settled = self._reviews.settle(graded.result, submission)
        basis = self._busy.pop(student, None)
        # Without a digest it is tried again by the next run.
        digest = basis.line if basis is not None else ""
        entry = Entry(student, digest, graded.seconds, marks, run="" if graded.certain else self._journal.run)
        self._journal.append(entry, settled, graded.result if marks else None)
        self._summary.graded += 1
        self._summary.faults += has_fault(settled)
        self._say()

    def _say(self) -> None:
        done = self._summary.kept + self._summary.graded
        total = len(self._intake.students)
        self._tell(Standing(done, total, self._summary.graded, self._summary.faults, tuple(self._busy), self._workers))
