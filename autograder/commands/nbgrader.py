"""autograder nbgrader: a course as nbgrader notebooks, and results into nbgrader's gradebook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.common import Course, course_root, err, need_packages, out
from autograder.course.manifest import load_course

nbgrader = typer.Typer(no_args_is_help=True, help="Work with nbgrader: notebooks for it, scores into its gradebook.")


@nbgrader.command()
def build(
    out_dir: Annotated[Path, typer.Option("--out", help="The nbgrader course's folder.")],
    course: Course = None,
) -> None:
    """Make a complete nbgrader course from this one. What nbgrader keeps in the folder stays."""
    need_packages("msgspec", "nbgrader", extra="nbgrader")
    from autograder.classroom.grader import Grader
    from autograder.nbgrader.build import build as build_course

    written = build_course(Grader(load_course(course_root(course), with_solutions=True)), out_dir)
    assignment = written[0].parent.name
    out.print(
        f"Wrote {len(written)} notebooks to {written[0].parent}, and {out_dir / 'nbgrader_config.py'}.", markup=False
    )
    out.print(f"Next: cd {out_dir} && nbgrader generate_assignment {assignment}", markup=False)


@nbgrader.command()
def push(
    results: Annotated[Path, typer.Argument(help="The results.jsonl of `autograder grade`.")],
    db: Annotated[str, typer.Option(help="The gradebook's URL. Default: gradebook.db in the nbgrader course.")] = "",
    folder: Annotated[Path, typer.Option("--dir", help="The nbgrader course's folder.")] = Path(),
    submissions: Annotated[Path | None, typer.Option(help="What was graded: the notebooks then show it.")] = None,
) -> None:
    """Enter results into nbgrader's gradebook. A person's marks and comments stay."""
    need_packages("msgspec", "nbgrader", extra="nbgrader")
    from autograder.nbgrader.push import push as push_results

    url = db or f"sqlite:///{(folder / 'gradebook.db').resolve()}"
    done = push_results(results, folder, url, submissions, lambda count: err.print(f"pushed {count}", markup=False))
    out.print(f"Entered {done} results into the gradebook.", markup=False)
