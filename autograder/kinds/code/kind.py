"""The kind `code`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograder.course.model import Check, Course, Exercise
from autograder.kinds.base import Kind, Wrong, require_checks
from autograder.kinds.code.grader import CodeGrader
from autograder.kinds.controls.base import Code as Editor
from autograder.kinds.controls.base import Controls
from autograder.kinds.known import known_mistakes


class Code(Kind):
    """A program."""

    name = "code"
    cell = "python"
    to_do = "Write your code in the next cell and run it. The cells below check it; grading adds checks of its own."
    runs_code = True
    by_checks = True
    asks_name = False
    wanted_styles = 3

    def grader(self, course: Course, exercise: Exercise, checks: Sequence[Check]) -> CodeGrader:
        return CodeGrader(course, exercise, require_checks(course, exercise, checks))

    def answer(self, text: str) -> str:
        return ""

    def depends_on(self, course: Course, exercise: Exercise) -> tuple[str, ...]:
        return ()

    def controls(self, course: Course, exercise: Exercise, stub: str, *, told: bool = False) -> Controls:
        return Editor()

    def known_wrong(self, course: Course, exercise: Exercise, student: str) -> Iterator[Wrong]:
        return known_mistakes(course, exercise)


KIND = Code()
