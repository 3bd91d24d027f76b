"""A class in figures: distributions, item analysis, misconceptions, who needs a word. No result is kept.

Difficulty is the mean share of an item's points. Discrimination is the correlation of that share with the rest of the
student's points, the item's own left out (corrected point-biserial; Henrysson, Psychometrika 28, 1963). Both are taken
over those who worked on the exercise: who handed in nothing says nothing about an item.
"""

from __future__ import annotations

import heapq
import math
from array import array
from collections import Counter
from dataclasses import dataclass, field

from autograder.classroom.policy import Final, final
from autograder.course.model import UNTOUCHED, CheckResult, Course, ExerciseResult, StudentResult

BINS = 10
LISTED = 1000
"""Students of whom there is a row; of a larger class those with the fewest points."""
_RISK = 0.5
_FEW = 20
"""Below so many students a correlation says little."""


@dataclass(slots=True)
class Correlation:
    """Pearson's correlation of pairs, added up one by one."""

    count: int = 0
    x: float = 0.0
    y: float = 0.0
    xx: float = 0.0
    yy: float = 0.0
    xy: float = 0.0

    def add(self, x: float, y: float) -> None:
        """Adds one pair."""
        self.count += 1
        dx, dy = x - self.x, y - self.y
        self.x += dx / self.count
        self.y += dy / self.count
        self.xx += dx * (x - self.x)
        self.yy += dy * (y - self.y)
        self.xy += dx * (y - self.y)

    @property
    def mean(self) -> float | None:
        """The mean of the first of each pair; None of no pair."""
        return self.x if self.count else None

    @property
    def value(self) -> float | None:
        """Between -1 and 1; None where one side does not vary."""
        spread = math.sqrt(self.xx * self.yy)
        return max(-1.0, min(1.0, self.xy / spread)) if spread > 1e-12 else None


@dataclass(slots=True)
class Item:
    """A check, a question or a part of a rubric, over a class."""

    id: str
    title: str
    shares: Correlation = field(default_factory=Correlation)
    outcomes: Counter[str] = field(default_factory=Counter)
    diagnoses: Counter[str] = field(default_factory=Counter)

    @property
    def remark(self) -> str:
        """What a person should look at; empty where the figures are as they should be, or too few."""
        difficulty, discrimination = self.shares.mean, self.shares.value
        if difficulty is None or self.shares.count < _FEW:
            return ""
        if discrimination is not None and discrimination < 0:
            return "the strong miss it more often than the weak: look at the item itself"
        if difficulty < 0.2:
            return "hardly anybody has it"
        if discrimination is not None and discrimination < 0.1 and difficulty < 0.95:
            return "says little about the rest"
        return ""


@dataclass(slots=True)
class ExerciseStatistics:
    """One exercise over a class. `bins` counts the students in each tenth of its points, full marks in the last."""

    id: str
    max_score: float = 0.0
    shares: Correlation = field(default_factory=Correlation)
    bins: list[int] = field(default_factory=lambda: [0] * BINS)
    statuses: Counter[str] = field(default_factory=Counter)
    items: dict[str, Item] = field(default_factory=dict)


@dataclass(slots=True)
class Idea:
    """A misconception: how many students share it, and what one of them was told."""

    exercise: str
    name: str
    students: int = 0
    message: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One student in the table. `cells` holds points by exercise, None where it was not graded."""

    student: str
    name: str
    """What the person is called, where the platform said; else as `student`."""
    score: float | None
    max_score: float
    share: float
    review: bool
    absent: bool
    """Whether nothing at all was handed in."""
    excused: bool
    """Whether the work does not count for them: they are listed, and in no figure."""
    worked_on: int
    cells: dict[str, float | None]
    statuses: dict[str, str]

    @property
    def risk(self) -> str:
        """Why somebody should talk to this student; empty where nothing says so."""
        decided = len(self.cells) - self.undecided
        if self.absent or self.excused or not decided:  # of whom nothing is graded nothing is known
            return ""
        reasons = [f"{self.share:.0%} of the points"] if self.share < _RISK and self.max_score else []
        if self.worked_on < decided / 2:
            reasons.append(f"worked on {self.worked_on} of {decided} exercises")
        return "; ".join(reasons)

    @property
    def undecided(self) -> int:
        """In how many exercises that count a person has to say what counts, or the grader gave way."""
        return 0 if self.excused else sum(status == "not_graded" for status in self.statuses.values())


@dataclass(slots=True)
class ClassStatistics:
    """A class, added up result by result. Totals follow the rules of the `course`, where it is given."""

    course: Course | None = None
    students: int = 0
    review: int = 0
    absent: int = 0
    excused: int = 0
    at_risk: int = 0
    undecided: int = 0
    max_score: float = 0.0
    scores: array[float] = field(default_factory=lambda: array("d"))
    """Eight bytes a student who has a total, for the median."""
    bins: list[int] = field(default_factory=lambda: [0] * BINS)
    exercises: dict[str, ExerciseStatistics] = field(default_factory=dict)
    ideas: dict[tuple[str, str], Idea] = field(default_factory=dict)
    _rows: list[Row] = field(default_factory=list)

    def add(self, result: StudentResult, left: float = 1.0) -> None:
        """Adds one student; `left` is the share of the points that lateness leaves."""
        row = _row(result, final(result, self.course, left))
        self.students += 1
        self.review += row.review
        self.absent += row.absent
        self.excused += row.excused
        self.at_risk += bool(row.risk)
        self.undecided += bool(row.undecided)
        self.max_score = max(self.max_score, row.max_score)
        if row.score is not None and not row.absent and not row.excused:
            self.scores.append(row.score)
            self.bins[_bin(row.share)] += 1
        for exercise in () if row.excused else result.exercises:
            self._add_exercise(exercise, result.score)
        self._rows.append(row)
        if len(self._rows) >= 2 * LISTED:
            self._rows = _lowest(self._rows)

    def rows(self) -> list[Row]:
        """The students by name; of a class of more than LISTED those with the fewest points."""
        return sorted(_lowest(self._rows), key=lambda row: row.student)

    def _add_exercise(self, exercise: ExerciseResult, total: float) -> None:
        kept = self.exercises.get(exercise.id)
        if kept is None:
            kept = self.exercises[exercise.id] = ExerciseStatistics(exercise.id)
        kept.statuses[exercise.status] += 1
        kept.max_score = max(kept.max_score, exercise.max_score)
        if exercise.status in UNTOUCHED or exercise.status == "not_graded":
            return
        if exercise.max_score > 0:
            share = exercise.score / exercise.max_score
            kept.bins[_bin(share)] += 1
            kept.shares.add(share, total - exercise.score)
        weight = math.fsum(check.max_score for check in exercise.checks)
        for check in exercise.checks:
            worth = exercise.max_score / weight if weight else 0.0
            _add_item(kept.items, check, total - check.score * worth)
        self._add_ideas(exercise)

    def _add_ideas(self, exercise: ExerciseResult) -> None:
        """A student counts once for a misconception, however many checks show it."""
        seen = set()
        for check in exercise.checks:
            if check.diagnosis:
                key = (exercise.id, check.diagnosis)
                idea = self.ideas.setdefault(key, Idea(*key))
                idea.students += key not in seen
                seen.add(key)
                if not idea.message or (check.visible and len(check.message) > len(idea.message)):
                    idea.message = check.message


def median(values: array[float]) -> float | None:
    """The middle value; None of none."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if not ordered:
        return None
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _add_item(items: dict[str, Item], check: CheckResult, rest: float) -> None:
    item = items.get(check.id)
    if item is None:  # asked first: of a large class this runs a hundred times a student
        item = items[check.id] = Item(check.id, check.title)
    item.outcomes[check.outcome] += 1
    if check.diagnosis:
        item.diagnoses[check.diagnosis] += 1
    if check.max_score > 0:
        item.shares.add(check.score / check.max_score, rest)


def _row(result: StudentResult, total: Final) -> Row:
    lost = {exercise.id for exercise in result.exercises if exercise.status == "not_graded"}
    return Row(
        student=result.student,
        name=(result.who.name if result.who else "") or result.student,
        score=None if lost or result.excused else total.score,
        max_score=total.max_score,
        share=total.score / total.max_score if total.max_score else 0.0,
        review=result.needs_review,
        absent=result.handed_in_nothing and not result.excused,
        excused=result.excused,
        worked_on=sum(exercise.status not in {*UNTOUCHED, "not_graded"} for exercise in result.exercises),
        cells={exercise.id: None if exercise.id in lost else exercise.score for exercise in result.exercises},
        statuses={exercise.id: exercise.status for exercise in result.exercises},
    )


def _bin(share: float) -> int:
    return min(BINS - 1, max(0, int(share * BINS + 1e-9)))


def _lowest(rows: list[Row]) -> list[Row]:
    return heapq.nsmallest(LISTED, rows, key=lambda row: (row.share, row.student)) if len(rows) > LISTED else rows
