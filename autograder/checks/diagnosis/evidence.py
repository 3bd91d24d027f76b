"""What the calls of one function say about one suspect."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from autograder.checks.diagnosis import likeness
from autograder.checks.diagnosis.suspects import Suspect, Suspects
from autograder.checks.fingerprint import fingerprint
from autograder.checks.sentences import Call
from autograder.sandbox.outcomes import CallOutcome, Raised, Returned, TimedOut

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
    """Whether the answer is as good as the reference's; one of several right answers is, where the check passed."""
    wrong: bool


def asked(suspects: Suspects, check: str, failed: bool, call: Call) -> Asked:
    """The call beside the reference's answer."""
    key = fingerprint(likeness.what(call))
    right = suspects.right(call, key)
    free = call.function in suspects.free and not failed
    as_right = free or suspects.is_right(call.outcome, right) or (not failed and suspects.is_near(call.outcome, right))
    return Asked(check, failed, call, key, right, as_right, not (as_right or likeness.silent(call.outcome)))


@dataclass(slots=True, eq=False)
class Evidence:
    """All that one function's calls say about one suspect.

    `explained` are the wrong calls that it accounts for.
    """

    suspect: Suspect
    explained: list[Asked] = field(default_factory=list)
    alike: int = 0
    """How many of them it answers alike, and not only in that an answer is given where none is due."""
    rich: int = 0
    other: int = 0
    stray: list[Asked] = field(default_factory=list)
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
        return self.rich > 0 and not self.right and 2 * self.other <= self.rich >= len(self.stray)


def gather(suspects: Suspects, suspect: Suspect, calls: Sequence[Asked]) -> Evidence:
    """Reads all calls of the suspect's function."""
    found = Evidence(suspect)
    for one in calls:
        reading = read(suspects, suspect, one)
        if reading in ("alike", "loosely"):
            found.explained.append(one)
        elif reading == "stray":
            found.stray.append(one)
        elif reading != "nothing":
            setattr(found, reading, getattr(found, reading) + 1)
        if reading == "alike":
            found.alike += 1
            found.rich += likeness.rich(suspects.answer(suspect, one.call, one.key), one.right)
    return found


def explains(suspects: Suspects, suspect: Suspect, wrong: Sequence[Asked]) -> bool:
    """Whether the suspect accounts for any of these wrong calls of its function."""
    return any(read(suspects, suspect, one) in ("alike", "loosely") for one in wrong)


def read(suspects: Suspects, suspect: Suspect, one: Asked) -> Reading:
    """What one call says about a suspect."""
    given, right, free = one.call.outcome, one.right, one.call.function in suspects.free
    if likeness.silent(given):
        return "nothing"
    if suspect.judges and likeness.kind(right) == "value":
        return _judged(suspects, suspect, one)
    if suspects.agrees(suspect, one.call, one.key, right):
        return "stray" if one.wrong and likeness.kind(given) == likeness.kind(right) == "value" else "nothing"
    answer = suspects.answer(suspect, one.call, one.key)
    if isinstance(answer, TimedOut) or (free and one.as_right):
        return "nothing"
    alike = likeness.alike(given, answer, right)
    if one.as_right:
        return "nothing" if alike else "forgiven" if isinstance(right, Raised) else "right"
    if alike or (free and likeness.along(given, answer, right)):
        return "alike"
    if likeness.answers_where_none_is_due(given, answer, right):
        return "loosely"
    return "nothing" if free else "other"  # where several answers are right, so are several wrong ones likely


def _judged(suspects: Suspects, suspect: Suspect, one: Asked) -> Reading:
    """What the mistake's own file says."""
    if not one.wrong or not isinstance(one.call.outcome, Returned):
        return "nothing"
    if suspects.shows(suspect, one.call, one.right):
        return "alike"
    own = suspects.answer(suspect, one.call, one.key)
    if one.call.function not in suspects.free and likeness.alike(one.call.outcome, own, one.right):
        return "alike"
    return "other" if one.failed else "nothing"
