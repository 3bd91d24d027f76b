"""From an exercise to its kind. The one place that asks which kind it is."""

from __future__ import annotations

import importlib
from functools import cache

from autograder.course.model import Course, Exercise
from autograder.course.registry import KINDS
from autograder.kinds.base import Kind


def kind_of(exercise: Exercise) -> Kind:
    """What the engine needs to know of exercises like this one."""
    return kind_named(exercise.kind)


def exercises_of(course: Course, kind: str) -> tuple[Exercise, ...]:
    """The course's exercises of one kind, for what only that kind has: a page for a quiz, the exam of a rubric."""
    return tuple(exercise for exercise in course.exercises if exercise.kind == kind)


def exercises_like(course: Course, exercise: Exercise) -> tuple[Exercise, ...]:
    """Those of the same kind as this one, itself among them."""
    return exercises_of(course, exercise.kind)


def find_kind(name: str) -> Kind | None:
    """The kind of this name; None where results are of a course with kinds of its own."""
    return kind_named(name) if name in KINDS else None


@cache
def kind_named(name: str) -> Kind:
    """The kind of this name."""
    # Imported when it is asked for: a student's own file needs no rubric.
    found: Kind = importlib.import_module(KINDS[name].module).KIND
    return found
