"""The stub of each exercise, whatever its kind: made from the solution where it can be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.course.model import Course, Exercise
from autograder.course.solutions import read_source
from autograder.kinds.registry import kind_of


def stub_of(course: Course, exercise: Exercise) -> str:
    """What a student is handed: made from the solution afresh, since somebody may have worked in exercises/.

    Where none can be made, the stub is of its author's own making.
    """
    made = made_stub(course, exercise)
    return read_source(course.stub(exercise)) if made is None else made


def made_stub(course: Course, exercise: Exercise) -> str | None:
    """The stub that follows from the solution; None where there is no solution, or none follows."""
    if not course.solution(exercise).is_file():
        return None
    return kind_of(exercise).stub(course, exercise)


def stub_changes(course: Course, only: Sequence[Exercise] | None = None) -> dict[Path, str]:
    """Stub file -> the text it should have, for every stub that is not in step with its solution.

    A stub of its author's own making is left alone. `only` names the exercises to look at; else it is all.
    """
    changes = {}
    for exercise in course.exercises if only is None else only:
        stub, text = course.stub(exercise), made_stub(course, exercise)
        if text is not None and (not stub.is_file() or read_source(stub) != text):
            changes[stub] = text
    return changes
