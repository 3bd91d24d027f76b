"""What the README of a handed-out folder says of what counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.author.handout import readme
from autograder.course.model import Course, Exercise, LatePolicy

COURSE = Course(
    Path("course"),
    "measuring",
    "Measuring",
    (
        Exercise("median", "The middle", "code", "median.py", 40.0),
        Exercise("range", "The range", "code", "range.py", 5.0, bonus=True),
        Exercise("warm", "To begin with", "code", "warm.py", 0.0),
    ),
)


@pytest.mark.parametrize(
    ("course", "said"),
    [
        (COURSE, "| `median` | `exercises/median.py` | 40 | The middle |"),
        (COURSE, "| `range` | `exercises/range.py` | 5, a bonus | The range |"),
        (COURSE, "| `warm` | `exercises/warm.py` | 0, practice | To begin with |"),
        (replace(COURSE, due="2026-11-20 23:59"), "\nIt is due 2026-11-20 23:59.\n"),
        (replace(COURSE, late=LatePolicy(10.0, 50.0)), "costs 10 % of your score. Lateness costs 50 % at most.\n"),
        (replace(COURSE, drop_lowest=2), "\nThe 2 exercises of which you have the smallest share"),
    ],
)
def test_students_read_what_counts_before_they_begin(course: Course, said: str) -> None:
    assert said in readme(course)


@pytest.mark.parametrize("word", ["due", "late", "will not count"])
def test_a_course_without_such_rules_says_nothing_of_them(word: str) -> None:
    table = readme(COURSE).partition("| exercise |")[2].partition("## Good to know")[0]
    assert word not in table
