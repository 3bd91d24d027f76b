"""autograder doctor: how strong the wall is on this machine."""

from __future__ import annotations

from dataclasses import asdict

import typer
from rich.markup import escape

from autograder.commands.common import Json, out, print_json
from autograder.sandbox.wall.doctor import probe, strict_possible


def doctor(as_json: Json = False) -> None:
    """Say which layers of the wall this machine has, and what to do about the rest. Exit 0 if strict is possible."""
    layers = probe()
    strict = strict_possible(layers)
    if as_json:
        print_json({"strict": strict, "layers": [asdict(layer) for layer in layers]})
    else:
        for layer in layers:
            mark = "[green]✓[/green]" if layer.works else "[red]✗[/red]"
            out.print(f"{mark} {layer.name}: {escape(layer.purpose)}")
            out.print(f"  {escape(layer.how_tried)}: {escape(layer.found)}", style="dim")
            if layer.advice:
                out.print(f"  {escape(layer.advice)}")
        verdict = "Strict isolation is possible here." if strict else "Strict isolation is not possible here yet."
        out.print(f"\n{verdict}")
    raise typer.Exit(0 if strict else 1)
