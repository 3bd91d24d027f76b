"""What a function of the check's answers a program that calls it."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.sandbox.handles import Lent
from autograder.sandbox.outcomes import Raised
from autograder.sandbox.process.packing import BadFrame, pack
from autograder.sandbox.process.wire import ANSWER, Reply, Request, frame


def answer_to(question: Reply, lent: Mapping[int, Lent], seconds: float) -> bytes:
    """The frame with what the function answers, for which it has so many seconds, or with the error that it raised.

    `lent` are the functions that the program was handed, by their numbers. Raises BadFrame for a question that an
    honest program cannot ask.
    """
    function = lent.get(question.line or 0)
    if function is None or function.answer is None or question.special:
        raise BadFrame("a question to a function that was not lent")
    if type(question.value) is not tuple or type(question.arguments) is not dict:
        raise BadFrame("a call without arguments")
    outcome = function.answer(question.value, question.arguments, max(0.001, seconds))
    buffers: list[bytes] = []
    if not isinstance(outcome, Raised):
        try:
            return frame(Request(0, ANSWER, "", "", pack(outcome.value, buffers)), buffers)
        except BadFrame as error:  # too much, and not the student's doing
            outcome = Raised("ValueError", f"the answer cannot be sent: {error}", "ValueError")
    return frame(Request(0, ANSWER, "", outcome.builtin or "RuntimeError", outcome.text), [])
