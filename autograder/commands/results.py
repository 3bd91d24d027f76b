"""What commands that work on results share: reading them, writing files, telling of people."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from autograder.classroom.lines import from_line
from autograder.commands.common import out
from autograder.course.model import StudentResult
from autograder.errors import UserError
from autograder.writing import write_atomically

SHOWN = 20
"""So many names a line."""

Results = Annotated[Path, typer.Argument(metavar="DIR", help="The folder that `grade` wrote.")]
Proposals = Annotated[bool, typer.Option("--with-proposals", help="Also scores that a person has not confirmed yet.")]


def read_results(folder: Path) -> list[StudentResult]:
    """What `grade` wrote. Raises UserError where there is nothing of it."""
    path = folder / "results.jsonl" if folder.is_dir() else folder
    try:
        graded = [from_line(line) for line in path.read_text(encoding="ascii").splitlines()]
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: cannot be read as results: {error}. It is the folder that `grade` wrote.") from error
    if not graded:
        raise UserError(f"{path}: there are no results in it.")
    return graded


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
