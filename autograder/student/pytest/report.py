"""How the checks ended, in the student's words: each test's report, and the board at the end."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

from autograder.checks.run import Verdict, judge_error
from autograder.checks.sentences import unwritten
from autograder.course.model import Check, Outcome
from autograder.student.failure import blocked_by, explain
from autograder.student.layout import fold
from autograder.student.pytest.homework import STATE, Homework

PRINTED = 2000
"""How many characters of what the student's code printed are shown with a failure."""


class Reporter:
    """Rewrites the reports of one run."""

    def __init__(self, homework: Homework) -> None:
        self._homework = homework

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if not self._homework.holds(item):
            return report
        report.sections = [(title, _shortened(text)) for title, text in report.sections]
        check = self._homework.checks.get(item.nodeid)
        if check is not None and not self._homework.file(item).untouched:
            if report.when == "call":
                self._homework.board.add(check, *self._judge(item, check, report, call))
            elif report.when == "setup" and not report.passed:
                self._homework.board.add(check, "not_run")
        if report.when != "teardown":
            report.__dict__["autograder"] = item.stash.get(STATE, "")
        return report

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
        if report.failed and state == "unstarted":
            return "not started", "n", "NOT STARTED"
        if report.skipped and state == "waiting":
            return "waiting", "w", "WAITS"
        if report.failed and state == "problem":
            return "failed", "F", "FAILED"
        return None

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        lines = self._homework.board.lines()
        if lines:
            terminalreporter.section(self._homework.course.title, sep="-")
        word = terminalreporter.config.option.keyword.strip()
        if word in self._homework.board.exercises() and len(self._homework.board.exercises()) > 1:
            others = f"-k {word} takes every check with that word in its name"
            lines.append(f"{others}; `autograder check {word}` looks at {word} alone.")
        for line in lines:
            for part in fold(line, terminalreporter.config.get_terminal_writer().fullwidth - 1, "", " " * 4):
                terminalreporter.write_line(part)


def _shortened(text: str) -> str:
    return text if len(text) <= PRINTED else f"{text[:PRINTED]}\n... ({len(text) - PRINTED} more characters)"
