"""What a test cell calls in a plain kernel, nbgrader's or the student's own: the same check, without the wall."""

from __future__ import annotations

import contextlib
import inspect
import io
import logging
import tempfile
import types
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.checks.advice import with_advice
from autograder.checks.outline import Definition
from autograder.checks.run import Verdict, run_check
from autograder.checks.sentences import wanted
from autograder.checks.signatures import Signatures
from autograder.classroom.grader import Grader
from autograder.course.collect import FIXTURES
from autograder.course.manifest import load_course
from autograder.course.model import Check, Exercise, Submission, SubmittedFile, Tolerance
from autograder.course.yamlfile import read_yaml
from autograder.errors import CourseError
from autograder.kinds.quiz.grader import questions_gone, sheet_problems
from autograder.kinds.quiz.sheet import read_sheet
from autograder.kinds.turns import needs
from autograder.nbgrader.source import case_params
from autograder.sandbox.here import LocalHost
from autograder.sandbox.local import LocalTarget
from autograder.sandbox.outcomes import NoSuchFunction
from autograder.sandbox.values import Plain
from autograder.student import layout

PASSED = "Passed."
WIDTH = 80
_passed: dict[tuple[str, str], bool] = {}


class CheckFailed(AssertionError):
    """What a test cell shows: the sentence for the student, laid out as at home, and no traceback of the engine."""

    def _render_traceback_(self) -> list[str]:
        return ["\n".join(layout.lay_out(str(self), WIDTH))]


def run(
    make: Callable[[], Callable[..., object]],
    names: Mapping[str, object],
    *,
    exercise: str,
    check: str,
    points: float,
    rtol: float,
    atol: float,
    seed: int | None = None,
    case: Sequence[int] = (),
    needs: Sequence[str] = (),
    reference: str | None = None,
    form: str | None = None,
    takes: Signatures | None = None,
) -> None:
    """Runs one check on the kernel's names, or on the file `form`; says that it passed, or raises CheckFailed.

    `takes` are the parameters of the functions that the check calls, as they were handed out.

    Hidden checks bring the course's `seed` along, and draw with it what they draw in class. To nbgrader a word on
    stderr means no points, a number as the cell's result means so many, and neither means all of the cell's `points`.
    """
    with _quiet():
        function = make()
        params = case_params(function, case)
        fixtures = tuple(name for name in FIXTURES if name in function.__code__.co_varnames[: _arity(function)])
        the_check = Check(check, exercise, "", seed is None, points, tuple(needs), function, fixtures, params)
        the_exercise = Exercise(exercise, exercise, "code", f"{exercise}.py", points, tolerance=Tolerance(rtol, atol))
        message = _unmet(the_check)
        if not message:
            target = None if form else LocalTarget(_module(exercise, names))
            data = _form(form) if form else None
            behind = None if reference is None else LocalTarget(_reference(exercise, reference))
            verdict = run_check(the_check, the_exercise, seed or 0, target, data=data, reference=behind)
            message = "" if verdict.ending == "passed" else _told(verdict, names, takes or {})
    name = check.rpartition("::")[2]
    _passed[exercise, name] = not message
    if message:
        raise CheckFailed(message)
    print(PASSED)


def _told(verdict: Verdict, names: Mapping[str, object], takes: Signatures) -> str:
    """What a check that did not pass says, in a notebook that has cells and no file."""
    call = verdict.calls[-1] if verdict.calls else None
    if call is not None and isinstance(call.outcome, NoSuchFunction):
        missing = f"There is no {wanted(call.function)} here yet: write it and run its cell, then this one."
        return with_advice(missing, verdict.calls, _defined(names)).replace("Your file has", "The notebook has")
    said = with_advice(verdict.message, verdict.calls, _defined(names), (), takes) or "This check did not pass."
    return said.replace("and your file has", "and your notebook has")


def _defined(names: Mapping[str, object]) -> list[Definition]:
    """The kernel's own functions and classes, of which no line is known."""
    kinds = {types.FunctionType: "def", type: "class"}
    return [
        Definition(kinds[type(value)], name, 0, "", _parameters(value))
        for name, value in names.items()
        if type(value) in kinds and getattr(value, "__module__", "") == "__main__"
    ]


def _parameters(value: object) -> tuple[str, ...] | None:
    return tuple(inspect.signature(value).parameters) if isinstance(value, types.FunctionType) else None


_papers: dict[str, Grader] = {}


def lay_out(exercise: str, files: Mapping[str, str]) -> None:
    """Keeps what judges an exercise whose questions no function judges: a course of that one exercise, path -> text."""
    with _quiet(), tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        _papers[exercise] = Grader(load_course(Path(folder), with_solutions=True))


def look_over(file: str, asked: Sequence[str] = ()) -> None:
    """Prints what a student can see for themselves of a quiz: what is open or no answer, and their own numbers.

    `asked` are the questions that were handed out: one that is not there any more is named.
    """
    path = Path(file)
    if not path.is_file():
        raise CheckFailed(f"There is no file {path} yet: run the cell that writes it.")
    text = path.read_text(encoding="utf-8")
    try:
        there = read_sheet(text, path).given
        gone = [name for name in asked if name not in there]
        problems = ([questions_gone(file, gone)] if gone else []) + sheet_problems(text, path)
    except CourseError as error:  # a sheet of which nothing can be read
        problems = [str(error)]
    print("\n".join(layout.lay_out("\n".join(problems), WIDTH)) or "Every question is answered.")


def mark(exercise: str, question: str, points: float) -> float | None:
    """The points of one question where they are a part of `points`; None for all; CheckFailed where there are none."""
    with _quiet():
        grader = _papers[exercise]
        file = Path(grader.course.exercise(exercise).file)
        if not file.is_file():
            raise CheckFailed(f"There is no file {file} yet: run the cell that writes it.")
        handed_in = SubmittedFile(str(file), file.read_text(encoding="utf-8"))
        submission = Submission("", {exercise: handed_in}, named=False)
        result = grader.grade(submission, LocalHost(), "").exercises[0]
        row = next(row for row in result.checks if row.id == question)
    earned = points * row.score / row.max_score if row.max_score else 0.0
    if not 0 < earned <= points:
        raise CheckFailed(row.message or result.message or "This is not right yet.")
    if earned == points:
        print(PASSED)
        return None
    return float(f"{earned:.9g}")


def _arity(function: Callable[..., object]) -> int:
    return function.__code__.co_argcount + function.__code__.co_kwonlyargcount


def _unmet(check: Check) -> str:
    failed = (name for (exercise, name), passed in _passed.items() if exercise == check.exercise and not passed)
    waits_for = next((name for name in failed if needs(check, name)), None)
    return f"Waits until {waits_for} passes." if waits_for else ""


def _module(exercise: str, names: Mapping[str, object]) -> types.ModuleType:
    module = types.ModuleType(exercise)
    module.__dict__.update({name: value for name, value in names.items() if not name.startswith("__")})
    return module


def _reference(exercise: str, source: str) -> types.ModuleType:
    module = types.ModuleType(f"reference.{exercise}")
    module.__file__ = f"{exercise}.py"  # data files lie beside the notebook
    exec(compile(source, f"{exercise}.py", "exec"), module.__dict__)
    return module


def _form(file: str) -> Plain:
    path = Path(file)
    try:
        return read_yaml(path.read_text(encoding="utf-8"), path).data
    except FileNotFoundError:
        raise CheckFailed(f"There is no file {file} yet: run the cell that writes it.") from None
    except ValueError as error:
        raise CheckFailed(str(error)) from None


@contextlib.contextmanager
def _quiet() -> Iterator[Any]:
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
