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
        try:
            with open(self._gradebook, encoding="utf-8-sig", newline="") as file:
                rows = csv.DictReader(file)
                if AFTER_LATENESS not in (rows.fieldnames or ()):
                    return {}
                return {row["student"]: (_number(row[AFTER_LATENESS]), _number(row.get(COUNTED))) for row in rows}
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError, csv.Error, KeyError, ValueError) as error:
            raise self._unreadable(f"it cannot be read ({error})") from error

    @property
    def _gradebook(self) -> Path:
        return self.path.parent / GRADEBOOK

    def _unreadable(self, why: str) -> UserError:
        return UserError(f"{self._gradebook}: {why}. Run `autograder grade` again to write it anew.")


def _number(cell: str | None) -> float | None:
    return float(cell) if cell else None
