"""Which known mistake explains what a student's code returned. One that explains every call, or none: no guess."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.checks.compare import close
from autograder.checks.sentences import Call
from autograder.course.model import Course, Exercise, Tolerance, mistake_name
from autograder.course.solutions import explanations
from autograder.course.variants import load_mistake
from autograder.sandbox.local import LocalTarget
from autograder.sandbox.outcomes import CallOutcome, Crashed, NoSuchFunction, NotData, Raised, Returned, TimedOut
from autograder.sandbox.values import Plain

SAME = Tolerance(rtol=1e-6, atol=1e-9)
"""Two programs with the same idea differ by rounding only, whatever the exercise's own tolerance is."""
REMEMBERED = 20_000


@dataclass(slots=True, eq=False)
class Mistake:
    """One file of a known mistake: the mistake's name, its code, and what it answered so far.

    Hidden inputs are the same for a whole class, so most calls have been replayed before.
    """

    name: str
    target: LocalTarget
    answers: dict[Hashable, CallOutcome] = field(default_factory=dict)

    def explains(self, call: Call, key: Hashable) -> bool:
        """Whether this mistake, called the same way, gives what the student's code gave. `key` stands for the call."""
        if key not in self.answers:
            if len(self.answers) >= REMEMBERED:
                self.answers.clear()
            with np.errstate(all="ignore"):  # a mistake may overflow: that is its point
                answer = self.target.call(call.function, call.args, call.kwargs, want_arguments=bool(call.arguments))
            self.answers[key] = answer
        return same(call.outcome, self.answers[key])


class Mistakes:
    """The known mistakes of one exercise. Several files may show one: it explains what any of them does."""

    def __init__(self, course: Course, exercise: Exercise, *, run: bool = True) -> None:
        """With `run` their code answers calls; without it they only say what they say."""
        paths = course.mistakes(exercise)
        self._says = explanations(paths)
        self._files = [Mistake(mistake_name(path), load_mistake(course, exercise, path)) for path in paths if run]

    def __iter__(self) -> Iterator[str]:
        return iter(self._says)

    def says(self, name: str) -> str:
        """The explanation for the student; empty for a name that has no file."""
        return self._says.get(name, "")

    def candidates(self, calls: Iterable[Call], among: Iterable[str] | None = None) -> frozenset[str]:
        """The mistakes of which one file explains every one of `calls`; none where there are no calls."""
        names = None if among is None else frozenset(among)
        left = [file for file in self._files if names is None or file.name in names]
        seen = False
        for call in calls:
            seen = True
            key = fingerprint((call.function, call.args, call.kwargs, bool(call.arguments)))
            left = [file for file in left if file.explains(call, key)]
            if not left:
                break
        return frozenset(file.name for file in left if seen)

    def diagnose(self, failed: tuple[Call, ...], everything: Iterable[Call]) -> str | None:
        """The one mistake that explains the failed check's calls.

        Where several do, the calls of all the exercise's checks decide between them.
        """
        names = self.candidates(failed)
        if len(names) > 1:
            names = self.candidates(everything, among=names)
        return next(iter(names)) if len(names) == 1 else None


def same(given: CallOutcome, answer: CallOutcome) -> bool:
    """Whether two outcomes show the same idea: equal values, or an error of the same builtin type."""
    match given, answer:
        case Returned(), Returned():
            return _same_value(given.value, answer.value) and _same_value(given.arguments, answer.arguments)
        case Raised(), Raised():
            return given.builtin == answer.builtin and given.builtin is not None
        case NotData(), NotData():
            return given.what == answer.what
        case NoSuchFunction() | Crashed() | TimedOut(), _:
            return False
    return False


def _same_value(given: Plain, answer: Plain) -> bool:
    return close(given, answer, SAME)


def fingerprint(value: Plain) -> Hashable:
    """A hashable stand-in for plain data: equal data have equal ones, different data different ones."""
    if isinstance(value, list | tuple):
        return (type(value).__name__, *(fingerprint(part) for part in value))
    if isinstance(value, dict):
        return ("dict", *((key, fingerprint(part)) for key, part in value.items()))
    if isinstance(value, np.ndarray):
        array: np.ndarray[Any, Any] = value
        return ("array", array.dtype.str, array.shape, array.tobytes())
    # 1, 1.0 and True are equal and hash alike, and a student's code may tell them apart; repr keeps -0.0 and NaN.
    return (type(value).__name__, repr(value) if isinstance(value, float) else value)
