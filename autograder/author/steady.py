"""Checks that are not the same twice: they would judge two students by two measures."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.checks.compare import difference
from autograder.checks.run import Verdict, run_check
from autograder.course.model import Check, Course, Exercise, Tolerance
from autograder.course.solutions import load_target
from autograder.kinds.registry import kind_of
from autograder.kinds.turns import in_time
from autograder.sandbox.timelimit import Budget

EXACT = Tolerance(0.0, 0.0)


def unsteady(course: Course, exercise: Exercise, checks: Sequence[Check]) -> list[str]:
    """The checks whose calls or outcome differ between two runs on the reference, a sentence each."""
    if not kind_of(exercise).runs_code:
        return []
    reference = load_target(course.solution(exercise), data=exercise.data)

    def verdict(check: Check) -> Verdict:
        budget = Budget(exercise.limits.total_seconds)
        return in_time(lambda: run_check(check, exercise, course.seed, reference, reference=reference), budget)

    found = []
    for check in checks:
        one, two = verdict(check), verdict(check)
        if "timed_out" in (one.ending, two.ending):
            continue
        if one.ending != two.ending or not _same_calls(one, two):
            found.append(
                f"{check.id} is not the same twice: it called with other values, or ended otherwise, the second time. "
                "Draw random numbers from the fixture rng, which is seeded"
            )
    return found


def _same_calls(one: Verdict, two: Verdict) -> bool:
    if len(one.calls) != len(two.calls):
        return False
    pairs = zip(one.calls, two.calls, strict=True)
    return all(a.function == b.function and difference(list(a.args), list(b.args), EXACT) is None for a, b in pairs)
