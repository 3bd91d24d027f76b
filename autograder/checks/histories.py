"""What was done with an object, as plain data: so that the same can be done with an object of another program.

An object's answer depends on all that was done with it before. A call on one therefore stands for the whole history of
its check: every step in which objects were made or used, with plain arguments and, in place of each object, where it
came from. A program is then asked by going through the steps.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.checks.fingerprint import fingerprint
from autograder.checks.leftover import Leftover
from autograder.checks.sentences import Call
from autograder.sandbox.handles import Handle, Lent, has_objects
from autograder.sandbox.local import LocalTarget
from autograder.sandbox.operations import is_function
from autograder.sandbox.outcomes import CallOutcome, Raised, Returned, TimedOut
from autograder.sandbox.values import Plain

MOST_STEPS = 60
"""What is done with objects in one check beyond that is not gone through again."""
_PLACES = 1000
"""Objects in one answer: an object is known by its step and its place there."""


@dataclass(frozen=True, slots=True)
class Step:
    """One call in which an object was made or used; a Handle's number is the place where the object first came up."""

    function: str
    args: tuple[Plain, ...]
    kwargs: dict[str, Plain]


@dataclass(frozen=True, slots=True)
class History:
    """All steps of a check up to one of them.

    `before` are the earlier checks', whole: a program that keeps something outside of its objects begins with them.
    """

    steps: tuple[Step, ...]
    before: tuple[History, ...] = field(default=(), compare=False)


_LEAVES = frozenset({float, int, bool, str, complex, type(None)})
"""Types of parts in which no object can be: there may be a great many of them."""


class _NotPlainly(Exception):
    """A step that cannot be done again: with a function that may remember, or with an object from nowhere."""


def history_of(call: Call) -> History | None:
    """The history that a call stands for; None for a call of a function with plain data."""
    return call.args[0] if call.args and isinstance(call.args[0], History) else None


def definition_of(function: str) -> str:
    """The function or class of the file that a call is about: ``Model`` for ``Model .fit()`` and ``Model.load``."""
    return function.partition(" ")[0].partition(".")[0]


def class_of(function: str) -> str:
    """The class whose object a call is about: ``Model`` for ``Model .fit()``; "" where it is about none."""
    owner, used, _ = function.partition(" ")
    return owner if used else ""


def steps_of(calls: Sequence[Call]) -> int:
    """How many things a check does with objects; with more than MOST_STEPS it is not gone through again."""
    return sum(
        any(isinstance(part, Handle) for part in _special((call.args, call.kwargs)))
        or (isinstance(call.outcome, Returned) and call.outcome.special)
        for call in calls
    )


def alone(calls: Sequence[Call]) -> tuple[Call, ...]:
    """The calls that can be made again by themselves; those on objects with their histories."""
    return tuple(call for call in _converted(calls) if call is not None)


def all_alone(calls: Sequence[Call]) -> tuple[Call, ...] | None:
    """The same, or None where one of them cannot be made again."""
    made = tuple(_converted(calls))
    return None if None in made else tuple(call for call in made if call is not None)


def in_a_row(checks: Iterable[Sequence[Call]]) -> Iterator[tuple[Call, ...]]:
    """The calls of checks that ran one after the other in one process: each history knows those before it."""
    before: tuple[History, ...] = ()
    for calls in checks:
        yield tuple(call if (own := history_of(call)) is None else _after(call, own, before) for call in calls)
        whole = [own for call in calls if (own := history_of(call)) is not None]
        before = (*before, *whole[-1:])


def _after(call: Call, own: History, before: tuple[History, ...]) -> Call:
    return replace(call, args=(replace(own, before=before), *call.args[1:]))


def _converted(calls: Sequence[Call]) -> Iterator[Call | None]:
    recorder = _Recorder()
    for call in calls:
        try:
            yield recorder.taken(call)
        except _NotPlainly:
            yield None


class _Recorder:
    """Goes through the calls of one check, and knows where each object came up first."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._places: dict[int, int] = {}
        self._makers: dict[int, str] = {}
        self._broken = False

    def taken(self, call: Call) -> Call:
        arguments = (call.args, call.kwargs)
        used = list(_special(arguments)) if has_objects(arguments) else []
        outcome = call.outcome
        gave: list[Handle | Lent] = []
        if isinstance(outcome, Returned) and outcome.special:
            gave += _special((outcome.value, outcome.arguments))
        if any(isinstance(part, Lent) and part.key is None for part in (*used, *gave)):
            self._broken = self._broken or any(isinstance(part, Handle) for part in (*used, *gave))
            raise _NotPlainly
        used = [part for part in used if isinstance(part, Handle)]
        if not used and not gave:
            return call
        try:
            return self._step(call, used)
        except _NotPlainly:
            self._broken = True
            raise

    def _step(self, call: Call, used: list[Any]) -> Call:
        if self._broken or len(self._steps) >= MOST_STEPS:
            raise _NotPlainly
        args, kwargs = _with(call.args, self._known), _with(call.kwargs, self._known)
        known = self._makers.get(used[0].number, "") if used else ""
        maker = definition_of(call.function) if is_function(call.function) else known
        number = len(self._steps)
        self._steps.append(Step(call.function, args, kwargs))
        outcome = call.outcome
        if isinstance(outcome, Returned):
            outcome = placed(outcome, number, lambda handle, place: self._came_up(handle, place, maker))
        name = maker if call.function == maker else f"{maker} {call.function}"
        return Call(name, (History(tuple(self._steps)),), {}, outcome)

    def _known(self, handle: Any) -> Handle:
        if handle.number not in self._places:
            raise _NotPlainly
        return Handle(self._places[handle.number], handle.what)

    def _came_up(self, handle: Handle, place: int, maker: str) -> None:
        self._places.setdefault(handle.number, place)
        self._makers.setdefault(handle.number, maker)


def placed(outcome: Returned, step: int, note: Callable[[Handle, int], object]) -> Returned:
    """What a step gave, each object known by its place; `note` hears of the object itself and of its place."""
    count = 0

    def known(handle: Any) -> Handle:
        nonlocal count
        count += 1
        if count >= _PLACES:
            raise _NotPlainly
        note(handle, step * _PLACES + count)
        return Handle(step * _PLACES + count, handle.what)

    value = _with(outcome.value, known)
    kept = None if outcome.arguments is None else _with(outcome.arguments, known)
    return replace(outcome, value=value, arguments=kept)


def _special(value: Any) -> Iterator[Handle | Lent]:
    if isinstance(value, Handle | Lent):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _special(part)
    elif isinstance(value, list | tuple) and not _LEAVES.issuperset(map(type, value)):
        for part in value:
            yield from _special(part)


def _with(value: Any, known: Callable[[Any], Any]) -> Any:
    if isinstance(value, Handle):
        return known(value)
    if isinstance(value, dict):
        return {key: _with(part, known) for key, part in value.items()}
    return type(value)(_with(part, known) for part in value) if type(value) in (list, tuple) else value


class Replay:
    """A program of the course's that goes through histories; one that goes on where the last ended is not begun anew.

    `seconds` of work are for each step. A program that may keep something outside of its objects does first what the
    checks did before, each time from its own beginning; of any other that would change nothing.
    """

    def __init__(self, module: types.ModuleType, leftover: Leftover, seconds: float) -> None:
        self._seconds = seconds
        self._target = LocalTarget(module, seconds=seconds, of_work=True)
        self._leftover = leftover
        self._done: list[Any] = []
        self._before: tuple[History, ...] = ()
        self._objects: dict[int, Handle] = {}

    def answer(self, history: History, *, want_arguments: bool) -> CallOutcome:
        """What the last step gives. TimedOut where a step before it took too long."""
        keys = [fingerprint(step) for step in history.steps]
        before = history.before if self._leftover.any else ()
        if self._done != keys[:-1] or before is not self._before:
            self._leftover.restore()
            stopped = any(self._gone_through(one.steps) for one in before)
            if stopped or self._gone_through(history.steps[:-1]):
                self._begin()
                return TimedOut(self._seconds)
            self._before = before
        outcome = self._do(len(keys) - 1, history.steps[-1], want_arguments=want_arguments)
        self._done = keys
        return outcome

    def _gone_through(self, steps: Sequence[Step]) -> bool:
        """Begins a check anew and does all of this. Whether a step of it took too long."""
        self._begin()
        outcomes = (self._do(number, step, want_arguments=False) for number, step in enumerate(steps))
        return any(isinstance(outcome, TimedOut) for outcome in outcomes)

    def _begin(self) -> None:
        self._target.forget()
        self._done, self._objects = [], {}

    def _do(self, number: int, step: Step, *, want_arguments: bool) -> CallOutcome:
        try:
            args, kwargs = _with(step.args, self._object), _with(step.kwargs, self._object)
            outcome = self._target.call(step.function, args, kwargs, want_arguments=want_arguments)
            if isinstance(outcome, Returned):
                return placed(outcome, number, lambda handle, place: self._objects.setdefault(place, handle))
        except _NotPlainly:
            return Raised("LookupError", "there is no such object in this program", None)
        return outcome

    def _object(self, handle: Any) -> Handle:
        if handle.number not in self._objects:
            raise _NotPlainly
        return self._objects[handle.number]
