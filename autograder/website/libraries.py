"""Which libraries beside NumPy an exercise takes to be checked in the page, and whether the page can have them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.course.model import Course, Exercise
from autograder.course.solutions import read_source
from autograder.kinds.stubs import stub_of
from autograder.sandbox.imports import PACKAGES
from autograder.website.distribution import Distribution, Library


@dataclass(frozen=True, slots=True)
class Needs:
    """What is loaded before an exercise is checked, and the names of what the page's Python does not have."""

    libraries: tuple[Library, ...] = ()
    lacking: tuple[str, ...] = ()


def needs_of(course: Course, exercise: Exercise, python: Distribution, *, self_study: bool) -> Needs:
    """By what its stub and its checks import; for self-study, its solution and hidden checks too."""
    names = sorted({name for text in _texts(course, exercise, self_study) for name in _imported(text)})
    found = [python.libraries[name] for name in names if name in python.libraries]
    return Needs(tuple(dict.fromkeys(found)), tuple(name for name in names if name not in python.libraries))


def _texts(course: Course, exercise: Exercise, self_study: bool) -> Iterator[str]:
    yield stub_of(course, exercise)
    rooms = [course.root / "tests" / "visible" / f"test_{exercise.id}.py"]
    if self_study:
        rooms += [course.root / "tests" / "hidden" / f"test_{exercise.id}.py", course.solution(exercise)]
    yield from (read_source(path) for path in rooms if path.is_file() and path.suffix == ".py")


def _imported(text: str) -> Iterator[str]:
    """The well-known packages that a program imports anywhere; none where it is no program."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        yield from {name.partition(".")[0] for name in modules} & (PACKAGES - {"numpy", "pytest"})


def said(course: Course, needs: dict[str, Needs]) -> list[str]:
    """A sentence for each exercise that can be written in the page and not be checked there."""
    return [
        f"{one.file}: the page's Python has no {' and no '.join(needs[one.id].lacking)}, so it is written there and "
        "checked elsewhere."
        for one in course.exercises
        if needs[one.id].lacking
    ]


def wheels(needs: dict[str, Needs]) -> tuple[str, ...]:
    """The files of all libraries that the course's page loads."""
    return tuple(sorted({file for one in needs.values() for library in one.libraries for file in library.files}))
