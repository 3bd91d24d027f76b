"""One `autograder check` in a process of its own: a student's code can neither stop nor end the one that watches."""

from __future__ import annotations

import json

from autograder.classroom.lines import from_line
from autograder.course.model import Course, Exercise
from autograder.student.watch.process import CommandJob, Ended
from autograder.student.watch.state import Checked

PATIENCE = 60.0
"""Seconds beyond what the exercise's own limits explain: then the process is ended from outside."""


class CheckJob:
    """A check that runs."""

    def __init__(self, course: Course, exercise: Exercise) -> None:
        self._exercise = exercise
        words = ("check", exercise.id, "--json", "--course", str(course.root.resolve()))
        self._job = CommandJob(*words, seconds=PATIENCE + 20 * exercise.limits.seconds)

    def poll(self) -> Checked | None:
        """What came of it; None while it runs."""
        ended = self._job.poll()
        if ended is None:
            return None
        if not ended.in_time:
            return Checked(self._exercise.id, None, problem=f"{self._exercise.file} did not come to an end.")
        return self._read(ended)

    def drop(self) -> None:
        """Ends it; what it found is not asked for."""
        self._job.drop()

    def _read(self, ended: Ended) -> Checked:
        try:
            data = json.loads(ended.output)
            printed = data.pop("printed")
            data.pop("hidden_checks")
            result = from_line(json.dumps(data))
        except (ValueError, KeyError, AttributeError):
            last = (ended.errors.strip() or f"{self._exercise.file} ended the program").splitlines()[-1]
            return Checked(self._exercise.id, None, problem=f"The check came to no result: {last}")
        return Checked(self._exercise.id, result.exercises[0], printed)
