"""One check of one exercise, apart: a student's code can neither stop nor end the one that watches."""

from __future__ import annotations

import time

from autograder.course.model import Course, Exercise
from autograder.errors import GraderFault, UserError
from autograder.student.apart import Apart
from autograder.student.check import put_together
from autograder.student.watch.state import Checked

PATIENCE = 60.0
"""Seconds beyond what the exercise's own limits explain: then the process is ended from outside."""


class CheckJob:
    """A check that runs."""

    def __init__(self, course: Course, exercise: Exercise) -> None:
        self._course = course
        self._exercise = exercise
        self._job = Apart(course, [exercise.id])
        self._end = time.monotonic() + PATIENCE + 20 * exercise.limits.seconds

    def poll(self) -> Checked | None:
        """What came of it; None while it runs."""
        try:
            judged = self._job.poll()
        except (UserError, GraderFault) as error:
            return Checked(self._exercise.id, None, problem=f"The check came to no result: {error}")
        if judged is not None:
            result, printed = put_together(self._course, judged)
            return Checked(self._exercise.id, result.exercises[0], printed)
        if time.monotonic() < self._end:
            return None
        self.drop()
        return Checked(self._exercise.id, None, problem=f"{self._exercise.file} did not come to an end.")

    def drop(self) -> None:
        """Ends it; what it found is not asked for."""
        self._job.drop()
