"""How late each student was, and what that costs."""

from __future__ import annotations

import math
from pathlib import Path

from autograder.classroom.names import Names
from autograder.course.model import LatePolicy
from autograder.errors import IntakeError
from autograder.tables import Row, read_number, read_table


def read_days(path: Path, names: Names | None = None) -> dict[str, float]:
    """Student -> days late, from a table with the columns `student` and `days`.

    With `names` each row is of somebody in the class. Raises IntakeError, with the line, for anything else.
    """
    found: dict[str, float] = {}
    for row in read_table(path, ("student", "days")):
        student, days = _student(row, names), _days(row)
        if found.setdefault(student, days) != days:
            raise IntakeError(f"{row.place}: {student!r} has other days further up. Keep one.")
    return found


def _student(row: Row, names: Names | None) -> str:
    if names is None:
        return row.get("student")
    typed = row.cells.get("student", "")
    student = names.find(typed, row.place)
    if student is None:
        near = names.nearest(typed)
        raise IntakeError(f"{row.place}: nobody of the name {typed.strip()!r} is in the class. {near}".strip())
    return student


def _days(row: Row) -> float:
    days = read_number(row.get("days"))
    if days is None or days < 0:
        raise IntakeError(f"{row.place}: days must be a number, 0 or more, not {row.get('days')!r}.")
    return days


def penalty_percent(policy: LatePolicy, days: float) -> float:
    """What `days` late cost, in percent of the score; a day that has begun counts whole."""
    return min(policy.max_percent, policy.percent_per_day * math.ceil(days))
