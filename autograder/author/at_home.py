"""What a student loses who is green at home: mistakes that no visible check touches, and that cost much in class."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.course.model import ExerciseResult

SHARE = 0.25
"""Of an exercise's points. So much is no small matter that a hidden check may keep for itself."""

TOLD = 6
"""Names in the line."""


def surprises(results: Mapping[str, ExerciseResult]) -> str:
    """One line on the mistakes that pass every visible check and lose more than SHARE; "" where there are none.

    `results` are the known mistakes', by their names. An exercise without visible checks promises nothing at home.
    """
    lost = {name: 1 - one.score / one.max_score for name, one in results.items() if one.max_score and _green(one)}
    found = sorted((name for name in lost if lost[name] > SHARE), key=lambda name: (-lost[name], name))
    if not found:
        return ""
    told = ", ".join(f"{name} ({lost[name]:.0%})" for name in found[:TOLD])
    told += f" and {len(found) - TOLD} more" if len(found) > TOLD else ""
    few = len(found) == 1
    who, does, loses = ("mistake", "passes", "loses") if few else ("mistakes", "pass", "lose")
    return f"{len(found)} {who} {does} all visible checks and {loses} more than {SHARE:.0%} of the points: {told}"


def _green(result: ExerciseResult) -> bool:
    visible = [check for check in result.checks if check.visible]
    return bool(visible) and all(check.outcome == "passed" for check in visible)
