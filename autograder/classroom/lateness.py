"""How late each student was, and what that costs."""

from __future__ import annotations

import csv
import math
from pathlib import Path

from autograder.course.model import LatePolicy
from autograder.errors import IntakeError


def read_days(path: Path) -> dict[str, float]:
    """Student -> days late, from a CSV file with the columns `student` and `days`.

    Raises IntakeError, with the line, for anything else.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if not {"student", "days"} <= set(rows.fieldnames or ()):
                raise IntakeError(f"{path}:1: the columns student and days are expected.")
            return {row["student"]: _days(row["days"], f"{path}:{rows.line_num}") for row in rows}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise IntakeError(f"{path}: cannot be read: {error}.") from error


def _days(text: str | None, place: str) -> float:
    try:
        days = float(text or "")
    except ValueError:
        days = math.nan
    if not math.isfinite(days) or days < 0:
        raise IntakeError(f"{place}: days must be a number, 0 or more, not {text!r}.")
    return days


def penalty_percent(policy: LatePolicy, days: float) -> float:
    """What `days` late cost, in percent of the score; a day that has begun counts whole."""
    return min(policy.max_percent, policy.percent_per_day * math.ceil(days))
