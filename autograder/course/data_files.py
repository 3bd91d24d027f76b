"""What course.yaml says under `data`: files in exercises/, beside the student's own, that a student's code reads."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.course.fields import Fields
from autograder.course.model import Course, DataFile, Exercise
from autograder.course.yamlfile import Document, Place
from autograder.sandbox.datafiles import files_beside

MOST_BYTES = 32 * 1024 * 1024
"""Of all data files of one exercise: they are in the memory of each process that runs a student's file."""
_SAFE = re.compile(r"[^\\:*?\"<>|\x00-\x1f]+")


def read_data(fields: Fields, root: Path, place: Place, value: Any) -> tuple[DataFile, ...]:
    """The files that stand in a list of names. CourseError for what is no plain name below exercises/."""
    found: list[DataFile] = []
    for index, name in enumerate(fields.rows(place, value)):
        why = why_no_data_file(name, [file.name for file in found])
        if why:
            fix = "Give its path below exercises/, such as houses.csv or data/houses.csv."
            raise fields.document.error(f"{name!r} cannot be a data file: {why}.", (*place, index), fix)
        found.append(DataFile(name, root / "exercises" / name))
    return tuple(found)


def why_no_data_file(name: Any, before: Sequence[str]) -> str:
    """Why this is no plain path below exercises/ that data may have; empty where it may. `before` are taken."""
    if not isinstance(name, str):
        return "it is no text"
    parts = name.split("/")
    if any(not part or part.startswith(".") or part != part.strip() or not _SAFE.fullmatch(part) for part in parts):
        return "it is no plain path"
    if name.casefold().endswith((".py", ".ipynb")):
        return "it is a program"
    return "it is named twice" if name.casefold() in map(str.casefold, before) else ""


def joined(course: Sequence[DataFile], own: Sequence[DataFile]) -> tuple[DataFile, ...]:
    """The files of an exercise: the whole course's, then its own."""
    return tuple({file.name.casefold(): file for file in (*course, *own)}.values())


def require_apart(document: Document, exercises: Iterable[Exercise]) -> None:
    """CourseError where a data file has the name of a file that is handed in."""
    rows = tuple(exercises)
    owners = {exercise.file.casefold(): exercise.id for exercise in rows}
    for index, exercise in enumerate(rows):
        for file in exercise.data:
            if file.name.casefold() in owners:
                owner = owners[file.name.casefold()]
                what = f"{file.name!r} cannot be a data file: it is what is handed in for {owner!r}."
                raise document.error(what, _place(document, index, file.name))


def require_data(document: Document, index: int, exercise: Exercise) -> None:
    """CourseError where a data file of the exercise in row `index` is not there, is a link, or all are too large."""
    for file in exercise.data:
        if file.path.is_symlink() or not file.path.is_file():
            is_what = "is a link" if file.path.is_symlink() else "is not there"
            what = f"exercise {exercise.id!r} comes with exercises/{file.name}, which {is_what}."
            raise document.error(what, _place(document, index, file.name), "Put the file itself there.")
    size = sum(file.path.stat().st_size for file in exercise.data)
    if size > MOST_BYTES:
        what = f"the data files of exercise {exercise.id!r} are {size / 2**20:.1f} MiB, and {MOST_BYTES >> 20} at most."
        raise document.error(what, _place(document, index, exercise.data[-1].name), "Take a part of the rows.")


def _place(document: Document, index: int, name: str) -> Place:
    """Where the name stands: in the exercise's own list, or in the course's."""
    own = document.data["exercises"][index].get("data") or []
    if name in own:
        return "exercises", index, "data", own.index(name)
    return "data", document.data["data"].index(name)


def all_shown(course: Course) -> contextlib.AbstractContextManager[None]:
    """While files of checks are loaded: what stands outside of their functions may read data files by their names."""
    files = tuple((file.name, file.path) for exercise in course.exercises for file in exercise.data)
    return files_beside(files, alone=False).shown() if files else contextlib.nullcontext()


def data_of(course: Course) -> Mapping[str, Path]:
    """Path below the course's root -> where the bytes lie, of all data files that are handed out with its exercises."""
    return {f"exercises/{file.name}": file.path for exercise in course.exercises for file in exercise.data}
