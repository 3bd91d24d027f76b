"""autograder release: the folder to hand out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from autograder.author.handout import THIS_PYTHON
from autograder.author.lint import release_problems
from autograder.author.release import release as make_release
from autograder.author.release import release_zip, require_free
from autograder.commands.common import Course, Json, course_root, err, need_packages, out, print_json
from autograder.course import model
from autograder.course.manifest import load_course
from autograder.errors import CourseError
from autograder.kinds.registry import kind_of


def release(
    out_dir: Annotated[Path, typer.Option("--out", help="A new folder for what students get.")],
    as_zip: Annotated[bool, typer.Option("--zip", help="Write a zip of it beside the folder too.")] = False,
    quiz_page: Annotated[
        bool, typer.Option("--quiz-page", help="Add the quiz as a page for self-study. The page holds the quiz's key.")
    ] = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Make it although something is known to be wrong, and say what.")
    ] = False,
    as_json: Json = False,
    course: Course = None,
) -> None:
    """Make the folder to hand out: stubs, visible tests, README, and the engine to install. No solutions."""
    loaded = load_course(course_root(course), with_solutions=True, require_stubs=False)
    if quiz_page:
        need_packages("jinja2")
    out_dir = out_dir.resolve()
    problems = _say_what_is_wrong(loaded, anyway)
    require_free(out_dir)
    archive = out_dir.with_name(f"{out_dir.name}.zip") if as_zip else None
    if archive is not None:  # before the folder, which is refused once it is there: a run that is stopped goes on
        release_zip(loaded, archive, quiz_page=quiz_page)
    files = make_release(loaded, out_dir, quiz_page=quiz_page)
    if as_json:
        names = [file.as_posix() for file in files]
        print_json(
            {"out": str(out_dir), "files": names, "zip": str(archive) if archive else None, "problems": problems}
        )
        return
    out.print(f"Wrote {out_dir}, {len(files)} files for {len(loaded.exercises)} exercises.", markup=False)
    if archive is not None:
        out.print(f"Wrote {archive}.", markup=False)
    if quiz_page:
        out.print("The quiz's page is in there, and with it the quiz's key: for learning, not for marks.")
    if not loaded.python and any(kind_of(exercise).runs_code for exercise in loaded.exercises):
        told = f'Students are told that Python {THIS_PYTHON} grades, for it made this. Is it so? Then write python: "'
        out.print(f'{told}{THIS_PYTHON}" into course.yaml: grade says where another one does.', markup=False)
    out.print("Students start with its README.md; you can try it as one of them.")


def _say_what_is_wrong(loaded: model.Course, anyway: bool) -> list[str]:
    """Refuses a course with faults that can be seen without the whole exam, or names them and goes on."""
    problems = release_problems(loaded)
    for problem in problems:
        err.print(f"[red]✗[/red] {escape(problem)}")
    if problems and not anyway:
        raise CourseError(f"nothing was released: {len(problems)} to mend first.", fix="Or add --anyway.")
    if problems:
        err.print(f"Handed out all the same, as --anyway says: with {len(problems)} known to be wrong.")
    return problems
