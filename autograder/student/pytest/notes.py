"""The notes that a process of a run takes of its calls: see `autograder.student.noted`."""

from __future__ import annotations

import faulthandler
import os
from collections.abc import Mapping

from autograder.course.model import Exercise
from autograder.sandbox.here import Announce
from autograder.sandbox.outcomes import Crashed, TimedOut
from autograder.sandbox.timelimit import called_off
from autograder.sandbox.values import Plain
from autograder.student.noted import NotedCalls, leave_alone
from autograder.student.pytest.handover import Handover


class Notes:
    """What this process writes, and what is known of those before it."""

    def __init__(self, handover: Handover, process: str) -> None:
        self._handover = handover
        self._write, self._descriptor = handover.writer(process)
        called_off.append(leave_alone)  # whoever opens a debugger may take their time

    def known(self, exercise: Exercise) -> dict[str, str]:
        """A call's key -> how it ended a process before."""
        return self._handover.endings(exercise.id)

    def of(self, exercise: Exercise) -> Announce:
        """What hears of the calls of one exercise."""
        calls: NotedCalls | None = None

        def hear(
            name: str, args: tuple[Plain, ...] | None, kwargs: Mapping[str, Plain], seconds: float
        ) -> TimedOut | Crashed | None:
            nonlocal calls
            if calls is None:  # now: what ended another process while this one waited for work is known too
                # pytest has set it to the terminal, where the failure of the check is to say it in a sentence.
                faulthandler.enable(self._descriptor)
                calls = NotedCalls(self._write, self._descriptor)
                calls.begin(exercise, self.known(exercise))
            return calls.hear(name, args, kwargs, seconds)

        return hear

    def close(self) -> None:
        """The run is over."""
        leave_alone()
        called_off.remove(leave_alone)
        os.close(self._descriptor)
