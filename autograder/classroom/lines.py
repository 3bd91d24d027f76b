"""results.jsonl: one StudentResult a line."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from autograder.course.model import CheckResult, ExerciseResult, StudentResult, Who

SCHEMA = "autograder/result/v1"


def to_line(result: StudentResult) -> str:
    """The result as one line of ASCII JSON, without a line end; the same result gives the same bytes."""
    return json.dumps(to_json(result), allow_nan=False)


def to_json(result: StudentResult) -> dict[str, Any]:
    """The result as plain JSON data, in the contract's order of keys."""
    who = {} if result.who is None else {"who": asdict(result.who)}
    return {
        "schema": SCHEMA,
        "course": result.course,
        "student": result.student,
        **who,
        "score": result.score,
        "max_score": result.max_score,
        "needs_review": result.needs_review,
        "isolation": result.isolation,
        "exercises": [_exercise_to_json(exercise) for exercise in result.exercises],
    }


def from_line(line: str) -> StudentResult:
    """The result that `to_line` wrote. Raises ValueError for anything else."""
    data = json.loads(line)
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise ValueError(f"this is not a line of {SCHEMA}")
    try:
        fields = {key: data[key] for key in ("course", "student", "score", "max_score", "needs_review", "isolation")}
        who = Who(**data["who"]) if "who" in data else None
        exercises = tuple(_exercise_from_json(item) for item in data["exercises"])
        return StudentResult(**fields, exercises=exercises, who=who)
    except (KeyError, TypeError) as error:
        raise ValueError(f"this line of {SCHEMA} lacks a part: {error}") from error


def _exercise_to_json(exercise: ExerciseResult) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": exercise.id,
        "kind": exercise.kind,
        "score": exercise.score,
        "max_score": exercise.max_score,
        "status": exercise.status,
        "message": exercise.message,
        "checks": [_check_to_json(check) for check in exercise.checks],
    }
    return data | {"needs_review": True} if exercise.needs_review else data


def _check_to_json(check: CheckResult) -> dict[str, Any]:
    return {
        "id": check.id,
        "title": check.title,
        "visible": check.visible,
        "outcome": check.outcome,
        "score": check.score,
        "max_score": check.max_score,
        "message": check.message,
        "diagnosis": check.diagnosis,
    }


def _exercise_from_json(data: dict[str, Any]) -> ExerciseResult:
    checks = tuple(CheckResult(**check) for check in data["checks"])
    return ExerciseResult(**{**data, "checks": checks})
