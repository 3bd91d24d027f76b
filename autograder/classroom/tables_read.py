"""What people wrote into tables of marks, laid over what was kept: into the folder's own, and into another person's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.classroom.names import Names
from autograder.classroom.review_table import (
    WITHDRAWN,
    Review,
    mark_of,
    merge,
    overrules,
    own_columns,
    reviews_with_layout,
)
from autograder.columns import Layout, cells_of, within
from autograder.course.model import Course
from autograder.errors import IntakeError
from autograder.tables import column_called, read_number

Rows = Mapping[tuple[str, str], Review]


@dataclass(frozen=True, slots=True)
class Read:
    """The rows as they stand after that, what was put in another's place, and how the table is to look.

    `called` is what stands in the column of names, by student and exercise as they stand there: where the download
    knows nobody's name, a person has written it.
    """

    rows: Rows
    otherwise: list[str]
    layout: Layout
    called: Mapping[tuple[str, str], str]


def read_tables(course: Course, kept: Rows, names: Names, own: Path, given: Path | None) -> Read:
    """Reads the folder's `own` table, and one that was named.

    A table that was filled in where it lies counts without being named, and it alone says which columns of a person's
    own there are: what is no more in it was taken away. Of another table an empty cell takes nothing away.
    Raises IntakeError, with the line, for a mark that cannot be one, and for whom nobody knows.
    """
    layout = Layout(tuple({title: "" for row in kept.values() for title, _ in row.notes}))
    rows, called = kept, {}
    if own.is_file():
        table, layout = reviews_with_layout(own)
        called = {row.key: row.name for row, _ in table if row.name}
        columns = own_columns(layout)
        kept = {key: replace(row, notes=within(row.notes, columns)) for key, row in kept.items()}
        rows = merge(kept, _news(course, table, names, kept, strict=False))
    otherwise: list[str] = []
    if given is not None:
        table, theirs = reviews_with_layout(given)
        joined = not (own.is_file() and given.samefile(own))
        if joined:
            table = [(_with_new_notes(row, kept), place) for row, place in table]
        news = _news(course, table, names, kept, strict=True, joined=joined)
        otherwise = [said for one in news if joined for said in _differences(rows, one, names)]
        rows, layout = merge(rows, news, joined=joined), layout.joined(own_columns(theirs))
    return Read(rows, otherwise, layout, called)


def _with_new_notes(row: Review, kept: Rows) -> Review:
    """Another person's row with those of its notes that are not kept as they stand there already."""
    stored = kept.get(row.key)
    old = cells_of(stored.notes) if stored is not None else {}
    return replace(
        row, notes=tuple((title, cell) for title, cell in row.notes if old.get(column_called(title)) != cell)
    )


def _news(
    course: Course,
    table: Iterable[tuple[Review, str]],
    names: Names,
    kept: Rows,
    *,
    strict: bool,
    joined: bool = False,
) -> list[Review]:
    """The rows that say something new. A mark that is kept already is not asked whether it may be one."""
    seen: dict[tuple[str, str], Review] = {}
    exercises = {exercise.id: exercise for exercise in course.exercises}
    for row, place in table:
        if _says_nothing_new(row, kept, joined):
            continue
        known = names.find(row.student, place)
        review, said = replace(row, student=known or row.student), row.mark.strip()
        if _says_nothing_new(review, kept, joined):
            continue
        if review.exercise not in exercises:
            if strict:
                raise IntakeError(f"{place}: there is no exercise {review.exercise!r}. Known: {', '.join(exercises)}.")
        elif said and not _same_mark(review, kept):
            mark_of(review, exercises[review.exercise].points, place)
        if known is None:
            near = names.nearest(review.student)
            raise IntakeError(f"{place}: nobody of the name {review.student!r} has handed in anything. {near}".strip())
        if review.key in seen and seen[review.key].mark != review.mark:
            raise IntakeError(
                f"{place}: {review.student!r} has another mark for {review.exercise!r} further up. Keep one."
            )
        seen[review.key] = review
    return list(seen.values())


def _differences(before: Rows, row: Review, names: Names) -> list[str]:
    """What of a row takes the place of what another person wrote: its mark, its comment, its notes."""
    was = before.get(row.key)
    if was is None:
        return []
    whose, now = f"{names.written(row.student)} {row.exercise}", row.mark.strip()
    said = []
    if overrules(row, before):
        said.append(f"{whose} {'none' if now == WITHDRAWN else now} (was {was.mark})")
    elif row.comment.strip() and was.comment.strip() not in ("", row.comment.strip()):
        said.append(f"{whose} comment {_short(row.comment)} (was {_short(was.comment)})")
    old = cells_of(was.notes)
    for title, cell in row.notes:
        if old.get(column_called(title), cell) != cell:
            said.append(f"{whose} {title} {_short(cell)} (was {_short(old[column_called(title)])})")
    return said


def _short(text: str) -> str:
    line = " ".join(text.split())
    return repr(line if len(line) <= 40 else f"{line[:37]}...")


def _says_nothing_new(row: Review, kept: Rows, joined: bool) -> bool:
    stored, said = kept.get(row.key), row.mark.strip()
    if row.notes if joined else cells_of(row.notes) != cells_of(stored.notes if stored is not None else ()):
        return False
    same_comment = stored is not None and stored.comment == row.comment
    return (same_comment and (_same_mark(row, kept) or not said)) or not (said or row.comment.strip())


def _same_mark(row: Review, kept: Rows) -> bool:
    """Whether the mark is the kept one; a question mark that only says that it was above the points is no other."""
    stored, said = kept.get(row.key), row.mark.strip()
    if stored is None or stored.mark == said:
        return stored is not None
    given, most = read_number(stored.mark), read_number(row.max_score)
    return said == f"{stored.mark}?" and given is not None and most is not None and given > most
