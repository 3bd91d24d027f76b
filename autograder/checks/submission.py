"""What a check knows as `submission`: the functions it calls, and the record of its calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NoReturn

from autograder.checks.lent import LentFunctions
from autograder.checks.objects import MOST_ITEMS, StudentObject, handle_of, owner_of
from autograder.checks.sentences import Call, expression, is_unwritten, sentence, short
from autograder.sandbox.handles import METHOD, Handle, Lent
from autograder.sandbox.lending import rebuild
from autograder.sandbox.local import Target
from autograder.sandbox.outcomes import CallOutcome, NotData, Raised, Returned
from autograder.sandbox.restore import restored
from autograder.sandbox.values import NotPlain, Plain, describe, reduced

__all__ = ["CheckStopped", "SubmissionProxy", "came_from", "end_of", "rebuild", "record_of"]

CHANGING = (")", "=", "]")
"""The last character of operations after which an object may be another than it was."""


class CheckStopped(BaseException):
    """The check cannot go on: the call gave nothing that a check could use.

    Not an Exception, so that a check which expects an error does not take a crash for it.
    """

    def __init__(self, call: Call, why: str = "") -> None:
        self.call = call
        super().__init__(f"{sentence(call)}{why}")


class SubmissionProxy:
    """What a check knows as `submission`: its attributes are the student's functions and classes."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._calls: list[Call] = []
        self._raised: Exception | None = None
        self._lent = LentFunctions()
        self._objects: dict[int, StudentObject] = {}
        self._words: dict[int, Handle] = {}
        self._special = False

    def __getattr__(self, function: str) -> Callable[..., Any]:
        if function.startswith("__"):
            raise AttributeError(function)

        def call(*args: Any, **kwargs: Any) -> Any:
            __tracebackhide__ = True
            return self._call(function, args, kwargs, False).value

        return call

    def call(self, function: str, *args: Any, **kwargs: Any) -> Call:
        """Calls `function` and gives back the whole Call, with the arguments as the call left them."""
        __tracebackhide__ = True
        if not function.isidentifier():
            raise ValueError(f"{function!r} is not the name of a function")
        return self._call(function, args, kwargs, True)

    def _call(self, function: str, args: tuple[Any, ...], kwargs: dict[str, Any], want_arguments: bool) -> Call:
        __tracebackhide__ = True
        plain, special = reduced(args, self._hand_over)
        options, also = reduced(kwargs, self._hand_over) if kwargs else ({}, False)
        self._special = self._special or special or also
        self._lent.begin()
        outcome = self._target.call(function, plain, options, want_arguments=want_arguments)
        call = Call(function, plain, options, outcome)
        self._special = self._special or isinstance(outcome, NotData)  # some of its parts may be held
        if self._lent.failure is not None:
            self._calls.append(call)
            failure, self._lent.failure = self._lent.failure, None
            raise failure
        if isinstance(outcome, Returned) and outcome.special:
            call = self._with_objects(call, outcome)
        if call.value is not METHOD:  # asking for a method is half of calling it
            self._calls.append(call)
        self._note_change(call)
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

    # What an object of the student's asks for.

    def use(self, operation: str, /, *args: Any, **kwargs: Any) -> Any:
        """What the operation on an object gives."""
        __tracebackhide__ = True
        return self._call(operation, args, kwargs, False).value

    def refuse(self, target: StudentObject) -> NoReturn:
        """An object that a function gave is held against what is expected: that is for data."""
        __tracebackhide__ = True
        handle = self._word_for(handle_of(target))
        call = next((call for call in reversed(self._calls) if _gave(call, target)), None)
        made = call or Call("()", (handle,), {}, NotData(handle.what))
        raise CheckStopped(made, ", expected data")

    def items(self, target: StudentObject) -> Iterator[Any]:
        """Goes through an object; what came is one call in the record. CheckStopped where there is no end."""
        __tracebackhide__ = True
        handle = self._word_for(handle_of(target))
        if self._calls and self._calls[-1].function == "len()" and isinstance(self._calls[-1].outcome, Raised):
            self._calls.pop()  # list() asks for a length first, and does without
        iterator = self._call("iter()", (target,), {}, False).value
        self._calls.pop()
        found: list[Plain] = []
        call = Call("list()", (handle, MOST_ITEMS), {}, Returned(found), result=found)
        self._calls.append(call)
        while True:
            try:
                given = self._call("next()", (iterator,), {}, False)
            except StopIteration:
                self._calls.pop()
                return
            self._calls.remove(given)
            if len(found) >= MOST_ITEMS:
                raise CheckStopped(call, f" and more: a check takes {MOST_ITEMS} at most. Does it never end?")
            found.append(given.value)
            yield given.value

    # Words and wrappings.

    def _hand_over(self, value: object) -> Handle | Lent:
        if isinstance(value, StudentObject):
            if owner_of(value) is not self:
                raise NotPlain("an object of another program")
            return self._word_for(handle_of(value))
        if callable(value) and not isinstance(value, type):
            return self._lent.lend(value)
        raise NotPlain(describe(value))

    def _word_for(self, handle: Handle) -> Handle:
        return self._words.get(handle.number, handle)

    def _with_objects(self, call: Call, outcome: Returned) -> Call:
        """The call, with objects of the student's and tables in what it returned, as a check gets them."""
        self._special = True
        asked_for = call.function[:1].isupper() and type(outcome.value) is Handle
        origin = expression(call)

        def wrap(part: Handle | Lent) -> Any:
            if not isinstance(part, Handle) or part is METHOD or part.number == METHOD.number:
                return METHOD
            known = self._objects.get(part.number)
            if known is None:
                self._words[part.number] = replace(part, origin=short(origin, part))
                known = self._objects[part.number] = StudentObject(self, part, asked_for)
            return known

        try:
            value, kept = restored(outcome.value, wrap), restored(outcome.arguments, wrap)
        except ImportError as error:
            raise CheckStopped(replace(call, outcome=NotData(f"a table, which needs {error.name} here"))) from error
        except Exception as error:  # parts that are no table, though they look like one
            raise CheckStopped(replace(call, outcome=NotData(f"a table that pandas refuses ({error})"))) from error
        return replace(call, result=value, kept=kept)

    def _note_change(self, call: Call) -> None:
        if call.args and type(call.args[0]) is Handle and call.function[0] == "." and call.function.endswith(CHANGING):
            handle = call.args[0]
            self._words[handle.number] = replace(handle, last=short(expression(call, bare=True), handle, ""))


def _gave(call: Call, target: StudentObject) -> bool:
    given = call.value
    return given is target or (type(given) in (list, tuple) and any(part is target for part in given))


def end_of(proxy: SubmissionProxy) -> None:
    """The check is over: what it held of the student's is dropped, its functions are lent no more."""
    if proxy._special:
        proxy._special = False
        proxy._lent.end()
        proxy._target.forget()


def record_of(proxy: SubmissionProxy) -> list[Call]:
    """The calls made through `proxy` so far. Outside the class, whose attributes are the student's names."""
    return proxy._calls


def came_from(proxy: SubmissionProxy, error: BaseException) -> bool:
    """Whether `error` is the exception that the last failed call through `proxy` raised."""
    return proxy._raised is error
