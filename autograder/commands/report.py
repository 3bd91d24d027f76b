"""autograder report: results to pages, one for the class and one for each student."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import typer

from autograder.classroom.statistics import ClassStatistics
from autograder.commands.common import Course, course_root, need_packages, out
from autograder.commands.diff import STUDENTS
from autograder.commands.results import read_results
from autograder.course.manifest import load_course
from autograder.filenames import portable_names
from autograder.writing import write_atomically, write_where_changed


def report(
    results: Annotated[Path, typer.Argument(help="The folder that `grade` wrote.")],
    course: Course = None,
) -> None:
    """Write report.html for the class, and a page of feedback for each student in students/."""
    need_packages("jinja2", "msgspec")
    from autograder.pages.report import render_report
    from autograder.pages.student import render_student
    from autograder.pages.words import Explanations

    read = load_course(course_root(course))
    graded = read_results(results, read)
    says, found = Explanations(read), ClassStatistics(read)
    names = portable_names(graded.starts)
    folder = results / STUDENTS
    folder.mkdir(exist_ok=True)
    for result in graded:
        left = graded.left(result)
        found.add(result, left)
        write_where_changed(folder / f"{names[result.student]}.html", render_student(result, read, says, left))
    write_atomically(results / "report.html", render_report(found, read, _addresses(names)))
    stale = sorted({path.name for path in folder.glob("*.html")} - {f"{name}.html" for name in names.values()})
    if stale:
        out.print(f"In {folder} are pages of nobody in these results: {', '.join(stale[:20])}.", markup=False)
    count = "1 page" if found.students == 1 else f"{found.students} pages"
    out.print(f"Wrote {results / 'report.html'} and {count} in {folder}.", markup=False)


def _addresses(names: Mapping[str, str]) -> dict[str, str]:
    """Student -> where the page is, as the class's page in the folder above says it."""
    return {student: f"{STUDENTS}/{quote(name)}.html" for student, name in names.items()}
