"""A class's results in a terminal."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from rich import box
from rich.markup import escape
from rich.table import Table

from autograder.course.model import StudentResult

NAMED = 3


@dataclass(slots=True)
class ExerciseSummary:
    """One exercise over a class."""

    max_score: float = 0.0
    scores: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    diagnoses: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class ClassSummary:
    """A class, added up result by result: none is kept. What was not graded is in no mean."""

    exercises: dict[str, ExerciseSummary] = field(default_factory=dict)
    scores: list[float] = field(default_factory=list)
    max_score: float = 0.0
    isolation: set[str] = field(default_factory=set)
    review: int = 0
    students: int = 0

    def add(self, result: StudentResult) -> None:
        """Adds one student."""
        graded = [exercise for exercise in result.exercises if exercise.status != "not_graded"]
        if len(graded) == len(result.exercises):
            self.scores.append(result.score)
        self.students += 1
        self.max_score = max(self.max_score, result.max_score)
        self.isolation.add(result.isolation)
        self.review += result.needs_review
        for exercise in result.exercises:
            self.exercises.setdefault(exercise.id, ExerciseSummary()).statuses[exercise.status] += 1
        for exercise in graded:
            row = self.exercises[exercise.id]
            row.max_score = max(row.max_score, exercise.max_score)
            row.scores.append(exercise.score)
            row.diagnoses.update({check.diagnosis for check in exercise.checks if check.diagnosis})


def class_table(summary: ClassSummary) -> Table:
    """A row an exercise: mean points, full marks, what was not graded, the most frequent misconceptions."""
    isolation = ", ".join(sorted(summary.isolation))
    review = f"; {summary.review} for a person to review" if summary.review else ""
    caption = f"{summary.students} students{review}; isolation: {isolation}"
    table = Table(box=box.SIMPLE_HEAD, caption=escape(caption), caption_justify="left", show_footer=True)
    table.add_column("exercise", "total")
    table.add_column("mean", f"{_mean(summary.scores):.1f}", justify="right")
    table.add_column("of", f"{summary.max_score:g}", justify="right")
    table.add_column("full marks", justify="right")
    table.add_column("not graded")
    table.add_column("most frequent misconceptions", overflow="fold")
    for name, row in summary.exercises.items():
        full = sum(score == row.max_score for score in row.scores)
        rest = ", ".join(f"{count} {status}" for status, count in row.statuses.most_common() if status != "graded")
        named = ", ".join(f"{diagnosis} ({count})" for diagnosis, count in _most_common(row.diagnoses))
        cells = (name, f"{_mean(row.scores):.1f}", f"{row.max_score:g}", str(full), rest, named)
        table.add_row(*(escape(cell) for cell in cells))
    return table


def _most_common(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:NAMED]


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
