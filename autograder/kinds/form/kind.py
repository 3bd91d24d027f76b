"""The kind `form`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.course.model import Check, Course, Exercise
from autograder.course.solutions import read_source
from autograder.course.yamlfile import read_yaml
from autograder.kinds.base import Kind, Wrong, require_checks
from autograder.kinds.controls.fields import Fields
from autograder.kinds.form.grader import FormGrader
from autograder.kinds.known import known_mistakes
from autograder.sandbox.values import Plain


class Form(Kind):
    """A form to fill in."""

    name = "form"
    cell = "file"
    to_do = "Fill in the next cell and run it. The cells below check it; grading adds checks of its own."
    by_checks = True
    asks_name = False

    def grader(self, course: Course, exercise: Exercise, checks: Sequence[Check]) -> FormGrader:
        return FormGrader(course, exercise, require_checks(course, exercise, checks))

    def data(self, text: str, path: Path) -> Plain:
        return read_yaml(text, path).data

    def depends_on(self, course: Course, exercise: Exercise) -> tuple[str, ...]:
        return ()

    def controls(self, course: Course, exercise: Exercise, stub: str, *, told: bool = False) -> Fields:
        path = course.solution(exercise)
        return Fields(stub, self.data(read_source(path), path) if path.is_file() else None)

    def known_wrong(self, course: Course, exercise: Exercise, student: str) -> Iterator[Wrong]:
        return known_mistakes(course, exercise)


KIND = Form()
