"""The version is written once, and every way of asking for it gives the same."""

from __future__ import annotations

import re
from pathlib import Path

from typer.testing import CliRunner

from autograder import __version__
from autograder.cli import app


def test_the_command_says_its_version() -> None:
    """`autograder --version` is one line and exit code 0."""
    done = CliRunner().invoke(app, ["--version"])
    assert (done.exit_code, done.output) == (0, f"autograder {__version__}\n")


def test_the_changelog_begins_with_this_version(repository: Path) -> None:
    """Whoever raises the version says what it brings."""
    heads = re.findall(r"^## (\S+)", (repository / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert heads[0] == __version__
    assert len(heads) == len(set(heads))
