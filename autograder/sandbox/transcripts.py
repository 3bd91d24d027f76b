"""What programs answered to a check, as digests: to a check two programs that answer alike are the same.

A check sees nothing of a program but its answers, and what it asks next follows from them. So where a program answers
all that a check asked of an earlier one byte for byte as that did, the check ends as it ended there. What a check asked
is kept as a tree: a question, and for each answer to it the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from autograder.sandbox.likely import LikelyCall

T = TypeVar("T")
Digest = Callable[[bytes], bytes | None]
"""The digest of a program's answer to a question; None where it was not asked that, or not answered with data."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question of a check and its answer, both as they crossed the wall.

    `filled` are the bytes of the grader's memory that the answer counts for. Only what was answered `quick` is asked
    of others ahead.
    """

    call: LikelyCall
    question: bytes
    answer: bytes
    filled: int
    quick: bool


@dataclass(slots=True)
class Recording:
    """What was asked while it was made. Not `whole` where something crossed that no digest stands for."""

    steps: list[Step] = field(default_factory=list)
    whole: bool = True


class Answers(Protocol):
    """The answers of a program that only computes: they are the same whenever it is asked."""

    def digest(self, question: bytes) -> bytes | None:
        """See Digest."""
        ...

    def spend(self, filled: int) -> bool:
        """Counts answers as taken. False, and nothing counted, where the program may not send as much any more."""
        ...

    def recording(self) -> AbstractContextManager[Recording]:
        """Records what the program is asked inside."""
        ...


@dataclass(slots=True)
class _Place(Generic[T]):
    """A point in what a check asks: what comes next there, and how it ended where nothing does."""

    asks: Step | None = None
    after: dict[bytes, _Place[T]] = field(default_factory=dict)
    found: T | None = None
    filled: int = 0


class Transcripts(Generic[T]):
    """How one check ended, by the answers that it got."""

    def __init__(self) -> None:
        self._start: _Place[T] = _Place()
        self._steady = True

    def find(self, answers: Answers) -> T | None:
        """How the check ends on this program; None where nobody has answered like it. What it saw is counted."""
        place = self._follow(answers.digest)
        return place.found if place.found is not None and answers.spend(place.filled) else None

    def next_question(self, digest: Digest) -> LikelyCall | None:
        """What the check asks this program, in all likelihood, that it was not asked yet."""
        asks = self._follow(digest).asks
        return asks.call if asks is not None and asks.quick and digest(asks.question) is None else None

    def keep(self, steps: Sequence[Step], found: T) -> None:
        """Keeps how the check ended after these steps."""
        place = self._start
        for step in steps:
            if place.asks is None and place.found is None:
                place.asks = step
            elif place.asks is None or place.asks.question != step.question:
                self._steady = False  # the check is not the same each time: then nothing follows from answers
                return
            after = place.after.setdefault(step.answer, _Place(filled=place.filled + step.filled))
            place = after
        if place.asks is not None:
            self._steady = False
            return
        place.found = found

    def _follow(self, digest: Digest) -> _Place[T]:
        """The last point that is known of what the check asks this program."""
        place = self._start
        while self._steady and place.asks is not None:
            answer = digest(place.asks.question)
            after = None if answer is None else place.after.get(answer)
            if after is None:
                return place
            place = after
        return place if self._steady else _Place()
