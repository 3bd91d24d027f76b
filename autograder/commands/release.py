"""autograder release: the folder to hand out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.author.release import release as make_release
from autograder.author.release import release_zip
from autograder.commands.common import Course, Json, course_root, need_packages, out, print_json
from autograder.course.manifest import load_course


def release(
    out_dir: Annotated[Path, typer.Option("--out", help="A new folder for what students get.")],
    as_zip: Annotated[bool, typer.Option("--zip", help="Write a zip of it beside the folder too.")] = False,
    quiz_page: Annotated[
        bool, typer.Option("--quiz-page", help="Add the quiz as a page for self-study. The page holds the quiz's key.")
    ] = False,
    as_json: Json = False,
    course: Course = None,
) -> None:
    """Make the folder to hand out: stubs, visible tests, README, and the engine to install. No solutions."""
    loaded = load_course(course_root(course), with_solutions=True, require_stubs=False)
    if quiz_page:
        need_packages("jinja2")
    out_dir = out_dir.resolve()
    files = make_release(loaded, out_dir, quiz_page=quiz_page)
    archive = out_dir.with_name(f"{out_dir.name}.zip") if as_zip else None
    if archive is not None:
        release_zip(loaded, archive, quiz_page=quiz_page)
    if as_json:
        names = [file.as_posix() for file in files]
        print_json({"out": str(out_dir), "files": names, "zip": str(archive) if archive else None})
        return
    out.print(f"Wrote {out_dir}, {len(files)} files for {len(loaded.exercises)} exercises.", markup=False)
    if archive is not None:
        out.print(f"Wrote {archive}.", markup=False)
    if quiz_page:
        out.print("The quiz's page is in there, and with it the quiz's key: for learning, not for marks.")
    out.print("Students start with its README.md; you can try it as one of them.")
