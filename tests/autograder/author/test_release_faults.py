"""A course whose own solutions fail its checks is not handed out, or not without a word."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.author.lint import release_problems
from autograder.author.new import new_course
from autograder.course.manifest import load_course

CHECK = '\n\nimport dataclasses\nimport pytest\n\ndef test_b(submission, close):\n    """B."""\n    {line}\n'


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    new_course(tmp_path / "lab", ["code"])
    return tmp_path / "lab"


def add(lab: Path, room: str, line: str) -> None:
    with (lab / "tests" / room / "test_spread.py").open("a", encoding="utf-8") as file:
        file.write(CHECK.format(line=line))


@pytest.mark.parametrize("room", ["visible", "hidden"])
@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("close(submission.spread([1.5, 4.0]), 2.6)", "It returned 2.5, expected 2.6"),
        ('close(submission.spread([1.5, 4.0]), {}["x"])', "KeyError: 'x'"),
        ("close(submission.spraed([1.5, 4.0]), 2.5)", "solutions/spread.py has spread: did you mean that?"),
        ("with pytest.raises(submission.Wrong): submission.spread([])", "ask for theirs by caught.type.__name__."),
        ("assert submission.Kind.ONE.value == 1", "what belongs to the class it can ask of one of its objects."),
        ("assert dataclasses.is_dataclass(submission.spread), 'one'", "make objects, compare their attributes."),
        ("assert submission.LIMIT == 4", "LIMIT is compared with a value. A check calls what stands in the file"),
    ],
    ids=["wrong value", "breaks", "misspelt", "error's class", "member", "dataclass", "constant"],
)
def test_a_check_that_the_reference_fails_is_named(lab: Path, room: str, line: str, says: str) -> None:
    """Wherever it stands, it keeps the course from students: it is said with its line, once."""
    add(lab, room, line)
    (said,) = release_problems(load_course(lab, with_solutions=True))
    text = (lab / "tests" / room / "test_spread.py").read_text(encoding="utf-8").splitlines()
    number = next(index for index, one in enumerate(text, 1) if line in one)
    assert said.startswith(f"spread: tests/{room}/test_spread.py:{number}: the reference does not pass")
    assert says in said


def test_the_command_refuses_and_anyway_says_what(lab: Path, tmp_path: Path, command: Callable[..., Any]) -> None:
    """Without --anyway nothing is written; with it the fault is said, to programs too."""
    add(lab, "hidden", "close(submission.spread([1.5, 4.0]), 2.6)")
    done = command("release", "--out", tmp_path / "out", "--course", lab)
    assert done.returncode == 2
    assert "expected 2.6" in done.stderr
    assert not (tmp_path / "out").exists()
    done = command("release", "--out", tmp_path / "out", "--course", lab, "--anyway", "--json")
    assert done.returncode == 0
    assert "Handed out all the same" in done.stderr
    (problem,) = json.loads(done.stdout)["problems"]
    assert "expected 2.6" in problem


def test_a_whole_course_is_handed_out(lab: Path, tmp_path: Path, command: Callable[..., Any]) -> None:
    """What `new` makes has nothing wrong with it."""
    done = command("release", "--out", tmp_path / "out", "--course", lab)
    assert (done.returncode, done.stderr) == (0, "")
