"""What the calls of one function say about one suspect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from autograder.checks.diagnosis import likeness
from autograder.checks.diagnosis.programs import Question
from autograder.checks.diagnosis.suspects import ROUNDED, Suspect, Suspects
from autograder.checks.sentences import Call
from autograder.sandbox.outcomes import CallOutcome, Raised, Returned, TimedOut

Reading = Literal["right", "forgiven", "alike", "refused", "loosely", "other", "stray", "nothing"]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """One call that a check made on a submission, and how that check ended."""

    check: str
    failed: bool
    call: Call
    question: Question
    sketch: likeness.Sketch | None
    as_right: bool
    """Whether the answer is as good as the reference's; one of several right answers is, where the check passed."""
    wrong: bool
    silent: bool
    """Whether the answer says nothing about an idea."""
    valued: bool
    """Whether a value is right."""
    stray: bool
    """Whether it is a wrong value in the place of a value."""
    open: bool = False
    """Whether it may be right after all: several answers are, and the check went on after it."""

    @property
    def right(self) -> CallOutcome:
        """The reference's answer."""
        return self.question.right


def asked(suspects: Suspects, check: str, failed: bool, call: Call, last: bool = False) -> Asked:
    """The call beside the reference's answer. `last`: no other followed it in its check."""
    question, given = suspects.programs.question(call), call.outcome
    as_right = suspects.programs.is_right(given, question.right) or (
        not failed and (call.function in suspects.free or likeness.equal(given, question.right, ROUNDED))
    )
    silent = likeness.silent(given)
    wrong, valued = not (as_right or silent), likeness.kind(question.right) == "value"
    stray = wrong and valued and likeness.kind(given) == "value"
    seen = likeness.sketch(given)
    unsure = call.function in suspects.free and not last
    return Asked(check, failed, call, question, seen, as_right, wrong, silent, valued, stray, unsure)


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
    refused: list[Asked] = field(default_factory=list)
    """Those that it answers with an error of this type, in other words."""
    loose: list[Asked] = field(default_factory=list)
    """The others of them: something else is answered, where an error or None is due."""
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

    def add(self, reading: Reading, one: Asked, rich: bool) -> None:
        """What one more call says."""
        match reading:
            case "alike" | "refused" | "loosely":
                self.explained.append(one)
                self.alike += reading != "loosely"
                self.refused += [one] * (reading == "refused")
                self.loose += [one] * (reading == "loosely")
                self.rich += rich
            case "stray":
                self.stray.append(one)
            case "other":
                self.other += 1
            case "right":
                self.right += 1
            case "forgiven":
                self.forgiven += 1


def gather(
    suspects: Suspects,
    suspect: Suspect,
    wrong: Sequence[Asked],
    as_right: Sequence[Asked],
    nothing: Sequence[Any] = (),
) -> Evidence | None:
    """Reads all calls of the suspect's function, the wrong ones first.

    None where it explains none of these, where the student computes nothing in their place (`nothing` is what other
    functions give then), or where its own code is at fault and it is wrong where the student is right.
    """
    found = Evidence(suspect)
    for one in wrong:
        reading = read(suspects, suspect, one)
        found.add(reading, one, reading == "alike" and _rich(suspects, suspect, one))
    if not found.explained or _stands_for_nothing(suspects, found, nothing):
        return None
    if found.refused and any(_refuses_too(suspects, other, found, as_right) for other in suspects.of(suspect.function)):
        return None
    for one in as_right:
        found.add(read(suspects, suspect, one), one, rich=False)
        if found.right and suspect.own:
            return None
    return found


def cleared(suspects: Suspects, found: Evidence, beside: Sequence[Asked]) -> bool:
    """Reads what was asked of the same object otherwise. True where that was right, and the suspect's is wrong there.

    One object has one state: an idea in it shows in all that is asked of it.
    """
    suspect = found.suspect
    for one in beside if suspect.own and not suspect.judges else ():
        reading = read(suspects, suspect, one)
        if reading == "right":
            return True
        found.other += reading == "other"
    return False


def _refuses_too(suspects: Suspects, other: Suspect, found: Evidence, as_right: Sequence[Asked]) -> bool:
    """Whether another mistake refuses all that is refused in other words, and nothing clears the student of it."""
    if other.name == found.suspect.name:
        return False
    refused = (suspects.answer(other, one.question).outcome for one in found.refused)
    if not all(map(likeness.refused_alike, (one.call.outcome for one in found.refused), refused)):
        return False
    return all(suspects.answer(other, one.question).right for one in as_right)


def _stands_for_nothing(suspects: Suspects, found: Evidence, nothing: Sequence[Any]) -> bool:
    """Whether the student gives one and the same thing in the place of all that the suspect computes.

    Where None is due, a row that is not empty is an answer nonetheless.
    """
    loose = [one for one in found.loose if isinstance(one.right, Raised) or not likeness.size(one.call.outcome)]
    given = [one.call.value for one in loose]
    outcomes = [suspects.answer(found.suspect, one.question).outcome for one in loose]
    answers = [one.value if isinstance(one, Returned) else None for one in outcomes]
    return likeness.stands_for_nothing(given, answers, nothing)


def given_for_nothing(wrong: Sequence[Asked]) -> list[Any]:
    """The one thing that a function gives wherever an error or None is due; empty where there is no such thing."""
    outcomes = [one.call.outcome for one in wrong if likeness.kind(one.right) != "value"]
    given = [one.value for one in outcomes if isinstance(one, Returned)]
    return given[:1] if len(given) > 1 and likeness.all_one(given) else []


def _rich(suspects: Suspects, suspect: Suspect, one: Asked) -> bool:
    """Where a mistake of many sizes ends with an error, and another of them does not, that one's answer says much."""
    answer = suspects.answer(suspect, one.question).outcome
    if suspect.judges and one.valued and isinstance(answer, Raised):
        answer = one.call.outcome
    return likeness.rich(answer, one.right, one.call.args)


def explains(suspects: Suspects, suspect: Suspect, one: Asked) -> bool:
    """Whether the suspect accounts for this wrong call of its function."""
    return read(suspects, suspect, one) in ("alike", "refused", "loosely")


def read(suspects: Suspects, suspect: Suspect, one: Asked) -> Reading:
    """What one call says about a suspect."""
    if one.silent:
        return "nothing"
    if suspect.judges and one.valued:
        return _judged(suspects, suspect, one)
    answer = suspects.answer(suspect, one.question)
    if answer.right:
        return "stray" if one.stray else "nothing"
    given, right, free = one.call.outcome, one.question.right, one.call.function in suspects.free
    if isinstance(answer.outcome, TimedOut) or (free and one.as_right):
        return "nothing"
    alike = not likeness.apart(one.sketch, answer.sketch) and likeness.alike(
        given, answer.outcome, right, one.call.args
    )
    if one.as_right:
        return "nothing" if alike else "forgiven" if isinstance(right, Raised) else "right"
    if alike or (free and likeness.along(given, answer.outcome, right)):
        return "alike"
    if suspect.refuses and one.valued and likeness.refused_alike(given, answer.outcome):
        return "refused"
    if likeness.answers_where_none_is_due(given, answer.outcome, right):
        return "loosely"
    return "nothing" if free else "other"  # where several answers are right, so are several wrong ones likely


def _judged(suspects: Suspects, suspect: Suspect, one: Asked) -> Reading:
    """What the mistake's own file says."""
    if not one.wrong:
        return "nothing"
    own = suspects.answer(suspect, one.question).outcome
    if not isinstance(one.call.outcome, Returned):  # of an error the file says nothing but what it answers itself
        return "alike" if likeness.alike(one.call.outcome, own, one.right, one.call.args) else "nothing"
    if suspects.shows(suspect, one.call, one.right):
        return "alike"
    if one.call.function not in suspects.free and likeness.alike(one.call.outcome, own, one.right, one.call.args):
        return "alike"
    return "other" if one.failed and not one.open else "nothing"
