"""One's own result in a terminal, for `check` and `watch`."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from autograder.graders.rows import all_passed
from autograder.model import CheckResult, Exercise, ExerciseResult

MARKS = {"passed": ("✓", "green"), "not_run": ("·", "dim")}
STATUSES = {
    "missing": "not there",
    "not_started": "not started",
    "crashed": "cannot be run",
    "timed_out": "does not end",
    "needs_review": "a person reads it",
}


def exercise_view(exercise: Exercise, result: ExerciseResult, *, first_only: bool = False) -> RenderableType:
    """The points, what stands in the way, and each check; a failed one (or the first) with its sentence."""
    return Group(*_parts(exercise, result, first_only))


def _parts(exercise: Exercise, result: ExerciseResult, first_only: bool) -> Iterator[RenderableType]:
    status = "done" if all_passed(result) else STATUSES.get(result.status, "")
    head = Text.assemble((exercise.id, "bold"), f"  {result.score:.3g} of {result.max_score:g}")
    yield head.append(f"  {status}" if status else "", "green" if status == "done" else "yellow")
    if result.message and result.status != "not_started":
        yield Padding(Text(result.message, "red" if result.status == "crashed" else ""), (0, 2), expand=False)
    if result.status in ("missing", "not_started", "crashed"):
        return
    said = False
    for check in result.checks:
        yield Padding(_check(check, said and first_only), (0, 2), expand=False)
        said = said or (check.outcome not in ("passed", "not_run") and bool(check.message))


def _check(check: CheckResult, title_only: bool) -> RenderableType:
    mark, colour = MARKS.get(check.outcome, ("✗", "red"))
    hidden = "" if check.visible else "  (hidden)"
    line = Text.assemble((f"{mark} ", colour), check.title, (hidden, "dim"))
    if check.diagnosis:
        line.append(f"  [{check.diagnosis}]", "yellow")
    if title_only or not check.message or check.outcome == "passed":
        return line
    return Group(line, Padding(Text(check.message, "dim" if check.outcome == "not_run" else ""), (0, 4), expand=False))
