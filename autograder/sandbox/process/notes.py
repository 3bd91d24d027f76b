"""What one program was asked and what it answered, kept while it lives: ahead of the checks, and in their turn."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from autograder.sandbox.likely import LikelyCall
from autograder.sandbox.outcomes import CallOutcome, Loaded
from autograder.sandbox.process.foresight import Foreseen, digest_of
from autograder.sandbox.process.packing import BadFrame
from autograder.sandbox.process.replies import Allowance, is_plain, outcome_of
from autograder.sandbox.process.wire import Reply, Request, frame
from autograder.sandbox.transcripts import Recording, Step

QUICK = 0.005
"""Seconds: what was answered within them is asked of the programs that come after, ahead."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A call that is about to be made. `question` is the call as bytes without a number, where it can be sent."""

    call: LikelyCall
    question: bytes | None
    left: int
    start: float


class Notes:
    """The notes on one program: see Answers in `transcripts`."""

    def __init__(self, allowance: Allowance) -> None:
        self.foreseen: Foreseen | None = None
        self._allowance = allowance
        self._recording: Recording | None = None
        self._came: bytes | None = None

    def digest(self, question: bytes) -> bytes | None:
        """The digest of the answer to a question; None where it was not asked ahead."""
        return None if self.foreseen is None else self.foreseen.digest(question)

    def spend(self, filled: int) -> bool:
        """Counts answers as taken; False where there is no room for them."""
        return self._allowance.spend(filled)

    def foretold(self, question: bytes | None, request: Request) -> CallOutcome | None:
        """What was answered ahead; None where it has to be asked."""
        found = self.foreseen.answer(question, self._allowance.payload) if self.foreseen and question else None
        if found is None:
            return None
        self._allowance.take(*found)
        outcome = outcome_of(found[0], request)
        return None if isinstance(outcome, Loaded) else outcome

    @contextmanager
    def recording(self) -> Iterator[Recording]:
        """Records what is asked inside, and digests of the answers."""
        self._recording = Recording()
        try:
            yield self._recording
        finally:
            self._recording = None

    def begin(self, call: LikelyCall, request: Request, buffers: list[bytes]) -> Begun:
        """A call, before it has a number."""
        question = None
        if self.foreseen is not None:
            try:
                question = frame(request, buffers)
            except BadFrame:  # said where it is asked
                question = None
        self._came = None
        return Begun(call, question, self._allowance.left, time.monotonic())

    def came(self, reply: Reply, header: bytes, payload: memoryview) -> None:
        """An answer has come to what was asked last."""
        self._came = None if self._recording is None else digest_of(reply.id, header, payload)

    def end(self, begun: Begun, outcome: CallOutcome, *, foretold: bool, lent: bool) -> None:
        """The call is over. With `lent` functions more may have crossed than the answer."""
        if self._recording is None:
            return
        question = begun.question
        digest = self._came if question is None or not foretold else self.digest(question)
        if question is None or digest is None or lent or not is_plain(outcome):
            self._recording.whole = False
            return
        quick = time.monotonic() - begun.start < QUICK
        filled = begun.left - self._allowance.left
        self._recording.steps.append(Step(begun.call, question, digest, filled, quick))
