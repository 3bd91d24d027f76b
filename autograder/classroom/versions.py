"""Which Python and NumPy grade, where that is not what students were told, or what graded them before."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable, Mapping

from autograder.course.model import Course, Exercise
from autograder.kinds.registry import kind_of


def versions() -> dict[str, str]:
    """Those that grade here."""
    import numpy as np

    return {"Python": platform.python_version(), "NumPy": np.__version__}


def not_as_told(course: Course, exercises: Iterable[Exercise]) -> str:
    """What to say where the course tells its students that another Python grades them; empty where it does not."""
    if not course.python or not any(kind_of(exercise).runs_code for exercise in exercises):
        return ""
    told, here = tuple(map(int, course.python.split("."))), sys.version_info[:2]
    if told == here:
        return ""
    says = f"course.yaml says that Python {course.python} grades, and this is Python {'.'.join(map(str, here))}"
    what = "what only a later one has" if told > here else "what Python has dropped since"
    return f"{says}: a file that uses {what} loads at home and not here. Grade with {course.python}, or change python:."


def others(before: Mapping[str, str]) -> str:
    """What made the results before where it was another version than the one here; empty where it was the same."""
    now = versions()
    changed = [name for name in now if before.get(name, now[name]) != now[name]]
    was, made = (" and ".join(f"{name} {of[name]}" for name in changed) for of in (before, now))
    return f"What was here before was graded with {was}, and this with {made}." if changed else ""
