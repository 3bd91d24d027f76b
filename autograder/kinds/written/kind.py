"""The kind `written`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial

from autograder.course.model import Check, Course, Exercise
from autograder.kinds.base import Kind
from autograder.kinds.controls.base import Controls, Prose
from autograder.kinds.stubs import stub_of
from autograder.kinds.written.copies import Copies
from autograder.kinds.written.grader import (
    LONGEST,
    MARKER,
    WrittenGrader,
    answer_in,
    handed_out_by,
    learned_files,
    problems_of,
    rubric_path,
)
from autograder.kinds.written.rubric import load_rubric


class Written(Kind):
    """An answer in one's own words."""

    name = "written"
    unsaid = "Not recognised."
    asks_name = False
    compares = True

    def grader(self, course: Course, exercise: Exercise, checks: Sequence[Check]) -> WrittenGrader:
        return WrittenGrader(course, exercise)

    def visible_problems(self, exercise: Exercise, text: str) -> list[str]:
        return problems_of(text, exercise.file)

    def answer(self, text: str) -> str:
        return answer_in(text, "")

    def comparison(self, course: Course, exercise: Exercise) -> Copies:
        return Copies(partial(answer_in, stub=stub_of(course, exercise)))

    def depends_on(self, course: Course, exercise: Exercise) -> tuple[str, ...]:
        return tuple(handed_out_by(course))  # what is copied from there is no answer

    def learned_files(self, course: Course, exercise: Exercise) -> dict[str, bytes]:
        return learned_files(course, exercise)

    def explanations(self, course: Course, exercise: Exercise) -> Mapping[str, str]:
        return {wrong.id: wrong.says for wrong in load_rubric(rubric_path(course, exercise)).misconceptions}

    def controls(self, course: Course, exercise: Exercise, stub: str, *, told: bool = False) -> Controls:
        question, marker, _ = stub.partition(MARKER)
        return Prose(question if marker else "", MARKER, LONGEST)

    def exam_gaps(self, course: Course, exercise: Exercise, student: str) -> list[str]:
        """Where the rubric's own figures cannot be meant."""
        path = rubric_path(course, exercise)
        rubric, name = load_rubric(path), path.relative_to(course.root).as_posix()
        gaps = []
        if rubric.exercise != exercise.id:
            gaps.append(f"{name} is a rubric for {rubric.exercise!r}: write `exercise: {exercise.id}`")
        points = math.fsum(concept.points for concept in rubric.concepts)
        if abs(points - 1) > 1e-6:
            gaps.append(f"the points of the concepts in {name} add up to {points:.4g}, and a whole answer is 1")
        return gaps


KIND = Written()
