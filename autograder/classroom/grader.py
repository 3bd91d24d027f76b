"""The pipeline for one submission, read top to bottom: find the file, judge it by its kind, add up.

What breaks is contained by exercise. Breaks on a student's file are that exercise's, with no points and for a person to
look at; what breaks without their doing leaves it not graded: no points, and none to be had, until it is graded again.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from autograder.course.collect import collect
from autograder.course.manifest import chosen
from autograder.course.model import (
    Check,
    Course,
    Exercise,
    ExerciseResult,
    StudentResult,
    Submission,
    SubmittedFile,
    Who,
)
from autograder.course.opened import Opened, watching
from autograder.errors import GraderFault
from autograder.kinds.base import ExerciseGrader
from autograder.kinds.registry import kind_of
from autograder.kinds.rows import added_up, not_graded, row, undecided, without_run
from autograder.sandbox.clocks.once import SPENT
from autograder.sandbox.here import LocalHost
from autograder.sandbox.hosts import Host
from autograder.text import show_text

TRIES = 3
QUICK = 1.0
"""Seconds: checks that took less met no clock, for not even a known mistake's answer is waited for less long."""
_NOBODY = LocalHost()
"""The host of a file that is not there."""


_LOST = frozenset(("crashed", "timed_out", "not_graded", "grader_error"))
"""Endings that a busy or full machine can bring about as well."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One exercise's result; `firm` where judging the same file again can give nothing else.

    `certain` where its checks opened nothing but what they were known to open.
    """

    result: ExerciseResult
    firm: bool
    certain: bool


class Grader:
    """Everything that grading a class needs, made once: the checks are collected, references and mistakes loaded."""

    def __init__(self, course: Course, only: Sequence[str] = (), *, lazy: bool = False) -> None:
        """With `lazy` an exercise is made ready when it is first judged: a regrade may need a few of them, or none."""
        self.course = course
        self.exercises = chosen(course, only)
        self.checks: dict[str, tuple[Check, ...]] = {}
        """Of the exercises that are ready: exercise id -> its checks."""
        self.collected = Opened(course.root.resolve())
        self._opened: dict[str, Opened] = {}
        self._graders: dict[str, ExerciseGrader] = {}
        if not lazy:
            self.prepare(self.exercises)

    def prepare(self, exercises: Sequence[Exercise]) -> None:
        """Collects the checks of these exercises and has them meet their references, where that is still to be done.

        Raises CourseError where the course's own part is at fault.
        """
        missing = [exercise for exercise in exercises if exercise.id not in self._graders]
        if not missing:
            return
        with watching(self.course.root) as opened:
            self.checks |= collect(self.course, missing)
        self.collected.files |= opened.files
        self.collected.unknown |= opened.unknown
        for exercise in missing:
            with watching(self.course.root) as self._opened[exercise.id]:
                checks = self.checks[exercise.id]
                self._graders[exercise.id] = kind_of(exercise).grader(self.course, exercise, checks)

    @property
    def opened(self) -> Mapping[str, Opened]:
        """What the checks and the reference of an exercise opened when they met: exercise id -> files of the course."""
        return self._opened

    @property
    def broken(self) -> dict[str, str]:
        """Checks that the course's own references do not pass: check id -> reason."""
        return {name: reason for grader in self._graders.values() for name, reason in grader.broken.items()}

    def grade(self, submission: Submission, host: Host, isolation: str) -> StudentResult:
        """One student's result. `host` runs nothing but this student's code, each exercise's by itself."""
        results = [judged.result for judged in self.judge(submission, host)]
        return self.add_up(submission.student, results, isolation, submission.who)

    def judge(self, submission: Submission, host: Host) -> list[Judged]:
        """One student's result in each exercise, or in those that the submission asks for."""
        asked = self.asked(submission)
        self.prepare(asked)
        for exercise in asked if len(asked) > 1 else ():
            self._begin(exercise, submission, host)
        return [self._judged(exercise, submission, host) for exercise in asked]

    def _begin(self, exercise: Exercise, submission: Submission, host: Host) -> None:
        """Has what can be together with the student's other work be so; what goes wrong is met when it is judged."""
        file = submission.files.get(exercise.id)
        begin = getattr(self._graders[exercise.id], "begin", None)
        if begin is not None and not (file is not None and file.ask):
            with suppress(Exception):  # as there: whatever breaks on a file costs that exercise alone
                begin(file, host)

    def asked(self, submission: Submission | None) -> list[Exercise]:
        """The exercises that a submission asks for; without one, all."""
        only = submission.only if submission is not None else ()
        return [exercise for exercise in self.exercises if not only or exercise.id in only]

    def _judged(self, exercise: Exercise, submission: Submission, host: Host) -> Judged:
        start, before = time.perf_counter(), SPENT.seconds
        with watching(self.course.root) as opened:
            result, whole = self._grade_exercise(exercise, submission, host)
        took = time.perf_counter() - start - (SPENT.seconds - before)
        quick = not kind_of(exercise).by_checks or took < min(QUICK, exercise.limits.total_seconds / 2)
        certain = not opened.unknown and opened.files <= self._opened[exercise.id].files
        said = _is_said(submission.files.get(exercise.id)) or (quick and _is_firm(exercise, result))
        return Judged(result, whole and certain and said, certain)

    def fault(self, student: str, reason: str, isolation: str, submission: Submission | None = None) -> StudentResult:
        """The result of a student whom the grader failed altogether: not graded.

        What was not handed in is missing all the same, where the `submission` is known.
        """
        self.prepare(self.asked(submission))
        results = [
            self._not_graded(exercise, reason)
            if submission is None or exercise.id in submission.files
            else self._judge(exercise, submission, _NOBODY)
            for exercise in self.asked(submission)
        ]
        return self.add_up(student, results, isolation, None if submission is None else submission.who)

    def add_up(
        self, student: str, results: Sequence[ExerciseResult], isolation: str, who: Who | None = None
    ) -> StudentResult:
        """A student's result, from those in the exercises."""
        return added_up(self.course, student, results, isolation, who)

    def _grade_exercise(self, exercise: Exercise, submission: Submission, host: Host) -> tuple[ExerciseResult, bool]:
        """The result in one exercise, and whether judging came to its end.

        It is tried again where the wall's own processes, or the student's, were killed.
        """
        reason = ""
        for _ in range(TRIES):
            try:
                return self._judge(exercise, submission, host), True
            except GraderFault as fault:
                reason = str(fault)
            except (OSError, MemoryError) as error:  # a full disk, a full machine
                return self._not_graded(exercise, f"{type(error).__name__}: {error}"), False
            except Exception as error:
                return self._choked(exercise, f"{type(error).__name__}: {error}"), False
            finally:
                host.close()
        return self._not_graded(exercise, reason), False

    def _judge(self, exercise: Exercise, submission: Submission, host: Host) -> ExerciseResult:
        file = submission.files.get(exercise.id)
        if file is not None and file.ask:  # a person says what counts: what is not understood costs nobody a point
            return undecided(exercise, self.checks[exercise.id], file.problem)
        return self._graders[exercise.id].grade(file, host, self.name_in(exercise, submission, file))

    def name_in(self, exercise: Exercise, submission: Submission, file: SubmittedFile | None) -> str | None:
        """What the student is called in this file, where it is one of their names; None where nobody asks for one."""
        if not submission.named:
            return None
        names = (submission.student, *submission.names)
        text = file.text if file is not None else None
        return names[0] if text is None else kind_of(exercise).own_name(exercise, text, names)

    def _not_graded(self, exercise: Exercise, reason: str) -> ExerciseResult:
        message = f"This could not be graded yet, which is not your fault: {show_text(reason)}"
        rows = [row(check, "grader_error", message) for check in self.checks[exercise.id]]
        return not_graded(exercise, rows, message)

    def _choked(self, exercise: Exercise, reason: str) -> ExerciseResult:
        """Nothing but the student's file can be what judging broke on: the course's own was judged before the class."""
        message = f"Judging could not work with this file ({show_text(reason)}). A person will look at it."
        bare = without_run(exercise, self.checks[exercise.id], "needs_review", message)
        return replace(bare, needs_review=True)


def _is_said(file: SubmittedFile | None) -> bool:
    """Whether the result is what was found out when the file was read: nothing was judged, and no machine was busy."""
    return file is not None and (file.ask or file.text is None)


def _is_firm(exercise: Exercise, result: ExerciseResult) -> bool:
    """Whether nothing in the result may be the machine's doing.

    A check that choked on a student's data may have met a full memory, and so is not firm either.
    """
    choked = kind_of(exercise).by_checks and result.needs_review
    return not choked and result.status not in _LOST and not any(check.outcome in _LOST for check in result.checks)
