"""A student's own files at home: what is in them, whether they can be run, whether they were touched at all."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.checks.outline import Definition, called, outline
from autograder.checks.sentences import not_loaded
from autograder.checks.signatures import Signatures, is_table, signatures
from autograder.course.model import Course, Exercise
from autograder.course.solutions import read_source
from autograder.errors import CourseError
from autograder.files import MAX_BYTES, Decoded, decode_source
from autograder.kinds.code.grader import program, why_no_program
from autograder.kinds.registry import kind_of
from autograder.kinds.rows import essence
from autograder.kinds.stubs import made_stub
from autograder.sandbox.here import Announce, LocalHost
from autograder.sandbox.hosts import HostedTarget
from autograder.sandbox.newer import dotted
from autograder.sandbox.outcomes import Loaded, LoadOutcome, TimedOut
from autograder.sandbox.timelimit import Budget
from autograder.sandbox.values import Plain
from autograder.student.misnamed import lies_beside
from autograder.student.versions import newer_names, newer_syntax, version_of

HANDED_OUT = ".handed_out.json"
"""In a folder without solutions: exercise file -> fingerprint of its stub; and what is under ASKED and SIGNATURES."""
ASKED = "asked"
"""Under this: exercise file -> what it asks one by one."""
SIGNATURES = "signatures"
"""Under this: exercise file -> the signatures of its stub."""


class ExerciseFile:
    """The file of one exercise in the student's own folder, read and run at most once."""

    def __init__(
        self,
        course: Course,
        exercise: Exercise,
        *,
        limit: bool = True,
        keep_frames: bool = False,
        budget: Callable[[], Budget | None] = lambda: None,
        announce: Announce | None = None,
    ) -> None:
        """With a `budget`, made when the file is to be run, loading it and all calls of its functions share its time,
        as in class. `announce` hears of each before it begins.
        """
        self.exercise = exercise
        self.path = course.stub(exercise)
        self.name = f"{self.path.parent.name}/{self.path.name}"
        self._course = course
        self._budget = budget
        self._host = LocalHost(self.path.parent, limit=limit, keep_frames=keep_frames, announce=announce)

    @cached_property
    def _read(self) -> Decoded:
        return read_own(self.path, self.name)

    @property
    def text(self) -> str | None:
        """What is in the file; None where it cannot be read."""
        return self._read.text

    @cached_property
    def functions_checked(self) -> frozenset[str]:
        """The functions that the visible checks call."""
        path = self._course.root / "tests" / "visible" / f"test_{self.exercise.id}.py"
        source = read_source(path) if path.is_file() else ""
        return called(source)

    @cached_property
    def outline(self) -> tuple[Definition, ...]:
        """What the file defines, and where."""
        return outline(self.text or "")

    @cached_property
    def signatures(self) -> Signatures:
        """The parameters that the checks were written for; nothing where nobody noted them."""
        made = made_stub(self._course, self.exercise)
        if made is not None:
            return signatures(outline(made))
        noted = self._noted.get(SIGNATURES)
        of_file = noted.get(self.exercise.file) if isinstance(noted, dict) else None
        return of_file if is_table(of_file) else {}

    @cached_property
    def untouched(self) -> bool:
        """Whether the file is still as it was handed out, or nothing is in it."""
        if self.text is None:
            return False
        return not essence(self.text) or fingerprint(self.text) == self._handed_out()

    def _handed_out(self) -> str | None:
        """The fingerprint of the stub: made from the solution, or noted when the folder was handed out."""
        made = made_stub(self._course, self.exercise)
        if made is not None:
            return fingerprint(made)
        value = self._noted.get(self.exercise.file)
        return value if isinstance(value, str) else None

    @cached_property
    def _noted(self) -> dict[str, Any]:
        """What was noted when the folder was handed out; nothing where that is not there or damaged."""
        try:
            noted = json.loads((self.path.parent / HANDED_OUT).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return noted if isinstance(noted, dict) else {}

    @cached_property
    def _asked(self) -> tuple[str, ...]:
        """The names of what the file asked one by one when it was handed out, as far as it is known."""
        made = made_stub(self._course, self.exercise)
        if made is not None:
            return kind_of(self.exercise).asked(self.exercise, made)
        asked = self._noted.get(ASKED)
        names = asked.get(self.exercise.file) if isinstance(asked, dict) else None
        return tuple(map(str, names)) if isinstance(names, list) else ()

    @property
    def visible_problems(self) -> list[str]:
        """What a student can see for themselves is wrong where no check judges, a sentence each."""
        kind, text = kind_of(self.exercise), self.text or ""
        try:
            return kind.taken_out(self.exercise, text, self._asked) + kind.visible_problems(self.exercise, text)
        except CourseError as error:
            return [str(error)]

    @cached_property
    def beside(self) -> str:
        """What to say of a file that may be meant where this one is missing or untouched; or nothing."""
        return lies_beside(self._course, self.exercise) if self.untouched or not self.path.is_file() else ""

    @cached_property
    def problem(self) -> str | None:
        """Why the file cannot be run or read, in one line; None where all is well. Runs the file."""
        if not self.path.is_file():
            return f"{self.name} is not there: {self.beside or 'was it renamed or moved?'}"
        if self.text is None:
            return self._read.problem
        kind = kind_of(self.exercise)
        if kind.runs_code:
            problem = why_not_loaded(self.name, self._loaded) or why_no_program(self.name, self.text)
            return problem or self._unread_in_class
        return self._problem_of_data(self.text) if kind.by_checks else None

    @cached_property
    def _unread_in_class(self) -> str | None:
        """Why the Python that grades cannot read a file that this one can."""
        graded_by = version_of(self._course.python)
        newer = newer_syntax(self.text or "", graded_by) if graded_by else None
        if graded_by is None or newer is None:
            return None
        return (
            f"{self.name}:{newer.line}: SyntaxError: this is newer syntax ({dotted(newer.since)}) than that of "
            f"{dotted(graded_by)}, which grades it"
        )

    @cached_property
    def warning(self) -> str:
        """What runs here and will not in class, as a thing to do; empty where nothing is known of that kind."""
        graded_by = version_of(self._course.python) if kind_of(self.exercise).runs_code else None
        newer = newer_names(self.text or "", graded_by) if graded_by else None
        if graded_by is None or newer is None:
            return ""
        return (
            f"do without {newer.what} in line {newer.line}: {dotted(newer.since)} has it, {dotted(graded_by)}, "
            f"which grades your file, has not"
        )

    @cached_property
    def _loaded(self) -> LoadOutcome:
        return self.target.load()

    @property
    def hangs(self) -> bool:
        """Whether the file cannot be run because it comes to no end."""
        return kind_of(self.exercise).runs_code and isinstance(self._loaded, TimedOut)

    @property
    def place_of_problem(self) -> str:
        """``exercises/median.py:3``, or the file alone where no line is known."""
        match = re.match(rf"{re.escape(self.name)}:\d+", self.problem or "")
        return match[0] if match else self.name

    def _problem_of_data(self, text: str) -> str | None:
        try:
            kind_of(self.exercise).data(text, self.path)
        except CourseError as error:
            return f"{self.name}:{error.line or 1}: {error.what} {error.fix}".strip()
        return None

    @cached_property
    def target(self) -> HostedTarget:
        """The functions of the file, once `problem` has run it."""
        return HostedTarget(self._host, program(self.exercise, self.text or ""), self._budget())

    @property
    def host(self) -> LocalHost:
        return self._host

    @property
    def data(self) -> Plain:
        """What checks get where no code runs. CourseError, with file and line, where the file is damaged."""
        return kind_of(self.exercise).data(self.text or "", self.path)


def read_own(path: Path, name: str) -> Decoded:
    """A file of the student's own, read as it would be in class; `name` is how messages call it."""
    try:
        with path.open("rb") as file:
            return decode_source(file.read(MAX_BYTES + 1), name)
    except OSError as error:
        return Decoded(None, f"cannot be read: {error.strerror or error}.", name=name)


def why_not_loaded(name: str, outcome: LoadOutcome) -> str | None:
    """One line on why a file cannot be run; None where it can."""
    match outcome:
        case Loaded():
            return None
        case _:
            return not_loaded(name, outcome)


def fingerprint(source: str) -> str:
    """Equal for two texts that say the same."""
    return hashlib.sha256(essence(source).encode()).hexdigest()
