"""Checks in their order: one that is broken judges nobody, one that waits for another is left out kindly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from autograder.checks.run import Verdict
from autograder.course.model import Check, CheckResult
from autograder.kinds.rows import row
from autograder.sandbox.timelimit import Budget, OutOfTime, limited

CALLS_FIRST = 0.25
"""Seconds by which the clock around a whole check is later than that of a call in it."""
MOMENT = 0.1
"""Seconds in which a check comes to its first call."""


def in_turn(
    checks: Sequence[Check], run: Callable[[Check], CheckResult], broken: Mapping[str, str] | None = None
) -> list[CheckResult]:
    """The rows of `checks`; `run` judges one. `broken` are those that the reference does not pass, with the reason."""
    rows: list[CheckResult] = []
    for check in checks:
        waits_for = unmet(check, rows)
        if broken and check.id in broken:
            rows.append(
                row(check, "grader_error", f"This check is broken, which is not your fault: {broken[check.id]}")
            )
        elif waits_for:
            rows.append(row(check, "not_run", f"Waits until this passes: {waits_for}"))
        else:
            rows.append(run(check))
    return rows


def in_time(run: Callable[[], Verdict], budget: Budget, *, though_over: bool = False) -> Verdict:
    """The verdict of a check on a student's data, or that there was no time for it: the check's own code counts too.

    A call to the student's code has its own deadline, which comes first. `though_over`: where no time is left, the
    check is made nonetheless, for a moment: no call runs any more, and what each is told instead says more.
    """
    too_long = f"Judging this took too long: this exercise has {budget.seconds:g} seconds in all."
    left = budget.left()
    if not left and not though_over:
        return Verdict("timed_out", too_long)
    try:
        return limited(run, left + CALLS_FIRST if left else MOMENT)
    except OutOfTime:
        return Verdict("timed_out", too_long)


def unmet(check: Check, rows: Iterable[CheckResult]) -> str | None:
    """The title of a check that this one needs and that did not pass. A check that broke holds nothing back."""
    failed = (one for one in rows if one.outcome not in ("passed", "grader_error"))
    return next((one.title for one in failed if needs(check, one.id.rpartition("::")[2])), None)


def needs(check: Check, name: str) -> bool:
    """Whether the check waits for the one of this name, or for any of its cases."""
    return any(name == needed or name.startswith(f"{needed}[") for needed in check.needs)
