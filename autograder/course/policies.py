"""What course.yaml says of counting: the exercises that are dropped, the curve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.course.fields import Fields
from autograder.course.model import Exercise
from autograder.course.yamlfile import Document

_CURVE_FIX = "Write pairs of percent and grade, such as [[0, 0], [50, 60], [100, 100]]."


def read_drop_lowest(fields: Fields, value: Any, exercises: Sequence[Exercise]) -> int:
    """How many exercises are dropped; one that counts has to be left. Raises CourseError."""
    dropped = fields.whole(("drop_lowest",), value)
    counting = sum(exercise.points > 0 and not exercise.bonus for exercise in exercises)
    if dropped and dropped >= counting:
        what = f"drop_lowest is {dropped}, and {counting} exercises count to the maximum: none would be left."
        raise fields.document.error(what, ("drop_lowest",))
    return dropped


def read_curve(document: Document, value: Any) -> tuple[tuple[float, float], ...]:
    """The points of the curve, by rising percent; empty for nothing. Raises CourseError."""
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) < 2:
        raise document.error("curve must be a list of two points or more.", ("curve",), _CURVE_FIX)
    points: list[tuple[float, float]] = []
    for index, pair in enumerate(value):
        if not isinstance(pair, list) or len(pair) != 2 or not all(map(_is_number, pair)):
            raise document.error(f"{pair!r} is no point of a curve.", ("curve", index), _CURVE_FIX)
        percent, grade = map(float, pair)
        if percent < 0:
            raise document.error(f"percent cannot be negative, and is {pair[0]!r}.", ("curve", index), _CURVE_FIX)
        if points and percent <= points[-1][0]:
            raise document.error("the percent must rise from point to point.", ("curve", index), _CURVE_FIX)
        points.append((percent, grade))
    return tuple(points)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9
