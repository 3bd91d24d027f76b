"""Outcomes, states and misconceptions in the words of a kind teacher."""

from __future__ import annotations

import ast

from autograder.course.model import Course, Outcome, Status, mistake_name

_OUTCOMES: dict[Outcome, str] = {
    "passed": "passed",
    "failed": "not yet",
    "crashed": "stopped with an error",
    "timed_out": "took too long",
    "not_run": "left out for now",
    "grader_error": "our fault, costs nothing",
}
_STATES: dict[Status, str] = {
    "graded": "graded",
    "missing": "not handed in",
    "not_started": "not started",
    "crashed": "could not be loaded",
    "timed_out": "took too long",
    "needs_review": "a teacher will look at it",
}


def outcome_words(outcome: Outcome) -> str:
    """What one check came to."""
    return _OUTCOMES[outcome]


def status_words(status: Status) -> str:
    """How far one exercise got."""
    return _STATES[status]


def in_words(name: str) -> str:
    """A misconception's name as a phrase: `plain_mean` becomes "plain mean"."""
    return name.replace("_", " ")


def explanation(course: Course, exercise_id: str, name: str) -> str:
    """The docstring of the known mistake with this name; its name in words when the course has none for it."""
    for exercise in course.exercises:
        if exercise.id != exercise_id:
            continue
        for path in course.mistakes(exercise):
            if mistake_name(path) == name and path.suffix == ".py":
                says = _docstring(path.read_text(encoding="utf-8"))
                if says:
                    return says
    return _fallback(name)


def _docstring(source: str) -> str:
    try:
        text = ast.get_docstring(ast.parse(source)) or ""
    except (SyntaxError, ValueError):
        return ""
    return " ".join(text.split())


def _fallback(name: str) -> str:
    return f"This looks like a known mix-up: {in_words(name)}."
