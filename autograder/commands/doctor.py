"""autograder doctor: how strong the wall is on this machine."""

from __future__ import annotations

from dataclasses import asdict

import typer
from rich.markup import escape

from autograder.commands.common import Json, need_packages, out, print_json
from autograder.errors import IsolationError
from autograder.sandbox.wall.doctor import probe, strict_possible


def doctor(as_json: Json = False) -> None:
    """Say which layers of the wall this machine has, and what to do about the rest. Exit 0 if strict is possible."""
    layers = probe()
    wrong = _line_graded()
    strict = strict_possible(layers) and not wrong
    if as_json:
        print_json({"strict": strict, "layers": [asdict(layer) for layer in layers], "worker": wrong or "works"})
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
