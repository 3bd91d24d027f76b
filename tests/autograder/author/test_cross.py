"""The cross product of the exam: every mistake's function in other programs, each named as its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.author.cross import CrossResult, examine_cross
from autograder.classroom.grader import Grader
from autograder.course.manifest import load_course
from autograder.errors import CourseError


def cross(root: Path) -> CrossResult:
    course = load_course(root, with_solutions=True)
    return examine_cross(Grader(course, ["median"]), course.exercise("median"))


def test_every_mistake_is_named_in_every_style(measuring: Path) -> None:
    """Four mistakes, each in the reference and in three accepted styles."""
    found = cross(measuring)
    assert (found.cases, found.named) == (16, 16)
    assert (found.missed, found.wrong, found.stale) == ((), (), ())


def test_what_cannot_be_told_apart_is_reported_or_listed(measuring: Path) -> None:
    """Two equal mistakes have no name; with a reason in the list that is known, and a row that fits nothing is not."""
    folder = measuring / "solutions" / "mistakes" / "median"
    (folder / "twin.py").write_text((folder / "unsorted.py").read_text(encoding="utf-8"), encoding="utf-8")
    missed = cross(measuring).missed
    assert "median of mistake twin in the reference is diagnosed as nothing" in missed
    rows = "".join(f"  - {{mistake: {name}, where: the reference, why: alike}}\n" for name in ("twin", "nobody"))
    (measuring / "solutions" / "unnamed.yaml").write_text(f"median:\n{rows}", encoding="utf-8")
    found = cross(measuring)
    assert found.unnamed == 1
    assert len(found.missed) == len(missed) - 1
    assert found.stale == ("nobody in the reference",)


def test_a_row_of_the_list_says_where_and_why(measuring: Path) -> None:
    """A row without a reason is refused with its line."""
    (measuring / "solutions" / "unnamed.yaml").write_text("median:\n  - {mistake: unsorted}\n", encoding="utf-8")
    with pytest.raises(CourseError, match="`mistake`, `where` and `why`"):
        cross(measuring)
