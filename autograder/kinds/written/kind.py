"""The kind `written`."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.course.model import Check, Course, Exercise
from autograder.kinds.base import Kind
from autograder.kinds.written.grader import WrittenGrader, answer_in, problems_of


class Written(Kind):
    """An answer in one's own words."""

    name = "written"
    unsaid = "Not recognised."

    def grader(self, course: Course, exercise: Exercise, checks: Sequence[Check]) -> WrittenGrader:
        return WrittenGrader(course, exercise)

    def visible_problems(self, exercise: Exercise, text: str) -> list[str]:
        return problems_of(text, exercise.file)

    def answer(self, text: str) -> str:
        return answer_in(text, "")


KIND = Written()
