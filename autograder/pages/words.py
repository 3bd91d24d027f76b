"""Outcomes, states and misconceptions in the words of a kind teacher."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.course.model import Course, Exercise, Outcome, Status
from autograder.errors import CourseError
from autograder.kinds.registry import kind_of

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
    """What the misconception of this name says to the student; empty where the course says nothing of it."""
    for exercise in course.exercises:
        if exercise.id == exercise_id:
            return _explanations(course, exercise).get(name, "")
    return ""


def _explanations(course: Course, exercise: Exercise) -> Mapping[str, str]:
    try:
        return kind_of(exercise).explanations(course, exercise)
    except (CourseError, SyntaxError):  # results can be read where the course's solutions are not, or are damaged
        return {}
