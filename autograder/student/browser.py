"""The course in a web page: what its script asks of Python, in text and JSON. It knows nothing of the page itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.course.manifest import load_course
from autograder.course.model import Course, Exercise, ExerciseResult
from autograder.course.solutions import explanations, read_source
from autograder.errors import CourseError
from autograder.kinds.controls.base import Controls
from autograder.kinds.registry import kind_of
from autograder.kinds.rows import all_passed, is_done, is_unmarked
from autograder.sandbox.outcomes import Crashed, TimedOut
from autograder.sandbox.values import Plain
from autograder.student.check import Study, as_data, has_solutions
from autograder.student.endings import Endings
from autograder.student.hints import failing_function
from autograder.student.layout import lay_out
from autograder.student.shown_call import shown_call


class Desk:
    """One course at work in this process: texts come in, results go out."""

    def __init__(self, root: str, tell: Callable[[str, str, float], object]) -> None:
        """`root` is the course's folder; before a call `tell` hears ``median([3, 1, 2])``, key and seconds."""
        self._course = load_course(Path(root), require_stubs=False)
        self._tell = tell
        self._endings = Endings()
        self._study = Study(self._course, self._announce, as_fast_as_class=False)
        # Read now: what is checked is written into the stub's place.
        self._stubs = {one.id: read_source(self._course.stub(one)) for one in self._course.exercises}
        self._controls: dict[str, Controls] = {}

    def check(self, name: str, text: str, endings: str = "{}") -> str:
        """JSON: under `check` what `autograder check NAME --json` prints of this text, under `page` what a page adds.

        `endings` is JSON, the key of a call -> how it ended another Python before: that call is not made again.
        Raises UserError where the course's own checks cannot be used.
        """
        exercise = self._course.exercise(name)
        self._course.stub(exercise).write_text(text, encoding="utf-8", newline="\n")
        self._endings.begin(exercise, json.loads(endings))
        result, printed = self._study.check([name])
        data = {
            "check": as_data(self._course, result, printed),
            "page": _beside(self._course, exercise, result.exercises[0]),
        }
        return json.dumps(data, allow_nan=False)

    def read(self, name: str, text: str) -> str:
        """JSON: what controls show of a quiz's or form's file (`Controls.read_back`)."""
        try:
            found = self._controls_of(name).read_back(text, Path(self._course.exercise(name).file))
        except CourseError as error:
            found = {"answers": {}, "problem": str(error)}
        return json.dumps(found)

    def numbers(self, name: str, student: str) -> str:
        """JSON: question id -> this student's own numbers in that quiz."""
        return json.dumps(self._controls_of(name).numbers(student))

    def _controls_of(self, name: str) -> Controls:
        if name not in self._controls:
            exercise = self._course.exercise(name)
            self._controls[name] = kind_of(exercise).controls(self._course, exercise, self._stubs[name])
        return self._controls[name]

    def _announce(
        self, name: str, args: tuple[Plain, ...] | None, kwargs: Mapping[str, Plain], seconds: float
    ) -> TimedOut | Crashed | None:
        if not name:
            self._tell("", "", 0.0)
            return None
        told = self._endings.tell(name, args, kwargs)
        if told.ending is None:
            self._tell(told.text, told.key, seconds)
        return told.ending


def _beside(course: Course, exercise: Exercise, result: ExerciseResult) -> dict[str, Any]:
    """What a page shows beside the result: lines laid out, the failing function, its numbers, ideas, the solution."""
    ideas = explanations(course.mistakes(exercise))
    failed = [check for check in result.checks if check.outcome not in ("passed", "not_run")]
    call = shown_call(failed[0].message) if failed else None
    named = dict.fromkeys(check.diagnosis for check in failed if check.diagnosis)
    return {
        "done": is_done(result),
        "unmarked": is_unmarked(result),
        "lines": {
            check.id: lay_out(check.message.removesuffix(ideas.get(check.diagnosis or "", "")).strip())
            for check in failed
        },
        "function": failing_function(result),
        "line": _line(exercise, failed[0].message if failed else result.message),
        "call": asdict(call) if call else None,
        "ideas": {name: ideas[name] for name in named if name in ideas},
        "solution": _solution(course, exercise) if has_solutions(course) and all_passed(result) else "",
    }


def _line(exercise: Exercise, message: str) -> int | None:
    """The line of the student's file that a message names."""
    found = re.search(rf"(?:^|/){re.escape(exercise.file)}:(\d+): |\(line (\d+) of your file\)", message)
    return int(found[1] or found[2]) if found else None


def _solution(course: Course, exercise: Exercise) -> str:
    """The course's own answer, without the lines that mark where the stub differs."""
    lines = read_source(course.solution(exercise)).splitlines(keepends=True)
    return "".join(line for line in lines if not line.lstrip().startswith("### "))
