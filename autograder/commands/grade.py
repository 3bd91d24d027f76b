"""autograder grade: a class of submissions to results and a gradebook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.classroom.lateness import read_days
from autograder.classroom.summary import class_table, summarise
from autograder.commands.common import Course, Json, course_root, err, need_packages, out
from autograder.intake.detect import KINDS
from autograder.intake.options import IntakeOptions, remembered
from autograder.intake.report import read_taken


def grade(
    submissions: Annotated[Path, typer.Argument(help="A platform's download, or a folder of students' folders.")],
    out_dir: Annotated[Path, typer.Option("--out", help="Where results.jsonl and gradebook.csv go.")],
    student: Annotated[str | None, typer.Option(help="SUBMISSIONS is this one student's folder.")] = None,
    only: Annotated[list[str] | None, typer.Option(help="Grade this exercise only (can be repeated).")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=256, help="How many grading processes.")] = 1,
    isolation: Annotated[
        str, typer.Option(help="auto: the strongest there is; strict: all or nothing; none.")
    ] = "auto",
    late: Annotated[Path | None, typer.Option(help="A CSV file with the columns student and days.")] = None,
    reviews: Annotated[Path | None, typer.Option(help="A reviews.csv in which a person has filled in marks.")] = None,
    kind: Annotated[str, typer.Option("--from", help=f"What the download is: {', '.join(KINDS)}.")] = "",
    roster: Annotated[list[Path] | None, typer.Option(help="A gradebook or table of the class (repeatable).")] = None,
    due: Annotated[str, typer.Option(help="When the work was due, like '2026-11-03 23:59'.")] = "",
    extensions: Annotated[
        Path | None, typer.Option(help="A CSV file with the columns student, and until, days or waive.")
    ] = None,
    notebooks: Annotated[bool, typer.Option("--notebooks", help="Take a notebook's code cells for a .py.")] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="Grade although most have none of the files.")] = False,
    as_json: Json = False,
    course: Course = None,
) -> None:
    """Grade a class. A run that was stopped is finished by the same command."""
    if isolation not in ("auto", "strict", "none"):
        raise typer.BadParameter("must be auto, strict or none", param_hint="--isolation")
    need_packages("msgspec")
    from autograder.classroom.bench import ClassJob
    from autograder.classroom.run import grade_class

    told = IntakeOptions(
        kind, notebooks, tuple(map(str, roster or ())), due, str(extensions or ""), anyway, read_taken(out_dir)
    )
    intake = told if student is not None else remembered(out_dir, told)
    job = ClassJob(
        course_root(course),
        submissions,
        student,
        tuple(only or ()),
        isolation,  # type: ignore[arg-type]
        jobs,
        intake,
    )
    days_late = None if late is None else read_days(late)
    results = out_dir / "results.jsonl"
    with _progress() as bar:
        task = bar.add_task("Grading", total=None)

        def tell(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total)
            if not err.is_terminal and (done == total or done % 50 == 0):
                err.print(f"graded {done} of {total}", markup=False)

        summary = grade_class(job, out_dir, tell, days_late, reviews)
    if as_json:
        with open(results, encoding="ascii") as file:
            for line in file:
                typer.echo(line, nl=False)
    else:
        with open(results, encoding="ascii") as file:
            out.print(class_table(summarise(file)))
        for sentence in summary.read:
            out.print(sentence, markup=False)
        kept = f" ({summary.kept} kept from an earlier run)" if summary.kept else ""
        out.print(f"Graded {summary.graded}{kept}. Wrote {results} and {out_dir / 'gradebook.csv'}.", markup=False)
        if summary.waiting:
            answers = "1 answer waits" if summary.waiting == 1 else f"{summary.waiting} answers wait"
            out.print(f"{answers} for a person: fill in the marks in {out_dir / 'reviews.csv'} and run", markup=False)
            out.print(
                f"autograder grade {submissions} --out {out_dir} --reviews {out_dir / 'reviews.csv'}", markup=False
            )
    if summary.faults:
        err.print(f"The grader failed on, and a person must look at: {_names(summary.faults)}.", markup=False)
        raise typer.Exit(3)


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=err, transient=True, disable=not err.is_terminal)


def _names(names: list[str]) -> str:
    return ", ".join(names[:20]) + (f" and {len(names) - 20} more" if len(names) > 20 else "")
