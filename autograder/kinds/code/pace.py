"""Whether code is fast enough: a class stops an exercise whose calls together take too long, and says so."""

from __future__ import annotations

from autograder.checks.run import Verdict
from autograder.course.model import Exercise
from autograder.kinds.feedback import STOPPED
from autograder.sandbox.outcomes import TimedOut

SHARE = 0.25
"""Of the time that all checks have in class, what those at home may take before a student is told: class has more."""


def stopped(exercise: Exercise, verdict: Verdict) -> str:
    """That it was time which ended a check, without a word of what the check tried."""
    outcome = verdict.calls[-1].outcome if verdict.calls else None
    if isinstance(outcome, TimedOut) and not outcome.whole:
        return f"{STOPPED}a call did not end within {exercise.limits.seconds:g} seconds."
    seconds = exercise.limits.total_seconds
    return f"{STOPPED}there was no time left. All checks of this exercise together have {seconds:g} seconds."


def slow(exercise: Exercise, seconds: float) -> str:
    """What a student is told whose visible checks took so many seconds; "" where that is well within the time."""
    whole = exercise.limits.total_seconds
    if seconds <= SHARE * whole:
        return ""
    return (
        f"{exercise.file} is slow: its checks here took {seconds:.1f} seconds so far. In class all of its checks, "
        f"some more than here, have {whole:g} seconds together; what comes after that is stopped and earns nothing."
    )
