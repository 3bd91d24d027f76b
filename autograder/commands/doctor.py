"""autograder doctor: how strong the wall is on this machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import typer
from rich.markup import escape

from autograder.commands.common import Course, Json, need_packages, out, print_json
from autograder.course.manifest import find_root, load_course
from autograder.course.model import Course as CourseData
from autograder.errors import IsolationError
from autograder.sandbox.wall.doctor import probe, strict_possible

AS_TOLD = "as students are told"


def doctor(as_json: Json = False, course: Course = None) -> None:
    """Say which layers of the wall this machine has, and what to do about the rest. Exit 0 if strict is possible.

    In a course's folder, also which of the libraries that it allows work whole behind the wall.
    """
    layers = probe()
    wrong = _line_graded()
    strict = strict_possible(layers) and not wrong
    root = course or find_root(Path.cwd())
    loaded = None if root is None else load_course(root, require_stubs=False)
    libraries = {} if wrong or loaded is None else _libraries(loaded)
    told = "" if loaded is None else _not_as_told(loaded)
    if as_json:
        said = {"strict": strict, "layers": [asdict(layer) for layer in layers], "worker": wrong or "works"}
        print_json(said | {"libraries": dict(libraries)} | ({} if loaded is None else {"python": told or AS_TOLD}))
    else:
        for layer in layers:
            mark = "[green]✓[/green]" if layer.works else "[red]✗[/red]"
            out.print(f"{mark} {layer.name}: {escape(layer.purpose)}")
            out.print(f"  {escape(layer.how_tried)}: {escape(layer.found)}", style="dim")
            if layer.advice:
                out.print(f"  {escape(layer.advice)}")
        out.print(f"{'[red]✗[/red]' if wrong else '[green]✓[/green]'} worker: a line of code runs behind the wall")
        out.print(
            f"  had a real worker compute 2 * 21, as the user who grades: {escape(wrong or 'works')}", style="dim"
        )
        for name, why in libraries.items():
            out.print(
                f"{'[red]✗[/red]' if why else '[green]✓[/green]'} {escape(name)}: a library that the course allows"
            )
            out.print(f"  had a program use its parts behind the wall: {escape(why or 'works')}", style="dim")
        if told:
            out.print(f"[yellow]![/yellow] {escape(told)}")
        verdict = "Strict isolation is possible here." if strict else "Strict isolation is not possible here yet."
        out.print(f"\n{verdict}")
    raise typer.Exit(0 if strict else 1)


def _line_graded() -> str:
    """Why a line of code cannot be run behind the layers that there are, with what to do; empty where it can."""
    need_packages("msgspec")
    from autograder.sandbox.process.launcher import Launcher

    try:
        with Launcher("auto") as launcher:
            launcher.try_out()
    except IsolationError as error:
        return str(error)
    return ""


def _not_as_told(course: CourseData) -> str:
    """What to say where the course tells students of another Python than this; empty where it does not."""
    from autograder.classroom.versions import not_as_told

    return not_as_told(course, course.exercises)


def _libraries(course: CourseData) -> Mapping[str, str]:
    """Package that the course allows -> why it does not work whole behind the wall, empty where it does."""
    from autograder.classroom.bench import allowed
    from autograder.sandbox.process.launcher import Launcher
    from autograder.sandbox.process.trials import packages_of, why_not_whole

    names = allowed(course.exercises)
    with Launcher("auto", also=names) as launcher:
        return {package: why_not_whole(launcher, package) for package in packages_of(names)}
