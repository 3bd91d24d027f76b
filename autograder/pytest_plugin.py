"""What a student sees when they run pytest in a course's folder. In any other folder the plugin does nothing."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
import pytest

from autograder.calls import LocalTarget, SubmissionProxy
from autograder.checks import Close, generator, judge_error
from autograder.collect import ROOMS, declare_markers, exercise_of, to_check
from autograder.course import load_course
from autograder.errors import CourseError
from autograder.home import ExerciseFile, Scoreboard, explain
from autograder.isolation.values import Plain
from autograder.model import Check, Course, Exercise, Outcome
from autograder.solutions import load_target

NOT_STARTED = "autograder_not_started"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(NOT_STARTED, "what an untouched exercise's tests do: skip or fail", default="skip")


def pytest_configure(config: pytest.Config) -> None:
    if (config.rootpath / "course.yaml").is_file():
        try:
            course = load_course(config.rootpath)
        except CourseError as error:
            raise pytest.UsageError(str(error)) from error
        declare_markers(config)
        # The visible and the hidden checks of an exercise have one file name, which pytest's default takes for a clash.
        config.option.importmode = "importlib"
        config.pluginmanager.register(CoursePlugin(course, config), "autograder-course")


class CoursePlugin:
    """Runs the checks of one course on the student's own files."""

    def __init__(self, course: Course, config: pytest.Config) -> None:
        self._course = course
        self._fail_unstarted = config.getini(NOT_STARTED) == "fail"
        self._files: dict[str, ExerciseFile] = {}
        self._references: dict[str, LocalTarget] = {}
        self._checks: dict[str, Check] = {}
        self._proxies: dict[str, SubmissionProxy] = {}
        self._board = Scoreboard(course)

    # Fixtures: the same four as in class.

    @pytest.fixture
    def submission(self, request: pytest.FixtureRequest) -> SubmissionProxy | Plain:
        exercise = self._exercise(request.node)
        file = self._file(exercise)
        if exercise.kind == "form":
            return file.data()
        proxy = SubmissionProxy(file.target())
        self._proxies[request.node.nodeid] = proxy
        return proxy

    @pytest.fixture
    def reference(self, request: pytest.FixtureRequest) -> SubmissionProxy:
        exercise = self._exercise(request.node)
        if exercise.id not in self._references:
            self._references[exercise.id] = load_target(self._course.solution(exercise))
        return SubmissionProxy(self._references[exercise.id])

    @pytest.fixture
    def close(self, request: pytest.FixtureRequest) -> Close:
        uses_submission = "submission" in request.fixturenames
        proxy = request.getfixturevalue("submission") if uses_submission else None
        tolerance = self._exercise(request.node).tolerance
        return Close(tolerance, proxy if isinstance(proxy, SubmissionProxy) else None)

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> np.random.Generator:
        return generator(self._course.seed, self._checks[request.node.nodeid].id)

    # Hooks.

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            if self._is_check(item):
                try:
                    self._checks[item.nodeid] = to_check(self._course, item)
                except CourseError as error:
                    raise pytest.UsageError(str(error)) from error

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        check = self._checks.get(item.nodeid)
        if check is None:
            return
        exercise = self._course.exercise(check.exercise)
        if self._file(exercise).untouched:
            self._board.add_unstarted(exercise.id)
            self._not_started(f"not started: {exercise.file} is still as it was handed out")
        waits_for = self._board.unmet(check)
        if waits_for:
            pytest.skip(f"waits until this passes: {waits_for}")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        check = self._checks.get(item.nodeid)
        if check is not None and not self._file(self._course.exercise(check.exercise)).untouched:
            self._translate(check, report, call)
        return report

    def _translate(self, check: Check, report: pytest.TestReport, call: pytest.CallInfo[None]) -> None:
        """Puts a failure into the student's words, and notes how the check ended."""
        if (report.when == "setup" and report.passed) or report.when == "teardown":
            return
        outcome: Outcome = "passed" if report.passed else "not_run" if report.skipped else "failed"
        if report.when == "call" and report.failed and call.excinfo is not None:
            verdict = judge_error(call.excinfo.value, self._proxies.get(report.nodeid))
            path = self._file(self._course.exercise(check.exercise)).path
            report.longrepr = explain(verdict, path)
            if verdict.ending == "unwritten" and not self._fail_unstarted:
                report.outcome = "skipped"
                report.longrepr = (str(path), 1, f"Skipped: {verdict.message}")
        self._board.add(check, outcome)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        for line in self._board.lines():
            terminalreporter.write_line(line)

    # Helpers.

    def _not_started(self, message: str) -> None:
        if self._fail_unstarted:
            pytest.fail(message, pytrace=False)
        pytest.skip(message)

    def _is_check(self, item: pytest.Item) -> bool:
        folders = [self._course.root / "tests" / room for room in ROOMS]
        return item.path.parent in folders and exercise_of(item.path) in {e.id for e in self._course.exercises}

    def _exercise(self, item: pytest.Item) -> Exercise:
        check = self._checks.get(item.nodeid)
        if check is None:
            pytest.fail(f"{item.nodeid} is not a check of this course", pytrace=False)
        return self._course.exercise(check.exercise)

    def _file(self, exercise: Exercise) -> ExerciseFile:
        if exercise.id not in self._files:
            self._files[exercise.id] = ExerciseFile(self._course, exercise)
        return self._files[exercise.id]
