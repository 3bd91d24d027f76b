"""A student's page of feedback: one screen, details folded, each explanation once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from autograder.classroom.policy import final
from autograder.course.model import UNTOUCHED, CheckResult, Course, ExerciseResult, StudentResult
from autograder.kinds.feedback import keeps_all_back, tells_message, tells_misconception
from autograder.kinds.registry import find_kind
from autograder.pages.page import macros, render
from autograder.pages.words import (
    Explanations,
    fallback,
    marked_by,
    outcome_words,
    shortened,
    status_words,
    without,
)


def render_student(result: StudentResult, course: Course, says: Explanations | None = None, left: float = 1.0) -> str:
    """One student's feedback, with no more of the hidden checks than the course's `hidden_feedback` allows.

    `left` is the share of the score that lateness leaves.
    """
    titles = {exercise.id: exercise.title for exercise in course.exercises}
    known = says or Explanations(course)
    exercises = [_exercise(one, titles.get(one.id, one.id), course, known) for one in result.exercises]
    return render(
        "autograder.pages",
        "student.html.j2",
        course=course,
        result=result,
        exercises=exercises,
        total=final(result, course, left),
        open=[titles.get(one.id, one.id) for one in result.exercises if one.status == "not_graded"],
        rules=[] if result.excused else _rules(result, course, titles, left),
        untouched=UNTOUCHED,
    )


def _rules(result: StudentResult, course: Course, titles: Mapping[str, str], left: float) -> list[str]:
    """What the total does not say by itself: what was left out of it, and what lateness cost."""
    what = final(result, course).what
    rules = [f"Left out of the total, as the lowest: {titles.get(name, name)}." for name in what.dropped]
    bonus = [one.title for one in course.exercises if one.bonus]
    rules += [f"Bonus, which counts to the points alone: {', '.join(bonus)}."] if bonus else []
    rules += [f"Lateness took {100 * (1 - left):.3g} % off."] if left < 1 else []
    return rules


def _exercise(exercise: ExerciseResult, title: str, course: Course, says: Explanations) -> dict[str, object]:
    missed = [check for check in exercise.checks if check.outcome not in ("passed", "not_run")]
    named: dict[str, list[CheckResult]] = {}
    for check in missed:
        name = check.diagnosis if tells_misconception(check.visible, course.hidden_feedback) else None
        named.setdefault(name or "", []).append(check)
    others = named.pop("", [])
    rows = _Rows(course, exercise)
    passed = [check for check in exercise.checks if check.outcome == "passed"]
    return {
        "title": title,
        "result": exercise,
        "by": marked_by(exercise),
        "status": "" if exercise.status in ("graded", "needs_review") else status_words(exercise.status),
        "message": shortened(exercise.message),
        "ideas": [rows.idea(name, checks, says.of(exercise.id, name)) for name, checks in named.items()],
        "missed": rows.html(others, "off"),
        "count": len(passed),
        "passed": rows.html(passed, "good"),
        "left_out": rows.html([check for check in exercise.checks if check.outcome == "not_run"], "muted"),
    }


class _Rows:
    """The rows of one exercise, with what may be told of them."""

    def __init__(self, course: Course, exercise: ExerciseResult) -> None:
        self._feedback = course.hidden_feedback
        # What a rubric and a quiz say was held to `hidden_feedback` as it was said; of checks, the page decides.
        kind = find_kind(exercise.kind)
        self._all_told = kind is not None and not kind.by_checks

    def idea(self, name: str, checks: list[CheckResult], text: str) -> dict[str, object]:
        """A misconception, its text once, and the checks that show it. Without a file the messages are its text."""
        text = "" if self._all_told else text  # a quiz says what fits the very answer
        told = any(self._message(check, text) for check in checks)
        return {"text": text or ("" if told else fallback(name)), "checks": self.html(checks, "off", text)}

    def html(self, checks: Sequence[CheckResult], badge: str, text: str = "") -> str:
        """A line a check, what its message has of `text` left out; empty where there is none."""
        return _joined(_row(check, badge, self._message(check, text)) for check in checks)

    def _message(self, check: CheckResult, text: str) -> str:
        if not check.message:
            return ""
        message = without(check.message, text)
        told = self._all_told or keeps_all_back(message) or tells_message(check.visible, self._feedback)
        return shortened(message) if message and told else ""


def _row(check: CheckResult, badge: str, message: str) -> str:
    """One check's line as HTML."""
    words = outcome_words(check.outcome)
    return _line(check.title, words, badge, message) if message else _silent_line(check.title, words, badge)


@cache
def _silent_line(title: str, words: str, badge: str) -> str:
    """Of what a page says most lines say nothing of the student, and so are made once for the class."""
    return _line(title, words, badge, "")


def _line(title: str, words: str, badge: str, message: str) -> str:
    made: str = macros("autograder.pages", "student_row.html.j2").row(title, words, badge, message)
    return made


def _joined(lines: Iterable[str]) -> str:
    from markupsafe import Markup

    return Markup("".join(lines))  # each line is HTML already
