"""What a check knows as `submission`: every name is one of the student's, but for `call`."""

from __future__ import annotations

from typing import Any

from autograder.checks.by_name import Function
from autograder.checks.recorder import CheckStopped, Recorder
from autograder.checks.sentences import Call
from autograder.sandbox.lending import rebuild
from autograder.sandbox.local import Target

__all__ = ["RESERVED", "CheckStopped", "Function", "SubmissionProxy", "came_from", "end_of", "rebuild", "record_of"]

RESERVED = "call"
"""The one name that a function of a student's cannot have."""


class SubmissionProxy:
    """What a check knows as `submission`: its attributes are the student's functions and classes."""

    __slots__ = ("__calls",)

    def __init__(self, target: Target) -> None:
        self.__calls = Recorder(target)

    def __getattr__(self, function: str) -> Function:
        if function.startswith("__"):
            raise AttributeError(function)
        return self.__calls.named(function)

    def call(self, function: str, *args: Any, **kwargs: Any) -> Call:
        """Calls `function` and gives back the whole Call, with the arguments as the call left them."""
        __tracebackhide__ = True
        if not function.isidentifier():
            raise ValueError(f"{function!r} is not the name of a function")
        return self.__calls.make(function, args, kwargs, True)


def calls_of(proxy: SubmissionProxy) -> Recorder:
    """What makes the calls of `proxy`. Outside the class, whose attributes are the student's names."""
    recorder: Recorder = object.__getattribute__(proxy, "_SubmissionProxy__calls")
    return recorder


def end_of(proxy: SubmissionProxy) -> None:
    """The check is over: what it held of the student's is dropped, its functions are lent no more."""
    calls_of(proxy).end()


def record_of(proxy: SubmissionProxy) -> list[Call]:
    """The calls made through `proxy` so far."""
    return calls_of(proxy).record


def came_from(proxy: SubmissionProxy, error: BaseException) -> bool:
    """Whether `error` is the exception that the last failed call through `proxy` raised."""
    return calls_of(proxy).raised is error
