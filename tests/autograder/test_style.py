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
    tmp_path: Path,
    tool: str,
    arguments: tuple[str, ...],
) -> None:
    """The tool has nothing to say."""
    if importlib.util.find_spec(tool) is None:
        pytest.skip(f"{tool} is not installed: it is in the extra dev")
    cache = ("--cache-dir", tmp_path / "cache")
    done = python("-m", tool, *arguments, *cache, cwd=repository)
    assert done.returncode == 0, done.stdout + done.stderr
