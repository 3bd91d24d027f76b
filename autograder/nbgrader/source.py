"""The source of a test cell: one check, as it stands in the course, and one line that runs it."""

from __future__ import annotations

import ast
import itertools
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.checks.outline import called, outline
from autograder.checks.signatures import signatures
from autograder.course.model import Check, CheckResult, Course, Exercise
from autograder.course.solutions import read_source
from autograder.kinds.registry import kind_of
from autograder.kinds.stubs import stub_of
from autograder.nbgrader.parts import indent, needed, split

HIDDEN_BEGIN = "### BEGIN HIDDEN TESTS"
HIDDEN_END = "### END HIDDEN TESTS"


def test_source(course: Course, exercise: Exercise, check: Check, points: float) -> str:
    """The cell of a check that a function judges. What only grading may see stands in a hidden region."""
    body = indent(_function_source(check))
    name = check.function.__name__
    lines = [
        "from autograder.nbgrader import kernel as _kernel",
        *("", "", "def _check():", body, f"    return {name}", "", ""),
        *("_kernel.run(", *(f"    {argument}," for argument in _arguments(course, exercise, check, points)), ")"),
    ]
    if check.visible:
        return "\n".join([f"# {check.title}", *lines])
    return "\n".join([f"# A check that grading adds: {check.title}", HIDDEN_BEGIN, *lines, HIDDEN_END])


def paper_source(course: Course, exercise: Exercise, row: CheckResult, points: float, *, first: bool) -> str:
    """The cell of a question that no function judges, such as one of a quiz: the first one brings the key along."""
    use = "from autograder.nbgrader import kernel as _kernel"
    seen, hidden = [f"# {row.title}"], [f"_kernel.mark({exercise.id!r}, {row.id!r}, {points!r})"]
    if first:
        asked = list(kind_of(exercise).asked(exercise, stub_of(course, exercise)))
        seen += [use, "", f"_kernel.look_over({exercise.file!r}, asked={asked!r})"]
        hidden.insert(0, f"_kernel.lay_out({exercise.id!r}, {_files(course, exercise)!r})")
    return "\n".join([*seen, HIDDEN_BEGIN, use, "", *hidden, HIDDEN_END])


def _files(course: Course, exercise: Exercise) -> dict[str, str]:
    """A course of this one exercise: path -> text. JSON is YAML, too."""
    row = {"id": exercise.id, "title": exercise.title, "kind": exercise.kind, "file": exercise.file}
    whole = {"version": 1, "name": course.name, "seed": course.seed, "hidden_feedback": course.hidden_feedback}
    files = {"course.yaml": json.dumps(whole | {"exercises": [row | {"points": exercise.points}]})}
    for room in ("exercises", "solutions"):
        files[f"{room}/{exercise.file}"] = read_source(course.root / room / exercise.file)
    return files


def _arguments(course: Course, exercise: Exercise, check: Check, points: float) -> list[str]:
    tolerance = exercise.tolerance
    arguments = [
        *("_check", "globals()", f"exercise={exercise.id!r}", f"check={check.id!r}", f"points={points!r}"),
        *(f"rtol={tolerance.rtol!r}", f"atol={tolerance.atol!r}"),
    ]
    if not check.visible:  # these lines are not released; with the seed, a student could compute what is drawn
        arguments.append(f"seed={course.seed}")
    if check.params:
        arguments.append(f"case={case_of(check.function, check.params)!r}")
    if check.needs:
        arguments.append(f"needs={list(check.needs)!r}")
    if not kind_of(exercise).runs_code:
        arguments.append(f"form={exercise.file!r}")
    elif takes := _parameters_of(course, exercise, check):
        arguments.append(f"takes={takes!r}")
    if "reference" in check.fixtures:
        arguments.append(f"reference={_literal(read_source(course.solution(exercise)))}")
    return arguments


def _parameters_of(course: Course, exercise: Exercise, check: Check) -> dict[str, list[str]]:
    """The parameters of the functions, classes and methods that the check may call, as the stub has them."""
    asked = called(_function_source(check))
    known = signatures(outline(stub_of(course, exercise)))
    return {name: list(names) for name, names in known.items() if name.partition(".")[0] in asked}


def _literal(text: str) -> str:
    """The text as Python source that a person can read."""
    text = "\n".join(line for line in text.splitlines() if "BEGIN SOLUTION" not in line and "END SOLUTION" not in line)
    readable = "'''" not in text and "\\" not in text and not text.endswith("'")
    return f"'''{text}'''" if readable else repr(text)


def _function_source(check: Check) -> str:
    """The check's function with the imports, helpers and constants of its file that it needs."""
    path = Path(check.function.__code__.co_filename)
    parts = split(read_source(path))
    return "\n\n".join(part.text for part in needed(parts, [check.function.__name__]))


def _marks(function: Callable[..., object]) -> list[tuple[list[str], list[Any]]]:
    """The names and rows of each `parametrize` on the function, the nearest to it first."""
    found = []
    for mark in getattr(function, "pytestmark", []):
        if mark.name == "parametrize":
            names, rows = mark.args[:2] if len(mark.args) > 1 else (mark.args[0], mark.kwargs["argvalues"])
            split_names = [part.strip() for part in names.split(",")] if isinstance(names, str) else list(names)
            found.append((split_names, list(rows)))
    return found


def _row(names: list[str], row: Any) -> tuple[Any, ...]:
    values = getattr(row, "values", None)
    if isinstance(values, tuple):  # pytest.param
        return values
    return (row,) if len(names) == 1 else tuple(row)


def case_params(function: Callable[..., object], case: Sequence[int]) -> dict[str, Any]:
    """The parameters of one case, named by its row in each `parametrize`."""
    params: dict[str, Any] = {}
    for (names, rows), index in zip(_marks(function), case, strict=True):
        params.update(zip(names, _row(names, rows[index]), strict=True))
    return params


def case_of(function: Callable[..., object], params: Mapping[str, Any]) -> list[int]:
    """The rows that gave these very values: the inverse of `case_params`. LookupError where none did."""
    for case in itertools.product(*(range(len(rows)) for _, rows in _marks(function))):
        made = case_params(function, case)
        if made.keys() == params.keys() and all(made[name] is params[name] for name in made):
            return list(case)
    raise LookupError(f"{function.__name__} has no case {dict(params)!r}")


def marker_in(text: str) -> str | None:
    """A line of `text` that mentions one of nbgrader's marks where none may stand."""
    marks = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS", "BEGIN MARK SCHEME", "END MARK SCHEME")
    return next((line.strip() for line in text.splitlines() if any(mark in line for mark in marks)), None)


def is_python(text: str) -> bool:
    """Whether the text parses."""
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
