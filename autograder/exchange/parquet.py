"""Results as one Parquet table: a row a check. Written by pyarrow, where it is installed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import BinaryIO

from autograder.course.model import StudentResult

_TEXTS = ("course", "student", "exercise", "kind", "status", "check", "outcome", "diagnosis")
_NUMBERS = ("exercise_score", "exercise_max_score", "score", "max_score")
_FLAGS = ("needs_review", "visible")
_COLUMNS = (
    *("course", "student", "exercise", "kind", "status", "exercise_score", "exercise_max_score", "needs_review"),
    *("check", "visible", "outcome", "score", "max_score", "diagnosis"),
)
AT_ONCE = 200
"""Students of whom the rows are held at a time."""


def parquet(results: Iterable[StudentResult], out: BinaryIO) -> None:
    """Writes the table to `out`, part by part; an exercise without checks has a row of its own."""
    import pyarrow
    import pyarrow.parquet

    text, number, flag = pyarrow.string(), pyarrow.float64(), pyarrow.bool_()
    types = dict.fromkeys(_TEXTS, text) | dict.fromkeys(_NUMBERS, number) | dict.fromkeys(_FLAGS, flag)
    schema = pyarrow.schema([(name, types[name]) for name in _COLUMNS])
    waiting = iter(results)
    with pyarrow.parquet.ParquetWriter(out, schema) as writer:
        while part := list(islice(waiting, AT_ONCE)):
            rows = [row for result in part for row in _rows(result)]
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))


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
