"""reviews.csv: what a person must look at, with room for their mark. For a spreadsheet, there and back."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from autograder.classroom.gradebook import number
from autograder.errors import IntakeError
from autograder.tables import read_number, read_table
from autograder.writing import write_atomically

LONGEST = 4000
"""Characters of an answer that are shown."""
WITHDRAWN = "-"
"""What stands in the column `mark` to take an earlier mark back."""


@dataclass(frozen=True, slots=True)
class Review:
    """One row: an exercise of a student. `mark` and `comment` are a person's, everything else is for them to read.

    A mark with a question mark behind it was given for an answer that has changed since.
    """

    student: str
    exercise: str
    title: str = ""
    proposed: str = ""
    max_score: str = ""
    reason: str = ""
    evidence: str = ""
    answer: str = ""
    answer_digest: str = ""
    mark: str = ""
    comment: str = ""
    name: str = ""
    """The student's own, where the download knows it; the table has the column where it knows somebody's."""

    @property
    def key(self) -> tuple[str, str]:
        return self.student, self.exercise


_FIELDS = tuple(field.name for field in fields(Review))
COLUMNS = tuple(name for name in _FIELDS if name != "name")
"""The table's columns; that of the name, where there is one, stands behind the first."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A person's points for one exercise; not `sure` where the answer has changed since.

    `typed` is what they gave where that is more than the exercise has come to be worth; `points` is what counts of it.
    """

    points: float
    sure: bool
    comment: str
    typed: float | None = None

    @property
    def given(self) -> float:
        """What the person gave, whatever the exercise is worth."""
        return self.points if self.typed is None else self.typed


def shown(text: str) -> str:
    """Text for a cell: without control characters other than line ends, and of bounded length."""
    clean = "".join(c if c.isprintable() or c == "\n" else " " for c in text.replace("\r\n", "\n"))
    return clean if len(clean) <= LONGEST else f"{clean[:LONGEST]} ... ({len(text)} characters in all)"


def write_reviews(path: Path, reviews: Iterable[Review], called: Callable[[str], str] = str) -> None:
    """Writes the table, in the order of students and exercises as given, in one step that cannot be cut in half.

    `called` gives the name under which a student stands in it.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    rows = list(reviews)
    columns = (COLUMNS[0], "name", *COLUMNS[1:]) if any(row.name for row in rows) else COLUMNS
    writer.writerow(columns)
    for review in rows:
        shown_as = replace(review, student=called(review.student))
        writer.writerow([_cell(getattr(shown_as, column)) for column in columns])
    write_atomically(path, text.getvalue().encode("utf-8-sig", "replace"))  # without the mark Excel misreads names


_FORMULA = r"(^|[\n;\t])(?=[ ]*'*[=+\-@])"
"""Where a spreadsheet may begin to read a formula: a cell, a line, or what it takes for a cell of its own."""


def _cell(text: str) -> str:
    """What a spreadsheet does not take for a formula; `_uncell` undoes it. The withdrawal sign stays itself."""
    return text if text == WITHDRAWN else re.sub(_FORMULA, r"\1'", text)


def read_reviews(path: Path) -> Iterator[tuple[Review, str]]:
    """The rows of a table that a person may have edited, each with its place (file and line).

    Raises IntakeError where it is no such table.
    """
    for row in read_table(path, ("student", "exercise", "mark")):
        yield Review(**{name: _uncell(row.cells.get(name, "")) for name in _FIELDS}), row.place


def _uncell(text: str) -> str:
    return re.sub(_FORMULA.replace("(?=", "'(?="), r"\1", text.replace("\r\n", "\n"))


def typed_points(mark: str) -> float | None:
    """The number of a cell for marks, whether it is sure or not; None where there is none."""
    return read_number(mark.strip().removesuffix("?"))


def overrules(row: Review, kept: Mapping[tuple[str, str], Review]) -> bool:
    """Whether its mark takes the place of another one."""
    before = kept.get(row.key)
    if before is None or not (before.mark and row.mark.strip()):
        return False
    return typed_points(before.mark) != typed_points(row.mark)


def mark_of(review: Review, most: float, place: str) -> Mark | None:
    """The mark in a row; None where there is none, or it is withdrawn.

    Raises IntakeError for what is no number from 0 to `most`. A decimal comma is a point.
    """
    text = review.mark.strip()
    if text in ("", WITHDRAWN):
        return None
    sure = not text.endswith("?")
    points = typed_points(text)
    if points is None or not 0 <= points <= most:
        may_be = "0 or more" if math.isinf(most) else f"from 0 to {number(most)}"
        raise IntakeError(
            f"{place}: the mark must be a number {may_be}, not {review.mark!r}. "
            f"Leave it empty for no mark, write {WITHDRAWN} to take one back."
        )
    return Mark(points, sure, review.comment.strip())


def merge(kept: Mapping[tuple[str, str], Review], given: Iterable[Review]) -> dict[tuple[str, str], Review]:
    """The rows kept so far, with the marks and comments of `given` in place of theirs."""
    merged = dict(kept)
    for review in given:
        before = merged.get(review.key, replace(review, mark="", comment=""))
        if review.mark.strip() == WITHDRAWN:
            merged[review.key] = replace(before, mark="", comment="")
        elif review.mark.strip():
            digest = review.answer_digest or before.answer_digest
            merged[review.key] = replace(before, mark=review.mark, comment=review.comment, answer_digest=digest)
        else:
            merged[review.key] = replace(before, comment=review.comment)
    return merged
