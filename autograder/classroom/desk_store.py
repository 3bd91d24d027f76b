"""The marks as the desk reads and writes them: the same reviews.csv and marks.csv that a spreadsheet fills in."""

from __future__ import annotations

import contextlib
import json
import re
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.classroom.alike import Alike, read_alike
from autograder.classroom.disk import writing_into
from autograder.classroom.journal import RESULTS
from autograder.classroom.lock import only_writer
from autograder.classroom.marks import MARKS, REVIEWS
from autograder.classroom.names import Names
from autograder.classroom.packing import numbered, there
from autograder.classroom.review_table import (
    WITHDRAWN,
    Review,
    read_reviews,
    reviews_with_layout,
    write_reviews,
)
from autograder.columns import Layout
from autograder.course.model import Course
from autograder.errors import UserError, reason

PATIENCE = 10.0
"""Seconds for which a key waits while another process writes into the folder."""
_NAME = re.compile(r"[\w-]{1,40}")

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """A mark and a comment as they stand in the table; both empty where there is nothing."""

    mark: str = ""
    comment: str = ""


class Store:
    """One marker's marks in a folder that `grade` wrote.

    The first marker's are in reviews.csv and marks.csv, those of a second one, called `second`, in marks.NAME.csv.
    """

    def __init__(self, folder: Path, second: str = "") -> None:
        """Raises UserError where the folder has no results, or the name is no plain one."""
        if second and not _NAME.fullmatch(second):
            raise UserError(f"{second!r} is no name for a second marker: take letters, digits, - and _ only.")
        self.folder = folder
        self.second = second
        self._one_at_a_time = threading.Lock()
        students = _students(folder / RESULTS)
        self._class = frozenset(students)
        self._names = Names(students)

    @property
    def own(self) -> Path:
        """The file that holds this marker's marks."""
        return self.folder / (f"marks.{self.second}.csv" if self.second else MARKS)

    def stamp(self) -> tuple[object, ...]:
        """Changes when anybody has written into one of the files."""
        return tuple(_stamp(path) for path in (self.folder / REVIEWS, self.own))

    def rows(self) -> dict[Key, Review]:
        """Every answer that a person may mark, with the first marker's mark in it. IntakeError for a damaged table."""
        rows = _settled(self._table()[0], _rows(self.folder / MARKS))
        return {key: row for key, row in rows.items() if key[0] in self._class}

    def alike(self, course: Course) -> Alike:
        """Whose answers `grade` has found to be copies of each other."""
        return read_alike(self.folder, course)

    def marks(self) -> dict[Key, Written]:
        """This marker's marks and comments."""
        if self.second:
            return _marks(_rows(self.own))
        return _marks(self.rows())

    def write(self, changes: Mapping[Key, Written], expected: Mapping[Key, Written] | None = None) -> set[Key]:
        """Writes these marks at once, and gives the keys that were written.

        Every other row stays as it is on the disk now, whoever wrote it. With `expected`, a row is written only where
        that stands in it still. Raises UserError where another process is writing and does not end, or the row is
        gone; GraderFault where the disk is full.
        """
        with self._one_at_a_time, _patiently(self.folder):
            (table, layout), kept = self._table(), _rows(self.own)
            rows = dict(table) if self.second else _settled(table, kept)
            now = _marks(kept if self.second else rows)
            if gone := [key for key in changes if key not in rows]:
                raise UserError(f"{self.folder / REVIEWS}: there is no row of {gone[0][0]!r}, {gone[0][1]!r} any more.")
            if expected is not None:
                still = {key for key in changes if now.get(key, Written()) == expected.get(key, Written())}
                changes = {key: written for key, written in changes.items() if key in still}
            made = {key: _with(replace(rows[key], student=key[0]), written) for key, written in changes.items()}
            # What the first marker has put beside an answer is no more for the second one than their marks are.
            kept |= {key: replace(row, notes=()) for key, row in made.items()} if self.second else made
            with writing_into(self.folder):
                if not self.second:  # the table wins over what is kept: it is written first
                    shown = (_with(row, changes[key]) if key in changes else row for key, row in table)
                    write_reviews(self.folder / REVIEWS, shown, layout=layout)
                write_reviews(self.own, [row for _, row in sorted(kept.items()) if row.written])
            return set(changes)

    def _table(self) -> tuple[list[tuple[Key, Review]], Layout]:
        """The rows of reviews.csv as they stand there, each with whom it means; and how the table is laid out."""
        table = []
        rows, layout = reviews_with_layout(self.folder / REVIEWS)
        for row, place in rows:
            student = self._names.find(row.student, place)
            table.append(((row.student if student is None else student, row.exercise), row))
        return table, layout


def _settled(table: Iterable[tuple[Key, Review]], kept: Mapping[Key, Review]) -> dict[Key, Review]:
    """The rows by whom they mean, with the marks that hold."""
    return {key: replace(_with(row, effective(row, kept.get(key))), student=key[0]) for key, row in table}


def _marks(rows: Mapping[Key, Review]) -> dict[Key, Written]:
    return {key: Written(row.mark.strip(), row.comment) for key, row in rows.items() if row.mark or row.comment}


def effective(row: Review, kept: Review | None) -> Written:
    """What holds of a row of the table and the row that is kept: an empty cell says nothing."""
    mark = row.mark.strip()
    if mark == WITHDRAWN:
        return Written("", "")
    if not mark and kept is not None:
        return Written(kept.mark, row.comment or kept.comment)
    return Written(mark, row.comment)


def _with(row: Review, written: Written) -> Review:
    return replace(row, mark=written.mark, comment=written.comment)


def _rows(path: Path) -> dict[Key, Review]:
    return {row.key: row for row, _ in read_reviews(path)} if path.is_file() else {}


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _students(results: Path) -> list[str]:
    try:
        return [str(json.loads(line)["student"]) for _, line in numbered(there(results))]
    except (OSError, ValueError, KeyError, TypeError) as error:
        fix = "Run `autograder grade SUBMISSIONS --out DIR` first, and name that DIR."
        raise UserError(f"{results}: cannot be read as results ({reason(error)}). {fix}") from error


@contextlib.contextmanager
def _patiently(folder: Path) -> Iterator[None]:
    """The folder's lock, which a grading run may hold for a while."""
    deadline = time.monotonic() + PATIENCE
    with contextlib.ExitStack() as stack:
        while True:
            try:
                stack.enter_context(only_writer(folder))
                break
            except UserError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
        yield
