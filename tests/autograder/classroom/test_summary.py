"""The class in a terminal: whole words at any width, and no mean of what was not graded."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from autograder.classroom.summary import ClassSummary, class_table
from autograder.course.model import CheckResult, ExerciseResult, Status, StudentResult

NAMES = ("scores_are_probabilities", "temperature_ignored", "sum_unchecked", "abs")


def exercise(name: str, score: float, status: Status, diagnoses: tuple[str, ...] = ()) -> ExerciseResult:
    checks = tuple(CheckResult(f"c{n}", "", True, "failed", 0.0, 1.0, "", name) for n, name in enumerate(diagnoses))
    most = 0.0 if status == "not_graded" else 10.0
    return ExerciseResult(name, "code", score, most, status, "", checks, status == "needs_review")


def student(*exercises: ExerciseResult) -> StudentResult:
    score, most = sum(one.score for one in exercises), sum(one.max_score for one in exercises)
    return StudentResult("c", "ada", score, most, any(one.needs_review for one in exercises), "strict", exercises)


def shown(summary: ClassSummary, width: int) -> list[str]:
    file = io.StringIO()
    console = Console(file=file, width=width, highlight=False)
    console.print(class_table(summary, width))
    return [line.rstrip() for line in file.getvalue().splitlines()]


def summed(*results: StudentResult) -> ClassSummary:
    summary = ClassSummary()
    for result in results:
        summary.add(result)
    return summary


@pytest.mark.parametrize("width", [80, 120, 200])
def test_nothing_is_broken_in_a_word(width: int) -> None:
    """Each exercise is one line within the width, each misconception in it a whole name, the first always there."""
    long = exercise("self_attention", 4.0, "graded", NAMES)
    waiting = exercise("why_look_back", 3.0, "needs_review")
    summary = summed(*[student(long, waiting, exercise("quiz", 0.0, "missing"))] * 250)
    lines = shown(summary, width)
    assert max(map(len, lines)) <= width
    (line,) = [line for line in lines if line.startswith("self_attention")]
    named = re.findall(r"(\w+) 250", line)
    assert named[0] == "abs"
    assert set(named) <= set(NAMES)
    assert "…" not in "".join(lines)


def test_what_waits_is_said_in_a_word() -> None:
    """The states are columns, and a state that nobody is in has none."""
    lines = shown(summed(student(exercise("a", 1.0, "needs_review"), exercise("b", 0.0, "not_started"))), 80)
    assert lines[0].split() == ["exercise", "mean", "of", "full", "wait", "empty", "misconceptions"]


def test_what_was_not_graded_has_no_mean() -> None:
    """An exercise that nobody was graded in shows dashes, and the class's mean is of those who have a total."""
    lost = student(exercise("a", 0.0, "not_graded"), exercise("b", 4.0, "graded"))
    row = next(line for line in shown(summed(lost), 80) if line.startswith("a "))
    assert row.split() == ["a", "-", "-", "-", "1"]
    whole = student(exercise("a", 10.0, "graded"), exercise("b", 6.0, "graded"))
    assert "total     16.0  20" in "\n".join(shown(summed(lost, whole), 80))


def test_who_handed_in_nothing_is_in_no_mean() -> None:
    """The report's means are taken over the same students; how many they are not stands below."""
    there, absent = student(exercise("a", 5, "graded")), student(exercise("a", 0, "missing"))
    summary = summed(there, absent)
    assert (summary.graded, summary.points, summary.exercises["a"].graded) == (1, 5.0, 1)
    assert "2 students; 1 handed in nothing and is in no mean" in " ".join(shown(summary, 100))
