"""docs/import.md: its notebook comes in by its command, with what the page says of the output and the files."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

nbformat = pytest.importorskip("nbformat", reason="notebooks are read with nbgrader's packages")

from autograder.cli import app  # noqa: E402
from autograder.commands.common import out  # noqa: E402

PAGE = (Path(__file__).parents[3] / "docs" / "import.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^<!-- (cell|made): (\S+) -->\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_pages_command_says_and_makes_what_the_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Line by line, and verify passes the course."""
    makers = {
        "code": nbformat.v4.new_code_cell,
        "raw": nbformat.v4.new_raw_cell,
        "markdown": nbformat.v4.new_markdown_cell,
    }
    blocks = BLOCK.findall(PAGE)
    cells = [makers[name](text.rstrip("\n")) for what, name, text in blocks if what == "cell"]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "lab.ipynb")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(out, "width", 80)
    (console,) = re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    command, _, shown = console.partition("\n")
    done = CliRunner().invoke(app, shlex.split(command.removeprefix("$ autograder ")))
    assert done.exit_code == 0, done.output
    said = "\n".join(line.rstrip() for line in done.output.splitlines())
    assert said.strip("\n") == shown.strip("\n")
    made = {name: text for what, name, text in blocks if what == "made"}
    assert len(made) == 2
    for name, text in made.items():
        assert (tmp_path / "course" / name).read_text(encoding="utf-8") == text
    pytest.importorskip("msgspec", reason="the exam grades, with the instructor's packages")
    assert CliRunner().invoke(app, ["verify", "--course", "course"]).exit_code == 0


def test_the_pages_commands_exist() -> None:
    """Each command that the page types is one."""
    for line in re.findall(r"^(?:\$ )?autograder (.*)$", PAGE, re.MULTILINE):
        words = [word for word in shlex.split(line) if word in ("import", "otter", "nbgrader", "verify")]
        assert CliRunner().invoke(app, [*words[:2], "--help"]).exit_code == 0, line
