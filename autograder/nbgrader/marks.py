"""From an exercise's result to what its cells show and what the gradebook gets."""

from __future__ import annotations

import math
from typing import Any

from autograder.course.model import CheckResult, ExerciseResult
from autograder.kinds.registry import kind_named
from autograder.nbgrader.sheet import Sheet

MAX_COMMENT = 4_000


def scores(sheet: Sheet, result: ExerciseResult) -> dict[str, float]:
    """Grade id -> points: finite, between 0 and what the cell is worth; together they make the exercise's score.

    A check that the grader broke gets the share that the others earned: it neither costs nor gives points. Where a
    person has marked the whole exercise, each cell gets the share that the mark is. All 0 where nothing was graded.
    """
    share = result.score / result.max_score if result.max_score else 0.0
    if sheet.own.points is not None:
        return {sheet.own.grade_id: _within(share * sheet.own.points, sheet.own.points)}
    rows = {row.id: row for row in result.checks}
    made = {}
    for cell in sheet.tests:
        row = rows.get(cell.check or "")
        worth = cell.points or 0.0
        earned = 0.0 if row is None else share if row.outcome == "grader_error" else _share(row)
        made[cell.grade_id] = _within(worth * earned, worth)
    if abs(math.fsum(made.values()) - result.score) > 1e-6:
        made = {cell.grade_id: _within(share * (cell.points or 0.0), cell.points or 0.0) for cell in sheet.tests}
    return made


def _share(row: CheckResult) -> float:
    return row.score / row.max_score if row.max_score else 0.0


def _within(value: float, most: float) -> float:
    return float(min(max(value, 0.0), most)) if math.isfinite(value) else 0.0


def comment(result: ExerciseResult, notes: tuple[str, ...] = ()) -> str | None:
    """What the student reads at their own cell: what is not right yet, which idea is off. None where nothing is."""
    lines = [result.message] if result.message else []
    unsaid = kind_named(result.kind).unsaid
    for row in result.checks:
        if row.message or (row.outcome not in ("passed", "not_run")):
            lines.append(f"{row.title} {row.message or unsaid}".strip())
    lines.extend(f"In this notebook {note}." for note in notes)
    text = "\n\n".join(lines)
    return text[:MAX_COMMENT] or None


def outputs(sheet: Sheet, result: ExerciseResult) -> dict[str, list[dict[str, Any]]]:
    """Grade id -> the outputs of each test cell, from which nbgrader reads the score."""
    rows = {row.id: row for row in result.checks}
    earned = scores(sheet, result)
    return {cell.grade_id: [_output(rows.get(cell.check or ""), earned[cell.grade_id])] for cell in sheet.tests}


def _output(row: CheckResult | None, points: float) -> dict[str, Any]:
    if points > 0:
        plain = {"text/plain": repr(points)}
        return {"output_type": "execute_result", "data": plain, "metadata": {}, "execution_count": None}
    outcome = "not_run" if row is None else row.outcome
    said = row.message if row is not None and row.message else "This check did not pass."
    text = f"{row.title}\n{said}" if row is not None else said
    return {"output_type": "error", "ename": outcome, "evalue": said, "traceback": text.splitlines()}


def fill(sheet: Sheet, own: str | None, result: ExerciseResult) -> dict[str, Any]:
    """The graded notebook: what the student wrote, and the outcome of each check below it."""
    filled = sheet.to_json(sheet.own.stub if own is None else own)
    made = outputs(sheet, result)
    for cell in filled["cells"]:
        cell.get("outputs", []).extend(made.get(cell["metadata"]["nbgrader"]["grade_id"], []))
    return filled


def needs_person(sheet: Sheet, result: ExerciseResult) -> set[str]:
    """The cells that a person must look at."""
    if not result.needs_review:
        return set()
    broken = {row.id for row in result.checks if row.outcome == "grader_error"}
    own = {sheet.own.grade_id} if sheet.own.points is not None else set()
    return own | {cell.grade_id for cell in sheet.tests if cell.check in broken or not broken}
