"""run.json: what decides the gradebook and was said once, kept for the next run into the same folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from autograder.course.digest import marks_digest
from autograder.course.model import Course
from autograder.errors import UserError
from autograder.writing import write_atomically

RUN = "run.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Settings:
    """What earlier runs were told.

    `only` is empty for the whole course, `days_late` is None where nobody said, `days_found` is what the class was late
    at the last run over it, by times and by tables. `alone` are the students who were graded one at a time, with where
    their files lay: no folder of the class need know of them. `unfinished` is the name of the run that has not come to
    its end, empty where the last one has. `versions` are those of Python and NumPy that graded, and `basis` stands for
    what marks depended on in the course when the class was last graded.
    """

    course: str
    submissions: str = ""
    only: tuple[str, ...] = ()
    days_late: Mapping[str, float] | None = None
    alone: Mapping[str, str] = field(default_factory=dict)
    unfinished: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    basis: str = ""
    days_found: Mapping[str, float] | None = None


def read_settings(out: Path, course: Course) -> Settings:
    """What is kept in `out` for this course; nothing where nothing is, or where it makes no sense."""
    fresh = Settings(course.name)
    data = _data(out)
    if data is None or (data.get("version"), data.get("course")) != (VERSION, course.name):
        return fresh
    known = {exercise.id for exercise in course.exercises}
    only, days, found = _names(data.get("only")), data.get("days_late"), data.get("days_found")
    return Settings(
        course=course.name,
        submissions=str(data.get("submissions", "")),
        only=only if set(only) <= known else (),
        days_late=_numbers(days) if isinstance(days, dict) else None,
        alone=_places(data.get("alone")),
        unfinished=str(data.get("unfinished", "")),
        versions=_texts(data.get("versions")),
        basis=str(data.get("basis", "")),
        days_found=_numbers(found) if isinstance(found, dict) else None,
    )


def is_stale(out: Path, course: Course) -> bool:
    """Whether what marks depend on has been changed since the class in `out` was graded; not where nothing is known."""
    kept = read_settings(out, course).basis
    return bool(kept) and kept != marks_digest(course)


def is_unfinished(out: Path, course: Course) -> bool:
    """Whether a run over the class in `out` is still going, or was stopped and has not been finished since."""
    return bool(read_settings(out, course).unfinished)


def is_lost(out: Path) -> bool:
    """Whether something was kept in `out` and cannot be read, as after a merge or a power cut."""
    return (out / RUN).exists() and _data(out) is None


def _data(out: Path) -> dict[str, Any] | None:
    try:
        data = json.loads((out / RUN).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def require_same_course(out: Path, course: Course) -> None:
    """UserError where `out` holds the results of a course that is called otherwise: they would give way to these."""
    before = (_data(out) or {}).get("course")
    if isinstance(before, str) and before and before != course.name:
        raise UserError(
            f"{out}: holds the results of the course {before!r}, and this one is {course.name!r}. Give --out another "
            "folder. If it is the same course under a new name, add --anyway: a person's marks stay."
        )


def _names(data: Any) -> tuple[str, ...]:
    return tuple(name for name in data if isinstance(name, str)) if isinstance(data, list) else ()


def _places(data: Any) -> dict[str, str]:
    """Who was graded alone, and from where; earlier versions kept the names alone."""
    return dict.fromkeys(_names(data), "") if isinstance(data, list) else _texts(data)


def _texts(data: Any) -> dict[str, str]:
    return {name: text for name, text in data.items() if isinstance(text, str)} if isinstance(data, dict) else {}


def _numbers(data: dict[str, Any]) -> dict[str, float]:
    return {name: float(value) for name, value in data.items() if type(value) in (int, float) and 0 <= value < 1e6}


def write_settings(out: Path, settings: Settings) -> None:
    """Keeps them. Raises OSError where the folder cannot be written."""
    write_atomically(out / RUN, json.dumps({"version": VERSION, **asdict(settings)}, indent=1) + "\n")
