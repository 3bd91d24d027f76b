"""A small class with written answers, graded on paper: what `grade` leaves in a folder, without the grading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.course.manifest import load_course
from autograder.course.model import Course

pytest.importorskip("starlette", reason="the desk needs the instructor's packages")
pytest.importorskip("msgspec", reason="grading needs the instructor's packages")

from autograder.classroom.desk import MarkingDesk
from autograder.classroom.lines import to_line
from autograder.classroom.review_table import Review, write_reviews
from autograder.course.model import StudentResult

RUBRIC = """\
version: 1
exercise: why_sort
question: Why does the median need sorted values?
concepts:
  - id: middle
    points: 0.6
    says: Half of the values lie on either side.
    patterns: ["half _ values"]
  - id: order
    points: 0.4
    says: The place in the list has to say how large a value is.
    patterns: ["in order", "sorted list"]
misconceptions:
  - id: mean
    cost: 0.2
    says: The median is not the mean.
    patterns: ["same as the mean"]
"""
ANSWERS = {
    "ada": "Half of the values lie on each side of it.",
    "ben": "Half of the values lie on each side of it",
    "cem": "half of the values lie on EACH side of it!",
    "dia": "The values must stand in order, and half of the values are smaller.",
    "eva": "It is the same as the mean, once the numbers are in order.",
    "fay": "I do not know <b>why</b>, sorry.",
    "007": "Because the sorted list puts the middle one in the middle place.",
}


@dataclass
class Class:
    """A course's root, the folder that `grade` wrote, and a desk on it."""

    course: Course
    out: Path

    def desk(self, second: str = "") -> MarkingDesk:
        return MarkingDesk(self.course, self.out, second=second)


@pytest.fixture
def make_class(measuring: Path, tmp_path: Path) -> Callable[..., Class]:
    """Makes a class of these answers, student -> text, to the one written question."""
    with (measuring / "course.yaml").open("a", encoding="utf-8") as manifest:
        manifest.write("  - {id: why_sort, title: Why sort, kind: written, file: why_sort.md, points: 10}\n")
    (measuring / "exercises" / "why_sort.md").write_text("Why?\n\n<!-- answer below this line -->\n")
    (measuring / "solutions" / "why_sort.md").write_text("Why?\n\n<!-- answer below this line -->\nHalf of them.\n")
    (measuring / "solutions" / "rubrics").mkdir()
    (measuring / "solutions" / "rubrics" / "why_sort.yaml").write_text(RUBRIC)
    course = load_course(measuring, with_solutions=True)

    def make(answers: dict[str, str] = ANSWERS, name: str = "out") -> Class:
        out = tmp_path / name
        out.mkdir()
        rows = [Review(s, "why_sort", "Why sort", "6", "10", "why", "", text, "d1") for s, text in answers.items()]
        write_reviews(out / "reviews.csv", rows)
        lines = [to_line(StudentResult("measuring", s, 0.0, 0.0, True, "none", ())) for s in sorted(answers)]
        (out / "results.jsonl").write_text("".join(f"{line}\n" for line in lines))
        return Class(course, out)

    return make


@pytest.fixture
def small(make_class: Callable[..., Class]) -> Class:
    return make_class()
