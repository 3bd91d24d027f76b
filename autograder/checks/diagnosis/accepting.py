"""What a function answers where there is no answer: when that shows that a refusal is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.checks.diagnosis import likeness
from autograder.checks.diagnosis.evidence import Asked, Evidence
from autograder.checks.diagnosis.suspects import Suspects
from autograder.sandbox.outcomes import Returned


def accepts(suspects: Suspects, one: Evidence, as_right: Mapping[str, Sequence[Asked]], sure: bool) -> bool:
    """Whether a mistake only accepts what has no answer, and so does a function that is wrong in another way as well.

    It has to accept all of that. That something comes back is enough where the other way is known for `sure`: else
    what is looked at may be the wrong thing, and not nothing.
    """
    likely = one.clean and (sure or one.alike > 0) and _written(one, as_right[one.suspect.function])
    return likely and suspects.only_accepts(one.suspect)


def _written(evidence: Evidence, as_right: Sequence[Asked]) -> bool:
    """Whether the function computes anything: it does not give one and the same wherever a value is due."""
    given = [*evidence.stray, *(one for one in as_right if one.valued)]
    values = [one.call.outcome.value for one in given if isinstance(one.call.outcome, Returned)]
    return bool(values) and (len(values) == 1 or not likeness.all_one(values))


def telling(suspects: Suspects, one: Asked) -> bool:
    """Whether a likeness in this answer is hardly chance: in numbers, or where an error or None is due."""
    if likeness.kind(one.right) != "value":
        return True
    return one.call.function not in suspects.free and likeness.finite(one.call.outcome)
