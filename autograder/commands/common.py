"""What the commands share: finding the course, printing, failing."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from autograder.errors import CourseError, UserError

Course = Annotated[Path | None, typer.Option("--course", help="The course's folder. Default: here or above.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")]

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def course_root(given: Path | None) -> Path:
    """The course that a command works on. Raises CourseError where there is none."""
    if given is not None:
        return given
    from autograder.course.manifest import find_root  # commands that need no course start without its rooms

    root = find_root(Path.cwd())
    if root is None:
        fix = "Go to the course's folder, or name it with --course."
        raise CourseError("there is no course.yaml here or above.", where=Path.cwd(), fix=fix)
    return root


def need_packages(*modules: str, extra: str = "instructor") -> None:
    """Raises UserError where a package of an extra is not installed."""
    missing = [module for module in modules if importlib.util.find_spec(module) is None]
    if missing:
        from autograder.distribution import distribution_name

        install = f"pip install '{distribution_name()}[{extra}]'"
        raise UserError(f"this command needs {', '.join(missing)}, which is not installed: {install}")


def print_json(data: Any) -> None:
    """JSON alone on standard output."""
    typer.echo(json.dumps(data, allow_nan=False))
