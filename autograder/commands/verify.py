"""autograder verify: the course's own exam."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich import box
from rich.markup import escape
from rich.table import Table

from autograder.commands.common import Course, Json, course_root, need_packages, out, print_json
from autograder.course import load_course
from autograder.grading import Grader
from autograder.verify import ExamResult, examine


def verify(
    only: Annotated[list[str] | None, typer.Option(help="Examine this exercise only (can be repeated).")] = None,
    as_json: Json = False,
    course: Course = None,
) -> None:
    """Examine the course itself: references, stubs, accepted styles, known mistakes. Exit 1 where it must be mended."""
    need_packages("msgspec")
    from autograder.desk import Bench

    with Bench(Grader(load_course(course_root(course), with_solutions=True), only or ())) as bench:
        results = list(examine(bench.grader, bench.judge))
    if as_json:
        print_json({"ok": not any(result.problems for result in results), "exercises": [asdict(r) for r in results]})
    else:
        _print(results)
    if any(result.problems for result in results):
        raise typer.Exit(1)


def _print(results: list[ExamResult]) -> None:
    table = Table(box=box.SIMPLE_HEAD)
    for name in ("exercise", "checks", "accepted styles", "mistakes", "worst accepted", "least mistake", "problems"):
        table.add_column(name, justify="left" if name == "exercise" else "right")
    for result in results:
        margin = (_share(result.margin.accepted), _share(result.margin.mistakes))
        counts = (str(result.checks), str(result.styles), str(result.mistakes))
        table.add_row(result.exercise, *counts, *margin, str(len(result.problems) or ""))
    out.print(table)
    out.print("Margins are errors in units of the tolerance: up to 1 passes, above 1 fails.")
    for result in results:
        for problem in result.problems:
            out.print(f"[red]✗[/red] {escape(problem.exercise)}: {escape(problem.what)}")
    if not any(result.problems for result in results):
        out.print("[green]✓[/green] The course passes its own exam.")


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}"
