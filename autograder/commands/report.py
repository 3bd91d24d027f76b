"""autograder report: results to pages, one for the class and one for each student."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from autograder.classroom.lines import read_results
from autograder.classroom.statistics import ClassStatistics
from autograder.commands.common import Course, course_root, need_packages, out
from autograder.commands.diff import STUDENTS
from autograder.course.manifest import load_course
from autograder.course.model import StudentResult
from autograder.exchange.scores import shares_left
from autograder.filenames import portable_names
from autograder.writing import write_atomically


def report(
    results: Annotated[Path, typer.Argument(help="The folder that `grade` wrote.")],
    course: Course = None,
) -> None:
    """Write report.html for the class, and a page of feedback for each student in students/."""
    need_packages("jinja2")
    from autograder.pages.report import render_report
    from autograder.pages.student import render_student
    from autograder.pages.words import Explanations

    read = load_course(course_root(course))
    left = shares_left(results, _results(results))
    says, found = Explanations(read), ClassStatistics(read, left)
    # Read twice, so that no more than one result is held; the second time a damaged line has been found.
    names = portable_names([result.student for result in _results(results)])
    folder = results / STUDENTS
    folder.mkdir(exist_ok=True)
    for result in _results(results):
        found.add(result)
        write_atomically(
            folder / f"{names[result.student]}.html", render_student(result, read, says, left.get(result.student, 1.0))
        )
    write_atomically(results / "report.html", render_report(found, read))
    pages = "1 page" if found.students == 1 else f"{found.students} pages"
    out.print(f"Wrote {results / 'report.html'} and {pages} in {folder}.", markup=False)


def _results(folder: Path) -> Iterator[StudentResult]:
    return read_results(folder / "results.jsonl")
