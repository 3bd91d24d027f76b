"""The kind `written`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.course.model import Check, Course, Exercise
from autograder.kinds.base import Kind
from autograder.kinds.written.grader import WrittenGrader, answer_in, handed_out_by, problems_of, rubric_path
from autograder.kinds.written.rubric import load_rubric


class Written(Kind):
    """An answer in one's own words."""

    name = "written"
    unsaid = "Not recognised."
    asks_name = False

    def grader(self, course: Course, exercise: Exercise, checks: Sequence[Check]) -> WrittenGrader:
        return WrittenGrader(course, exercise)

    def visible_problems(self, exercise: Exercise, text: str) -> list[str]:
        return problems_of(text, exercise.file)

    def answer(self, text: str) -> str:
        return answer_in(text, "")

    def depends_on(self, course: Course, exercise: Exercise) -> tuple[str, ...]:
        return tuple(handed_out_by(course))  # what is copied from there is no answer

    def explanations(self, course: Course, exercise: Exercise) -> Mapping[str, str]:
        return {wrong.id: wrong.says for wrong in load_rubric(rubric_path(course, exercise)).misconceptions}


KIND = Written()
