"""One's own result in a terminal, for `check` and `watch`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from autograder.course.model import CheckResult, Exercise, ExerciseResult
from autograder.kinds.rows import all_passed, is_unmarked
from autograder.student.check import NOTHING
from autograder.student.layout import lay_out

MARKS = {"passed": ("✓", "green"), "not_run": ("·", "dim")}
STATUSES = {
    "missing": "not there",
    "not_started": "not started",
    "crashed": "cannot be run",
    "timed_out": "does not end",
    "needs_review": "a person reads it",
}


def exercise_view(
    exercise: Exercise,
    result: ExerciseResult,
    *,
    first_only: bool = False,
    ideas: Mapping[str, str] | None = None,
) -> RenderableType:
    """The points, what stands in the way, and each check; a failed one (or the first) with its sentence.

    `ideas` are what known mistakes say: each that was found is said once, below, and not with every check.
    """
    return Group(*_parts(exercise, result, first_only, ideas or {}))


def _parts(
    exercise: Exercise, result: ExerciseResult, first_only: bool, ideas: Mapping[str, str]
) -> Iterator[RenderableType]:
    status = "done" if all_passed(result) else STATUSES.get(result.status, "")
    points = "-" if is_unmarked(result) else f"{result.score:.3g}"
    head = Text.assemble((exercise.id, "bold"), f"  {points} of {result.max_score:g}")
    yield head.append(f"  {status}" if status else "", "green" if status == "done" else "yellow")
    message = result.message.removeprefix(NOTHING).strip() if result.status == "not_started" else result.message
    if message:
        yield _inset(Text(message, "red" if result.status == "crashed" else ""), 2)
    if result.status in ("missing", "not_started", "crashed"):
        return
    said = False
    for check in result.checks:
        failed = check.outcome not in ("passed", "not_run")
        message = "" if said and first_only else check.message.removesuffix(ideas.get(check.diagnosis or "", ""))
        yield _inset(_check(check, message.strip()), 2)
        said = said or (failed and bool(check.message))
    for name in dict.fromkeys(check.diagnosis or "" for check in result.checks):
        if name in ideas:
            yield _inset(Text.assemble((f"[{name}] ", "yellow"), ideas[name]), 2)


def _check(check: CheckResult, message: str) -> RenderableType:
    mark, colour = MARKS.get(check.outcome, ("✗", "red"))
    line = Text.assemble((f"{mark} ", colour), check.title, ("" if check.visible else "  (hidden)", "dim"))
    if check.diagnosis:
        line.append(f"  [{check.diagnosis}]", "yellow")
    if not message or check.outcome == "passed":
        return line
    return Group(line, _inset(Text("\n".join(lay_out(message)), "dim" if check.outcome == "not_run" else ""), 4))


def _inset(content: RenderableType, by: int) -> Padding:
    return Padding(content, (0, by), expand=False)
