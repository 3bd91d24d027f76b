"""A worker that a program leaves as it found it, for the next one of the same student.

A process of its own is what keeps one exercise from another. Of a program that computes and keeps nothing the worker
knows before it runs that it can reach no other (`autograder.sandbox.pure`), so between two of them a new process would
change nothing but what it costs, which is most of what judging costs. A program that may do more never runs in such a
worker, neither after the others nor before them: it could read what lies in memory.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import Crashed, Raised, TimedOut
from autograder.sandbox.process.remote import Channel

SECONDS = 1.0
"""From the making of a worker on, how long it is handed on. No more than this is missing of the processor time that the
last one gets, and a second more than it needs is what each worker has."""
WITHIN = 0.25
"""Seconds: what a program may take among others, clearing up after them included, so that none of those costs it more
of its time than this. One that takes longer is judged alone."""


class Refused(Exception):
    """A program that may do more than compute, which a worker of other programs has not run."""


@dataclass(frozen=True, slots=True)
class Clean:
    """A worker, what it may use, and when it was made."""

    worker: Channel
    limits: SessionLimits
    made: float = field(default_factory=time.monotonic)

    def suits(self, limits: SessionLimits) -> bool:
        """Whether a program with these limits may be the next."""
        return limits == self.limits and time.monotonic() - self.made < SECONDS


def may_be_due_to_others(outcome: object) -> bool:
    """Whether an outcome may have to do with what other programs used: memory that they took, or time."""
    full = isinstance(outcome, Raised) and "MemoryError" in (outcome.type_name, outcome.builtin)
    return full or isinstance(outcome, Crashed | TimedOut)
