"""The known mistakes of a course, as what its own exam hands in."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.course.model import Course, Exercise, mistake_name
from autograder.course.variants import composed
from autograder.kinds.base import Wrong


def known_mistakes(course: Course, exercise: Exercise) -> Iterator[Wrong]:
    """One submission for each file in solutions/mistakes/<exercise>/."""
    for path in course.mistakes(exercise):
        yield Wrong(path.stem, composed(course, exercise, path), mistake_name(path))
