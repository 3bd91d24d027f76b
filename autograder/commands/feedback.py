"""One student's feedback as short text: for a gradebook's cell, a mail, a comment."""

from __future__ import annotations

import html

from autograder.course.model import CheckResult, Course, ExerciseResult, StudentResult
from autograder.kinds.feedback import tells_message, tells_misconception
from autograder.pages.page import plain
from autograder.pages.words import Explanations, status_words

LONGEST = 600
"""Characters of one check's message."""


def feedback_text(result: StudentResult, course: Course, exercise: str = "", says: Explanations | None = None) -> str:
    """Points and status of each exercise, and what its failed checks may tell; of one exercise where it is named.

    Who asks for a whole class reads what the course `says` of its misconceptions once.
    """
    parts = [one for one in result.exercises if not exercise or one.id == exercise]
    known = says or Explanations(course)
    return "\n\n".join(_exercise(one, course, known) for one in parts)


def feedback_html(text: str) -> str:
    """The same as a fragment of HTML, a paragraph an exercise."""
    paragraphs = [html.escape(part, quote=False).replace("\n", "<br>") for part in text.split("\n\n")]
    return "".join(f"<p>{part}</p>" for part in paragraphs)


def _exercise(exercise: ExerciseResult, course: Course, known: Explanations) -> str:
    titles = {one.id: one.title for one in course.exercises}
    head = (
        f"{titles.get(exercise.id, exercise.id)}: {_points(exercise.score)} of {_points(exercise.max_score)} points, "
    )
    lines = [head + status_words(exercise.status)]
    if exercise.message:
        lines.append(_line(exercise.message))
    for check in exercise.checks:
        if check.outcome not in ("passed", "not_run"):
            lines.append(f"- {_check(check, exercise, course, known)}")
    return "\n".join(lines)


def _points(value: float) -> str:
    """Points as a student's page has them."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _check(check: CheckResult, exercise: ExerciseResult, course: Course, known: Explanations) -> str:
    says = [check.title]
    if check.message and tells_message(check.visible, course.hidden_feedback):
        says.append(_line(check.message))
    if check.diagnosis and tells_misconception(check.visible, course.hidden_feedback):
        idea = known.of(exercise.id, check.diagnosis)
        says += [idea] if idea not in says[-1] else []
    return " ".join(says)


def _line(message: str) -> str:
    text = " ".join(plain(message).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
