"""The pipeline for one submission, read top to bottom: find the file, judge it by its kind, add up."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from autograder.course.collect import collect
from autograder.course.model import Check, Course, Exercise, ExerciseResult, StudentResult, Submission
from autograder.errors import CourseError
from autograder.kinds.code.grader import CodeGrader
from autograder.kinds.form.grader import FormGrader
from autograder.kinds.quiz.grader import QuizGrader
from autograder.kinds.rows import row, total
from autograder.kinds.written.grader import WrittenGrader
from autograder.sandbox.hosts import Host


class Grader:
    """Everything that grading a class needs, made once: the checks are collected, references and mistakes loaded."""

    def __init__(self, course: Course, only: Sequence[str] = ()) -> None:
        self.course = course
        self.exercises = chosen(course, only)
        self.checks = collect(course)
        self._code: dict[str, CodeGrader] = {}
        self._forms: dict[str, FormGrader] = {}
        self._written: dict[str, WrittenGrader] = {}
        self._quizzes: dict[str, QuizGrader] = {}
        for exercise in self.exercises:
            checks = self.checks[exercise.id]
            if exercise.kind == "code":
                self._code[exercise.id] = CodeGrader(course, exercise, _required(course, exercise, checks))
            elif exercise.kind == "form":
                self._forms[exercise.id] = FormGrader(course, exercise, _required(course, exercise, checks))
            elif exercise.kind == "written":
                self._written[exercise.id] = WrittenGrader(course, exercise)
            else:
                self._quizzes[exercise.id] = QuizGrader(course, exercise)

    @property
    def broken(self) -> dict[str, str]:
        """Checks that the course's own references do not pass: check id -> reason."""
        tables = [grader.broken for grader in self._code.values()] + [form.broken for form in self._forms.values()]
        return {name: reason for table in tables for name, reason in table.items()}

    def grade(self, submission: Submission, host: Host, isolation: str) -> StudentResult:
        """One student's result. `host` runs nothing but this student's code. GraderFault where the host gave way."""
        results = [self._grade_exercise(exercise, submission, host) for exercise in self.exercises]
        return self._add_up(submission.student, results, isolation)

    def fault(self, student: str, reason: str, isolation: str) -> StudentResult:
        """The result of a student whom the grader failed altogether: full points proposed, for a person to review."""
        results = [self._fault(exercise, reason) for exercise in self.exercises]
        return self._add_up(student, results, isolation)

    def _add_up(self, student: str, results: Sequence[ExerciseResult], isolation: str) -> StudentResult:
        return StudentResult(
            course=self.course.name,
            student=student,
            score=math.fsum(result.score for result in results),
            max_score=math.fsum(result.max_score for result in results),
            needs_review=any(result.needs_review for result in results),
            isolation=isolation,
            exercises=tuple(results),
        )

    def _grade_exercise(self, exercise: Exercise, submission: Submission, host: Host) -> ExerciseResult:
        file = submission.files.get(exercise.id)
        if exercise.kind == "form":
            return self._forms[exercise.id].grade(file)
        if exercise.kind == "written":
            return self._written[exercise.id].grade(file)
        if exercise.kind == "quiz":
            return self._quizzes[exercise.id].grade(file, submission.student if submission.named else None)
        return self._code[exercise.id].grade(file, host)

    def _fault(self, exercise: Exercise, reason: str) -> ExerciseResult:
        message = f"This could not be graded, which is not your fault: {reason}"
        rows = [row(check, "grader_error", message) for check in self.checks[exercise.id]]
        return replace(total(exercise, rows, "needs_review", message), needs_review=True)


def chosen(course: Course, only: Sequence[str]) -> tuple[Exercise, ...]:
    """The exercises with these ids, in the course's order; all where none is named. CourseError for an unknown id."""
    ids = [exercise.id for exercise in course.exercises]
    for name in only:
        if name not in ids:
            raise CourseError(f"there is no exercise {name!r}.", fix=f"Exercises: {', '.join(ids)}.")
    return tuple(exercise for exercise in course.exercises if not only or exercise.id in only)


def _required(course: Course, exercise: Exercise, checks: Sequence[Check]) -> Sequence[Check]:
    if not checks:
        fix = f"Add tests/visible/test_{exercise.id}.py or tests/hidden/test_{exercise.id}.py."
        raise CourseError(f"exercise {exercise.id!r} has no checks.", course.root / "tests", fix=fix)
    return checks


def course_digest(course: Course) -> str:
    """Changes when anything that can change a result does: the manifest, stubs, solutions, checks."""
    digest = hashlib.sha256()
    for path in course_files(course.root):
        digest.update(f"{path.relative_to(course.root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def course_files(root: Path) -> list[Path]:
    """The files of a course that can change a result, in order."""
    rooms = [root / "exercises", root / "solutions", root / "tests" / "visible", root / "tests" / "hidden"]
    files = [path for room in rooms for path in room.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return [root / "course.yaml", *sorted(files)]
