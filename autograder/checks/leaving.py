"""The end of a `with` on an object of the student's: what its `__exit__` is told, and what it may swallow."""

from __future__ import annotations

from collections.abc import Sequence
from opcode import opmap
from types import TracebackType
from typing import Any, Protocol

from autograder.checks.sentences import Call
from autograder.errors import GraderFault
from autograder.sandbox.loading import nearest_builtin
from autograder.sandbox.operations import EXIT
from autograder.sandbox.outcomes import Returned

_RAISE = opmap["RAISE_VARARGS"]
_TEXT = 200


class Owner(Protocol):
    """What makes an object's calls."""

    def use(self, operation: str, /, *args: Any, **kwargs: Any) -> Any: ...


def leave(owner: Owner, target: object, error: BaseException | None, trace: TracebackType | None) -> bool:
    """Tells the object that the body is over; whether the error that ended it is swallowed.

    Where the check has failed it is over, and nothing is asked any more. Only what the check itself raised, with
    `raise`, can be swallowed: else whoever swallows all errors would pass each check that has one in the body.
    """
    __tracebackhide__ = True
    if error is None:
        owner.use(EXIT, target, None, None, None)
        return False
    if not isinstance(error, Exception) or isinstance(error, AssertionError | GraderFault):
        return False
    swallowed = owner.use(EXIT, target, nearest_builtin(type(error)), _text_of(error), None)
    return swallowed is True and _raised_in_the_body(trace)


def _text_of(error: Exception) -> str:
    """What makes an error of the same kind say the same: a KeyError says its text in quotes."""
    alone = error.args[0] if len(error.args) == 1 and type(error.args[0]) is str else str(error)
    return str(alone)[:_TEXT]


def _raised_in_the_body(trace: TracebackType | None) -> bool:
    if trace is None or trace.tb_next is not None:
        return False
    return trace.tb_frame.f_code.co_code[trace.tb_lasti] == _RAISE


def without_leaving(calls: Sequence[Call]) -> tuple[Call, ...]:
    """The calls up to the last that gave the check something: the end of a `with` has nothing to say of it."""
    kept = list(calls)
    while kept and kept[-1].function == EXIT and isinstance(kept[-1].outcome, Returned):
        kept.pop()
    return tuple(kept)
