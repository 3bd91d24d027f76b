"""autograder grade: a class of submissions to results and a gradebook."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.classroom.journal import RESULTS
from autograder.classroom.packing import numbered, there
from autograder.classroom.settings import RUN
from autograder.classroom.summary import class_table
from autograder.commands.cluster import TlsCa, TlsCert, TlsKey, place
from autograder.commands.common import Course, Json, course_root, err, need_packages, out
from autograder.commands.diff import regrade_lines
from autograder.intake.detect import KINDS
from autograder.intake.options import IntakeOptions, remembered
from autograder.intake.report import read_applied, read_taken

if TYPE_CHECKING:
    from autograder.classroom.bench import ClassJob
    from autograder.classroom.cluster.place import Place
    from autograder.classroom.told import Summary
    from autograder.sandbox.wall.layers import Level


def grade(
    submissions: Annotated[Path, typer.Argument(help="A platform's download, or a folder of students' folders.")],
    out_dir: Annotated[Path, typer.Option("--out", help="Where results.jsonl and gradebook.csv go.")],
    student: Annotated[str | None, typer.Option(help="SUBMISSIONS is this one student's folder.")] = None,
    only: Annotated[
        list[str] | None, typer.Option(help="Grade this exercise only (can be repeated); all: every one again.")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, max=256, help="How many grading processes.")] = 1,
    isolation: Annotated[
        str, typer.Option(help="auto: the strongest there is; strict: all or nothing; none.")
    ] = "auto",
    late: Annotated[Path | None, typer.Option(help="A CSV file with the columns student and days.")] = None,
    reviews: Annotated[Path | None, typer.Option(help="A reviews.csv in which a person has filled in marks.")] = None,
    kind: Annotated[str, typer.Option("--from", help=f"What the download is: {', '.join(KINDS)}.")] = "",
    roster: Annotated[list[Path] | None, typer.Option(help="A gradebook or table of the class (repeatable).")] = None,
    column: Annotated[
        str, typer.Option(help="Which column of the roster is this work's, by name or number: who is excused in it is.")
    ] = "",
    due: Annotated[str, typer.Option(help="When the work was due, like '2026-11-03 23:59'.")] = "",
    extensions: Annotated[
        Path | None, typer.Option(help="A CSV file with the columns student, and until, days or waive.")
    ] = None,
    notebooks: Annotated[bool, typer.Option("--notebooks", help="Take a notebook's code cells for a .py.")] = False,
    anyway: Annotated[
        bool,
        typer.Option(
            "--anyway", help="Grade although most have none of the files, or the folder holds another course's results."
        ),
    ] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Judge everything again, whatever is known already.")] = False,
    compress: Annotated[bool, typer.Option("--compress", help="Keep results.jsonl.gz, a seventh as large.")] = False,
    cluster: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Grade on a Dask cluster: tls://HOST:PORT, tcp:// on this machine.")
    ] = "",
    tls_ca: TlsCa = None,
    tls_cert: TlsCert = None,
    tls_key: TlsKey = None,
    as_json: Json = False,
    course: Course = None,
) -> None:
    """Grade a class. A run that was stopped is finished by the same command."""
    if isolation not in ("auto", "strict", "none"):
        raise typer.BadParameter("must be auto, strict or none", param_hint="--isolation")
    need_packages("msgspec")
    from autograder.classroom.bench import ClassJob
    from autograder.classroom.run import grade_class
    from autograder.commands.progress import progress

    tables = tuple(map(str, roster or ())), due, str(extensions or "")
    intake = IntakeOptions(kind, notebooks, *tables, anyway, read_taken(out_dir), read_applied(out_dir), column)
    if student is None:
        intake = remembered(out_dir, intake)
    where = place(cluster, tls_ca, tls_cert, tls_key) if cluster else None
    exercises = tuple(only or ())
    wall: Level = isolation  # type: ignore[assignment]  # it is one of the three
    root = course_root(course)
    job = ClassJob(root, submissions, student, exercises, wall, jobs, intake, fresh, compress, where, anyway)
    try:
        with progress(err) as tell:
            summary = grade_class(job, out_dir, tell, late, reviews)
    except KeyboardInterrupt:
        err.print("Stopped. What was graded is kept: the same command goes on from there.", markup=False)
        raise typer.Exit(130) from None
    _say_what_was_found(summary, job, late, out_dir)
    if as_json:
        for _, line in numbered(there(out_dir / RESULTS)):
            typer.echo(line.decode("ascii"), nl=False)
    else:
        _say_what_was_done(summary, out_dir, again(job, out_dir, course), course)
    if summary.books.faults:
        err.print(f"The grader failed on, and a person must look at: {_names(summary.books.faults)}.", markup=False)
        raise typer.Exit(3)


def _say_what_was_found(summary: Summary, job: ClassJob, late: Path | None, out_dir: Path) -> None:
    """On standard error, what a person may not expect."""
    if summary.not_as_told and summary.graded:
        err.print(summary.not_as_told, markup=False)
    if summary.settings_lost:
        lost = "a late table, the exercises of --only, who was graded alone"
        err.print(
            f"{out_dir / RUN}: could not be read, and what earlier runs were told is lost with it: {lost}. "
            "Where there was any, give --late, --only or --student again.",
            markup=False,
        )
    if summary.settings.only and not job.only:
        said = ", ".join(summary.settings.only)
        err.print(f"As in the run before, only {said} (the whole course: --only all).", markup=False)
    if summary.damaged:
        lines = ", ".join(map(str, summary.damaged[:20])) + (" ..." if len(summary.damaged) > 20 else "")
        what = "line" if len(summary.damaged) == 1 else "lines"
        file, kept = out_dir / "results.jsonl", out_dir / "results.damaged.jsonl"
        err.print(f"{file}: {what} {lines} damaged, kept in {kept}; who stood there is graded again.", markup=False)
    if summary.left:
        kept = out_dir / "left.jsonl"
        err.print(f"Not in this class any more, results kept in {kept}: {_names(summary.left)}.", markup=False)
    if summary.alone:
        names = _names([f"{student} from {folder}" for student, folder in summary.alone.items()])
        fix = "Where the class's files are to count again, move these away."
        err.print(f"Graded from files of their own, as with --student before: {names}. {fix}", markup=False)
    if summary.no_more_alone:
        fix = "If the other files are to count, grade them with --student again, and leave them where they are."
        names = _names(summary.no_more_alone)
        err.print(
            f"Graded from the class's files again, and from others with --student before: {names}. {fix}", markup=False
        )
    if summary.otherwise:
        what = "1 entry takes" if len(summary.otherwise) == 1 else f"{len(summary.otherwise)} entries take"
        err.print(f"{what} the place of another that was kept: {_names(summary.otherwise)}.", markup=False)
    for path, count in summary.unread_marks.items():
        what = "1 mark that does" if count == 1 else f"{count} marks that do"
        err.print(
            f"{path}: has {what} not hold. Read them with --reviews {shlex.quote(str(path))}, or delete the file.",
            markup=False,
        )
    if summary.above:
        marks = "1 mark is" if len(summary.above) == 1 else f"{len(summary.above)} marks are"
        what = f"{marks} above what the exercise is worth now, and kept as given: {_names(summary.above)}."
        err.print(what, markup=False)
    if summary.unused:
        kept, named = out_dir / "marks.csv", _names([f"{count} for {name}" for name, count in summary.unused.items()])
        fix = "Is it called otherwise now? Then write its new id into the column exercise there, and grade again."
        err.print(f"Marks of exercises that the course does not have now, kept in {kept}: {named}. {fix}", markup=False)
    if summary.left_behind:
        told = [f"{one} (the same answers: {now})" if now else one for one, now in summary.left_behind.items()]
        fix = "Is somebody called otherwise now? Write the new name into the column student there, and grade again."
        kept = out_dir / "marks.csv"
        err.print(f"Marks of who is not in this class any more, kept in {kept}: {_names(told)}. {fix}", markup=False)
    if summary.cache:
        err.print(summary.cache, markup=False)
    for worker, why in sorted(summary.refused.items()):
        err.print(f"The worker {worker} took no part: {why}.", markup=False)
    if late is not None and not summary.books.late_costs:
        err.print("Lateness costs nothing in this course: course.yaml has no late:.", markup=False)


def _say_what_was_done(summary: Summary, out_dir: Path, command: str, course: Path | None) -> None:
    out.print(class_table(summary.books.whole, out.width))
    for sentence in summary.read:
        out.print(sentence, markup=False)
    kept = f" ({summary.kept} kept from an earlier run)" if summary.kept else ""
    results, gradebook, reviews = (out_dir / name for name in (RESULTS, "gradebook.csv", "reviews.csv"))
    results = there(results)
    out.print(f"Graded {summary.graded}{kept}. Wrote {results} and {gradebook}.", markup=False)
    changed = regrade_lines(out_dir) if summary.replaced else []
    for line in changed:
        out.print(line, markup=False)
    if len(changed) > 1 and summary.other_versions:
        out.print(summary.other_versions, markup=False)
    if summary.books.waiting:
        waiting = summary.books.waiting
        answers = "1 answer waits" if waiting == 1 else f"{waiting} answers wait"
        out.print(f"{answers} for a person: mark at the desk, {_desk(out_dir, course)}", markup=False)
        out.print(f"or fill in the marks in {reviews} and run", markup=False)
        out.print(command, markup=False)


def again(job: ClassJob, out_dir: Path, course: Path | None) -> str:
    """The command that reads the marks back, for a shell to take as it stands. The late table is remembered."""
    words = ["autograder", "grade", str(job.submissions), "--out", str(out_dir)]
    words += ["--reviews", str(out_dir / "reviews.csv")]
    words += ["--student", job.student] if job.student is not None else []
    words += [word for exercise in job.only for word in ("--only", exercise)]
    words += ["--jobs", str(job.jobs)] if job.jobs > 1 else []
    words += _words_for(job.cluster) if job.cluster is not None else []
    words += ["--compress"] if job.compress else []
    words += ["--isolation", job.isolation] if job.isolation != "auto" else []
    words += ["--course", str(course)] if course is not None else []
    return _typed(words)


def _desk(out_dir: Path, course: Path | None) -> str:
    """The command that opens the marking desk."""
    return _typed(["autograder", "mark", str(out_dir), *(["--course", str(course)] if course is not None else [])])


def _typed(words: list[str]) -> str:
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def _words_for(cluster: Place) -> list[str]:
    options = {"--tls-ca-file": cluster.ca, "--tls-cert": cluster.cert, "--tls-key": cluster.key}
    return ["--cluster", cluster.address, *(word for option in options.items() if option[1] for word in option)]


def _names(names: list[str]) -> str:
    return ", ".join(names[:20]) + (f" and {len(names) - 20} more" if len(names) > 20 else "")
