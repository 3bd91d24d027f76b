"""What the calls of one function say about one suspect."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from autograder.checks.diagnosis import likeness
from autograder.checks.diagnosis.fingerprint import fingerprint
from autograder.checks.diagnosis.suspects import Suspect, Suspects
from autograder.checks.sentences import Call
from autograder.sandbox.outcomes import CallOutcome, Returned, TimedOut

Reading = Literal["right", "forgiven", "alike", "loosely", "other", "stray", "nothing"]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """One call that a check made on a submission, and how that check ended."""

    check: str
    failed: bool
    call: Call
    key: Hashable
    right: CallOutcome
    as_right: bool
    """Whether the answer is as good as the reference's."""
    wrong: bool
    last: bool
    """Whether the check ended after it."""


def asked(suspects: Suspects, check: str, failed: bool, call: Call, last: bool = False) -> Asked:
    """The call beside the reference's answer. Of several right answers those in a passed check are right."""
    key = fingerprint(likeness.what(call))
    right = suspects.right(call, key)
    free = call.function in suspects.free and not failed
    as_right = suspects.is_right(call.outcome, right)
    wrong = not (as_right or free or likeness.silent(call.outcome))
    return Asked(check, failed, call, key, right, as_right, wrong, last)


@dataclass(slots=True, eq=False)
class Evidence:
    """All that one function's calls say about one suspect.

    `explained` are the wrong calls that it accounts for.
    """

    suspect: Suspect
    explained: list[Asked] = field(default_factory=list)
    alike: int = 0
    """How many of them it answers alike, and not only in that an answer is given where none is due."""
    refusals: int = 0
    """How many of them are answers where an error or None is right."""
    rich: int = 0
    other: int = 0
    stray: int = 0
    """Wrong values where the suspect's answers are right: the student has another idea as well, or instead."""
    right: int = 0
    """Right answers where the suspect's are wrong."""
    forgiven: int = 0
    """Of the reference's refusals, those that the mistake's file forgot and the student did not."""

    @property
    def clean(self) -> bool:
        """Nothing at all speaks against it."""
        return bool(self.explained) and not (self.other or self.right or self.forgiven)

    @property
    def strong(self) -> bool:
        """Rich agreement, outweighed by nothing."""
        return self.rich > 0 and not self.right and 2 * self.other <= self.rich >= self.stray


def gather(suspects: Suspects, suspect: Suspect, calls: Sequence[Asked]) -> Evidence:
    """Reads all calls of the suspect's function."""
    found = Evidence(suspect)
    for one in calls:
        reading = read(suspects, suspect, one)
        if reading == "nothing":
            continue
        if reading not in ("alike", "loosely"):
            setattr(found, reading, getattr(found, reading) + 1)
            continue
        answer = suspects.answer(suspect, one.call, one.key)
        found.refusals += likeness.answers_where_none_is_due(one.call.outcome, answer, one.right)
        found.explained.append(one)
        if reading == "alike":
            found.alike += 1
            found.rich += suspect.judges or likeness.rich(answer, one.right)
    return found


def explains(suspects: Suspects, suspect: Suspect, wrong: Sequence[Asked]) -> bool:
    """Whether the suspect accounts for any of these wrong calls of its function."""
    return any(read(suspects, suspect, one) in ("alike", "loosely") for one in wrong)


def read(suspects: Suspects, suspect: Suspect, one: Asked) -> Reading:
    """What one call says about a suspect."""
    given, right = one.call.outcome, one.right
    if likeness.silent(given):
        return "nothing"
    if suspect.judges and likeness.kind(right) == "value":
        return _judged(suspects, suspect, one)
    if suspects.agrees(suspect, one.call, one.key, right):
        return "stray" if one.wrong and likeness.kind(given) == likeness.kind(right) == "value" else "nothing"
    answer = suspects.answer(suspect, one.call, one.key)
    if isinstance(answer, TimedOut):
        return "nothing"
    if one.call.function in suspects.free:
        return _read_free(one, answer)
    if one.as_right:
        return "forgiven" if likeness.forgets_refusal(answer, right) else "right"
    if likeness.alike(given, answer, right):
        return "alike"
    if likeness.answers_where_none_is_due(given, answer, right):
        return "loosely"
    return "nothing" if likeness.undecided(given, answer) else "other"


def _judged(suspects: Suspects, suspect: Suspect, one: Asked) -> Reading:
    """What the mistake's own file says. Where there are several right answers, only the last is sure to be wrong."""
    given, free = one.call.outcome, one.call.function in suspects.free
    if not one.wrong or not isinstance(given, Returned):
        return "nothing"
    own = suspects.answer(suspect, one.call, one.key)
    if suspects.shows(suspect, one.call, one.right) or (not free and likeness.alike(given, own, one.right)):
        return "alike"
    return "other" if one.failed and (one.last or not free) else "nothing"


def _read_free(one: Asked, answer: CallOutcome) -> Reading:
    """Where there are several right answers, another value says nothing."""
    given, right = one.call.outcome, one.right
    if likeness.kind(given) == likeness.kind(right) != likeness.kind(answer):
        return "forgiven" if likeness.forgets_refusal(answer, right) else "right"
    if not one.failed:
        return "nothing"
    if likeness.alike(given, answer, right) or (likeness.along(given, answer, right) and not _handed_back(one.call)):
        return "alike"
    if likeness.answers_where_none_is_due(given, answer, right):
        return "loosely"
    return "nothing" if likeness.kind(given) == likeness.kind(answer) else "other"


def _handed_back(call: Call) -> bool:
    """Whether the answer is an argument as it came."""
    return any(likeness.equal(call.outcome, Returned(argument, call.arguments or None)) for argument in call.args)
