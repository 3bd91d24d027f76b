"""One style: ruff's lint and format, and mypy --strict, are clean."""

from __future__ import annotations

import ast
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


def test_benchmarks_take_from_each_other_what_there_is(repository: Path) -> None:
    """No type checker looks at them, and what one of them has dropped another may still want."""
    trees = {path.stem: ast.parse(path.read_text("utf-8")) for path in (repository / "benchmarks").glob("*.py")}
    has = {
        name: {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef | ast.ClassDef)}
        | {one.id for one in ast.walk(tree) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
        for name, tree in trees.items()
    }
    wanted = [
        (name, one.module, alias.name)
        for name, tree in trees.items()
        for one in ast.walk(tree)
        if isinstance(one, ast.ImportFrom) and one.module in has
        for alias in one.names
    ]
    assert len(wanted) > 5
    assert [row for row in wanted if row[2] not in has[str(row[1])]] == []
