"""autograder pack: this course as an archive that a platform runs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.common import Course, course_root, need_packages
from autograder.commands.export import Hidden, Shown
from autograder.commands.results import say, write_bytes
from autograder.course.manifest import load_course
from autograder.errors import UserError

pack_app = typer.Typer(no_args_is_help=True, help="Pack this course to be graded on a platform.")


@pack_app.callback()
def _packs() -> None:
    """Pack this course to be graded on a platform."""


OutFile = Annotated[Path, typer.Option("--out", metavar="ZIP", help="The archive to write.")]
Packages = Annotated[list[str] | None, typer.Option(help="A package that the exercises use (can be repeated).")]
Small = Annotated[bool, typer.Option("--without-wheels", help="A small archive; packages are fetched there.")]
Proposals = Annotated[bool, typer.Option("--with-proposals", help="Count proposed marks before a person has looked.")]


@pack_app.command("gradescope")
def gradescope(
    out_file: OutFile = Path("autograder.zip"),
    without_wheels: Small = False,
    python: Annotated[str, typer.Option(help="Which Python the wheels are for.")] = "3.12",
    package: Packages = None,
    hidden: Hidden = Shown.after_published,
    proposals: Proposals = False,
    course: Course = None,
) -> None:
    """Write autograder.zip for Gradescope: this course, its engine, and the wall around students' code."""
    need_packages("msgspec")
    from autograder.author.on_gradescope import NEEDED, SHUTTING
    from autograder.author.pack import Pack, pack_gradescope

    if not re.fullmatch(r"3\.1[1-9]", python):
        raise UserError(f"--python {python}: 3.11 or newer is needed, written like 3.12.")
    loaded = load_course(course_root(course), with_solutions=True)
    made = pack_gradescope(loaded, Pack(python, not without_wheels, tuple(package or ()), hidden.value, proposals))
    write_bytes(out_file, made)
    say(f"Wrote {out_file}, {len(made) / 2**20:.1f} MB. It holds solutions and hidden checks: upload it, share it not.")
    say(f"On Gradescope make a programming assignment of {loaded.max_score:g} autograder points and upload it there.")
    if loaded.python and not without_wheels and loaded.python != python:
        told = f"course.yaml says that Python {loaded.python} grades, and these wheels are for {python}"
        say(f"{told}: a file may load at home and not there. --python {loaded.python} takes a base image that has it.")
    say(f"The wall needs {', '.join(NEEDED)} there, and {' or '.join(SHUTTING)} or root; with less nothing is graded.")
