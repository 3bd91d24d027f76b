"""What commands that work on results share: reading them, writing files, telling of people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, overload

import typer

from autograder.classroom.settings import is_stale, is_unfinished, read_settings
from autograder.classroom.standing import Standing
from autograder.commands.common import err, need_packages, out
from autograder.course.model import Course as CourseData
from autograder.course.model import StudentResult
from autograder.errors import UserError
from autograder.exchange.people import person_of
from autograder.writing import write_atomically

SHOWN = 20
"""So many names a line."""

Results = Annotated[Path, typer.Argument(metavar="DIR", help="The folder that `grade` wrote.")]
Proposals = Annotated[bool, typer.Option("--with-proposals", help="Also scores that a person has not confirmed yet.")]


class Some(Sequence[StudentResult]):
    """Some of the results in a file, by their places there; none is held."""

    def __init__(self, graded: Standing, places: Sequence[int]) -> None:
        self._graded, self._places = graded, places

    def left_out(self) -> list[str]:
        """All the others, by name where it is known."""
        here = set(self._places)
        return [person_of(one).shown for place, one in enumerate(self._graded) if place not in here]

    def left(self, result: StudentResult) -> float:
        """The share of the points that lateness leaves."""
        return self._graded.left(result)

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> StudentResult: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[StudentResult]: ...

    def __getitem__(self, place: int | slice) -> StudentResult | Sequence[StudentResult]:
        if isinstance(place, slice):
            return Some(self._graded, self._places[place])
        return self._graded[self._places[place]]


def read_results(folder: Path, course: CourseData | None = None) -> Standing:
    """What `grade` wrote, one result read at a time; where `course` has changed since, that is said.

    Raises UserError where there is nothing of it.
    """
    need_packages("msgspec")
    path = folder / "results.jsonl" if folder.is_dir() else folder
    graded = Standing(path, "It is the folder that `grade` wrote.")
    if not graded:
        raise UserError(f"{path}: there are no results in it yet. Run `autograder grade` to its end.")
    if course is not None:
        say_if_not_final(path.parent, course, graded)
    return graded


def say_if_not_final(folder: Path, course: CourseData, graded: Standing) -> None:
    """Says that the class in `folder` is not all graded yet, or that the course has been changed since it was."""
    if is_unfinished(folder, course):
        many = "1 student has" if len(graded) == 1 else f"{len(graded)} students have"
        fix = "Run the same `autograder grade` to its end, then this again."
        err.print(f"{folder}: a run is still going or was stopped; {many} a result so far. {fix}", markup=False)
    if is_stale(folder, course):
        fix = "`autograder grade` again grades what that concerns, and nothing else."
        err.print(f"{course.root}: the course has been changed since {folder} was graded. {fix}", markup=False)


def graded_download(folder: Path, course: CourseData) -> Path | None:
    """What was graded last, where it lies there still: in all likelihood the names that were sent."""
    last = Path(read_settings(folder, course).submissions or ".")
    return last if last.name and last.exists() else None


def write_bytes(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all. UserError where that cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
    except OSError as error:
        raise UserError(f"{path}: cannot be written ({error.strerror or error}).") from error


def say(text: str) -> None:
    """One line for the person at the desk; names from files are text and nothing else."""
    out.print("".join(c if c.isprintable() else " " for c in text), markup=False)


def names(people: Iterable[str]) -> str:
    """Names in a line, and how many more."""
    known = list(people)
    return ", ".join(known[:SHOWN]) + (f" and {len(known) - SHOWN} more" if len(known) > SHOWN else "")
