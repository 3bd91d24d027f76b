"""Answers of a class that are copies of each other: none of them is final, and a person sees them together.

Which they are is known once everybody's files have been read, so it is no part of what one submission is judged to be:
it is laid over the machine's result, as a person's marks are, and kept in copies.json for the next run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.course.model import Course
from autograder.writing import write_atomically

COPIES = "copies.json"
VERSION = 1

Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """Exercise id -> groups of students whose answers are copies of each other, each in the order of the class."""

    groups: Mapping[str, Groups] = field(default_factory=dict)
    _own: dict[str, dict[str, tuple[str, ...]]] = field(init=False, repr=False, compare=False, default_factory=dict)
    """Exercise id -> student -> their group: everybody of a large class is asked for."""

    def __post_init__(self) -> None:
        for exercise, groups in self.groups.items():
            self._own[exercise] = {name: group for group in reversed(groups) for name in group}

    def others(self, student: str, exercise: str) -> tuple[str, ...]:
        """Whose answers this student's is a copy of, or which are copies of it."""
        own = self._own.get(exercise, {}).get(student, ())
        return tuple(name for name in own if name != student)

    @property
    def students(self) -> frozenset[str]:
        """Everybody in a group."""
        return frozenset(name for groups in self.groups.values() for group in groups for name in group)

    def of(self, student: str) -> dict[str, tuple[str, ...]]:
        """The same by exercise, where there are any."""
        found = {exercise: self.others(student, exercise) for exercise in self.groups}
        return {exercise: others for exercise, others in sorted(found.items()) if others}


def read_alike(out: Path, course: Course) -> Alike:
    """What the last run over the whole class found; nothing where that cannot be read, for it is found again."""
    try:
        data = json.loads((out / COPIES).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Alike()
    if not isinstance(data, dict) or (data.get("version"), data.get("course")) != (VERSION, course.name):
        return Alike()
    found = data.get("copies")
    known = {exercise.id for exercise in course.exercises}
    pairs = found.items() if isinstance(found, dict) else ()
    return Alike({exercise: _read_groups(groups) for exercise, groups in pairs if exercise in known})


def _read_groups(data: Any) -> Groups:
    groups = data if isinstance(data, list) else []
    lists = (group for group in groups if isinstance(group, list))
    return tuple(tuple(name for name in group if isinstance(name, str)) for group in lists)


def write_alike(out: Path, course: Course, alike: Alike) -> None:
    """Keeps it, where it is not what is kept already. Raises OSError where the folder cannot be written."""
    if alike == read_alike(out, course) and ((out / COPIES).is_file() or not alike.groups):
        return
    data = {"version": VERSION, "course": course.name, "copies": alike.groups}
    write_atomically(out / COPIES, json.dumps(data, indent=1) + "\n")
