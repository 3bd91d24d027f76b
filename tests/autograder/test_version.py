"""The version is written once, and every way of asking for it gives the same."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from typer.testing import CliRunner

from autograder import __version__
from autograder.cli import COMMANDS, app


def test_the_command_says_its_version() -> None:
    """`autograder --version` is one line and exit code 0."""
    done = CliRunner().invoke(app, ["--version"])
    assert (done.exit_code, done.output) == (0, f"autograder {__version__}\n")


def test_the_changelog_begins_with_this_version(repository: Path) -> None:
    """Whoever raises the version says what it brings."""
    heads = re.findall(r"^## (\S+)", (repository / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert heads[0] == __version__
    assert len(heads) == len(set(heads))


def test_a_command_imports_its_own_rooms_only(python: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    """`autograder --version` imports what hears signals and nothing else; that many commands exist costs nobody."""
    code = "import sys\nsys.argv[1:] = ['--version']\nfrom autograder.cli import app\n"
    code += "app(standalone_mode=False)\nprint(*sys.modules, sep='\\n')"
    version, *modules = python("-c", code).stdout.splitlines()
    assert version == f"autograder {__version__}"
    assert {name for name in modules if name.startswith("autograder")} == {
        "autograder",
        "autograder.cli",
        "autograder.commands",
        "autograder.commands.stopping",
        "autograder.errors",
        "autograder.text",
    }
    heavy = ("numpy", "yaml", "pytest", "_pytest", "rich", "msgspec", "nbgrader", "nbformat", "matplotlib", "pandas")
    assert not {name.partition(".")[0] for name in modules} & set(heavy)


def test_help_has_a_line_for_every_command() -> None:
    """`autograder --help` names each command, in the order of the table, with the first words of what it does."""
    done = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "200"})
    assert done.exit_code == 0
    lines = re.findall(r"^│ ([a-z]+) +([A-Z].+?) *│$", done.output.partition("Commands")[2], re.M)
    assert [name for name, _ in lines] == list(COMMANDS)


def test_a_slip_of_the_finger_is_met_with_the_command_that_was_meant() -> None:
    """A name that is no command is told what comes near it."""
    done = CliRunner().invoke(app, ["gradee"])
    assert done.exit_code == 2
    assert "grade" in done.output.partition("Did you mean")[2]
