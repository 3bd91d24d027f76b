"""A class's results in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from rich import box
from rich.cells import cell_len
from rich.markup import escape
from rich.table import Table

from autograder.course.model import UNTOUCHED, StudentResult

NAMED = 3
"""The most misconceptions of one exercise that are named."""
NOTHING = "-"
_FEWEST = 26
"""Columns that are kept for misconceptions, however narrow the terminal."""
_GAP = 2
_STATES = {
    "wait": ("needs_review",),
    "empty": ("missing", "not_started"),
    "stopped": ("crashed", "timed_out"),
    "not graded": ("not_graded",),
}
"""What a column counts; one in which there is nothing to count is left out."""


@dataclass(slots=True)
class ExerciseSummary:
    """One exercise over a class, as running sums. `graded` counts those whose score is in `points`."""

    max_score: float = 0.0
    graded: int = 0
    points: float = 0.0
    full: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    diagnoses: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class ClassSummary:
    """A class, added up result by result: none is kept.

    What was not graded is in no mean, nor is who handed in nothing at all or is excused: the report's means are taken
    over the same.
    """

    exercises: dict[str, ExerciseSummary] = field(default_factory=dict)
    graded: int = 0
    points: float = 0.0
    max_score: float = 0.0
    isolation: set[str] = field(default_factory=set)
    review: int = 0
    students: int = 0
    absent: int = 0
    excused: int = 0

    def add(self, result: StudentResult) -> None:
        """Adds one student."""
        absent = result.handed_in_nothing and not result.excused
        counts = not absent and not result.excused
        graded = [exercise for exercise in result.exercises if exercise.status != "not_graded" and counts]
        self.absent += absent
        self.excused += result.excused
        if len(graded) == len(result.exercises):
            self.graded += 1
            self.points += result.score
        self.students += 1
        self.max_score = max(self.max_score, result.max_score)
        self.isolation.add(result.isolation)
        self.review += result.needs_review
        for exercise in result.exercises:
            row = self.exercises.setdefault(exercise.id, ExerciseSummary())
            row.statuses[exercise.status] += not (result.excused and exercise.status in UNTOUCHED)
        for exercise in graded:
            row = self.exercises[exercise.id]
            row.max_score = max(row.max_score, exercise.max_score)
            row.graded += 1
            row.points += exercise.score
            row.full += exercise.score >= exercise.max_score
            row.diagnoses.update({check.diagnosis for check in exercise.checks if check.diagnosis})


def class_table(summary: ClassSummary, width: int) -> Table:
    """A row an exercise: mean points, full marks, what waits or is not there, the most frequent misconceptions.

    `width` is the terminal's: as many misconceptions are named as stand on a line as whole words, one at least.
    """
    states = [name for name in _STATES if any(_counted(row, name) for row in summary.exercises.values())]
    rows = {name: _cells(name, row, states) for name, row in summary.exercises.items()}
    total = ["total", _mean(summary.points, summary.graded), f"{summary.max_score:g}"]
    heads = ["exercise", "mean", "of", "full", *states]
    footers = total + [""] * (len(heads) - len(total))
    columns = zip(heads, footers, *rows.values(), strict=True)
    widths = [max(map(cell_len, column)) for column in columns]
    room = max(_FEWEST, width - sum(widths) - _GAP * len(widths))
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, _GAP - 1, 0, 0), show_footer=True)
    table.caption, table.caption_justify = escape(_caption(summary)), "left"
    for index, (head, footer, needs) in enumerate(zip(heads, footers, widths, strict=True)):
        table.add_column(head, footer, justify="right" if index else "left", no_wrap=True, min_width=needs)
    table.add_column("misconceptions", no_wrap=True, overflow="ellipsis")
    for name, cells in rows.items():
        named = _that_fit(_most_common(summary.exercises[name].diagnoses), room)
        table.add_row(*(escape(cell) for cell in (*cells, named)))
    return table


def _cells(name: str, row: ExerciseSummary, states: Iterable[str]) -> list[str]:
    counts = [str(_counted(row, state) or "") for state in states]
    full = str(row.full) if row.graded else NOTHING
    most = f"{row.max_score:g}" if row.graded else NOTHING
    return [name, _mean(row.points, row.graded), most, full, *counts]


def _caption(summary: ClassSummary) -> str:
    students = "1 student" if summary.students == 1 else f"{summary.students} students"
    review = f"; {summary.review} for a person to review" if summary.review else ""
    nothing = f"; {summary.absent} handed in nothing and {'is' if summary.absent == 1 else 'are'} in no mean"
    excused = f"; {summary.excused} excused, in no mean" if summary.excused else ""
    absent = nothing if summary.absent else ""
    return f"{students}{absent}{excused}{review}; isolation: {', '.join(sorted(summary.isolation))}"


def _counted(row: ExerciseSummary, state: str) -> int:
    return sum(row.statuses[status] for status in _STATES[state])


def _that_fit(named: list[tuple[str, int]], room: int) -> str:
    """The first of them, and as many more as the room takes."""
    line = ""
    for name, count in named:
        longer = f"{line}, {name} {count}" if line else f"{name} {count}"
        if line and cell_len(longer) > room:
            break
        line = longer
    return line


def _most_common(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:NAMED]


def _mean(points: float, count: int) -> str:
    return f"{points / count:.1f}" if count else NOTHING
