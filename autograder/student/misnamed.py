"""A student's file under another name than the course's: nobody looks into it at home, so one says that it is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.course.model import Course, Exercise
from autograder.course.slips import bare, slip_of

_ADDED = re.compile(r"^(copyof|kopievon|copiede|copiade)|(\d+|v\d+|final|copy|copie|copia|kopie|new|old)+$")
"""What stands before or behind the name of a file that was saved a second time, in letters and digits alone."""

DEPTH = 2
"""Folders in folders in which a file is looked for that was saved in another place."""
_OF_THE_COURSE = ("tests", "solutions", "lesson", "wheels", "node_modules")


def meant(name: str, files: Sequence[str]) -> str | None:
    """The file of `files` that one called `name` is likely to be; None where it is one of them, or nothing like it."""
    if name in files:
        return None
    stems = {bare(file): file for file in files}
    for stem in (bare(name), _ADDED.sub("", bare(name))):
        if stem in stems:  # another ending, one ending more, a blank in it; then what a second copy is called
            return stems[stem]
    return slip_of(name, files)


def lies_beside(course: Course, exercise: Exercise) -> str:
    """What to say of a file that is likely to be this exercise under another name or in the course's own folder."""
    files = [one.file for one in (*course.exercises, *course.drafts)]
    folder = course.stub(exercise).parent
    for path in _files(folder):
        if meant(path.name, files) == exercise.file:
            return said(f"{folder.name}/{path.name}", exercise.file)
    if (course.root / exercise.file).is_file():
        return f"There is a {exercise.file} outside {folder.name}/: move it in there, where it is looked at"
    found = [one for one in _folders(course.root, DEPTH) if one != folder and (one / exercise.file).is_file()]
    if len(found) != 1:  # several are a class's, or nobody knows which is meant
        return ""
    place = found[0].relative_to(course.root).as_posix()
    return f"There is a {exercise.file} in {place}/: move it to {folder.name}/, where it is looked at"


def said(name: str, file: str) -> str:
    """``exercises/median.py.py is there: ...``."""
    return f"{name} is there: if it is your {file}, give it that name, since only {file} is looked at"


def _folders(root: Path, depth: int) -> Iterator[Path]:
    """Where somebody may have saved a file by a slip: not in what is the course's own, nor in projects and packages."""
    for path in sorted(root.iterdir()):
        other = path.name in _OF_THE_COURSE or path.name.startswith((".", "__"))
        if (
            other
            or path.is_symlink()
            or not path.is_dir()
            or any((path / name).is_file() for name in ("pyvenv.cfg", "course.yaml", "__init__.py"))
        ):
            continue
        yield path
        if depth > 1:
            yield from _folders(path, depth - 1)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
