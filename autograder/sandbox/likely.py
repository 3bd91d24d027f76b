"""What checks are likely to ask of a program: what they asked of the course's own.

A check's arguments seldom depend on earlier answers, so its calls are known before a student's file is. Of a program
that only computes they can be asked all at once, ahead: an answer is the same then. Who asks something else gets it as
ever.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from autograder.sandbox.local import LocalTarget
from autograder.sandbox.outcomes import CallOutcome, Raised, Returned
from autograder.sandbox.values import Plain

QUICK = 0.005
"""Seconds: a call that takes longer is not asked ahead, nor is anything once all of them took ALTOGETHER."""
ALTOGETHER = 0.05


@dataclass(frozen=True, slots=True)
class LikelyCall:
    """One call, with plain data that nobody changes."""

    function: str
    args: tuple[Plain, ...]
    kwargs: dict[str, Plain]
    want_arguments: bool


@dataclass(eq=False, slots=True, weakref_slot=True)
class Likely:
    """Calls in the order in which they were made, perhaps more than once."""

    calls: list[LikelyCall] = field(default_factory=list)
    further: Callable[[Callable[[bytes], bytes | None]], list[LikelyCall]] = lambda digest: []
    """What is likely after answers with these digests; see `transcripts`."""


class Recorder:
    """A module of the course's own, and the calls that were made of it."""

    def __init__(self, target: LocalTarget) -> None:
        self.likely = Likely()
        self._target = target
        self._left = ALTOGETHER

    @property
    def raised(self) -> BaseException | None:
        return self._target.raised

    def call(
        self, function: str, args: tuple[Plain, ...], kwargs: dict[str, Plain], *, want_arguments: bool
    ) -> CallOutcome:
        __tracebackhide__ = True
        start = time.perf_counter()
        outcome = self._target.call(function, args, kwargs, want_arguments=want_arguments)
        took = time.perf_counter() - start
        if took < QUICK and took < self._left and function.isidentifier() and _is_data(outcome):
            self._left -= took
            self.likely.calls.append(LikelyCall(function, args, kwargs, want_arguments))
        return outcome

    def forget(self) -> None:
        self._target.forget()


def _is_data(outcome: CallOutcome) -> bool:
    return isinstance(outcome, Raised) or (isinstance(outcome, Returned) and not outcome.special)
