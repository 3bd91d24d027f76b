"""One `autograder check` in a process of its own: a student's code can neither stop nor end the one that watches."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from typing import IO

from autograder.classroom.lines import from_line
from autograder.course.model import Course, Exercise
from autograder.student.watch.state import Checked

PATIENCE = 60.0
"""Seconds beyond what the exercise's own limits explain: then the process is ended from outside."""


class CheckJob:
    """A check that runs."""

    def __init__(self, course: Course, exercise: Exercise) -> None:
        self._exercise = exercise
        # Files, since a pipe would fill up; they live as long as the process does.
        self._output: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        command = [sys.executable, "-P", "-m", "autograder.cli", "check", exercise.id, "--json"]
        self._process = subprocess.Popen(
            [*command, "--course", str(course.root.resolve())],
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=self._errors,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        )
        self._end = time.monotonic() + PATIENCE + 20 * exercise.limits.seconds

    def poll(self) -> Checked | None:
        """What came of it; None while it runs."""
        if self._process.poll() is None:
            if time.monotonic() < self._end:
                return None
            self.drop()
            return Checked(self._exercise.id, None, problem=f"{self._exercise.file} did not come to an end.")
        return self._read()

    def drop(self) -> None:
        """Ends it; what it found is not asked for."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._output.close()
        self._errors.close()

    def _read(self) -> Checked:
        output, errors = (_all_of(file) for file in (self._output, self._errors))
        try:
            data = json.loads(output)
            printed = data.pop("printed")
            data.pop("hidden_checks")
            result = from_line(json.dumps(data))
        except (ValueError, KeyError, AttributeError):
            last = (errors.strip() or f"{self._exercise.file} ended the program").splitlines()[-1]
            return Checked(self._exercise.id, None, problem=f"The check came to no result: {last}")
        return Checked(self._exercise.id, result.exercises[0], printed)


def _all_of(file: IO[bytes]) -> str:
    with file:
        file.seek(0)
        return file.read().decode("utf-8", "replace")
