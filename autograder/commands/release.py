"""autograder release: the folder to hand out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.common import Course, Json, course_root, out, print_json
from autograder.course import load_course
from autograder.release import release as make_release
from autograder.release import release_zip


def release(
    out_dir: Annotated[Path, typer.Option("--out", help="A new folder for what students get.")],
    as_zip: Annotated[bool, typer.Option("--zip", help="Write a zip of it beside the folder too.")] = False,
    as_json: Json = False,
    course: Course = None,
) -> None:
    """Make the folder to hand out: stubs, visible tests, README, and the engine to install. No solutions."""
    loaded = load_course(course_root(course), with_solutions=True, require_stubs=False)
    out_dir = out_dir.resolve()
    files = make_release(loaded, out_dir)
    archive = out_dir.with_name(f"{out_dir.name}.zip") if as_zip else None
    if archive is not None:
        release_zip(loaded, archive)
    if as_json:
        names = [file.as_posix() for file in files]
        print_json({"out": str(out_dir), "files": names, "zip": str(archive) if archive else None})
        return
    out.print(f"Wrote {out_dir}, {len(files)} files for {len(loaded.exercises)} exercises.", markup=False)
    if archive is not None:
        out.print(f"Wrote {archive}.", markup=False)
    out.print("Students start with its README.md; you can try it as one of them.")
