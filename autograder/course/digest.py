"""What a result depends on: the files of a course, the engine, what is installed."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from pathlib import Path

from autograder.course.model import Course, Exercise
from autograder.course.opened import packages

ENGINE = Path(__file__).parents[1]
_TEXTS = frozenset({"root", "title", "lesson", "hints", "function_hints", "given", "python", "draft", "drafts", "exam"})
"""What course.yaml says to people and to `verify`: nobody's points follow from it."""


def course_digest(course: Course) -> str:
    """Changes when anything that can change a result does: the manifest, stubs, solutions, checks."""
    return files_digest(course.root, course_files(course.root))


def marks_digest(course: Course) -> str:
    """Changes when anything does that a score or the gradebook follows from, and with no hint, title or comment.

    That is what course.yaml says of points, limits and rules, in whatever words, and the files by which work is judged.
    """
    rules = [(one.name, getattr(course, one.name)) for one in fields(course) if one.name not in {*_TEXTS, "exercises"}]
    rows = [
        [(one.name, getattr(exercise, one.name)) for one in fields(exercise) if one.name not in {*_TEXTS, "data"}]
        for exercise in course.exercises
    ]
    names = [[file.name for file in exercise.data] for exercise in course.exercises]
    judged = [path for path in course_files(course.root) if path != course.root / "course.yaml"]
    said = repr((rules, rows, names, files_digest(course.root, judged)))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def course_files(root: Path) -> list[Path]:
    """The files of a course that can change a result, in order."""
    rooms = [root / "exercises", root / "solutions", root / "tests" / "visible", root / "tests" / "hidden"]
    return [root / "course.yaml", *sorted(file for room in rooms for file in _below(room))]


def files_of(course: Course, exercise: Exercise) -> list[Path]:
    """The files by which an exercise is judged: stub, solution, styles, mistakes, checks, rubric, labels, data."""
    checks = [course.root / "tests" / room / f"test_{exercise.id}.py" for room in ("visible", "hidden")]
    rubrics = course.root / "solutions" / "rubrics"
    words = [rubrics / f"{exercise.id}.yaml", rubrics / f"{exercise.id}.answers.yaml"]
    variants = [*course.accepted(exercise), *course.mistakes(exercise)]  # a diagnosis asks other styles too
    data = [file.path for file in exercise.data]
    files = [course.stub(exercise), course.solution(exercise), *variants, *checks, *words, *data]
    return sorted(file for file in files if file.is_file())


def shared_files(course: Course) -> list[Path]:
    """The files that belong to no exercise, such as a module of helpers that checks import."""
    own = {file for exercise in course.exercises for file in files_of(course, exercise)}
    return [file for file in course_files(course.root) if file not in own and file != course.root / "course.yaml"]


def files_digest(root: Path, paths: Iterable[Path]) -> str:
    """Changes with the name or the content of a file, or with the names in a folder. A file may be gone."""
    digest = hashlib.sha256()
    for path in paths:
        name = Path(os.path.relpath(path, root)).as_posix()
        digest.update(f"{name}\0".encode("utf-8", "surrogatepass"))
        digest.update(hashlib.sha256(_content(path)).digest())
    return digest.hexdigest()


@cache
def engine_digest() -> str:
    """Changes with the engine's own files."""
    return files_digest(ENGINE, sorted(_below(ENGINE)))


@cache
def machine_digest() -> str:
    """Changes with Python, with any installed package, and with a processor that may round otherwise."""
    import numpy as np

    installed = sorted(path.name for folder in packages() for path in Path(folder).glob("*-info"))
    found = np.show_config(mode="dicts")
    # Of Linux the C library, which has the mathematics; a kernel is renewed more often, and rounds nothing.
    system = [*platform.libc_ver(), platform.system()] if platform.libc_ver()[0] else [platform.platform()]
    said = [sys.version, *system, platform.machine(), repr(found), *installed]
    return hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()


def _below(folder: Path) -> list[Path]:
    found = []
    for top, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        found += [Path(top, name) for name in names if os.path.isfile(os.path.join(top, name))]
    return found


def _content(path: Path) -> bytes:
    if path.is_dir():
        return "\n".join(sorted(child.name for child in path.iterdir())).encode("utf-8", "surrogatepass")
    return path.read_bytes() if path.is_file() else b"\0gone"
