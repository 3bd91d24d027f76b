"""Results as one Parquet table: a row a check. Written by pyarrow, where it is installed."""

from __future__ import annotations

import io
from collections.abc import Sequence

from autograder.course.model import StudentResult


def parquet(results: Sequence[StudentResult]) -> bytes:
    """The table; an exercise without checks has a row of its own."""
    import pyarrow
    import pyarrow.parquet

    rows = [row for result in results for row in _rows(result)]
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), out)
    return out.getvalue()


def _rows(result: StudentResult) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for exercise in result.exercises:
        common: dict[str, object] = {
            "course": result.course,
            "student": result.student,
            "exercise": exercise.id,
            "kind": exercise.kind,
            "status": exercise.status,
            "exercise_score": float(exercise.score),
            "exercise_max_score": float(exercise.max_score),
            "needs_review": exercise.needs_review,
        }
        for check in exercise.checks:
            rows.append(
                common
                | {
                    "check": check.id,
                    "visible": check.visible,
                    "outcome": check.outcome,
                    "score": float(check.score),
                    "max_score": float(check.max_score),
                    "diagnosis": check.diagnosis,
                }
            )
        if not exercise.checks:
            nothing = dict.fromkeys(("check", "visible", "outcome", "score", "max_score", "diagnosis"))
            rows.append(common | nothing)
    return rows
