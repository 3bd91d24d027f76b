"""The folder to hand out, tried as a student has it: the solutions in its exercises/ pass all its tests, by pytest."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path

import autograder
from autograder.author.release import release
from autograder.course.model import Course, Exercise
from autograder.errors import CourseError
from autograder.kinds.registry import kind_of
from autograder.writing import write_atomically

SECONDS = 600
"""Of patience with the whole of it, on a machine that has other work."""
NOBODY = "Ada"
_OPTIONS = (
    *("-o", "addopts=", "--import-mode=importlib", "-q", "-p", "no:cacheprovider"),
    *("--continue-on-collection-errors", "--junitxml"),
)
_OWN = "autograder"
"""The engine's plugin, as pyproject.toml names it."""


def examine_handout(course: Course, exercises: Sequence[Exercise]) -> list[tuple[str, str]]:
    """(Exercise, what is wrong) for each visible test that a student with the reference's own text does not pass.

    `exercises` are those that the folder is of: where they are not all of the course's, the lesson is left out, whose
    pages may place the others.
    """
    judged = [
        exercise for exercise in exercises if kind_of(exercise).by_checks and (course.root / _name(exercise)).is_file()
    ]
    if not judged:
        return []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "handout"
        try:
            release(replace(course, exercises=tuple(exercises)), folder, lesson=len(exercises) == len(course.exercises))
        except CourseError as error:
            return [(judged[0].id, f"the folder to hand out cannot be made: {error}")]
        for exercise in judged:
            text = kind_of(exercise).solved(course, exercise, NOBODY)
            write_atomically(folder / "exercises" / exercise.file, text)
        return _run(folder, judged)


def _run(folder: Path, exercises: Sequence[Exercise]) -> list[tuple[str, str]]:
    """What pytest says of these exercises' tests there."""
    report = folder.parent / "report.xml"
    files = [_name(exercise) for exercise in exercises]
    command = [sys.executable, "-m", "pytest", *_without_others(), *_OPTIONS, str(report), *files]
    try:
        done = subprocess.run(
            command, cwd=folder, env=_environment(), capture_output=True, text=True, check=False, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return [(exercises[0].id, f"the handed-out folder's tests are not done after {SECONDS} seconds")]
    if not report.is_file():
        said = (done.stdout + done.stderr).strip().splitlines()
        return [(exercises[0].id, f"the handed-out folder's tests cannot be run: {said[-1] if said else 'no reason'}")]
    cases = list(ElementTree.parse(report).getroot().iter("testcase"))
    return [(one.id, problem) for one in exercises for problem in _problems(cases, one)]


def _without_others() -> list[str]:
    """Pytest's options against the plugins that the author has installed: a student has the engine's alone."""
    others = {entry.name for entry in entry_points(group="pytest11")} - {_OWN}
    return [word for name in sorted(others) for word in ("-p", f"no:{name}")]


def _problems(cases: Sequence[ElementTree.Element], exercise: Exercise) -> Iterator[str]:
    module, seen = f"tests.visible.test_{exercise.id}", False
    for case in cases:
        if module not in (case.get("classname"), case.get("name")):  # the name, where it cannot be imported
            continue
        seen = True
        bad = next((part for part in case if part.tag in ("failure", "error", "skipped")), None)
        if bad is not None:
            how = "is skipped" if bad.tag == "skipped" else "does not pass"
            which = f"{_name(exercise)}: {case.get('name')}" if case.get("classname") else _name(exercise)
            yield f"{which} {how} with the reference in the handed-out folder: {_reason(bad)}"
    if not seen:
        yield f"{_name(exercise)} holds no test in the handed-out folder"


def _reason(part: ElementTree.Element) -> str:
    """The last line of an error that says what it was, or else the message."""
    errors = [line[1:].strip() for line in (part.text or "").splitlines() if line.startswith("E ")]
    return " ".join((errors[-1] if errors else part.get("message") or "no reason is given").split())[:300]


def _environment() -> dict[str, str]:
    """This interpreter's engine, and nothing that the author's own pytest was told."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    package = str(Path(autograder.__file__).parents[1])
    path = os.pathsep.join(filter(None, [package, kept.get("PYTHONPATH")]))
    return kept | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}


def _name(exercise: Exercise) -> str:
    return f"tests/visible/test_{exercise.id}.py"
