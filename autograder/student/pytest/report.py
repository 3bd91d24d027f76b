"""How the checks ended, in the student's words: each test's report, and the board at the end."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

from autograder.checks.run import Verdict, judge_error
from autograder.checks.sentences import unwritten
from autograder.course.collect import ROOMS, exercise_of
from autograder.course.model import Check, CheckResult, Outcome
from autograder.kinds.registry import kind_of
from autograder.kinds.rows import row
from autograder.student.failure import blocked_by, explain
from autograder.student.layout import fold
from autograder.student.pytest.homework import REMARK, STATE, Homework
from autograder.student.pytest.workers import AGAIN
from autograder.student.scoreboard import Note

PRINTED, PRINTED_LINES = 2000, 30
"""How many characters, and how many lines, of what the student's code printed are shown with a failure."""


class Reporter:
    """Rewrites the reports of one run."""

    def __init__(self, homework: Homework) -> None:
        self._homework = homework
        self._session: pytest.Session | None = None
        self._unstarted = 0

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if not self._homework.holds(item):
            return report
        report.sections = [(title, _shortened(text)) for title, text in report.sections]
        result = self._result(item, report, call)
        if report.when != "teardown":
            report.__dict__["autograder"] = item.stash.get(STATE, "")
        remark = item.stash.get(REMARK, "")
        if result is not None or remark:
            file = self._homework.file(item)
            of = self._homework.checks_of(file.exercise)
            note = Note(file.exercise.id, remark, result, of, file.warning)
            report.__dict__["autograder_note"] = note.as_data()
        return report

    def _result(self, item: pytest.Item, report: pytest.TestReport, call: pytest.CallInfo[None]) -> CheckResult | None:
        """The row of a check that this report settles."""
        check = self._homework.checks.get(item.nodeid)
        if check is None or self._homework.file(item).untouched:
            return None
        if report.when == "call":
            return row(check, *self._judge(item, check, report, call))
        return row(check, "not_run") if report.when == "setup" and not report.passed else None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> Generator[None, None, None]:
        """Puts what a report says on the board, also where another process ran the test.

        What is not begun is no failure that a run should stop at, as it does with -x; it counts when all is over.
        """
        note = report.__dict__.get("autograder_note")
        if note:
            self._homework.board.take(Note.from_data(note))
        session = self._session
        if session is None:
            return (yield)
        if report.failed and getattr(report, "autograder", "") == "unstarted":
            self._unstarted += 1
            session.testsfailed -= 1
        yield
        if session.shouldfail == "stopping after 1 failures":
            session.shouldfail = "stopping after 1 failure"

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        self._session = session

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, object, object]:
        done = yield
        session.testsfailed += self._unstarted
        return done

    def _judge(
        self, item: pytest.Item, check: Check, report: pytest.TestReport, call: pytest.CallInfo[None]
    ) -> tuple[Outcome, str]:
        """How the check ended and, where it failed, the next thing to do; the report says why."""
        if report.passed:
            return "passed", ""
        if report.skipped or call.excinfo is None:
            return "not_run", ""
        verdict = judge_error(call.excinfo.value, self._homework.proxies.get(item.nodeid))
        return "failed", self._tell(item, check, verdict, report)

    def _tell(self, item: pytest.Item, check: Check, verdict: Verdict, report: pytest.TestReport) -> str:
        file = self._homework.file(item)
        failure = explain(check.title, verdict, file)
        until = blocked_by(verdict)
        if verdict.ending == "unwritten":
            until = f"{unwritten(verdict.calls[-1])} is written"
            if failure.message == verdict.message:  # nothing is the matter: it is simply to be done
                item.stash[STATE] = "unstarted"
                report.longrepr = verdict.message
                if not self._homework.fail_unstarted:
                    self._skip(item, report, verdict.message)
                return f"write {unwritten(verdict.calls[-1])}"
        report.longrepr = failure
        if until is None:
            return ""
        if self._homework.said_before(file.exercise, until):
            item.stash[STATE] = "waiting"
            self._skip(item, report, f"waits until {until}")
        return f"see that {until}"

    def _skip(self, item: pytest.Item, report: pytest.TestReport, reason: str) -> None:
        report.outcome = "skipped"
        report.longrepr = (str(self._homework.file(item).path), 1, f"Skipped: {reason}")

    def pytest_report_teststatus(self, report: Any) -> tuple[str, str, str] | None:
        """What is not begun, or waits, is counted by that name and takes no room among the failures."""
        state = getattr(report, "autograder", "")
        if state == AGAIN:
            return "", "", ""
        if report.failed and state == "unstarted":
            return "not started", "n", "NOT STARTED"
        if report.skipped and state == "waiting":
            return "waiting", "w", "WAITS"
        if report.failed and state == "problem":
            return "failed", "F", "FAILED"
        return None

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        lines = self._homework.board.lines(self._homework.planned)
        if lines:
            terminalreporter.section(self._homework.course.title, sep="-")
        word = terminalreporter.config.option.keyword.strip()
        if word in self._homework.board.exercises() and len(self._homework.board.exercises()) > 1:
            others = f"-k {word} takes every check with that word in its name"
            lines.append(f"{others}; `autograder check {word}` looks at {word} alone.")
        lines += self._without_checks()
        for line in lines:
            for part in fold(line, terminalreporter.config.get_terminal_writer().fullwidth - 1, "", " " * 4):
                terminalreporter.write_line(part)

    def _without_checks(self) -> list[str]:
        """Of exercises without a check in this folder, where all of it was meant to be run."""
        course = self._homework.course
        if self._session is None or self._session.config.args_source is pytest.Config.ArgsSource.ARGS:
            return []
        by_checks = [one.id for one in course.exercises if kind_of(one).by_checks]
        there = {exercise_of(path) for room in ROOMS for path in (course.root / "tests" / room).glob("test_*.py")}
        left = [name for name in by_checks if name not in there]
        if not left:
            return []
        again = "Was one here before? Unpack the folder that you were given once more."
        return [f"No check is in tests/visible/ of {', '.join(left)}: when you hand in, it is checked. {again}"]


def _shortened(text: str) -> str:
    """The beginning of what was printed: a loop prints a million lines, and what is wrong stands above them."""
    shown = "".join(text[:PRINTED].splitlines(keepends=True)[:PRINTED_LINES])
    left = text[len(shown) :]
    if not left:
        return text
    what, count = ("line", left.count("\n")) if shown.endswith("\n") else ("character", len(left))
    return f"{shown.rstrip()}\n... ({count} more {what}{'s' * (count != 1)})"
