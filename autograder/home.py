"""A student's own files at home, and the board of points that a run of pytest ends with."""

from __future__ import annotations

import hashlib
import json
import sys
import types
from pathlib import Path

import pytest

from autograder.calls import LocalTarget, raised_outcome, sentence, show_text
from autograder.checks import Verdict
from autograder.errors import CourseError
from autograder.graders.rows import essence, row, total, unmet
from autograder.isolation.outcomes import Raised, Returned
from autograder.isolation.values import Plain
from autograder.model import Check, CheckResult, Course, Exercise, Outcome
from autograder.solutions import read_source
from autograder.stubs import BEGIN, make_stub
from autograder.yamlfile import read_yaml

HANDED_OUT = ".handed_out.json"
"""In a folder without solutions: exercise file -> fingerprint of its stub."""


class ExerciseFile:
    """The file of one exercise in the student's own folder, run at most once a session."""

    def __init__(self, course: Course, exercise: Exercise) -> None:
        self.path = course.stub(exercise)
        self._course = course
        self._exercise = exercise
        self._target: LocalTarget | None = None
        self._problem: str | None = None
        try:
            source = read_source(self.path)
        except CourseError as error:
            self._problem = f"{self.path.name}: {error.what}"
            self.untouched = False
        else:
            self.untouched = fingerprint(source) == self._handed_out()

    def _handed_out(self) -> str | None:
        """The fingerprint of the stub: made from the solution, or noted when the folder was handed out."""
        solution = self._course.solution(self._exercise)
        if solution.is_file() and BEGIN in read_source(solution):
            return fingerprint(make_stub(read_source(solution), solution))
        noted = self.path.parent / HANDED_OUT
        if not noted.is_file():
            return None
        value = json.loads(noted.read_text(encoding="utf-8")).get(self._exercise.file)
        return value if isinstance(value, str) else None

    def target(self) -> LocalTarget:
        """The student's module. Fails the test, in one line, where the file cannot be run."""
        __tracebackhide__ = True
        if self._target is None and self._problem is None:
            self._run()
        if self._target is None:
            pytest.fail(self._problem or "", pytrace=False)
        return self._target

    def _run(self) -> None:
        module = types.ModuleType(f"submission.{self._exercise.id}")
        module.__file__ = str(self.path)
        sys.modules[module.__name__] = module  # dataclasses look their module up there
        try:
            exec(compile(read_source(self.path), str(self.path), "exec"), module.__dict__)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raised = raised_outcome(error, str(self.path))
            place = f"{self.path.name}:{raised.line}" if raised.line else self.path.name
            self._problem = f"{place}: {raised.type_name}: {show_text(raised.text)}"
        else:
            self._target = LocalTarget(module, str(self.path))

    def data(self) -> Plain:
        """A form's data. CourseError, with file and line, where it is not YAML."""
        return read_yaml(read_source(self.path), self.path).data


def fingerprint(source: str) -> str:
    """Equal for two texts that say the same."""
    return hashlib.sha256(essence(source).encode()).hexdigest()


def explain(verdict: Verdict, file: Path) -> str:
    """What a failed test shows: the sentence, and where in the student's file it happened."""
    lines = [verdict.message]
    last = verdict.calls[-1].outcome if verdict.calls else None
    if verdict.ending == "broke" and isinstance(last, Returned):
        lines = [f"{sentence(verdict.calls[-1])}. The check could not work with that ({verdict.message})."]
    if isinstance(last, Raised) and last.line and verdict.ending == "failed":
        lines.append(f"{file}:{last.line}: {last.type_name}")
    return "\n".join(lines)


class Scoreboard:
    """Points by exercise, as the tests of a run come in."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._rows: dict[str, list[CheckResult]] = {}
        self._unstarted: set[str] = set()

    def add(self, check: Check, outcome: Outcome, message: str = "") -> None:
        """Notes how one check ended."""
        self._rows.setdefault(check.exercise, []).append(row(check, outcome, message))

    def add_unstarted(self, exercise: str) -> None:
        """Notes an exercise that is still as it was handed out."""
        self._unstarted.add(exercise)

    def unmet(self, check: Check) -> str | None:
        """The title of a check that this one needs and that did not pass."""
        return unmet(check, self._rows.get(check.exercise, []))

    def lines(self) -> list[str]:
        """A line an exercise: its points so far, and the one next thing to do."""
        seen = [e for e in self._course.exercises if e.id in self._rows or e.id in self._unstarted]
        started = [exercise for exercise in seen if exercise.id in self._rows]
        if not seen:
            return []
        width = max(len(exercise.id) for exercise in seen)
        lines = [self._line(exercise, width) for exercise in started]
        waiting = [exercise.id for exercise in seen if exercise.id not in self._rows]
        if waiting:
            lines.append(f"not started: {', '.join(waiting)}")
        return lines

    def _line(self, exercise: Exercise, width: int) -> str:
        rows = self._rows[exercise.id]
        result = total(exercise, rows, "graded")
        todo = next((r for r in rows if r.outcome != "passed"), None)
        following = "all checks pass" if todo is None else f"next: {todo.title}"
        return f"{exercise.id:<{width}}  {result.score:5.1f} of {exercise.points:g}  {following}"
