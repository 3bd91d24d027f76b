"""Outcomes, states and misconceptions in the words of a kind teacher."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.classroom.overruled import BY_PERSON
from autograder.course.model import Course, ExerciseResult, Outcome, Status
from autograder.errors import CourseError
from autograder.kinds.registry import kind_of
from autograder.pages.page import plain

MESSAGE_LIMIT = 2000

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
    "not_graded": "not graded yet: costs nothing",
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


class Explanations:
    """What the misconceptions of a course say; each exercise's are read once, when they are asked for."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._says: dict[str, Mapping[str, str]] = {}

    def of(self, exercise_id: str, name: str) -> str:
        """What the misconception of this name says to the student; empty where the course says nothing of it."""
        if exercise_id not in self._says:
            self._says[exercise_id] = self._read(exercise_id)
        return self._says[exercise_id].get(name, "")

    def _read(self, exercise_id: str) -> Mapping[str, str]:
        try:
            exercise = self._course.exercise(exercise_id)
            return kind_of(exercise).explanations(self._course, exercise)
        except (KeyError, CourseError, SyntaxError):  # results can be read where the course's solutions cannot
            return {}


def without(message: str, says: str) -> str:
    """A check's own sentence: its message without the explanation that stands behind it."""
    return message.removesuffix(says).rstrip() if says else message


def shortened(message: str) -> str:
    """The message as a page can show it, cut where it is endless."""
    message = plain(message)
    return message if len(message) <= MESSAGE_LIMIT else message[: MESSAGE_LIMIT - 1] + "…"


def fallback(name: str) -> str:
    """What is said of a misconception that has no text."""
    return f"This looks like a known mix-up: {in_words(name)}."


def marked_by(exercise: ExerciseResult) -> str:
    """Who stands behind a mark: a person, or the machine, which may only have proposed it."""
    person = exercise.message.startswith(BY_PERSON)
    if exercise.status == "not_graded":  # nobody has given or proposed anything
        return ""
    if exercise.needs_review or exercise.status == "needs_review":
        return "marked by a person, who will look again" if person else "proposed by the machine"
    return "marked by a person" if person else ""
