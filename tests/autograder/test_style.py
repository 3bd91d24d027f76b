"""One style: ruff's lint and format, and mypy --strict, are clean."""

from __future__ import annotations

import importlib.util
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [("ruff", ("check", ".")), ("ruff", ("format", "--check", ".")), ("mypy", ("--strict", "autograder", "lesson"))],
)
def test_the_repository_is_clean(
    repository: Path,
    python: Callable[..., subprocess.CompletedProcess[str]],
    tool: str,
    arguments: tuple[str, ...],
) -> None:
    """The tool has nothing to say. Its cache lies in the checkout: only what changed is looked at again."""
    if importlib.util.find_spec(tool) is None:
        pytest.skip(f"{tool} is not installed: it is in the extra dev")
    done = python("-m", tool, *arguments, cwd=repository)
    assert done.returncode == 0, done.stdout + done.stderr
