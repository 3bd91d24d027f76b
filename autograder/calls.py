"""What a check holds: the submission it calls, the record of its calls, the sentence about a call."""

from __future__ import annotations

import builtins
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol

from autograder.isolation.outcomes import CallOutcome, Crashed, NoSuchFunction, NotData, Raised, Returned, TimedOut
from autograder.isolation.values import NotPlain, Plain, to_plain
from autograder.timelimit import OutOfTime, limited
from autograder.tolerance import show


class Target(Protocol):
    """One student's module, wherever it runs."""

    def call(
        self, function: str, args: tuple[Plain, ...], kwargs: dict[str, Plain], *, want_arguments: bool
    ) -> CallOutcome:
        """Calls `function` with plain data; never raises what the student's code raised."""
        ...


@dataclass(frozen=True, slots=True)
class Call:
    """One call that a check made, and what came of it."""

    function: str
    args: tuple[Plain, ...]
    kwargs: dict[str, Plain]
    outcome: CallOutcome

    @property
    def value(self) -> Plain:
        """What the call returned."""
        return self.outcome.value if isinstance(self.outcome, Returned) else None

    @property
    def arguments(self) -> tuple[Plain, ...]:
        """The positional arguments as the call left them; known for calls made by ``submission.call``."""
        kept = self.outcome.arguments if isinstance(self.outcome, Returned) else None
        return () if kept is None else kept


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


def is_unwritten(outcome: CallOutcome) -> bool:
    """Whether the function is still the stub's."""
    return isinstance(outcome, Raised) and outcome.type_name == "NotImplementedError"


def sentence(call: Call) -> str:
    """``You called softmax([1000, 999]). It returned [nan, nan]`` - what a student reads first, without a full stop."""
    outcome = call.outcome
    if isinstance(outcome, NoSuchFunction):
        return f"The file defines no function {call.function}"
    if is_unwritten(outcome):
        return f"{call.function} is not written yet"
    return f"You called {call.function}({show_arguments(call)}). {_came_back(outcome)}"


def show_arguments(call: Call) -> str:
    named = [f"{name}={show(value)}" for name, value in call.kwargs.items()]
    return ", ".join([show(value) for value in call.args] + named)


def _came_back(outcome: CallOutcome) -> str:
    match outcome:
        case Returned(value):
            return f"It returned {show(value)}"
        case Raised(type_name, text, _, line):
            place = f" (line {line} of your file)" if line else ""
            return f"It raised {type_name}{f': {show_text(text)}' if text else ''}{place}"
        case NotData(what):
            return f"It returned {what}"
        case Crashed(reason):
            return f"The program ended in the middle of it: {reason}"
        case TimedOut(seconds):
            return f"It did not finish within {seconds:g} seconds: is there a loop that never ends?"
    raise AssertionError(f"unknown outcome {outcome!r}")


def show_text(text: str) -> str:
    """Text that came from a student's code, on one line, bounded, without control characters."""
    clean = "".join(c if c.isprintable() else " " for c in text)
    return clean if len(clean) <= 200 else f"{clean[:196]} ..."


class LocalTarget:
    """A module in this process: the student's own at home, the course's own references and mistakes.

    With `seconds`, a call that takes longer is stopped. With `keep_frames`, `frame` is where in its file the last call
    returned, for a debugger.
    """

    def __init__(
        self, module: types.ModuleType, file: str = "", seconds: float | None = None, *, keep_frames: bool = False
    ) -> None:
        self.module = module
        self._file = file
        self._seconds = seconds
        self._keep_frames = keep_frames
        self.raised: BaseException | None = None
        self.frame: types.FrameType | None = None

    def call(
        self, function: str, args: tuple[Plain, ...], kwargs: dict[str, Plain], *, want_arguments: bool
    ) -> CallOutcome:
        __tracebackhide__ = True
        self.raised = None
        found = getattr(self.module, function, None)
        if not callable(found):
            return NoSuchFunction(function)
        handed, named = to_plain(args), to_plain(kwargs)
        try:
            value = self._run(lambda: found(*handed, **named))
        except KeyboardInterrupt:
            raise
        except OutOfTime:
            return TimedOut(self._seconds or 0.0)
        except BaseException as error:
            self.raised = error
            return raised_outcome(error, self._file)
        try:
            return Returned(to_plain(value), to_plain(handed) if want_arguments else None)
        except NotPlain as error:
            return NotData(str(error))

    def _run(self, function: Callable[[], Any]) -> Any:
        __tracebackhide__ = True
        if self._keep_frames:
            return self._run_and_remember(function)
        return function() if self._seconds is None else limited(function, self._seconds)

    def _run_and_remember(self, function: Callable[[], Any]) -> Any:
        def profile(frame: types.FrameType, event: str, argument: object) -> None:
            if event == "return" and frame.f_code.co_filename == self._file:
                self.frame = frame  # the outermost one returns last

        sys.setprofile(profile)
        try:
            return function()
        finally:
            sys.setprofile(None)


def raised_outcome(error: BaseException, file: str) -> Raised:
    """What an exception looks like from the other side of the wall."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if file and trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    if line is None and isinstance(error, SyntaxError) and error.filename == file:
        line = error.lineno
    return Raised(type(error).__name__, _text_of(error), nearest_builtin(type(error)), line)


def _text_of(error: BaseException) -> str:
    try:
        return str(error)[:2000]
    except Exception as broken:
        return f"(its text could not be made: {type(broken).__name__})"


def nearest_builtin(kind: type[BaseException]) -> str | None:
    """The name of the nearest builtin subclass of Exception among the bases of `kind`, or None."""
    for base in kind.__mro__:
        if issubclass(base, Exception) and base.__module__ == "builtins":
            return base.__name__
    return None
