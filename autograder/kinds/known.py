"""The known mistakes of a course, as what its own exam hands in."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.course.model import Course, Exercise
from autograder.course.solutions import read_source
from autograder.kinds.base import Wrong


def known_mistakes(course: Course, exercise: Exercise) -> Iterator[Wrong]:
    """One submission for each file in solutions/mistakes/<exercise>/."""
    for path in course.mistakes(exercise):
        yield Wrong(path.stem, read_source(path), path.stem)
