"""A course's own lesson, in `lesson/` beside course.yaml: a page, and pictures of a student's own work.

Like a solution it is the course's own code, trusted and run in this process:

lesson/play.py      page(own: OwnWork) -> str: the text of one HTML page
lesson/pictures.py  draw(own: OwnWork, folder: Path, format: "html" | "svg" | "png") -> list[Path]: what it wrote
                    NAME: what `autograder show` may call them; optional
"""

from __future__ import annotations

import types
from pathlib import Path
from typing import Literal

from autograder.course.model import Course
from autograder.course.solutions import run_file
from autograder.errors import CourseError, UserError
from autograder.student.own import own_work

Format = Literal["html", "svg", "png"]


def page(course: Course) -> str:
    """The lesson's page. CourseError where the course has none, or it cannot be made."""
    module = _part(course, "play.py", "page to play with")
    made = _run(module, "page", own_work(course))
    if not isinstance(made, str):
        raise _wrong(module, f"page must return the text of a page, not {type(made).__name__}")
    return made


def draw(course: Course, folder: Path, form: Format, name: str = "") -> list[Path]:
    """Makes `folder`, has the lesson's pictures drawn there and gives their paths.

    CourseError where the course has no pictures, or they cannot be made; UserError for a `name` that is not theirs,
    and where there is nothing to draw yet.
    """
    module = _part(course, "pictures.py", "picture to show")
    known = getattr(module, "NAME", "")
    if name and name != known:
        raise UserError(f"there is nothing called {name!r} to show; {f'use {known}' if known else 'give no name'}.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{folder}: cannot be made ({error.strerror}).") from error
    made = _run(module, "draw", own_work(course), folder, form)
    if not isinstance(made, list) or not all(isinstance(path, Path) for path in made):
        raise _wrong(module, "draw must return a list of paths")
    if not made:
        raise UserError("there is nothing to draw yet: do some of the exercises first.")
    return made


def _part(course: Course, file: str, what: str) -> types.ModuleType:
    path = course.root / "lesson" / file
    if not path.is_file():
        raise CourseError(f"this course has no {what}: there is no lesson/{file}.", course.root)
    return run_file(path)


def _run(module: types.ModuleType, function: str, *arguments: object) -> object:
    found = getattr(module, function, None)
    if not callable(found):
        raise _wrong(module, f"it must define {function}")
    try:
        return found(*arguments)
    except UserError:
        raise
    except ModuleNotFoundError as error:
        raise UserError(f"this command needs {error.name}, which is not installed: pip install {error.name}") from error
    except Exception as error:
        raise _wrong(module, f"{function} failed with {type(error).__name__}: {error}") from error


def _wrong(module: types.ModuleType, what: str) -> CourseError:
    return CourseError(f"{what}.", Path(module.__file__ or ""))
