"""The pipeline for one submission, read top to bottom: find the file, judge it by its kind, add up.

What breaks is contained by exercise. Breaks on a student's file are that exercise's, with no points and for a person to
look at; what breaks without their doing leaves it not graded: no points, and none to be had, until it is graded again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from autograder.course.collect import collect
from autograder.course.manifest import chosen
from autograder.course.model import Course, Exercise, ExerciseResult, StudentResult, Submission, SubmittedFile, Who
from autograder.errors import GraderFault
from autograder.kinds.registry import kind_of
from autograder.kinds.rows import not_graded, row, without_run
from autograder.sandbox.hosts import Host, LocalHost
from autograder.text import show_text

TRIES = 3
_NOBODY = LocalHost()
"""The host of a file that is not there."""


class Grader:
    """Everything that grading a class needs, made once: the checks are collected, references and mistakes loaded."""

    def __init__(self, course: Course, only: Sequence[str] = ()) -> None:
        self.course = course
        self.exercises = chosen(course, only)
        self.checks = collect(course, self.exercises)
        self._graders = {
            exercise.id: kind_of(exercise).grader(course, exercise, self.checks[exercise.id])
            for exercise in self.exercises
        }

    @property
    def broken(self) -> dict[str, str]:
        """Checks that the course's own references do not pass: check id -> reason."""
        return {name: reason for grader in self._graders.values() for name, reason in grader.broken.items()}

    def grade(self, submission: Submission, host: Host, isolation: str) -> StudentResult:
        """One student's result. `host` runs nothing but this student's code, each exercise's by itself."""
        results = [self._grade_exercise(exercise, submission, host) for exercise in self.exercises]
        return self._add_up(submission.student, results, isolation, submission.who)

    def fault(self, student: str, reason: str, isolation: str, submission: Submission | None = None) -> StudentResult:
        """The result of a student whom the grader failed altogether: not graded.

        What was not handed in is missing all the same, where the `submission` is known.
        """
        results = [
            self._not_graded(exercise, reason)
            if submission is None or exercise.id in submission.files
            else self._judge(exercise, submission, _NOBODY)
            for exercise in self.exercises
        ]
        return self._add_up(student, results, isolation, None if submission is None else submission.who)

    def _add_up(
        self, student: str, results: Sequence[ExerciseResult], isolation: str, who: Who | None = None
    ) -> StudentResult:
        return StudentResult(
            course=self.course.name,
            student=student,
            score=math.fsum(result.score for result in results),
            max_score=math.fsum(result.max_score for result in results),
            needs_review=any(result.needs_review for result in results),
            isolation=isolation,
            exercises=tuple(results),
            who=who,
        )

    def _grade_exercise(self, exercise: Exercise, submission: Submission, host: Host) -> ExerciseResult:
        """The result in one exercise; tried again where the wall's own processes, or the student's, were killed."""
        reason = ""
        for _ in range(TRIES):
            try:
                return self._judge(exercise, submission, host)
            except GraderFault as fault:
                reason = str(fault)
            except (OSError, MemoryError) as error:  # a full disk, a full machine
                return self._not_graded(exercise, f"{type(error).__name__}: {error}")
            except Exception as error:
                return self._choked(exercise, f"{type(error).__name__}: {error}")
            finally:
                host.close()
        return self._not_graded(exercise, reason)

    def _judge(self, exercise: Exercise, submission: Submission, host: Host) -> ExerciseResult:
        file = submission.files.get(exercise.id)
        result = self._graders[exercise.id].grade(file, host, self._name(exercise, submission, file))
        if file is not None and file.ask:  # a person says which file counts: what is not known costs nothing unseen
            return replace(result, status="needs_review", message=file.problem, needs_review=True)
        return result

    def _name(self, exercise: Exercise, submission: Submission, file: SubmittedFile | None) -> str | None:
        """What the student is called in this file, where it is one of their names; None where nobody asks for one."""
        if not submission.named:
            return None
        names = (submission.student, *submission.names)
        text = file.text if file is not None else None
        return names[0] if text is None else kind_of(exercise).own_name(text, names)

    def _not_graded(self, exercise: Exercise, reason: str) -> ExerciseResult:
        message = f"This could not be graded yet, which is not your fault: {show_text(reason)}"
        rows = [row(check, "grader_error", message) for check in self.checks[exercise.id]]
        return not_graded(exercise, rows, message)

    def _choked(self, exercise: Exercise, reason: str) -> ExerciseResult:
        """Nothing but the student's file can be what judging broke on: the course's own was judged before the class."""
        message = f"Judging could not work with this file ({show_text(reason)}). A person will look at it."
        bare = without_run(exercise, self.checks[exercise.id], "needs_review", message)
        return replace(bare, needs_review=True)
