"""autograder mark: the marking desk, a page on this machine."""

from __future__ import annotations

import contextlib
import json
import shlex
import sys
import tempfile
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from autograder.classroom.disk import require_writable
from autograder.classroom.journal import RESULTS
from autograder.classroom.packing import numbered, there
from autograder.classroom.settings import read_settings
from autograder.commands.common import Course, course_root, need_packages, out
from autograder.commands.grade import grade
from autograder.commands.stopping import told_to_end
from autograder.course.manifest import load_course
from autograder.errors import UserError
from autograder.kinds.registry import exercises_of

SAMPLE = ("tests", "class")
"""Where a course keeps a class to try things on."""


def mark(
    results: Annotated[Path | None, typer.Argument(help="The folder that `grade` wrote.")] = None,
    exercise: Annotated[str, typer.Option(help="Mark this exercise only.")] = "",
    second: Annotated[str, typer.Option(help="Mark as a second marker of this name, who does not see the first.")] = "",
    no_open: Annotated[bool, typer.Option("--no-open", help="Open no browser; the address is printed.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port on 127.0.0.1; 0: any that is free.")] = 0,
    demo: Annotated[
        bool, typer.Option("--demo", help="Try it with the course's sample class, in a new folder.")
    ] = False,
    course: Course = None,
) -> None:
    """Mark what waits for a person: a page with a key for everything, on this machine only."""
    if demo == (results is not None):
        raise typer.BadParameter("Name a folder, or give --demo.", param_hint="RESULTS")
    need_packages("jinja2", "msgspec", "starlette", "uvicorn")
    from autograder.classroom.desk import MarkingDesk
    from autograder.pages.desk.serve import serve

    root = course_root(course)
    with _folder(root, results) as folder:
        out.print("Reading the answers; the first time with a course this takes up to a minute ...", markup=False)
        if folder.is_dir():
            require_writable(folder)
        desk = MarkingDesk(load_course(root, with_solutions=True), folder, exercise, second, at_once=True)

        def opened(address: str) -> None:
            out.print(f"The marking desk: {address}", markup=False)
            out.print("Only this machine can reach it. Each key is saved at once; Ctrl-C ends it.", markup=False)
            if not no_open:
                webbrowser.open(address)

        serve(desk, port, opened)
        done, total = (sum(counts) for counts in zip(*desk.progress().values(), strict=True))
        out.print(f"{done} of {total} answers are marked, in {desk.store.own}.", markup=False)
        if done and not second and not demo:
            _put_into_the_books(folder, course)


@contextlib.contextmanager
def _folder(root: Path, results: Path | None) -> Iterator[Path]:
    """The folder to mark in; for the demonstration one that is gone afterwards."""
    if results is not None:
        yield results
        return
    sample = root.joinpath(*SAMPLE)
    if not sample.is_dir():
        raise UserError(f"{sample}: this course has no sample class. Name a folder that `grade` wrote.")
    from autograder.classroom.bench import ClassJob
    from autograder.classroom.run import grade_class

    with tempfile.TemporaryDirectory(prefix="marking-") as folder:
        out.print(f"Grading the written answers of {sample} ...", markup=False)
        names = [one.id for one in exercises_of(load_course(root), "written")]
        grade_class(ClassJob(root, sample, only=tuple(names)), Path(folder), lambda standing: None)
        yield Path(folder)


def _put_into_the_books(folder: Path, course: Path | None) -> None:
    """Offers, at a terminal, what `grade` does with marks, and prints the command where that is not wanted."""
    said = read_settings(folder, load_course(course_root(course), with_solutions=True))
    isolation = _isolation(folder)
    if not told_to_end() and sys.stdin.isatty() and said.submissions and Path(said.submissions).exists():
        out.print("The results and the gradebook do not hold these marks yet.", markup=False)
        if _agreed("Put them in now? Nobody is graded again for that"):
            grade(Path(said.submissions), folder, isolation=isolation, course=course)
            return
    out.print("To put the marks into the results and the gradebook:", markup=False)
    out.print(_again(folder, said.submissions, isolation, course), markup=False)


def _agreed(question: str) -> bool:
    """Ctrl-C declines, as it does where somebody has closed the desk by pressing it twice."""
    try:
        return typer.confirm(question, default=True)
    except typer.Abort:
        out.print()
        return False


def _isolation(folder: Path) -> str:
    """How the class was graded: in another way, it would be graded anew."""
    first = json.loads(next((line for _, line in numbered(there(folder / RESULTS))), b"{}"))
    return "none" if first.get("isolation") == "none" else "auto"


def _again(folder: Path, submissions: str, isolation: str, course: Path | None) -> str:
    """The command that reads the marks, for a shell."""
    words = ["autograder", "grade", submissions or "SUBMISSIONS", "--out", str(folder)]
    words += ["--isolation", isolation] if isolation != "auto" else []
    words += ["--course", str(course)] if course is not None else []
    return shlex.join(words)
