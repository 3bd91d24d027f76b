"""What one run of pytest in a student's folder knows: the files, the checks, how they ended."""

from __future__ import annotations

import pytest

from autograder.checks.submission import SubmissionProxy
from autograder.course.collect import ROOMS, exercise_of, to_check
from autograder.course.model import Check, Course, Exercise
from autograder.course.solutions import load_target
from autograder.errors import CourseError
from autograder.kinds.code.pace import slow
from autograder.sandbox import timelimit
from autograder.sandbox.local import LocalTarget
from autograder.student.files import ExerciseFile
from autograder.student.pytest.papers import PaperItem
from autograder.student.scoreboard import Scoreboard

STATE = pytest.StashKey[str]()
"""Of a test: unstarted, waiting or problem, where it is one of these."""


class Homework:
    """One course on one student's own files, for one run."""

    def __init__(self, course: Course, *, fail_unstarted: bool, debugging: bool) -> None:
        self.course = course
        self.board = Scoreboard(course)
        self.checks: dict[str, Check] = {}
        self.proxies: dict[str, SubmissionProxy] = {}
        # In a debugger, a prompt for everything that is not begun would only be in the way.
        self.fail_unstarted = fail_unstarted and not debugging
        self._debugging = debugging
        self._files: dict[str, ExerciseFile] = {}
        self._references: dict[str, LocalTarget] = {}
        self._blocked: set[tuple[str, str]] = set()
        self._seconds: dict[str, float] = {}

    def take(self, items: list[pytest.Item]) -> None:
        """Finds the checks among `items` and puts them in the course's order, visible ones first."""
        for item in items:
            if self._is_check(item):
                try:
                    self.checks[item.nodeid] = to_check(self.course, item)
                except CourseError as error:
                    raise pytest.UsageError(str(error)) from error
        items.sort(key=self._rank)

    def _is_check(self, item: pytest.Item) -> bool:
        folders = [self.course.root / "tests" / room for room in ROOMS]
        return item.path.parent in folders and exercise_of(item.path) in {e.id for e in self.course.exercises}

    def _rank(self, item: pytest.Item) -> tuple[int, bool]:
        """Everything that is no check comes first, as it was."""
        if not self.holds(item):
            return -1, False
        check = self.checks.get(item.nodeid)
        return self.course.exercises.index(self.file(item).exercise), check is not None and not check.visible

    def holds(self, item: object) -> bool:
        """Whether this test is about one of the course's exercises."""
        return isinstance(item, PaperItem) or getattr(item, "nodeid", None) in self.checks

    def exercise(self, item: pytest.Item) -> Exercise:
        """The exercise that a check is about; fails the test where it is no check."""
        check = self.checks.get(item.nodeid)
        if check is None:
            pytest.fail(f"{item.nodeid} is not a check of this course", pytrace=False)
        return self.course.exercise(check.exercise)

    def file(self, item: pytest.Item) -> ExerciseFile:
        """The student's file that a test is about."""
        return item.paper if isinstance(item, PaperItem) else self.file_of(self.exercise(item))

    def file_of(self, exercise: Exercise) -> ExerciseFile:
        """The student's file for an exercise."""
        if exercise.id not in self._files:
            limit = not (self._debugging or timelimit.stands_in_debugger())
            self._files[exercise.id] = ExerciseFile(self.course, exercise, limit=limit, keep_frames=self._debugging)
        return self._files[exercise.id]

    def slow(self, exercise: Exercise, seconds: float) -> str:
        """What to say once the checks of an exercise have taken too long together: these seconds are one's more."""
        before = self._seconds.get(exercise.id, 0.0)
        self._seconds[exercise.id] = before + seconds
        said = self._debugging or slow(exercise, before)
        return "" if said else slow(exercise, before + seconds)

    def reference(self, exercise: Exercise) -> LocalTarget:
        """The course's own solution, where this folder has it."""
        if exercise.id not in self._references:
            self._references[exercise.id] = load_target(self.course.solution(exercise), data=exercise.data)
        return self._references[exercise.id]

    def said_before(self, exercise: Exercise, until: str) -> bool:
        """Whether a test of this exercise has failed for this reason already: the others need not all say so."""
        key = (exercise.id, until)
        seen = key in self._blocked
        self._blocked.add(key)
        return seen
