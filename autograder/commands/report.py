"""autograder report: results to pages, one for the class and one for each student."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.classroom.lines import from_line
from autograder.commands.common import Course, course_root, need_packages, out
from autograder.course.manifest import load_course
from autograder.errors import UserError
from autograder.filenames import portable_names
from autograder.writing import write_atomically


def report(
    results: Annotated[Path, typer.Argument(help="The folder that `grade` wrote.")],
    course: Course = None,
) -> None:
    """Write report.html for the class, and a page of feedback for each student in students/."""
    need_packages("jinja2")
    from autograder.pages.report import render_report, render_student

    read = load_course(course_root(course))
    try:
        lines = (results / "results.jsonl").read_text(encoding="ascii").splitlines()
        graded = [from_line(line) for line in lines]
    except (OSError, ValueError) as error:
        raise UserError(f"{results / 'results.jsonl'}: cannot be read as results: {error}.") from error
    folder = results / "students"
    folder.mkdir(exist_ok=True)
    names = portable_names(result.student for result in graded)
    for result in graded:
        write_atomically(folder / f"{names[result.student]}.html", render_student(result, read))
    write_atomically(results / "report.html", render_report(graded, read))
    out.print(f"Wrote {results / 'report.html'} and {len(graded)} pages in {folder}.", markup=False)
