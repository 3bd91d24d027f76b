"""Where a student runs pytest, and what they name: their own file stands for the checks of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.collect import ROOMS
from autograder.course.model import Course
from autograder.kinds.registry import kind_of
from autograder.student.hints import find_exercise
from autograder.student.misnamed import meant, said


def look_at_checks(config: pytest.Config, course: Course) -> None:
    """Makes pytest collect the checks where it was asked for exercises: in their folder, by a file, or by their name.

    Anywhere else in the course's folder where nothing was named and no tests are, all of it is meant.
    """
    start = config.invocation_params.dir.resolve()
    root, tests = course.root.resolve(), course.root.resolve() / "tests"
    if config.args_source is pytest.Config.ArgsSource.INVOCATION_DIR and start != root and tests not in _up(start):
        config.args[:] = [str(root / name) for name in config.getini("testpaths")] or config.args
        return
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        return
    found = [place for given in config.args for place in _meant(given, start, course)]
    config.args[:] = dict.fromkeys(found)


def _meant(given: str, start: Path, course: Course) -> list[str]:
    # Of an own file, the name of a function after :: is dropped: checks have other names.
    named = given.partition("::")[0]
    path = (start / named).resolve()
    if path == course.root.resolve() / "exercises":
        return [*_checks(course, [exercise.id for exercise in course.exercises]), given]
    if path.parent == course.root.resolve() / "exercises" and path.is_file():
        file = meant(path.name, [exercise.file for exercise in course.exercises])
        if file is not None:
            raise pytest.UsageError(f"{said(f'exercises/{path.name}', file)}.")
    asked = find_exercise(course, named) if not path.exists() else None
    for exercise in course.exercises:
        if exercise is asked or path == course.stub(exercise).resolve():
            return (_checks(course, [exercise.id]) if kind_of(exercise).by_checks else []) or [
                str(course.stub(exercise))
            ]
    return [given]


def _checks(course: Course, exercises: list[str]) -> list[str]:
    files = [course.root / "tests" / room / f"test_{name}.py" for name in exercises for room in ROOMS]
    return [str(file) for file in files if file.is_file()]


def _up(path: Path) -> list[Path]:
    return [path, *path.parents]
