"""What a check knows as `submission`: the functions it calls, and the record of its calls."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any, NoReturn

from autograder.checks.sentences import Call, is_unwritten, sentence
from autograder.sandbox.local import Target
from autograder.sandbox.outcomes import CallOutcome, Raised, Returned
from autograder.sandbox.values import Plain, to_plain


class CheckStopped(BaseException):
    """The check cannot go on: the call gave nothing that a check could use.

    Not an Exception, so that a check which expects an error does not take a crash for it.
    """

    def __init__(self, call: Call) -> None:
        self.call = call
        super().__init__(sentence(call))


class SubmissionProxy:
    """What a check knows as `submission`: its attributes are the student's functions."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._calls: list[Call] = []
        self._raised: Exception | None = None

    def __getattr__(self, function: str) -> Callable[..., Plain]:
        if function.startswith("__"):
            raise AttributeError(function)

        def call(*args: Any, **kwargs: Any) -> Plain:
            __tracebackhide__ = True
            return self._call(function, args, kwargs, False).value

        return call

    def call(self, function: str, *args: Any, **kwargs: Any) -> Call:
        """Calls `function` and gives back the whole Call, with the arguments as the call left them."""
        __tracebackhide__ = True
        return self._call(function, args, kwargs, True)

    def _call(self, function: str, args: tuple[Any, ...], kwargs: dict[str, Any], want_arguments: bool) -> Call:
        __tracebackhide__ = True
        plain = to_plain(args)
        options = to_plain(kwargs) if kwargs else {}
        outcome = self._target.call(function, plain, options, want_arguments=want_arguments)
        call = Call(function, plain, options, outcome)
        self._calls.append(call)
        if not isinstance(outcome, Returned):
            self._raise(call, outcome)
        return call

    def _raise(self, call: Call, outcome: CallOutcome) -> NoReturn:
        __tracebackhide__ = True
        if not isinstance(outcome, Raised) or outcome.builtin is None or is_unwritten(outcome):
            raise CheckStopped(call)
        original = getattr(self._target, "raised", None)
        self._raised = original if isinstance(original, Exception) else rebuild(outcome)
        raise self._raised


def record_of(proxy: SubmissionProxy) -> list[Call]:
    """The calls made through `proxy` so far. Outside the class, whose attributes are the student's names."""
    return proxy._calls


def came_from(proxy: SubmissionProxy, error: BaseException) -> bool:
    """Whether `error` is the exception that the last failed call through `proxy` raised."""
    return proxy._raised is error


def rebuild(raised: Raised) -> Exception:
    """The builtin exception that stands for what the student's code raised."""
    kind = getattr(builtins, raised.builtin or "", None)
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        kind = RuntimeError
    for candidate in kind.__mro__:
        try:
            error = candidate(raised.text)
        except TypeError:  # such as UnicodeDecodeError, which wants five arguments
            continue
        if isinstance(error, Exception):
            return error
    return RuntimeError(raised.text)
