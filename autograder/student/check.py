"""Checking one's own work at home: with hidden checks and diagnosis where the course is whole, else what is visible."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

from autograder.checks.run import Verdict, run_check
from autograder.classroom.grader import Grader
from autograder.classroom.lines import to_json
from autograder.course.collect import collect
from autograder.course.manifest import chosen
from autograder.course.model import (
    Check,
    CheckResult,
    Course,
    Exercise,
    ExerciseResult,
    StudentResult,
    Submission,
    SubmittedFile,
)
from autograder.kinds.code.pace import slow
from autograder.kinds.feedback import without_hidden_names
from autograder.kinds.registry import kind_of
from autograder.kinds.rows import added_up, row, total, without_run
from autograder.kinds.turns import in_time, in_turn
from autograder.sandbox.here import Announce, LocalHost
from autograder.sandbox.timelimit import Budget
from autograder.student.failure import blocked_by, explain
from autograder.student.files import ExerciseFile, read_own

STUDENT = "you"
PRINTED = 2000
NOTHING = "Nothing is written yet."
NO_CHECKS = (
    "No check of it is in this folder, in tests/visible/: it is checked when you hand in. Was one here before? Unpack "
    "the folder that you were given once more."
)


def has_solutions(course: Course) -> bool:
    """Whether this folder is the whole course, not what students get."""
    return all(course.solution(exercise).is_file() for exercise in course.exercises)


class Study:
    """One's own files, checked again and again: what is made of the course for one choice of exercises is kept."""

    def __init__(self, course: Course, announce: Announce | None = None, *, as_fast_as_class: bool = True) -> None:
        """`announce` hears of each call of the student's functions before it is made.

        Where this Python is not `as_fast_as_class`, nothing is said of how long the checks took.
        """
        self._course = course
        self._announce = announce
        self._paced = as_fast_as_class
        self._whole = has_solutions(course)
        self._graders: dict[tuple[str, ...], Grader] = {}
        self._checks: dict[tuple[str, ...], dict[str, tuple[Check, ...]]] = {}

    def check(self, only: Sequence[str] = ()) -> tuple[StudentResult, str]:
        """The result of the files as they are now, and the first of what they printed."""
        return put_together(self._course, list(self.each(only)))

    def each(self, only: Sequence[str] = ()) -> Iterator[tuple[ExerciseResult, str]]:
        """The exercises one by one, as soon as each is judged, with the first of what its file printed."""
        for exercise in chosen(self._course, only):
            with _hushed() as printed:
                judge = self._graded if self._whole else self._visible
                result = judge(exercise, tuple(only))
            yield result, printed.text

    def _graded(self, exercise: Exercise, only: tuple[str, ...]) -> ExerciseResult:
        if only not in self._graders:
            self._graders[only] = Grader(self._course, only)
        file = _hand_in(self._course, exercise)
        files = {exercise.id: file} if file else {}
        submission = Submission(STUDENT, files, named=False, only=(exercise.id,))
        host = LocalHost(limit=True, announce=self._announce)
        (judged,) = self._graders[only].judge(submission, host)
        return judged.result

    def _visible(self, exercise: Exercise, only: tuple[str, ...]) -> ExerciseResult:
        if only not in self._checks:
            self._checks[only] = collect(self._course, chosen(self._course, only))
        return _judge(self._course, exercise, self._checks[only][exercise.id], self._announce, self._paced)


def put_together(course: Course, judged: Sequence[tuple[ExerciseResult, str]]) -> tuple[StudentResult, str]:
    """The whole result of what `Study.each` gave, as the student may read it, and the first of what was printed."""
    result = added_up(course, STUDENT, [one for one, _ in judged], "none")
    printed = "".join(text for _, text in judged)[:PRINTED]
    return without_hidden_names(result, course.hidden_feedback), printed


def as_data(course: Course, result: StudentResult, printed: str) -> dict[str, Any]:
    """What `autograder check --json` prints."""
    return {**to_json(result), "hidden_checks": has_solutions(course), "printed": printed}


def _hand_in(course: Course, exercise: Exercise) -> SubmittedFile | None:
    path = course.stub(exercise)
    if not path.is_file():
        return None
    read = read_own(path, path.name)
    return SubmittedFile(path.name, read.text, read.problem)


def _judge(
    course: Course, exercise: Exercise, checks: Sequence[Check], announce: Announce | None, paced: bool
) -> ExerciseResult:
    """One exercise by its visible checks, without a reference to compare with."""
    budget = Budget(exercise.limits.total_seconds)
    file = ExerciseFile(course, exercise, budget=lambda: budget, announce=announce)
    if not file.path.is_file():
        return without_run(exercise, checks, "missing", file.problem or "")
    if file.untouched:
        beside = f" {file.beside}." if file.beside else ""
        return without_run(exercise, checks, "not_started", f"{NOTHING}{beside}")
    if file.problem:
        hangs = file.text is not None and file.hangs
        return without_run(exercise, checks, "timed_out" if hangs else "crashed", file.problem)
    if not kind_of(exercise).by_checks:
        problems = file.visible_problems
        if problems:
            return ExerciseResult(exercise.id, exercise.kind, 0.0, exercise.points, "graded", " ".join(problems))
        message = "Filled in: it is marked when you hand it in."
        return ExerciseResult(exercise.id, exercise.kind, 0.0, exercise.points, "needs_review", message, (), True)
    if not checks:
        return ExerciseResult(exercise.id, exercise.kind, 0.0, exercise.points, "needs_review", NO_CHECKS, (), True)
    rows, begun = _rows(course, checks, file, budget)
    if not begun:
        return without_run(exercise, checks, "not_started", NOTHING)
    heed = file.warning if all(one.outcome == "passed" for one in rows) else ""
    first = f"Before you hand in: {heed}." if heed else ""
    ended = paced and all(one.outcome != "timed_out" for one in rows)  # that a call does not end says it better
    said = (first, slow(exercise, budget.seconds - budget.left()) if ended else "")
    return total(exercise, rows, "graded", " ".join(filter(None, said)))


def _rows(
    course: Course, checks: Sequence[Check], file: ExerciseFile, budget: Budget
) -> tuple[list[CheckResult], bool]:
    """The rows of the checks, and whether there is more to say than that each function is still the stub's."""
    blocked: set[str] = set()
    begun = False

    def judge(check: Check) -> CheckResult:
        nonlocal begun
        verdict = in_time(lambda: _run(course, check, file), budget)
        until = blocked_by(verdict)
        if until in blocked:
            return row(check, "not_run", f"Waits until {until}.")
        blocked.update({until} if until else ())
        told = _row(check, verdict, file)
        begun = begun or verdict.ending != "unwritten" or told.message != verdict.message
        return told

    return in_turn(checks, judge), begun


def _run(course: Course, check: Check, file: ExerciseFile) -> Verdict:
    if not kind_of(file.exercise).runs_code:
        return run_check(check, file.exercise, course.seed, None, data=file.data)
    return run_check(check, file.exercise, course.seed, file.target)


def _row(check: Check, verdict: Verdict, file: ExerciseFile) -> CheckResult:
    match verdict.ending:
        case "passed":
            return row(check, "passed")
        case "skipped":
            return row(check, "not_run", verdict.message)
        case "crashed" | "timed_out" as outcome:
            return row(check, outcome, verdict.message)
    return row(check, "failed", explain(check.title, verdict, file).message)


class _Notebook(io.TextIOBase):
    """Keeps the first of what is printed. The rest goes to `nowhere`, which costs a program little of its time."""

    def __init__(self, nowhere: TextIO) -> None:
        self.text = ""
        self._nowhere = nowhere

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.text += text[: PRINTED - len(self.text)]
        if len(self.text) == PRINTED:
            sys.stdout, sys.stderr = (
                self._nowhere if stream is self else stream for stream in (sys.stdout, sys.stderr)
            )
        return len(text)


@contextlib.contextmanager
def _hushed() -> Iterator[_Notebook]:
    """Nothing that the student's code prints gets into the output of a command."""
    before = sys.stdin
    sys.stdin = io.StringIO("")
    try:
        with open(os.devnull, "w", encoding="utf-8", errors="replace") as nowhere:
            notebook = _Notebook(nowhere)
            with contextlib.redirect_stdout(notebook), contextlib.redirect_stderr(notebook):
                yield notebook
    finally:
        sys.stdin = before
