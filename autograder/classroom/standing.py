"""A class's results with what lateness leaves of each: the two files of a run that belong together, read as one."""

from __future__ import annotations

import csv
from functools import cached_property
from pathlib import Path

from autograder.classroom.books import GRADEBOOK
from autograder.classroom.gradebook import AFTER_LATENESS, COUNTED, harmless, number
from autograder.classroom.resultfile import ResultFile
from autograder.course.model import StudentResult
from autograder.errors import UserError
from autograder.tables import opened_table, read_number


class Standing(ResultFile):
    """The results of a run, and the share of each student's points that lateness leaves.

    The gradebook of the run beside them says it. It is read once, when somebody first asks; where there is none,
    or no column of it is about lateness, nobody was late.
    """

    def left(self, result: StudentResult) -> float:
        """The share of this result's points that lateness leaves. UserError for the gradebook of another run."""
        if not self._late:
            return 1.0
        row = self._late.get(harmless(result.student))
        if row is None:
            raise self._unreadable(f"{result.student!r} is not in it")
        after, counted = row
        # The gradebook's points are rounded: beside them the result's own would say that an hour took a millionth.
        before = float(number(result.score)) if counted is None else counted
        return min(1.0, after / before) if after is not None and before > 0 else 1.0

    @cached_property
    def _late(self) -> dict[str, tuple[float | None, float | None]]:
        """Student -> the points after lateness, and those before it where not every exercise counts."""
        if not self._gradebook.is_file():
            return {}
        late: dict[str, tuple[float | None, float | None]] = {}
        try:  # somebody may have looked at it in a spreadsheet, and saved it there
            for row in opened_table(self._gradebook, ["student", AFTER_LATENESS]):
                if AFTER_LATENESS not in row:
                    return {}
                late[row["student"]] = self._points(row, AFTER_LATENESS), self._points(row, COUNTED)
        except (csv.Error, KeyError) as error:
            raise self._unreadable(f"it cannot be read ({error})") from error
        return late

    def _points(self, row: dict[str, str], column: str) -> float | None:
        cell = row.get(column)
        points = read_number(cell or "")
        if cell and points is None:
            raise self._unreadable(f"{column} of {row['student']!r} is {cell!r}, which is no number")
        return points

    @property
    def _gradebook(self) -> Path:
        return self.path.parent / GRADEBOOK

    def _unreadable(self, why: str) -> UserError:
        return UserError(f"{self._gradebook}: {why}. Run `autograder grade` again to write it anew.")
