"""A whole class: each submission is read once, and graded, marked and written, or found to be graded already."""

from __future__ import annotations

import gc
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import replace
from itertools import chain
from pathlib import Path

from autograder.classroom.affinity import on_one_core
from autograder.classroom.alone import keep_what_is_there, take_as_before
from autograder.classroom.bench import ClassJob, Desk, Graded
from autograder.classroom.books import close_the_books, gave_way, has_fault
from autograder.classroom.cache import CACHE, Cache
from autograder.classroom.child import Order
from autograder.classroom.cluster.place import Place
from autograder.classroom.cluster.session import SchedulerLost, Session
from autograder.classroom.compared import Compared
from autograder.classroom.copied import hold_copies
from autograder.classroom.disk import writing_into
from autograder.classroom.journal import Entry, Journal
from autograder.classroom.keys import Basis, Keys
from autograder.classroom.known import Known
from autograder.classroom.lateness import read_days
from autograder.classroom.lock import only_writer
from autograder.classroom.marks import Reviews
from autograder.classroom.names import Names
from autograder.classroom.settings import Settings, is_lost, read_settings, require_same_course, write_settings
from autograder.classroom.strays import unread_marks
from autograder.classroom.taken_in import keep_what_was_said, lateness
from autograder.classroom.told import Standing, Summary
from autograder.classroom.versions import not_as_told, others, versions
from autograder.classroom.workers import grade_in_workers
from autograder.course.digest import marks_digest
from autograder.course.manifest import load_course
from autograder.course.model import Course, Submission, Who
from autograder.errors import IntakeError
from autograder.intake.folders import Intake, open_intake
from autograder.intake.people import called, called_in_full
from autograder.intake.report import require_some

EVERYTHING = "all"
"""What takes an earlier `--only` back."""


def grade_class(
    job: ClassJob,
    out: Path,
    tell: Callable[[Standing], None],
    late: Path | None = None,
    marked: Path | None = None,
) -> Summary:
    """Grades everyone who has no result yet, keeping each result as it comes, and writes the gradebook.

    `tell` hears of progress. `late` is a table of days late, `marked` a reviews.csv with a person's marks; those of
    earlier runs are kept in `out` and hold as well. Raises UserError before anything is graded, GraderFault where the
    disk gives way.
    """
    course = load_course(job.root, with_solutions=True, only=job.only)
    if not job.anyway:
        require_same_course(out, course)
    before = read_settings(out, course)
    before = replace(before, unfinished=before.unfinished or secrets.token_hex(8))
    job = replace(job, only=_only(job, before, course))
    # One student alone leaves the others as they are.
    graded_by = marks_digest(course) if job.student is None else before.basis
    lazy = not job.fresh and (out / CACHE).is_file()
    with _place(job), Desk(course, job.only, job.isolation, lazy=lazy) as desk:
        gc.freeze()  # what was made once for the class need not be looked through at every collection
        intake = open_intake(job.submissions, course, job.student, job.intake, out)
        intake.only = job.only
        own = {} if job.student is not None else take_as_before(intake, before.alone, job.submissions)
        require_some(intake, job.submissions, course)
        intake.check_taken(course)
        with only_writer(out):
            journal = Journal(out, course.name, before.unfinished)
            try:
                if job.student is not None:
                    keep_what_is_there(job.student, job.submissions, intake, journal, course, out, anyway=job.anyway)
                names = Names([*intake.students, *journal.students], called(intake.rows.values()))
                settings = _settings(job, before, late, names, intake)
                days_late = lateness(intake, course, settings.days_late)
                if job.student is None:
                    settings = replace(settings, days_found=days_late)
                else:  # when the others came in is not in these files
                    days_late = _of_all(before.days_found, settings.days_late)
                reviews = Reviews.open(course, out, marked, names)
                summary = Summary(damaged=journal.damaged, settings=settings, settings_lost=is_lost(out))
                summary.alone = {called_in_full(intake.rows[name]): folder for name, folder in own.items()}
                summary.other_versions = others(before.versions)
                summary.not_as_told = not_as_told(course, desk.grader.exercises)
                with writing_into(out):
                    write_settings(out, settings)
                with closing(Cache(out / CACHE)) as cache:
                    keys = Keys(desk.grader, desk.launcher.name, cache)
                    known = Known(cache, desk, keys, fresh=job.fresh)
                    run = _Run(job, desk, intake, journal, reviews, summary, tell, keys, known)
                    lost = {name for name in before.alone if name in intake.rows and name not in own}
                    alone = {name: journal.entry(name) for name in lost}
                    with closing(run.compared):
                        run.grade_all()
                        if job.student is None:
                            hold_copies(run.compared, reviews, journal)
                summary.cache = cache.problem
                if job.student is None:
                    summary.no_more_alone = [name for name, entry in alone.items() if journal.entry(name) != entry]
                    settings = replace(settings, alone={n: at for n, at in settings.alone.items() if n not in lost})
                    summary.left = journal.leave(journal.students - {*intake.students, *settings.alone})
                if job.student is None:
                    summary.read = keep_what_was_said(intake, out)
                journal.finish()
                summary.replaced = journal.replaced
                known_of = _known_of(intake, journal, alone=job.student is not None)
                named = any(who.name not in ("", student) for student, who in known_of)
                excused = any(who.excused for _, who in known_of)
                summary.books = close_the_books(journal.results(), course, out, days_late, named=named, excused=excused)
                reviews.write(journal.students)
                summary.above, summary.unused, summary.otherwise = reviews.above, reviews.unused, reviews.otherwise
                summary.left_behind = reviews.left_behind(journal.students)
                summary.unread_marks = unread_marks(out, names, reviews.marks)
                if job.compress:
                    journal.pack()
                with writing_into(out):
                    write_settings(out, replace(settings, unfinished="", versions=versions(), basis=graded_by))
            finally:
                journal.close()
        return summary


def _only(job: ClassJob, before: Settings, course: Course) -> tuple[str, ...]:
    """The exercises to grade: those that are named, else those of the run before; empty for the whole course."""
    if job.only == (EVERYTHING,) and EVERYTHING not in {exercise.id for exercise in course.exercises}:
        return ()
    return job.only or before.only


def _settings(job: ClassJob, before: Settings, late: Path | None, names: Names, intake: Intake) -> Settings:
    """What holds from now on. Where one student is graded alone, the class stays as it was said to be."""
    if job.student is None:
        days = before.days_late if late is None else read_days(late, names)
        return replace(before, submissions=str(job.submissions.resolve()), only=job.only, days_late=days)
    days = before.days_late
    if late is not None:  # a table of the whole class, of which only one is here
        own = {student: count for student, count in read_days(late).items() if student in intake.students}
        days = {**(days or {}), **own}
    alone = {**before.alone, job.student: str(job.submissions.resolve())}
    return replace(before, only=job.only, days_late=days, alone=dict(sorted(alone.items())))


def _of_all(found: Mapping[str, float] | None, given: Mapping[str, float] | None) -> Mapping[str, float] | None:
    """Days late as the last run over the class found them, those that a person gives since before them."""
    return None if found is None and given is None else {**(found or {}), **(given or {})}


def _known_of(intake: Intake, journal: Journal, *, alone: bool) -> list[tuple[str, Who]]:
    """What is known of everybody in the gradebook; of whom the class's files say nothing, their results do."""
    if alone:
        return [(one.student, one.who) for one in journal.results() if one.who]
    return [(row.key, row.who) for row in intake.rows.values()]


def _place(job: ClassJob) -> AbstractContextManager[None]:
    """Where this process grades by itself, one core; where it has others grade, each of them takes its own."""
    return on_one_core() if job.jobs <= 1 and job.cluster is None else nullcontext()


class _Run:
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
