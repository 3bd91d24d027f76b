"""A file of results to look things up in: where each student's line stands, one line read at a time."""

from __future__ import annotations

from pathlib import Path

from autograder.classroom.lines import from_line
from autograder.course.model import StudentResult
from autograder.errors import UserError


class ResultFile:
    """The results in a file by student. Memory holds a name and an offset each."""

    def __init__(self, path: Path) -> None:
        """Raises UserError, with the line, for what is no file of results."""
        self.path = path
        self.starts: dict[str, int] = {}
        start = number = 0
        try:
            with open(path, "rb") as file:
                for raw in file:
                    number += 1
                    self.starts[from_line(raw.decode("ascii")).student] = start
                    start += len(raw)
        except (OSError, ValueError, AttributeError) as error:
            place = f"{path}:{number}" if number else str(path)
            raise UserError(f"{place}: cannot be read as results: {error}.") from error

    def __call__(self, student: str) -> StudentResult:
        """This student's result; KeyError where there is none."""
        with open(self.path, "rb") as file:
            file.seek(self.starts[student])
            return from_line(file.readline().decode("ascii"))
