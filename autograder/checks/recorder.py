"""The calls that one check makes of a program, and the record of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NoReturn

import numpy as np

from autograder.checks.by_name import Function, class_named
from autograder.checks.lent import LentFunctions
from autograder.checks.objects import MOST_ITEMS, Method, StudentObject, handle_of, owner_of
from autograder.checks.sentences import Call, expression, is_unwritten, sentence, short
from autograder.checks.unpacking import set_refused
from autograder.sandbox.amounts import ROOM, too_much
from autograder.sandbox.described import describe
from autograder.sandbox.handles import METHOD, Handle, Lent
from autograder.sandbox.lending import rebuild
from autograder.sandbox.local import Target
from autograder.sandbox.names import named
from autograder.sandbox.operations import BINARY, DATA, IN_PLACE, is_function
from autograder.sandbox.outcomes import CallOutcome, NotData, Raised, Returned
from autograder.sandbox.questions import TYPE
from autograder.sandbox.restore import copied, restored, tables_restored
from autograder.sandbox.values import NotPlain, Plain, measured

CHANGING = (")", "=")
"""The last character of operations after which an object may be another than it was."""


def is_untold(function: str) -> bool:
    """Whether an operation changes an object and is counted among its steps without words: they stand before it."""
    return function == "next()" or function.startswith("del ")


STEPS_TOLD = 4
"""Of those that led to what an object is."""


class CheckStopped(BaseException):
    """The check cannot go on: the call gave nothing that a check could use.

    Not an Exception, so that a check which expects an error does not take a crash for it.
    """

    def __init__(self, call: Call, why: str = "") -> None:
        self.call = call
        super().__init__(f"{sentence(call)}{why}")


class Recorder:
    """Makes the calls of one check. Owns the objects that these give.

    No part of SubmissionProxy: there every name is the student's.
    """

    def __init__(self, target: Target) -> None:
        self._target = target
        self.record: list[Call] = []
        self.raised: Exception | None = None
        self._lent = LentFunctions()
        self._objects: dict[int, StudentObject] = {}
        self._words: dict[int, Handle] = {}
        self._named: dict[str, Function] = {}
        self._special = False

    def make(self, function: str, args: tuple[Any, ...], kwargs: dict[str, Any], want_arguments: bool = False) -> Call:
        """Makes one call and keeps it. Raises what the student's code raised, or CheckStopped."""
        __tracebackhide__ = True
        try:
            plain, special, most = measured(args, self._hand_over)
            options, also, more = measured(kwargs, self._hand_over) if kwargs else ({}, False, 0)
            if most + more > ROOM and (large := too_much(plain, options)):
                raise NotPlain(large.replace("Return less", "Hand over less").replace("return one", "hand over one"))
        except NotPlain as error:
            raise NotPlain(f"this check hands {function} {error}. A check hands over plain data") from error
        self._special = self._special or special or also or function[:1].isupper()  # a class, which is noted there
        self._lent.begin()
        outcome = self._target.call(function, plain, options, want_arguments=want_arguments)
        call = _recorded(function, plain, options, outcome)
        self._special = self._special or isinstance(outcome, NotData)  # some of its parts may be held
        if self._lent.failure is not None:
            self.record.append(call)
            failure, self._lent.failure = self._lent.failure, None
            raise failure
        if isinstance(outcome, Returned) and outcome.special:
            call = self._with_objects(call, outcome)
        if isinstance(outcome, Returned) and outcome.names:
            call = replace(call, result=named(call.value, outcome.names))
        if call.value is not METHOD:  # asking for a method is half of calling it
            self.record.append(call)
        self._note_change(call)
        if not isinstance(outcome, Returned):
            self._raise(call, outcome)
        if type(outcome.value) is set and len(outcome.value) > 1:
            refused = set_refused(call, sys._getframe(1))
            if refused:
                raise CheckStopped(call, refused)
        return call

    def _raise(self, call: Call, outcome: CallOutcome) -> NoReturn:
        __tracebackhide__ = True
        if not isinstance(outcome, Raised) or outcome.builtin is None or is_unwritten(outcome):
            raise CheckStopped(call)
        original = getattr(self._target, "raised", None)
        self.raised = original if isinstance(original, Exception) else rebuild(outcome)
        raise self.raised

    def named(self, name: str) -> Function:
        """The function or class of that name, the same each time: a check may ask whether two are one."""
        found = self._named.get(name)
        if found is None:
            found = self._named[name] = Function(self, name)
        return found

    # What an object of the student's asks for.

    def use(self, operation: str, /, *args: Any, **kwargs: Any) -> Any:
        """What the operation on an object gives."""
        __tracebackhide__ = True
        return self.make(operation, args, kwargs).value

    def class_of(self, target: StudentObject, untold: bool = False) -> Any:
        """The object's class: one of Python's own, or the file's as a check knows it."""
        __tracebackhide__ = True
        asked = self.make(TYPE, (target,), {})
        if untold:
            self.record.remove(asked)
        return class_named(self, asked.value)

    def data_of(self, target: StudentObject) -> Any:
        """What an object holds that is built on a plain type, as that type has it; the object itself for all others.

        None of the object's own code decides that.
        """
        outcome = self._target.call(DATA, (handle_of(target),), {}, want_arguments=False)
        return tables_restored(outcome.value) if isinstance(outcome, Returned) else target

    def refuse(self, target: StudentObject) -> NoReturn:
        """An object that a function gave is held against what is expected: that is for data."""
        __tracebackhide__ = True
        handle = self._word_for(handle_of(target))
        call = next((call for call in reversed(self.record) if _gave(call, target)), None)
        made = call or Call("()", (handle,), {}, NotData(handle.what))
        raise CheckStopped(made, ", expected data")

    def not_called(self, target: StudentObject, name: str) -> NoReturn:
        """A method is held against what is expected."""
        __tracebackhide__ = True
        asked = Call(f".{name}", (self._word_for(handle_of(target)),), {}, NotData("a method"))
        self.record.append(asked)
        raise CheckStopped(asked, f": a value is wanted. Write @property above def {name}, and it is one")

    def items(self, target: StudentObject) -> Iterator[Any]:
        """Goes through an object; what came is one call in the record. CheckStopped where there is no end."""
        __tracebackhide__ = True
        handle = self._word_for(handle_of(target))
        if self.record and self.record[-1].function == "len()" and isinstance(self.record[-1].outcome, Raised):
            self.record.pop()  # list() asks for a length first, and does without
        iterator = self.make("iter()", (target,), {}).value
        self.record.pop()
        came: list[Plain] = []
        found: list[Any] = []
        call = Call("list()", (handle, MOST_ITEMS), {}, Returned(came), result=found)
        self.record.append(call)
        while True:
            try:
                given = self.make("next()", (iterator,), {})
            except StopIteration:
                self.record.pop()
                return
            self.record.remove(given)
            if len(found) >= MOST_ITEMS:
                raise CheckStopped(call, f" and more: a check takes {MOST_ITEMS} at most. Does it never end?")
            outcome = given.outcome
            came.append(outcome.value if isinstance(outcome, Returned) and not outcome.special else given.value)
            found.append(given.value)
            yield given.value

    # Words and wrappings.

    def _hand_over(self, value: object) -> Handle | Lent:
        if isinstance(value, StudentObject):
            if owner_of(value) is not self:
                raise NotPlain("an object of another program")
            return self._word_for(handle_of(value))
        if type(value) is Method:
            raise NotPlain(f"a method, {value.name}, which is not called")
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
            value, kept = restored(copied(outcome.value), wrap), restored(copied(outcome.arguments), wrap)
        except ImportError as error:
            raise CheckStopped(replace(call, outcome=NotData(f"a table, which needs {error.name} here"))) from error
        except Exception as error:  # parts that are no table, though they look like one
            raise CheckStopped(replace(call, outcome=NotData(f"a table that pandas refuses ({error})"))) from error
        return replace(call, result=value, kept=kept)

    def _note_change(self, call: Call) -> None:
        handle = self._changed(call)
        if handle is not None:
            bare = handle is call.args[0]  # else it stands on the right of an operator
            bare = bare and not is_untold(call.function)
            step = short(expression(call, bare=True), handle, "") if bare else ""
            steps = (*handle.steps[1 - STEPS_TOLD :], step)
            self._words[handle.number] = replace(handle, steps=steps, done=handle.done + 1)

    def _changed(self, call: Call) -> Handle | None:
        """The object that may be another since this call."""
        if not call.args or is_function(call.function):
            return None
        if call.function in BINARY or call.function in IN_PLACE:  # what gives the object itself has changed it
            own = [part for part in call.args if type(part) is Handle and self._objects.get(part.number) is call.value]
            return own[0] if own else None
        changes = (call.function[0] in ".[" and call.function.endswith(CHANGING)) or is_untold(call.function)
        return call.args[0] if changes and type(call.args[0]) is Handle else None

    def end(self) -> None:
        """The check is over: what it held of the student's is dropped, its functions are lent no more."""
        if self._special:
            self._special = False
            self._lent.end()
            self._target.forget()


_CHANGEABLE = frozenset({list, dict, set, tuple, np.ndarray})


def _recorded(function: str, args: tuple[Plain, ...], kwargs: dict[str, Plain], outcome: CallOutcome) -> Call:
    """The call, with copies for the check, which may change them: what came stays in the record as it came."""
    if not isinstance(outcome, Returned) or outcome.special:  # objects and tables are made for the check anyway
        return Call(function, args, kwargs, outcome)
    result = copied(outcome.value) if type(outcome.value) in _CHANGEABLE else None
    kept = None if outcome.arguments is None else copied(outcome.arguments)
    return Call(function, args, kwargs, outcome, result, kept)


def _gave(call: Call, target: StudentObject) -> bool:
    given = call.value
    return given is target or (type(given) in (list, tuple) and any(part is target for part in given))
