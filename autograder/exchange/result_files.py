"""One result as the result files of Gradescope and Classroom 50 have it. Fields: their own documentation, 2026."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from autograder.classroom.policy import Final, final
from autograder.course.model import CheckResult, Course, ExerciseResult, StudentResult
from autograder.exchange.scores import not_graded
from autograder.kinds.feedback import told
from autograder.kinds.rows import is_undecided

Visibility = Literal["visible", "hidden", "after_due_date", "after_published"]
Explain = Callable[[str, str], str]
"""An exercise's id and a misconception's name -> what a student reads about it."""
HUNDREDTHS = 100
CLASSROOM50 = "classroom50/result/v1"
LOOK = "A teacher will look at this answer; it has no points yet."
FAULT = "This could not be graded, which is not your fault. It does not count until it has been."


@dataclass(frozen=True, slots=True)
class Telling:
    """What may be told: the course's rule, words for misconceptions, when the hidden checks are shown."""

    course: Course
    explain: Explain
    hidden: Visibility = "after_published"
    proposals: bool = False


def gradescope(result: StudentResult, telling: Telling, left: float = 1.0, note: str = "") -> dict[str, Any]:
    """results.json: the total by the course's rules, a row a check; `left` is the share that lateness leaves.

    What waits for a person counts nothing yet and says so; with proposals it counts as proposed. Where the total is not
    the sum of the rows one more row says how it comes about, to whom the hidden checks' points are shown.
    """
    rows = [row for exercise in result.exercises for row in _exercise(exercise, telling)]
    total = final(confirmed(result, telling), telling.course, left)
    if says := how_it_adds_up(total, telling.course, left):
        all_seen = all(check.visible for exercise in result.exercises for check in exercise.checks)
        rows.append(_row("The total", 0, 0, says, "visible" if all_seen else telling.hidden))
    data: dict[str, Any] = {
        "score": round(total.score, 4),
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": rows,
        "extra_data": {"course": result.course, "isolation": result.isolation, "needs_review": result.needs_review},
    }
    return {"output": note, **data} if note else data


def confirmed(result: StudentResult, telling: Telling) -> StudentResult:
    """The result with what is confirmed alone: what waits has no points yet, what was not graded counts for nothing."""
    parts = [one if _counts(one, telling) else replace(one, score=0.0) for one in result.exercises]
    parts = [replace(one, max_score=0.0) if not_graded(one) else one for one in parts]
    score, most = math.fsum(one.score for one in parts), math.fsum(one.max_score for one in parts)
    return replace(result, exercises=tuple(parts), score=score, max_score=most)


def how_it_adds_up(total: Final, course: Course, left: float) -> str:
    """Why the total is not the sum of the exercises, in a sentence or two; empty where it is."""
    titles = {one.id: one.title for one in course.exercises}
    says = [f"Left out, as the lowest: {titles.get(name, name)}." for name in total.what.dropped]
    if left < 1:
        before, most = f"{total.what.score:.6g}", f"{total.max_score:.6g}"
        says.append(f"Before lateness: {before} of {most} points; after it: {total.score:.6g}.")
    return " ".join(says)


def _counts(exercise: ExerciseResult, telling: Telling) -> bool:
    return not not_graded(exercise) and (telling.proposals or not exercise.needs_review)


def _exercise(exercise: ExerciseResult, telling: Telling) -> Iterator[dict[str, Any]]:
    titles = {one.id: one.title for one in telling.course.exercises}
    title = titles.get(exercise.id, exercise.id)
    if not _counts(exercise, telling):
        fault = not_graded(exercise)
        says = exercise.message if is_undecided(exercise) else FAULT if fault else LOOK
        yield _row(title, 0, 0 if fault else exercise.max_score, says, "visible")
        if not fault:
            proposed = f"Proposed: {exercise.score:.6g} of {exercise.max_score:.6g}. {exercise.message}"
            yield _row(f"{title} (for teachers)", 0, 0, proposed, "hidden")
        return
    factor = _factor(exercise)
    if factor is None:
        yield _row(title, exercise.score, exercise.max_score, exercise.message, _seen(exercise, telling))
    elif exercise.message:
        yield _row(title, 0, 0, exercise.message, "visible")
    for check in exercise.checks:
        text = told(check, _says(check, exercise, telling), telling.course.hidden_feedback)
        seen: Visibility = "visible" if check.visible else telling.hidden
        share = factor or 0.0
        yield _row(f"{title}: {check.title}", check.score * share, check.max_score * share, text, seen)


def _factor(exercise: ExerciseResult) -> float | None:
    """What a check's weight is worth in points; None where the score is not the sum of the checks, as a mark is not."""
    weights = math.fsum(check.max_score for check in exercise.checks)
    if weights <= 0:
        return None
    factor = exercise.max_score / weights
    earned = factor * math.fsum(check.score for check in exercise.checks)
    return factor if math.isclose(earned, exercise.score, abs_tol=1e-6) else None


def _seen(exercise: ExerciseResult, telling: Telling) -> Visibility:
    return "visible" if all(check.visible for check in exercise.checks) else telling.hidden


def _says(check: CheckResult, exercise: ExerciseResult, telling: Telling) -> str:
    return telling.explain(exercise.id, check.diagnosis) if check.diagnosis else ""


def _row(name: str, score: float, most: float, output: str, visibility: Visibility) -> dict[str, Any]:
    return {
        "name": name,
        "score": round(score, 6),
        "max_score": round(most, 6),
        "output": output,
        "output_format": "text",
        "visibility": visibility,
    }


def classroom50(
    result: StudentResult, telling: Telling, *, owner: str, classroom: str, assignment: str, left: float = 1.0
) -> dict[str, Any]:
    """result.json: a row an exercise. Classroom 50 counts in whole numbers, so points are given in hundredths.

    Its total is the sum of its rows, so each has what the course's rules and lateness leave of it; a row without points
    says what that was before. What only its own runner knows (submission, commit, release, review) is left for it.
    """
    sure = confirmed(result, telling)
    total = final(sure, telling.course, left)
    bonus = {one.id for one in telling.course.exercises if one.bonus}
    rows = []
    for exercise, part in zip(result.exercises, sure.exercises, strict=True):
        counts = exercise.id not in total.what.dropped
        most = round(part.max_score * HUNDREDTHS) if counts and exercise.id not in bonus else 0
        score = round(part.score * left * HUNDREDTHS) if counts else 0
        done = _counts(exercise, telling) and part.score >= part.max_score
        rows.append({"test-name": exercise.id, "passed": done, "score": score, "max-score": most})
    if note := how_it_adds_up(total, telling.course, left):
        rows.append({"test-name": note, "passed": True, "score": 0, "max-score": 0})
    return {
        "schema": CLASSROOM50,
        "classroom": classroom,
        "assignment": assignment,
        "owner": owner,
        "score": sum(row["score"] for row in rows),
        "max-score": sum(row["max-score"] for row in rows),
        "tests": rows,
    }
