"""A whole class, from its folder to its gradebook: what is opened, what holds of earlier runs, what comes last."""

from __future__ import annotations

import gc
import secrets
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import replace
from pathlib import Path

from autograder.classroom.affinity import on_one_core
from autograder.classroom.alone import keep_what_is_there, take_as_before
from autograder.classroom.bench import ClassJob, Desk
from autograder.classroom.books import close_the_books
from autograder.classroom.cache import CACHE, Cache
from autograder.classroom.copied import hold_copies
from autograder.classroom.disk import writing_into
from autograder.classroom.journal import Journal
from autograder.classroom.keys import Keys
from autograder.classroom.known import Known
from autograder.classroom.lateness import read_days
from autograder.classroom.lock import only_writer
from autograder.classroom.marks import Reviews
from autograder.classroom.names import Names
from autograder.classroom.round import Round
from autograder.classroom.settings import Settings, is_lost, read_settings, require_same_course, write_settings
from autograder.classroom.strays import unread_marks
from autograder.classroom.taken_in import keep_what_was_said, lateness
from autograder.classroom.told import Standing, Summary
from autograder.classroom.versions import not_as_told, others, versions
from autograder.course.digest import marks_digest
from autograder.course.manifest import load_course
from autograder.course.model import Course, Who
from autograder.errors import UserError
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
    _require_a_folder_for_results(out, course)
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
                    run = Round(job, desk, intake, journal, reviews, summary, tell, keys, known)
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


def _require_a_folder_for_results(out: Path, course: Course) -> None:
    """UserError where the results would lie among the course's own files."""
    if out.resolve() == course.root.resolve():
        raise UserError(f"{out}: is the course's own folder. Give --out a folder of its own, such as results.")


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
