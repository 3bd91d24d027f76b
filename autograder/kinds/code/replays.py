"""Which calls of a check can be made again, to hold what came back against the known mistakes."""

from __future__ import annotations

from dataclasses import replace

from autograder.checks.diagnosis.given import Seen
from autograder.checks.histories import all_alone
from autograder.checks.sentences import Call
from autograder.sandbox.handles import has_objects
from autograder.sandbox.operations import is_function
from autograder.sandbox.outcomes import Returned
from autograder.sandbox.values import weight

DIAGNOSED = 1 << 20
"""Bytes of arguments, or of an answer, up to which a check's calls are held against the known mistakes."""


def is_replayable(call: Call) -> bool:
    """Whether a call can be replayed by itself: it is one of a function, and has no object in it."""
    return is_function(call.function) and not has_objects(call.args) and _is_small(call)


def _is_small(call: Call) -> bool:
    """Whether a call can be compared: that makes copies of what it returned."""
    given = call.outcome.value if isinstance(call.outcome, Returned) else None
    return all(weight(part) <= DIAGNOSED for part in (call.args, given, call.arguments, call.kwargs))


def replayable(seen: Seen) -> Seen | None:
    """The check with calls that can be replayed, those on objects with their histories; None where one cannot be."""
    calls = all_alone(seen.calls) if all(map(_is_small, seen.calls)) else None
    return None if calls is None else replace(seen, calls=calls)
