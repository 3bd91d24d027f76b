"""What one run of pytest in a student's folder knows: the files, the checks, how they ended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.checks.submission import SubmissionProxy
from autograder.course.collect import ROOMS, exercise_of, to_check
from autograder.course.model import Check, Course, Exercise
from autograder.course.solutions import load_target
from autograder.errors import CourseError
from autograder.kinds.code.pace import slow
from autograder.sandbox import timelimit
from autograder.sandbox.local import LocalTarget
from autograder.sandbox.timelimit import Budget
from autograder.student.files import ExerciseFile
from autograder.student.pytest.notes import Notes
from autograder.student.pytest.papers import PaperItem
from autograder.student.scoreboard import Scoreboard

STATE = pytest.StashKey[str]()
"""Of a test: unstarted, waiting or problem, where it is one of these."""
REMARK = pytest.StashKey[str]()
"""Of a test: the one thing to say about its exercise, before anything that checks say."""


class Homework:
    """One course on one student's own files, for one run."""

    def __init__(self, course: Course, *, fail_unstarted: bool, debugging: bool, notes: Notes | None = None) -> None:
        """`notes` are taken of each call where somebody waits for this process, and goes on where one ends it."""
        self.course = course
        self.board = Scoreboard(course)
        self.checks: dict[str, Check] = {}
        self.proxies: dict[str, SubmissionProxy] = {}
        # In a debugger, a prompt for everything that is not begun would only be in the way.
        self.fail_unstarted = fail_unstarted and not debugging
        self._debugging = debugging
        self._notes = notes
        self._files: dict[str, ExerciseFile] = {}
        self._references: dict[str, LocalTarget] = {}
        self._blocked: set[tuple[str, str]] = set()
        self.planned: list[str] = []
        self._counts: dict[str, int] = {}
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
        held = [item for item in items if self.holds(item)]
        self.planned = list(dict.fromkeys(self.file(item).exercise.id for item in held))
        self._counts = _counts([item for item in held if item.nodeid in self.checks])

    def checks_of(self, exercise: Exercise) -> int:
        """How many checks the exercise has in this folder, whichever of them are run; 0 where that is not known."""
        return self._counts.get(exercise.id, 0)

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
            self._files[exercise.id] = self._made(exercise)
        return self._files[exercise.id]

    def _made(self, exercise: Exercise) -> ExerciseFile:
        limit = not (self._debugging or timelimit.stands_in_debugger())
        notes = self._notes if limit else None
        if notes is None:
            return ExerciseFile(self.course, exercise, limit=limit, keep_frames=self._debugging)
        # Where a call has ended a run, what others may wait for is bounded as in class.
        return ExerciseFile(
            self.course,
            exercise,
            budget=lambda: Budget(exercise.limits.total_seconds) if notes.known(exercise) else None,
            announce=notes.of(exercise),
        )

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


def _counts(checks: list[pytest.Item]) -> dict[str, int]:
    """Exercise -> the number of its checks, also of those that were not asked for.

    Where visible checks are there and none of them was asked for, the number is not known, and left out.
    """
    files = {file.path: file for item in checks if (file := item.getparent(pytest.Module)) is not None}
    found: dict[str, int] = {}
    for path, file in files.items():
        found[exercise_of(path)] = found.get(exercise_of(path), 0) + sum(1 for _ in _all_in(file))
    return {exercise: count for exercise, count in found.items() if not _left_out(exercise, set(files))}


def _all_in(file: pytest.Collector) -> Iterator[pytest.Item]:
    """Every test in a file: what was collected of it may be a selection."""
    for node in file.collect():
        if isinstance(node, pytest.Collector):
            yield from _all_in(node)
        else:
            yield node


def _left_out(exercise: str, asked: set[Path]) -> bool:
    places = {path.parents[1] / "visible" / path.name for path in asked if exercise_of(path) == exercise}
    return any(place.is_file() and place not in asked for place in places)
