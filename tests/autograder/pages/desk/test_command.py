"""autograder mark, as far as it comes before the page."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.commands import mark
from autograder.commands.mark import _again, _put_into_the_books
from autograder.errors import UserError
from autograder.pages.desk.view import state


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
    """It names the submissions of the run before, and how they were graded, fit for a shell."""
    words = shlex.split(_again(small.out, f"/somewhere/{name}", "none", small.course.root))
    assert words[:3] == ["autograder", "grade", f"/somewhere/{name}"]
    assert words[3:7] == ["--out", str(small.out), "--isolation", "none"]


@pytest.mark.parametrize("answer", ["\n", "n\n", ""])  # the last is Ctrl-C, or the end of what is typed
def test_closing_offers_the_step_that_is_left(
    measuring: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    """With the marks in the tables, one key more puts them into the gradebook; whoever declines is told the command."""
    runner, course = CliRunner(), ["--course", str(measuring), "--isolation", "none"]
    done = runner.invoke(app, ["grade", str(measuring / "class"), "--out", str(tmp_path / "out"), *course])
    assert done.exit_code == 0, done.output
    (tmp_path / "marks.csv").write_text("student,exercise,mark\nlost,median,33\n", encoding="utf-8")
    shutil.copy(tmp_path / "marks.csv", tmp_path / "out" / "reviews.csv")
    with runner.isolation(input=answer) as streams:
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        _put_into_the_books(tmp_path / "out", measuring)
        said = streams[0].getvalue().decode()
    marked = "33" in (tmp_path / "out" / "gradebook.csv").read_text(encoding="utf-8")
    assert marked == (answer == "\n")
    assert ("To put the marks into" in said) == (not marked)


@pytest.mark.parametrize("told", ["compressed", "by a signal"])
def test_nobody_is_asked_who_is_not_there(
    measuring: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str
) -> None:
    """A terminal that is gone answers nothing: the command is printed. So it is of results that are compressed."""
    runner, course = CliRunner(), ["--course", str(measuring), "--isolation", "none"]
    words = ["grade", str(measuring / "class"), "--out", str(tmp_path / "out"), *course]
    assert runner.invoke(app, [*words, "--compress"] if told == "compressed" else words).exit_code == 0
    monkeypatch.setattr(mark, "told_to_end", lambda: told == "by a signal")
    with runner.isolation() as streams:
        monkeypatch.setattr(sys.stdin, "isatty", lambda: told == "by a signal", raising=False)
        _put_into_the_books(tmp_path / "out", measuring)
        said = streams[0].getvalue().decode()
    assert said.startswith("To put the marks into")
    assert "--isolation none" in said


def test_the_page_says_what_is_next(small: Any) -> None:
    """Once every answer is marked, and not before."""
    desk = small.desk()
    assert not state(desk, "why_sort")["next"]
    desk.accept_rest("why_sort", len(desk.rest("why_sort")))
    assert "offers to update the gradebook" in state(desk, "why_sort")["next"]
