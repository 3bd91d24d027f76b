"""Pairs of similar programs, side by side, the equal lines marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.classroom.similar import Pair
from autograder.course.model import Course
from autograder.pages.page import render

AROUND = 3
"""Lines shown before and after what is equal."""


@dataclass(frozen=True, slots=True)
class Side:
    """One student's program, and which of its lines, 1-based, are in the other's too."""

    text: str
    equal: frozenset[int]

    def lines(self) -> list[tuple[int, str, bool]]:
        """Number, text, whether it is marked, of the marked lines and a few around them; without empty lines."""
        near = {number + step for number in self.equal for step in range(-AROUND, AROUND + 1)}
        rows = enumerate(self.text.splitlines(), start=1)
        return [(number, line, number in self.equal) for number, line in rows if line.strip() and number in near]


def render_similar(
    course: Course,
    pairs: Sequence[tuple[tuple[str, str], Pair, Sequence[tuple[str, Side, Side]]]],
    count: int,
    proves_nothing: str,
) -> str:
    """The page: `count` pairs in all, of which `pairs` are shown: how the two are called, and their exercises."""
    return render(
        "autograder.pages",
        "similar.html.j2",
        course=course,
        pairs=pairs,
        count=count,
        proves_nothing=proves_nothing,
    )
