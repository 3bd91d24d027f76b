"""What the tests of exchange share: results of students, and files read by another reader than the engine's."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom.lines import to_line
from autograder.course.model import CheckResult, ExerciseResult, StudentResult, Who

MEASURING = Path(__file__).parents[2] / "courses" / "measuring"


def result(student: str, points: float = 6.0, **more: Any) -> StudentResult:
    """One exercise of 8 points; `status`, `needs_review`, `message`, `checks` and everything that Who knows."""
    mine = {name: more.pop(name) for name in ("status", "needs_review", "message", "checks") if name in more}
    exercise = ExerciseResult("median", "code", points, 8.0, **{"status": "graded", **mine})
    who = Who(**more) if more else None
    return StudentResult("measuring", student, points, 8.0, exercise.needs_review, "strict", (exercise,), who)


def failed(visible: bool, message: str, diagnosis: str | None = None) -> CheckResult:
    name = "visible" if visible else "hidden"
    return CheckResult(f"{name}/test_median.py::test_x", "A title.", visible, "failed", 0.0, 1.0, message, diagnosis)


@pytest.fixture
def run(tmp_path: Path) -> Callable[[Sequence[StudentResult]], Path]:
    """Makes a folder as `grade` leaves it."""

    def make(results: Sequence[StudentResult]) -> Path:
        folder = tmp_path / "run"
        folder.mkdir(exist_ok=True)
        (folder / "results.jsonl").write_text("".join(to_line(one) + "\n" for one in results), encoding="ascii")
        return folder

    return make


def reread(content: bytes, encoding: str = "utf-8-sig", delimiter: str = ",") -> list[list[str]]:
    """The cells, by Python's own reader."""
    return list(csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=delimiter))


def changed(
    before: bytes, after: bytes, encoding: str = "utf-8-sig", delimiter: str = ","
) -> dict[tuple[int, int], str]:
    """The cells that differ, by row and column."""
    old, new = reread(before, encoding, delimiter), reread(after, encoding, delimiter)
    assert [len(row) for row in old] == [len(row) for row in new]
    return {
        (place, column): cell
        for place, row in enumerate(new)
        for column, cell in enumerate(row)
        if cell != old[place][column]
    }
