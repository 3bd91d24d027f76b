"""The class report: what a teacher can teach from. Figures of a whole class in, the text of one page out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autograder.classroom.statistics import (
    ClassStatistics,
    Correlation,
    ExerciseStatistics,
    Idea,
    Item,
    Row,
    median,
)
from autograder.course.model import UNTOUCHED, Course, StudentResult
from autograder.pages.page import plain, render
from autograder.pages.words import Explanations, fallback, in_words, shortened, status_words, without

IDEAS = 8
"""Misconceptions that stand open on the page; the others are folded."""
NAMED = 3
_SHARE_ALONE = re.compile(r"[^:]+: \d+ ?%\.")
"""An example that says how much was right, and nothing of what."""


@dataclass(frozen=True, slots=True)
class Histogram:
    """Students in each tenth of the points, in numbers and in words for those who do not see it."""

    title: str
    counts: tuple[int, ...]

    @property
    def most(self) -> int:
        return max(*self.counts, 1)

    @property
    def sentence(self) -> str:
        filled = [f"{count} from {10 * i} to {10 * i + 10} %" for i, count in enumerate(self.counts) if count]
        return f"{self.title}: students by share of the points: " + ("; ".join(filled) or "none")


def statistics_of(results: Iterable[StudentResult]) -> ClassStatistics:
    """The figures of a class, in one pass."""
    found = ClassStatistics()
    for result in results:
        found.add(result)
    return found


def render_report(found: ClassStatistics, course: Course, pages: Mapping[str, str] | None = None) -> str:
    """The page. It holds what the results say, of hidden checks no more than they do.

    `pages` are the addresses of students' own pages, from this one: who asks about a mark is one click away.
    """
    titles = {exercise.id: exercise.title for exercise in course.exercises}
    says = Explanations(course)
    rows = found.rows()
    ideas = sorted(found.ideas.values(), key=lambda idea: (-idea.students, idea.exercise, idea.name))
    exercises = [_exercise(one, titles.get(one.id, one.id)) for one in found.exercises.values()]
    return render(
        "autograder.pages",
        "report.html.j2",
        course=course,
        summary=_summary(found),
        histogram=Histogram("The class", tuple(found.bins)),
        exercises=sorted(exercises, key=lambda one: (one["difficulty"] is None, one["difficulty"], one["id"])),
        ideas=[_idea(idea, says, titles) for idea in ideas],
        open_ideas=IDEAS,
        columns=list(found.exercises),
        rows=[{**_row(row, list(found.exercises)), "page": (pages or {}).get(row.student, "")} for row in rows],
        absent=[row for row in rows if row.absent],
        excused=[row for row in rows if row.excused],
        undecided=[row for row in rows if row.undecided],
        at_risk=sorted((row for row in rows if row.risk), key=lambda row: (row.share, row.student)),
    )


def _summary(found: ClassStatistics) -> dict[str, object]:
    scores = found.scores
    return {
        "students": found.students,
        "absent": found.absent,
        "excused": found.excused,
        "at_risk": found.at_risk,
        "undecided": found.undecided,
        "review": found.review,
        "counted": len(scores),
        "max_score": found.max_score,
        "mean": sum(scores) / len(scores) if scores else None,
        "median": median(scores),
        "lowest": min(scores, default=None),
        "highest": max(scores, default=None),
    }


def _figures(shares: Correlation) -> dict[str, float | None]:
    return {"difficulty": shares.mean, "discrimination": shares.value}


def _exercise(one: ExerciseStatistics, title: str) -> dict[str, object]:
    items = [_item(item) for item in one.items.values()]
    return {
        "id": one.id,
        "title": title,
        "worked_on": one.shares.count,
        "empty": sum(one.statuses[status] for status in UNTOUCHED),
        "wait": one.statuses["needs_review"] + one.statuses["not_graded"],
        "histogram": Histogram(title, tuple(one.bins)),
        "items": sorted(items, key=lambda item: (item["difficulty"] is None, item["difficulty"])),
        **_figures(one.shares),
    }


def _item(item: Item) -> dict[str, object]:
    named = item.diagnoses.most_common(NAMED)
    return {
        "title": item.title,
        "left_out": item.outcomes["not_run"],
        "named": [f"{in_words(name)} ({count})" for name, count in named],
        "remark": item.remark,
        **_figures(item.shares),
    }


def _idea(idea: Idea, says: Explanations, titles: dict[str, str]) -> dict[str, object]:
    text = says.of(idea.exercise, idea.name)
    example = shortened(without(idea.message, text))
    return {
        "exercise": titles.get(idea.exercise, idea.exercise),
        "name": in_words(idea.name),
        "count": idea.students,
        "text": text or example or fallback(idea.name),
        "example": example if text and not _SHARE_ALONE.fullmatch(example.strip()) else "",
    }


def _row(row: Row, columns: list[str]) -> dict[str, object]:
    marks = [("absent", row.absent), ("excused", row.excused), ("risk", bool(row.risk)), ("review", row.review)]
    return {
        "name": row.name,
        "id": row.student if row.student != row.name else "",
        "sorts": plain(f"{row.name} {row.student}").casefold(),
        "score": row.score,
        "marks": " ".join(name for name, holds in marks if holds),
        "cells": [_cell(row, column) for column in columns],
    }


def _cell(row: Row, column: str) -> dict[str, object]:
    status = row.statuses.get(column)
    shown = row.cells.get(column)
    said = status_words(status) if status not in (None, "graded") else ""  # type: ignore[arg-type]
    if row.excused and status in UNTOUCHED:
        said = "Excused."
    return {"score": None if status == "missing" else shown, "said": said}
