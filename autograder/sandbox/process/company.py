"""The worker that programs of one student share, where each of them can only compute.

A process of its own is what keeps one exercise from another. Of a program that computes and keeps nothing the worker
knows before it runs that it can reach no other (`autograder.sandbox.pure`), so between two of them a process more would
change nothing but what it costs, which is most of what judging costs. All of them are loaded, and asked what their
visible checks are likely to ask, before a hidden input of any is sent: what may be told in words was answered by then.
A program that may do more is never in such a worker: it could read what lies in memory.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import Crashed, Raised, TimedOut
from autograder.sandbox.process.remote import Channel

SECONDS = 1.0
"""From the making of a worker on, how long programs are judged in it. No more than this is missing of the processor
time that the last one gets, and a second more than it needs is what each worker has."""
WITHIN = 0.25
"""Seconds: what a program may take among others, clearing up after them included. One that takes longer is judged
alone, in the whole of its own time."""


class Refused(Exception):
    """A program that may do more than compute, which a worker of several programs has not run."""


class Place:
    """Where a program runs: a worker, or none yet or any more."""

    worker: Channel | None = None

    def end(self) -> None:
        """Nothing runs here after this."""
        worker, self.worker = self.worker, None
        if worker is not None:
            worker.end()


class Company(Place):
    """The place of several programs. A worker that was lost is not replaced: each begins in one of its own then."""

    def __init__(self) -> None:
        self._limits: SessionLimits | None = None
        self._made = 0.0
        self.knows = False
        """Whether a hidden input was sent, so that what is answered from now on may not be told in words."""

    def admits(self, limits: SessionLimits, make: Callable[[], Channel]) -> bool:
        """Whether a program with these limits may come; for the first one a worker is made.

        Who comes is asked what is told in words, so nobody comes where a hidden input was sent.
        """
        if self._limits is None:
            self.worker, self._limits, self._made = make(), limits, time.monotonic()
        return not self.knows and self.takes(limits)

    def takes(self, limits: SessionLimits) -> bool:
        """Whether a program with these limits may be here."""
        return self.worker is not None and limits == self._limits and time.monotonic() - self._made < SECONDS


def may_be_due_to_others(outcome: object) -> bool:
    """Whether an outcome may have to do with what other programs used: memory that they took, or time."""
    full = isinstance(outcome, Raised) and "MemoryError" in (outcome.type_name, outcome.builtin)
    return full or isinstance(outcome, Crashed | TimedOut)
