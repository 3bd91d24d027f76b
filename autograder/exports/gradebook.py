"""gradebook.csv: a row a student, a column an exercise."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from autograder.model import StudentResult

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_gradebook(results: Iterable[StudentResult], exercises: Iterable[str], file: TextIO) -> None:
    """Writes the header and one row a result: points by exercise, total, maximum, whether a person must look."""
    names = list(exercises)
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["student", *names, "score", "max_score", "needs_review"])
    for result in results:
        points = {exercise.id: exercise.score for exercise in result.exercises}
        cells = [number(points[name]) if name in points else "" for name in names]
        review = "yes" if result.needs_review else ""
        writer.writerow([harmless(result.student), *cells, number(result.score), number(result.max_score), review])


def number(value: float) -> str:
    """A score as a spreadsheet shows it: at most four decimals, no trailing zeros."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def harmless(text: str) -> str:
    """Text on one line that a spreadsheet does not take for a formula."""
    clean = "".join(c if c.isprintable() else " " for c in text)
    return f"'{clean}" if text.startswith(_FORMULA) else clean
