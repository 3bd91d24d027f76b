"""Ends a run that hangs where Python cannot be interrupted: in one long call into C, such as ``sum(range(10**14))``.

No clock of this process is heard there, Ctrl-C neither. Python's faulthandler has a thread that needs nothing of the
interpreter: it writes which line is at work, and ends the process. What the run has found so far is lost with it, so it
waits for long. It is for runs that nobody stands beside: where pytest was typed, `again` goes on with the others.
"""

from __future__ import annotations

import faulthandler
import os
from collections.abc import Generator

import pytest

from autograder.sandbox import timelimit
from autograder.student.pytest.again import has_its_own
from autograder.student.pytest.homework import Homework

GRACE = 60.0
"""Seconds beyond what the course gives the whole exercise: whatever can be interrupted was so long before."""


class LastResort:
    """The pytest plugin. Where pytest is told to do the same (`faulthandler_timeout`), or somebody debugs, it rests."""

    def __init__(self, homework: Homework, config: pytest.Config) -> None:
        self._homework = homework
        self._rests = timelimit.stands_in_debugger() or has_its_own(config)
        # Of the terminal: while a test runs pytest keeps what is written, and would lose it.
        self._terminal = -1 if self._rests else os.dup(2)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, None, None]:
        check = None if self._rests else self._homework.checks.get(item.nodeid)
        if check is None:
            return (yield)
        seconds = self._homework.course.exercise(check.exercise).limits.total_seconds + GRACE
        faulthandler.dump_traceback_later(seconds, exit=True, file=self._terminal)
        try:
            return (yield)
        finally:
            faulthandler.cancel_dump_traceback_later()

    def pytest_enter_pdb(self) -> None:
        """Whoever looks around may take their time."""
        faulthandler.cancel_dump_traceback_later()

    def pytest_unconfigure(self) -> None:
        if not self._rests:
            os.close(self._terminal)
