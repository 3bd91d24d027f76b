"""results.jsonl: one StudentResult a line."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from autograder.course.model import CheckResult, ExerciseResult, StudentResult, Who

SCHEMA = "autograder/result/v1"
_EXERCISE = frozenset({"id", "kind", "score", "max_score", "status", "message", "checks"})
_CHECK = frozenset({"id", "title", "visible", "outcome", "score", "max_score", "message", "diagnosis"})


def to_line(result: StudentResult) -> str:
    """The result as one line of ASCII JSON, without a line end; the same result gives the same bytes."""
    data = to_json(result)
    line = json.dumps(data, allow_nan=False)
    if r"\ud" in line:  # half a surrogate pair is no text: nobody could read the line again
        line = json.dumps(json.loads(json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")))
    return line


def to_json(result: StudentResult) -> dict[str, Any]:
    """The result as plain JSON data, in the contract's order of keys."""
    who = {} if result.who is None else {"who": _who_to_json(result.who)}
    return {
        "schema": SCHEMA,
        "course": result.course,
        "student": result.student,
        **who,
        "score": result.score,
        "max_score": result.max_score,
        "needs_review": result.needs_review,
        "isolation": result.isolation,
        "exercises": [exercise_to_json(exercise) for exercise in result.exercises],
    }


def _who_to_json(who: Who) -> dict[str, str]:
    data = asdict(who)
    if not who.excused:  # said of those alone who are
        del data["excused"]
    return data


def from_line(line: str) -> StudentResult:
    """The result that `to_line` wrote. Raises ValueError for anything else."""
    data = json.loads(line)
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise ValueError(f"this is not a line of {SCHEMA}")
    try:
        fields = {key: data[key] for key in ("course", "student", "score", "max_score", "needs_review", "isolation")}
        who = Who(**data["who"]) if "who" in data else None
        exercises = tuple(exercise_from_json(item) for item in data["exercises"])
        return StudentResult(**fields, exercises=exercises, who=who)
    except (KeyError, TypeError) as error:
        raise ValueError(f"this line of {SCHEMA} lacks a part: {error}") from error


def checked(raw: bytes) -> StudentResult:
    """The result in a line of a file that anything may have happened to: each part is there and of its type.

    Needs msgspec, which a student does not have. Raises ValueError for anything that `to_line` did not write.
    """
    import msgspec

    try:
        data = msgspec.json.decode(raw)
        if not raw.isascii() or not isinstance(data, dict) or data.get("schema") != SCHEMA:
            raise ValueError(f"this is not a line of {SCHEMA}")
        result = msgspec.convert(data, StudentResult)
        exercises = data["exercises"]
        rows = (row for exercise in exercises for row in exercise["checks"])
        if not (all(one.keys() >= _EXERCISE for one in exercises) and all(row.keys() >= _CHECK for row in rows)):
            raise ValueError(f"this line of {SCHEMA} lacks a part")
    except (msgspec.MsgspecError, KeyError, UnicodeError, RecursionError) as error:
        raise ValueError(f"this line of {SCHEMA} is damaged: {error}") from error
    return result


@dataclass(frozen=True, slots=True)
class Head:
    """What a line says of a whole result."""

    schema: str
    course: str
    student: str
    needs_review: bool


@cache
def _head() -> Any:
    """A decoder of a line's first parts; what it skips it only looks through."""
    import msgspec

    return msgspec.json.Decoder(Head)


def head_in(raw: bytes) -> Head:
    """Whose line it is, without making objects of the rest: many times faster than `checked`, and needs msgspec too.

    Raises ValueError for what is no line of results at all.
    """
    import msgspec

    try:
        head = _head().decode(raw)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise ValueError(f"this is not a line of {SCHEMA}: {error}") from error
    if head.schema != SCHEMA or not raw.isascii():
        raise ValueError(f"this is not a line of {SCHEMA}")
    return head  # type: ignore[no-any-return]  # what the decoder was made for


def exercise_to_json(exercise: ExerciseResult) -> dict[str, Any]:
    """One exercise's result as plain JSON data."""
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


def exercise_from_json(data: dict[str, Any]) -> ExerciseResult:
    """The result that `exercise_to_json` made data of. Raises KeyError or TypeError for anything else."""
    checks = tuple(CheckResult(**check) for check in data["checks"])
    return ExerciseResult(**{**data, "checks": checks})
