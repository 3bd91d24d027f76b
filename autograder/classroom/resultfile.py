"""A file of results to look things up in: where each student's line stands, one line read at a time."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload

from autograder.classroom.lines import checked, head_in
from autograder.classroom.packing import line_at, numbered, there
from autograder.course.model import StudentResult
from autograder.errors import UserError, reason

AGAIN = "The same `autograder grade` again keeps what is whole, and grades who stood in a line that is not."


class ResultFile(Sequence[StudentResult]):
    """The results in a file, in its order or by student. Memory holds a name and an offset each.

    Of a student who stands there several times, as after a run that was broken off, the last line counts.

    Of a line only the head is read until somebody asks for the rest, which is many times faster for a large class.
    """

    def __init__(self, path: Path, hint: str = "") -> None:
        """The file at `path`, or the packed one beside it.

        Raises UserError, with the line and the `hint`, for what is no file of results.
        """
        self.path = path = there(path)
        self._hint = hint
        self._places = array("q")
        self.starts: dict[str, int] = {}
        number, again = 0, False
        try:
            for place, raw in numbered(path):
                number += 1
                student = head_in(raw).student
                again = again or student in self.starts
                self.starts[student] = place
                self._places.append(place)
        except (OSError, ValueError) as error:
            raise self._damaged(number, error) from error
        self._last = frozenset(self.starts.values()) if again else None
        if self._last is not None:
            self._places = array("q", [place for place in self._places if place in self._last])

    def _damaged(self, number: int, error: Exception) -> UserError:
        place = f"{self.path}:{number}" if number else str(self.path)
        fix = AGAIN if number and self.path.name.startswith("results.jsonl") else self._hint
        return UserError(f"{place}: cannot be read as results: {reason(error)}.{f' {fix}' if fix else ''}")

    def __call__(self, student: str) -> StudentResult:
        """This student's result; KeyError where there is none."""
        return self._at(self.starts[student])

    def line(self, student: str) -> bytes:
        """The line of this student, as it stands there; KeyError where there is none."""
        return line_at(self.path, self.starts[student])

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> StudentResult: ...

    @overload
    def __getitem__(self, place: slice) -> list[StudentResult]: ...

    def __getitem__(self, place: int | slice) -> StudentResult | list[StudentResult]:
        if isinstance(place, slice):
            return [self._at(start) for start in self._places[place]]
        return self._at(self._places[place])

    def __iter__(self) -> Iterator[StudentResult]:
        for place, raw in numbered(self.path):
            if self._last is None or place in self._last:
                yield self._result(raw, place)

    def _at(self, place: int) -> StudentResult:
        return self._result(line_at(self.path, place), place)

    def _result(self, raw: bytes, start: int) -> StudentResult:
        try:
            return checked(raw)
        except ValueError as error:
            raise self._damaged(self._places.index(start) + 1, error) from error
