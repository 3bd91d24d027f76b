"""autograder mark, as far as it comes before the page."""

from __future__ import annotations

import shlex
from typing import Any

import pytest
from typer.testing import CliRunner

from autograder.classroom.settings import Settings, write_settings
from autograder.cli import app
from autograder.commands.mark import _again
from autograder.errors import UserError


def test_it_is_a_folder_or_the_demonstration(small: Any) -> None:
    """Neither, or both, is a mistake in the call."""
    assert CliRunner().invoke(app, ["mark"]).exit_code == 2
    assert CliRunner().invoke(app, ["mark", str(small.out), "--demo"]).exit_code == 2


def test_mistakes_are_a_sentence(small: Any) -> None:
    """An exercise that is not there, a course without a sample, a port that is taken."""
    course = ["--course", str(small.course.root), "--no-open"]
    for words, said in (
        ([str(small.out), "--exercise", "nothing"], "no exercise 'nothing'"),
        (["--demo"], "no sample class"),
        ([str(small.out.parent)], "autograder grade"),
    ):
        done = CliRunner().invoke(app, ["mark", *words, *course])
        assert isinstance(done.exception, UserError)
        assert said in str(done.exception)


@pytest.mark.parametrize("name", ["class", "my class"])
def test_the_command_that_reads_the_marks_back(small: Any, name: str) -> None:
    """It names the submissions of the run before, fit for a shell."""
    write_settings(small.out, Settings("measuring", f"/somewhere/{name}"))
    words = shlex.split(_again(small.out, small.course.root))
    assert words[:3] == ["autograder", "grade", f"/somewhere/{name}"]
    assert words[3:5] == ["--out", str(small.out)]
