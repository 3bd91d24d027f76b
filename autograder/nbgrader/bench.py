"""What grading notebooks needs, made once in a process: the sheets, a grader, a wall."""

from __future__ import annotations

import atexit
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path

from autograder.classroom.bench import Bench
from autograder.classroom.grader import Grader
from autograder.course.manifest import load_course
from autograder.course.model import Course, ExerciseResult, StudentResult, Submission, SubmittedFile
from autograder.nbgrader.build import sheets_of
from autograder.nbgrader.sheet import Sheet
from autograder.sandbox.wall.layers import Level


class NotebookDesk:
    """Grades one notebook after the other. The wall is built when the first one comes."""

    def __init__(self, folder: Path, isolation: Level) -> None:
        """Raises CourseError where the course in `folder` cannot be graded."""
        self.course: Course = load_course(folder, with_solutions=True)
        self._isolation = isolation

    @cached_property
    def grader(self) -> Grader:
        return Grader(self.course)

    @cached_property
    def sheets(self) -> Mapping[str, Sheet]:
        return sheets_of(self.grader)

    @cached_property
    def _bench(self) -> Bench:
        bench = Bench(self.grader, self._isolation)
        atexit.register(bench.__exit__, None, None, None)
        return bench

    @property
    def isolation(self) -> str:
        """The name of the wall, which is built now if it is not there. IsolationError where it cannot be had."""
        return self._bench.launcher.name

    def judge(self, student: str, exercise: str, file: SubmittedFile | None) -> ExerciseResult:
        """One student's result in one exercise. Whatever goes wrong here is the grader's fault, and is said so."""
        submission = Submission(student, {} if file is None else {exercise: file})
        bench = self._bench  # IsolationError: the wall that was asked for cannot be had
        try:
            return _of(bench.judge(submission), exercise)
        except Exception as error:
            return _of(self.grader.fault(student, f"{type(error).__name__}: {error}", "", submission), exercise)


def _of(result: StudentResult, exercise: str) -> ExerciseResult:
    return next(part for part in result.exercises if part.id == exercise)


@cache
def desk(folder: Path, isolation: Level = "auto") -> NotebookDesk:
    """The desk of this process for a course."""
    return NotebookDesk(folder, isolation)
