"""Results as self-contained pages: one for a class, one for a student. Whatever a student wrote is shown as text."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.course.model import CheckResult, Course, ExerciseResult, StudentResult
from autograder.kinds.feedback import HIDDEN, tells_message, tells_misconception
from autograder.pages.page import plain, render
from autograder.pages.words import explanation, in_words, outcome_words, status_words

BINS = 10
MESSAGE_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class Distribution:
    """How a class did on one exercise: the mean share of the points, and how many students lie in each tenth."""

    title: str
    points: float
    mean: float
    counts: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """The histogram in words, for those who do not see it."""
        filled = [f"{count} from {10 * i} to {10 * i + 10} %" for i, count in enumerate(self.counts) if count]
        return f"{self.title}: mean {self.mean:.0%}; students: " + ("; ".join(filled) or "none")


def render_report(results: Sequence[StudentResult], course: Course) -> str:
    """The class report: summary, a distribution an exercise, frequent diagnoses, a table that sorts."""
    scores = [result.score for result in results]
    summary = {
        "students": len(results),
        "mean": statistics.fmean(scores) if scores else 0.0,
        "median": statistics.median(scores) if scores else 0.0,
        "lowest": min(scores, default=0.0),
        "highest": max(scores, default=0.0),
        "review": sum(result.needs_review for result in results),
    }
    return render(
        "autograder.pages",
        "report.html.j2",
        course=course,
        summary=summary,
        distributions=[_distribution(exercise.id, exercise.title, results) for exercise in course.exercises],
        diagnoses=_frequent(results, course),
        rows=[_row(result, course) for result in results],
    )


def render_student(result: StudentResult, course: Course) -> str:
    """One student's feedback, with no more of the hidden checks than the course's `hidden_feedback` allows."""
    titles = {exercise.id: exercise.title for exercise in course.exercises}
    exercises = [
        {
            "title": titles.get(exercise.id, exercise.id),
            "result": exercise,
            "status": status_words(exercise.status),
            "message": _shortened(exercise.message),
            "checks": [_check(check, exercise, course) for check in exercise.checks],
        }
        for exercise in result.exercises
    ]
    return render("autograder.pages", "student.html.j2", course=course, result=result, exercises=exercises)


def _check(check: CheckResult, exercise: ExerciseResult, course: Course) -> dict[str, object]:
    told = tells_misconception(check.visible, course.hidden_feedback)
    idea = explanation(course, exercise.id, check.diagnosis) if told and check.diagnosis else ""
    message = check.message.removesuffix(idea).strip()  # what the idea says is said once
    return {
        "title": check.title,
        "outcome": check.outcome,
        "words": outcome_words(check.outcome),
        "message": _shortened(message)
        if message == HIDDEN or tells_message(check.visible, course.hidden_feedback)
        else "",
        "diagnosis": idea,
        "score": check.score,
        "max_score": check.max_score,
        "visible": check.visible,
    }


def _distribution(exercise_id: str, title: str, results: Sequence[StudentResult]) -> Distribution:
    found = [exercise for result in results for exercise in result.exercises if exercise.id == exercise_id]
    shares = [exercise.score / exercise.max_score for exercise in found if exercise.max_score > 0]
    counts = [0] * BINS
    for share in shares:
        counts[min(BINS - 1, max(0, int(share * BINS + 1e-9)))] += 1
    points = max((exercise.max_score for exercise in found), default=0.0)
    return Distribution(title, points, statistics.fmean(shares) if shares else 0.0, tuple(counts))


def _frequent(results: Sequence[StudentResult], course: Course, most: int = 12) -> list[dict[str, object]]:
    """The diagnoses that most students share, each student counted once; ties by exercise and name."""
    students: dict[tuple[str, str], set[str]] = {}
    for result in results:
        for exercise in result.exercises:
            for check in exercise.checks:
                if check.diagnosis:
                    students.setdefault((exercise.id, check.diagnosis), set()).add(result.student)
    ranked = sorted(students.items(), key=lambda entry: (-len(entry[1]), entry[0]))[:most]
    return [
        {"exercise": exercise, "name": in_words(name), "count": len(who), "text": explanation(course, exercise, name)}
        for (exercise, name), who in ranked
    ]


def _row(result: StudentResult, course: Course) -> dict[str, object]:
    by_id = {exercise.id: exercise for exercise in result.exercises}
    return {
        "student": result.student,
        "score": result.score,
        "max_score": result.max_score,
        "review": result.needs_review,
        "cells": [by_id.get(exercise.id) for exercise in course.exercises],
    }


def _shortened(message: str) -> str:
    message = plain(message)
    return message if len(message) <= MESSAGE_LIMIT else message[: MESSAGE_LIMIT - 1] + "…"
