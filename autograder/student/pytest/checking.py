"""What a student sees when they run pytest in a course's folder."""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import numpy as np
import pytest

from autograder.checks.asked import answer_truly
from autograder.checks.run import Close, data_shown, generator
from autograder.checks.submission import SubmissionProxy, end_of, record_of
from autograder.course.collect import declare_markers
from autograder.course.data_files import all_shown
from autograder.course.manifest import load_course
from autograder.errors import CourseError
from autograder.kinds.registry import kind_of
from autograder.sandbox import timelimit
from autograder.sandbox.outcomes import TimedOut
from autograder.sandbox.values import Plain
from autograder.student.layout import lay_out
from autograder.student.pytest.again import PROCESS, has_its_own
from autograder.student.pytest.debugging import open_at_student
from autograder.student.pytest.handover import FOLDER, Handover
from autograder.student.pytest.homework import REMARK, STATE, Homework
from autograder.student.pytest.last_resort import LastResort
from autograder.student.pytest.notes import Notes
from autograder.student.pytest.papers import PaperFile, PaperItem
from autograder.student.pytest.places import look_at_checks
from autograder.student.pytest.report import Reporter
from autograder.student.pytest.spread import Spread
from autograder.student.pytest.workers import KEY, Workers, spreads


def install(config: pytest.Config, *, fail_unstarted: bool) -> None:
    """Has pytest run the checks of the course in its root; UsageError where that cannot be used."""
    try:
        course = load_course(config.rootpath, require_stubs=False)
    except CourseError as error:
        raise pytest.UsageError(str(error)) from error
    declare_markers(config)
    look_at_checks(config, course)
    # The visible and the hidden checks of an exercise have one file name, which pytest's default takes for a clash.
    config.option.importmode = "importlib"
    debugging = bool(config.getoption("usepdb", False) or config.getoption("trace", False))
    notes = None if debugging else _notes(config)
    homework = Homework(course, fail_unstarted=fail_unstarted, debugging=debugging, notes=notes)
    config.pluginmanager.register(CoursePlugin(homework), "autograder-course")
    config.pluginmanager.register(Reporter(homework), "autograder-report")
    config.pluginmanager.register(Spread(), "autograder-spread")
    if spreads(config):
        config.pluginmanager.register(Workers(config), "autograder-workers")
    elif not debugging and notes is None:
        config.pluginmanager.register(LastResort(homework, config), "autograder-last-resort")


def _notes(config: pytest.Config) -> Notes | None:
    """Where this process is to note its calls, since another stands beside it; None where none does."""
    folder, process = os.environ.pop(FOLDER, None), PROCESS
    if hasattr(config, "workerinput"):
        folder, process = config.workerinput.get(KEY), config.workerinput["workerid"]
    if folder is None or not Path(folder).is_dir() or has_its_own(config):
        return None
    notes = Notes(Handover(Path(folder)), process)
    config.add_cleanup(notes.close)
    return notes


class CoursePlugin:
    """Runs the checks of one course on the student's own files."""

    def __init__(self, homework: Homework) -> None:
        self._homework = homework

    # Fixtures: the same four as in class.

    @pytest.fixture
    def submission(self, request: pytest.FixtureRequest) -> Iterator[SubmissionProxy | Plain]:
        file = self._homework.file(request.node)
        if not kind_of(file.exercise).runs_code:
            yield file.data
            return
        answer_truly(vars(request.module))
        proxy = SubmissionProxy(file.target)
        self._homework.proxies[request.node.nodeid] = proxy
        began = time.monotonic()
        with data_shown(file.exercise):
            yield proxy
        end_of(proxy)
        calls = record_of(proxy)
        if calls and isinstance(calls[-1].outcome, TimedOut):  # that it does not end says it better
            return
        slow = self._homework.slow(file.exercise, time.monotonic() - began)
        if slow:
            request.node.warn(pytest.PytestWarning(slow))

    @pytest.fixture
    def reference(self, request: pytest.FixtureRequest) -> Iterator[SubmissionProxy]:
        proxy = SubmissionProxy(self._homework.reference(self._homework.exercise(request.node)))
        yield proxy
        end_of(proxy)

    @pytest.fixture
    def close(self, request: pytest.FixtureRequest) -> Close:
        uses_submission = "submission" in request.fixturenames
        proxy = request.getfixturevalue("submission") if uses_submission else None
        tolerance = self._homework.exercise(request.node).tolerance
        return Close(tolerance, proxy if isinstance(proxy, SubmissionProxy) else None)

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> np.random.Generator:
        return generator(self._homework.checks[request.node.nodeid], self._homework.course.seed)

    # Hooks.

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        with all_shown(self._homework.course):
            return (yield)

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> PaperFile | None:
        course = self._homework.course
        for exercise in course.exercises:
            if not kind_of(exercise).by_checks and file_path == course.stub(exercise):
                return PaperFile.of(course, self._homework.file_of(exercise), parent)
        return None

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        self._homework.take(items)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Says what keeps a test from being run, before any fixture is made."""
        if not self._homework.holds(item):
            return
        file, board = self._homework.file(item), self._homework.board
        if file.untouched:
            item.stash[REMARK] = f"not started: {file.name}{f'. {file.beside}' if file.beside else ''}"
            self._not_started(item, f"not started: {file.name} is still as it was handed out")
        if isinstance(item, PaperItem):
            problems = item.problems()
            item.stash[REMARK] = f"next: {problems[0]}" if problems else "filled in: it is marked when you hand it in"
            if problems and not self._homework.fail_unstarted:
                self._not_started(item, f"not finished: {problems[0]}")
            return
        if file.problem:
            item.stash[REMARK] = f"next: mend {file.place_of_problem}"
            self._cannot_run(item, file.problem, f"{file.name} can be run")
        waits_for = board.unmet(self._homework.checks[item.nodeid])
        if waits_for:
            item.stash[STATE] = "waiting"
            pytest.skip(f"waits until this passes: {waits_for}")

    def _not_started(self, item: pytest.Item, reason: str) -> None:
        item.stash[STATE] = "unstarted"
        if not self._homework.fail_unstarted:
            pytest.skip(reason)
        pytest.fail(reason, pytrace=False)

    def _cannot_run(self, item: pytest.Item, reason: str, until: str) -> None:
        """Fails the first test of a file that cannot be run; the others wait."""
        if self._homework.said_before(self._homework.exercise(item), until):
            item.stash[STATE] = "waiting"
            pytest.skip(f"waits until {until}")
        item.stash[STATE] = "problem"
        width = item.config.get_terminal_writer().fullwidth - 1
        pytest.fail("\n".join(lay_out(reason, width)), pytrace=False)

    def pytest_enter_pdb(self) -> None:
        timelimit.call_off()

    @pytest.hookimpl(tryfirst=True)
    def pytest_exception_interact(self, node: pytest.Item, call: pytest.CallInfo[object]) -> None:
        """`--pdb` opens in the student's code."""
        if self._homework.holds(node):
            open_at_student(self._homework.file(node), call)
