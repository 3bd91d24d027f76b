"""Where something stands in a course, as its author reads it."""

from __future__ import annotations

from pathlib import Path

from autograder.course.model import Course


def place(course: Course, path: Path) -> str:
    """A file of the course by its path in it."""
    return path.relative_to(course.root).as_posix()
