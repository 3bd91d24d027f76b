"""autograder verify: the course's own exam."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import asdict, replace
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.author.mutants import MutantReport, examine_mutants
from autograder.author.survey import for_author, survey
from autograder.author.times import CheckTime, measure
from autograder.author.verify import ExamResult, Problem, examine, in_the_exam
from autograder.classroom.affinity import on_one_core
from autograder.classroom.grader import Grader
from autograder.commands.common import Course, Json, course_root, need_packages, out, print_json
from autograder.commands.verify_watch import watch_exam
from autograder.course import model
from autograder.course.manifest import load_course
from autograder.course.model import Exercise
from autograder.kinds.registry import kind_of
from autograder.student.hints import exercise_named


def verify(
    only: Annotated[list[str] | None, typer.Option(help="Examine this exercise only (can be repeated).")] = None,
    mutants: Annotated[bool, typer.Option("--mutants", help="Also change each reference in small ways.")] = False,
    times: Annotated[bool, typer.Option("--times", help="Also tell which checks are heavy.")] = False,
    watch: Annotated[str | None, typer.Option(metavar="EXERCISE", help="Examine it again on each save.")] = None,
    steps: Annotated[bool, typer.Option("--steps", hidden=True, help="A line on stderr for each step.")] = False,
    as_json: Json = False,
    course: Course = None,
) -> None:
    """Examine the course itself: references, stubs, accepted styles, known mistakes. Exit 1 where it must be mended."""
    need_packages("msgspec")
    from autograder.author.libraries import library_problems
    from autograder.classroom.bench import Bench

    root = course_root(course)
    read = in_the_exam(for_author(load_course(root, require_stubs=False, require_data_files=True)))
    if watch:
        raise typer.Exit(0 if watch_exam(root, exercise_named(read, watch).id) else 1)
    results: list[ExamResult] = []
    reports: list[MutantReport] = []
    heavy: list[CheckTime] = []
    libraries: list[Problem] = []
    # What a check prints is no part of the answer.
    with on_one_core(), _telling(steps) as tell, redirect_stdout(sys.stderr):
        found = survey(read, only or (), tell=tell)
        if found.grader is not None:
            with Bench(found.grader) as bench:
                results = list(examine(bench.grader, bench.judge, tell))
                libraries = library_problems(bench.launcher, bench.grader.exercises)
            heavy = measure(found.grader) if times else []
    if mutants and found.grader is not None:
        reports = [_mutants_of(read, exercise) for exercise in found.grader.exercises if kind_of(exercise).runs_code]
    drafts = {exercise.id for exercise in read.exercises if exercise.draft}
    problems = [*found.problems, *libraries, *(problem for result in results for problem in result.problems)]
    ok = all(_warns(one, drafts) for one in problems) and not any(r.survivors or r.stale for r in reports)
    if as_json:
        exercises, others = [asdict(r) for r in results], [asdict(one) for one in (*found.problems, *libraries)]
        made = [asdict(r) for r in reports]
        said = {"ok": ok, "exercises": exercises, "problems": others, "mutants": made, "drafts": sorted(drafts)}
        print_json({**said, "times": [asdict(one) for one in heavy]} if times else said)
    else:
        _print(results, problems, drafts)
        _print_mutants(reports)
        _print_times(heavy)
    if not ok:
        raise typer.Exit(1)


@contextmanager
def _telling(steps: bool) -> Iterator[Callable[[str], None]]:
    """Who hears what is done next: a line that changes in a terminal, with `steps` a line for each, else nobody."""
    console = Console(stderr=True, highlight=False)
    if steps:
        yield lambda what: print(what, file=sys.stderr, flush=True)
    elif console.is_terminal:
        with console.status("") as status:
            yield lambda what: status.update(escape(what))
    else:
        yield lambda what: None


def _mutants_of(course: model.Course, exercise: Exercise) -> MutantReport:
    """A mutant may loop for ever, so each gets one second."""
    from autograder.classroom.bench import Bench

    hasty = tuple(replace(e, limits=replace(e.limits, seconds=1.0)) for e in course.exercises)
    with on_one_core(), Bench(Grader(replace(course, exercises=hasty), [exercise.id])) as bench:
        return examine_mutants(course, exercise, bench.judge)


def _print_mutants(reports: list[MutantReport]) -> None:
    for report in reports:
        share = report.caught / max(1, report.mutants - report.equivalent)
        counts = f"{report.caught} caught, {report.equivalent} known to change nothing"
        out.print(f"{report.exercise}: {report.mutants} mutants, {counts}: {share:.1%} of the others caught")
        for mutant in report.survivors:
            out.print(f"[red]✗[/red] {report.exercise}: survives (line {mutant.line}): {escape(mutant.name)}")
        for name in report.stale:
            out.print(f"[red]✗[/red] {report.exercise}: no such survivor any more: {escape(name)}")


def _print_times(heavy: list[CheckTime]) -> None:
    if not heavy:
        return
    table = Table(box=box.SIMPLE_HEAD, title="Processor time by check, milliseconds a program")
    for name in ("check", "calls", "mean", "worst", "slowest program"):
        table.add_column(name, justify="left" if name in ("check", "slowest program") else "right", overflow="fold")
    for one in heavy:
        numbers = (str(one.calls), f"{one.mean_ms:.2f}", f"{one.worst_ms:.1f}")
        table.add_row(escape(one.check), *numbers, escape(one.slowest.removeprefix("solutions/")))
    out.print(table)


def _print(results: list[ExamResult], problems: list[Problem], drafts: set[str]) -> None:
    table = Table(box=box.SIMPLE_HEAD)
    for name in ("exercise", "checks", "accepted styles", "mistakes", "worst accepted", "least mistake", "problems"):
        table.add_column(name, justify="left" if name == "exercise" else "right")
    for result in results:
        margin = (_share(result.margin.accepted), _share(result.margin.mistakes))
        counts = (str(result.checks), str(result.styles), str(result.mistakes))
        table.add_row(result.exercise, *counts, *margin, str(len(result.problems) or ""))
    out.print(table)
    out.print("Margins are errors in units of the tolerance: up to 1 passes, above 1 fails.")
    _print_cross(results)
    for result in results:
        if result.at_home:
            out.print(f"[yellow]![/yellow] {escape(result.exercise)}: {escape(result.at_home)}")
    for problem in problems:
        sign = "[yellow]![/yellow]" if _warns(problem, drafts) else "[red]✗[/red]"
        note = " (draft)" if problem.exercise in drafts else ""
        out.print(f"{sign} {escape(problem.exercise)}{note}: {escape(problem.what)}")
    if all(_warns(problem, drafts) for problem in problems):
        out.print("[green]✓[/green] The course passes its own exam.")


def _warns(problem: Problem, drafts: set[str]) -> bool:
    """Whether this problem fails nothing."""
    return problem.wish or problem.exercise in drafts


def _print_cross(results: list[ExamResult]) -> None:
    cases = sum(result.cross.cases for result in results)
    if cases:
        named = sum(result.cross.named for result in results)
        wrong = sum(len(result.cross.wrong) for result in results)
        out.print(f"Mistakes put into other programs: {cases}, {named / cases:.1%} named, {wrong} by a wrong name.")


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}"
