"""One's own files, checked in a process of their own, so that a call which nothing can stop does not stop the check.

The process notes each call before it is made (see `noted`), and has itself ended where one does not come back. Then
another process begins with the exercise again and is told what came of that call. What was judged before stays.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from autograder.classroom.lines import exercise_from_json, exercise_to_json
from autograder.course.manifest import chosen, load_course
from autograder.course.model import Course, ExerciseResult, StudentResult
from autograder.errors import GraderFault, UserError
from autograder.student.beside import Beside, Process, python
from autograder.student.check import Study, put_together
from autograder.student.noted import NotedCalls, Written, phrase, read

TICK = 0.02


def study_apart(course: Course, only: Sequence[str] = ()) -> tuple[StudentResult, str]:
    """What `Study` gives, whatever the student's code does to the process that it runs in.

    Raises UserError where the course cannot be used, GraderFault where judging broke off outside of the student's code.
    """
    job = Apart(course, only)
    try:
        while (judged := job.poll()) is None:
            time.sleep(TICK)
    finally:
        job.drop()
    return put_together(course, judged)


class Apart:
    """A check that runs, in one process after the other if need be."""

    def __init__(self, course: Course, only: Sequence[str] = ()) -> None:
        self._course = course
        self._left = [exercise.id for exercise in chosen(course, only)]
        self._done: list[tuple[ExerciseResult, str]] = []
        self._endings: dict[str, str] = {}
        self._process = _Process(self._request())

    def poll(self) -> list[tuple[ExerciseResult, str]] | None:
        """The exercises' results, each with what its file printed; None while they are judged.

        Raises as `study_apart` does.
        """
        status = self._process.status()
        if status is None:
            return None
        told = self._process.told()
        errors = self._process.errors()
        self._process.drop()
        self._done += told.judged
        del self._left[: len(told.judged)]
        if told.refused is not None:
            raise UserError(told.refused)
        if not self._left:
            return self._done
        ended = told.calls.open_call
        if ended is None:
            last = (errors.strip() or phrase(status)).splitlines()[-1]
            raise GraderFault(last)
        if told.judged:
            self._endings = {}
        self._endings[ended.key] = told.calls.ending(status)
        self._process = _Process(self._request())
        return None

    def drop(self) -> None:
        """Ends it; what it found is not asked for."""
        self._process.drop()

    def _request(self) -> dict[str, Any]:
        return {"root": str(self._course.root.resolve()), "only": self._left, "endings": self._endings}


@dataclass(slots=True)
class _Told:
    """What a process wrote until it ended."""

    judged: list[tuple[ExerciseResult, str]]
    refused: str | None
    calls: Written


def started(request: str, output: IO[bytes], errors: IO[bytes]) -> Process:
    """A Python in which `main` judges what is requested."""
    return python("autograder.student.apart", request, output=output, errors=errors)


class _Process(Beside):
    """One process that judges."""

    def __init__(self, request: Mapping[str, Any]) -> None:
        super().__init__(lambda output, errors: started(json.dumps(request), output, errors))

    def told(self) -> _Told:
        """What it wrote."""
        written = read(self.output())
        results = [value for word, value in written.others if word == "judged"]
        judged = [(exercise_from_json(value["result"]), value["printed"]) for value in results]
        return _Told(judged, next((value for word, value in written.others if word == "refused"), None), written)


def main(request: str) -> None:
    """Judges what the request names; each result is written as soon as it is there."""
    asked = json.loads(request)
    descriptor = os.dup(1)
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)  # what compiled code prints is nobody's word

    def write(line: str) -> None:
        os.write(descriptor, f"{line}\n".encode())

    notes, known = NotedCalls(write, descriptor), asked["endings"]
    try:
        course = load_course(Path(asked["root"]), require_stubs=False)
        judged = Study(course, notes.hear).each(asked["only"])
        for exercise in chosen(course, asked["only"]):
            notes.begin(exercise, known)
            result, printed = next(judged)
            known = {}  # they were this exercise's
            write(json.dumps({"judged": {"result": exercise_to_json(result), "printed": printed}}))
    except UserError as error:
        write(json.dumps({"refused": str(error)}))


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):  # the one who waits for it says so
        main(sys.argv[1])
