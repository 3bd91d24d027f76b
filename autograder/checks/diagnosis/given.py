"""The answers that one submission gave to its checks, by function, beside the reference's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from autograder.checks.diagnosis.evidence import Asked, asked
from autograder.checks.diagnosis.suspects import Suspects
from autograder.checks.histories import class_of
from autograder.checks.sentences import Call


@dataclass(frozen=True, slots=True)
class Seen:
    """How one check of a submission ended, and its calls. `judged`: it ran to a verdict of its own."""

    failed: bool
    judged: bool
    calls: tuple[Call, ...]


class Given:
    """What was answered in failed checks, and, of the functions and classes with wrong answers, in all."""

    def __init__(self, suspects: Suspects, seen: Mapping[str, Seen]) -> None:
        failed = {check: one.calls for check, one in seen.items() if one.failed}
        self.calls = {
            check: [asked(suspects, check, True, call, call is calls[-1]) for call in calls]
            for check, calls in failed.items()
        }
        """Failed check -> its calls."""
        # what passed is looked at only where something is wrong: most functions of most students are right
        wrong = {one.call.function: None for calls in self.calls.values() for one in calls if one.wrong}
        classes = {owner for function in wrong if (owner := class_of(function))}
        passed = ((check, call) for check, one in seen.items() if not one.failed for call in one.calls)
        passed = ((check, c) for check, c in passed if c.function in wrong or class_of(c.function) in classes)
        others = [asked(suspects, check, False, call) for check, call in passed]
        self.wrong: dict[str, list[Asked]] = {function: [] for function in wrong}
        self.as_right: dict[str, list[Asked]] = {function: [] for function in wrong}
        for one in (*chain(*self.calls.values()), *others):
            if one.wrong and one.call.function in wrong:
                self.wrong[one.call.function].append(one)
            elif one.as_right:
                self.as_right.setdefault(one.call.function, []).append(one)

    def of_the_same_class(self, function: str) -> list[Asked]:
        """What was asked of the other methods and attributes of a class: what is wrong with one object shows in all."""
        owner = class_of(function)
        every = chain(self.wrong.items(), self.as_right.items()) if owner else ()
        return [one for name, found in every if name != function and class_of(name) == owner for one in found]
