"""reviews.csv: what a person must look at, with room for their mark. For a spreadsheet, there and back."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from autograder.classroom.gradebook import number
from autograder.columns import Layout, Notes, cells_of, layout_of, notes_of, over
from autograder.errors import IntakeError
from autograder.tables import column_called, read_number, whole_table
from autograder.writing import for_spreadsheets, write_atomically

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
    notes: Notes = ()
    """What stands in columns of a person's own."""

    @property
    def key(self) -> tuple[str, str]:
        return self.student, self.exercise

    @property
    def written(self) -> bool:
        """Whether a person has put anything into the row."""
        return bool(self.mark or self.comment or self.notes)


_FIELDS = tuple(field.name for field in fields(Review) if field.name != "notes")
COLUMNS = tuple(name for name in _FIELDS if name != "name")
"""Our columns; that of the name, where there is one, stands behind the first. All others are a person's own."""


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
    lines = text.replace("\r\n", "\n").split("\n")
    clean = "\n".join(line if line.isprintable() else _printable(line) for line in lines)
    return clean if len(clean) <= LONGEST else f"{clean[:LONGEST]} ... ({len(text)} characters in all)"


def _printable(line: str) -> str:
    return "".join(c if c.isprintable() else " " for c in line)


def write_reviews(
    path: Path, reviews: Iterable[Review], called: Callable[[str], str] = str, layout: Layout | None = None
) -> None:
    """Writes the table, in the order of students and exercises as given, in one step that cannot be cut in half.

    `called` gives the name under which a student stands in it, `layout` how the table looks that it takes the place of.
    """
    rows = list(reviews)
    layout = (layout or Layout()).joined(title for row in rows for title, _ in row.notes)
    ours = (COLUMNS[0], "name", *COLUMNS[1:]) if any(row.name for row in rows) else COLUMNS
    titles = layout.around(ours, _FIELDS)
    cells = ([_shown_cell(row, title, called, layout.delimiter) for title in titles] for row in rows)
    text = layout.written([_cell(title) for title in titles], cells)
    write_atomically(path, for_spreadsheets(text))


def _shown_cell(row: Review, title: str, called: Callable[[str], str], delimiter: str) -> str:
    column = column_called(title)
    if column not in _FIELDS:
        return _cell(cells_of(row.notes).get(column, ""))
    if column == "student":
        return _cell(called(row.student))
    text = getattr(row, column)
    # Where a semicolon parts the cells a comma parts the decimals, and `2.5` would be a day in May.
    return _cell(text.replace(".", ",") if delimiter == ";" and column in _NUMBERS else text)


_NUMBERS = ("proposed", "max_score", "mark")
_FORMULA = r"(^|[\n;\t])(?=[ ]*'*[=+\-@])"
"""Where a spreadsheet may begin to read a formula: a cell, a line, or what it takes for a cell of its own."""


def _cell(text: str) -> str:
    """What a spreadsheet does not take for a formula; `_uncell` undoes it. The withdrawal sign stays itself."""
    return text if text == WITHDRAWN else re.sub(_FORMULA, r"\1'", text)


def read_reviews(path: Path) -> Iterator[tuple[Review, str]]:
    """The rows of a table that a person may have edited, each with its place (file and line).

    Raises IntakeError where it is no such table.
    """
    yield from reviews_with_layout(path)[0]


def reviews_with_layout(path: Path) -> tuple[list[tuple[Review, str]], Layout]:
    """The same rows, and how the table is laid out."""
    table = whole_table(path, ("student", "exercise", "mark"))
    layout = layout_of(table)
    titles = {title: _uncell(title) for title in layout.own(_FIELDS)}
    rows = []
    for row in table.rows:
        ours = {name: _uncell(row.cells.get(name, "")) for name in _FIELDS}
        if layout.delimiter == ";":
            ours |= {name: _with_a_point(ours[name]) for name in _NUMBERS}
        notes = tuple((titles[title], _uncell(cell)) for title, cell in notes_of(row, titles))
        rows.append((Review(**ours, notes=notes), row.place))
    return rows, Layout(tuple(titles.get(title, title) for title in layout.titles), layout.delimiter)


def own_columns(layout: Layout) -> tuple[str, ...]:
    """A person's own columns of such a table."""
    return layout.own(_FIELDS)


def _with_a_point(text: str) -> str:
    return text.replace(",", ".") if read_number(text.strip().removesuffix("?")) is not None else text


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
    if points is None or points < 0 or (points > most and number(points) != number(most)):
        may_be = "0 or more" if math.isinf(most) else f"from 0 to {number(most)}"
        raise IntakeError(
            f"{place}: the mark must be a number {may_be}, not {review.mark!r}. "
            f"Leave it empty for no mark, write {WITHDRAWN} to take one back."
        )
    return Mark(min(points, most), sure, review.comment.strip())


def merge(
    kept: Mapping[tuple[str, str], Review], given: Iterable[Review], *, joined: bool = False
) -> dict[tuple[str, str], Review]:
    """The rows kept so far, with the marks and comments of `given` in place of theirs.

    Where another person's table is `joined`, what stands in our own columns stays unless it has something there too.
    """
    merged = dict(kept)
    for review in given:
        before = merged.get(review.key, replace(review, mark="", comment="", notes=()))
        before = replace(before, notes=over(before.notes, review.notes) if joined else review.notes)
        if review.mark.strip() == WITHDRAWN:
            merged[review.key] = replace(before, mark="", comment="")
        elif review.mark.strip():
            digest = review.answer_digest or before.answer_digest
            same = typed_points(review.mark) == typed_points(before.mark)  # a comment was on its own mark
            comment = review.comment or (before.comment if joined and same else "")
            merged[review.key] = replace(before, mark=review.mark, comment=comment, answer_digest=digest)
        else:
            merged[review.key] = replace(before, comment=review.comment or before.comment)
    return merged
