"""A run that looked at some of an exercise's checks says so, and claims nothing about the others."""

from __future__ import annotations

import re
from typing import Any

import pytest

Student = Any

CHECKS = """
import pytest


def test_odd_count(submission, close):
    \"\"\"An odd count has one middle value.\"\"\"
    close(submission.median([3.0, 1.0, 2.0]), 2.0)


@pytest.mark.parametrize("value", [1.0, 7.0])
def test_one_value(submission, close, value):
    \"\"\"One value is its own middle.\"\"\"
    close(submission.median([value]), value)


def test_even_count(submission, close):
    \"\"\"An even count has two middle values.\"\"\"
    close(submission.median([4.0, 2.0]), 3.0)
"""
HALF = "def median(values):\n    return sorted(values)[len(values) // 2]\n"
PLAY = "tests/visible/test_median.py::test_odd_count"


@pytest.fixture
def half(student: Student) -> Student:
    """A student whose median is right for odd counts alone; three of its four checks pass."""
    (student.path / "tests" / "visible" / "test_median.py").write_text(CHECKS)
    student.write("median", HALF)
    return student


def board(output: str) -> dict[str, str]:
    found = (re.match(r"(\S*) +([\d.-]+ of \d.*)", line) for line in output.splitlines())
    return {match[1]: re.sub(r" +", " ", match[2]) for match in found if match}


ONE = "- of 40 1 of 4 checks run: it passes. All of them: pytest exercises/median.py"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ([PLAY], ONE),
        (["-k", "odd_count"], ONE),
        (["--deselect", "tests/visible/test_median.py::test_even_count", "tests/visible/test_median.py"],
         "- of 40 3 of 4 checks run: they pass. All of them: pytest exercises/median.py"),
        (["-k", "even_count or one_value"], "- of 40 next: An even count has two middle values. (3 of 4 checks run)"),
        (["tests/visible/test_median.py"], "30 of 40 next: An even count has two middle values."),
        (["exercises/median.py"], "30 of 40 next: An even count has two middle values."),
    ],
    ids=["editor", "word", "deselected", "failing", "file", "exercise"],
)  # fmt: skip
def test_points_are_said_of_all_checks_only(half: Student, asked: list[str], said: str) -> None:
    """One test alone, as an editor's button runs it, earns nothing; all the checks of an exercise do."""
    assert board(half.pytest(*asked)) == {"median": said}


def test_a_total_leaves_out_what_was_looked_at_in_part(half: Student) -> None:
    """The last line counts the exercises whose checks were all run, and names the others."""
    half.solve("trapezoid")
    found = board(half.pytest(PLAY, "tests/visible/test_trapezoid.py"))
    assert found["trapezoid"].startswith("60 of 60 done")
    assert found[""] == "60 of 60 by the checks in this folder, without median"
    assert found["median"] == ONE


def test_what_failed_last_is_part_of_a_run(half: Student) -> None:
    """`--lf` looks at the failed check alone, also once it passes."""
    half.pytest()
    half.solve("median")
    assert board(half.pytest("--lf"))["median"] == ONE


def test_hidden_checks_alone_are_part_of_a_run(whole: Any) -> None:
    """In the whole course too: the visible ones were not looked at."""
    whole.solve("median")
    found = board(whole.pytest("tests/hidden/test_median.py"))["median"]
    assert re.fullmatch(r"- of 40 \d of its checks run: they pass\. All of them: pytest exercises/median\.py", found)
    assert board(whole.pytest("-k", "median"))["median"] == "40 of 40 done: all checks pass"


def test_stopping_at_a_failure_passes_over_what_is_not_begun(student: Student) -> None:
    """With -x an untouched first exercise stops nothing; the first failure does, and what was not reached is named."""
    student.write("trapezoid", "def area(x, y):\n    return 0.0\n")
    done = student.run("pytest", "-x")
    assert done.returncode == 1
    assert "1 failed, 1 not started" in done.stdout
    assert "stopping after 1 failure " in done.stdout
    assert board(done.stdout)["trapezoid"].startswith("- of 60 next: Under a constant curve lies a rectangle. (1.0)")
    student.write("median", "def median(values):\n    return 0\n")
    stopped = student.pytest("-x")
    assert "The run ended before these were looked at: trapezoid." in stopped


def test_only_what_is_not_begun_still_fails_the_run(student: Student) -> None:
    """Nothing failed, so nothing stops; the exit code says that there is something to do."""
    done = student.run("pytest", "-x")
    assert done.returncode == 1
    assert "3 not started" in done.stdout
    assert "stopping" not in done.stdout


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(["-n", "2"], marks=pytest.mark.whole),
        ["-n", "2", "tests/visible/test_median.py::test_odd_count"],
    ],
)
def test_a_run_in_several_processes_has_the_same_board(half: Student, asked: list[str]) -> None:
    """pytest-xdist: points and the next thing to do, as in one process."""
    pytest.importorskip("xdist")
    half.solve("trapezoid")
    options = ["-p", "xdist", "-p", "xdist.looponfail"]
    alone = half.pytest(*asked[2:])
    spread = half.pytest(*options, *asked)
    assert "bringing up nodes" in spread
    assert board(spread) == board(alone) != {}


def test_in_several_processes_a_reason_is_said_once(half: Student) -> None:
    """The checks of one exercise stay in one process: the first says why the file cannot be run, the others wait."""
    pytest.importorskip("xdist")
    half.write("median", "def median(values:\n    return 0\n")
    output = half.pytest("-p", "xdist", "-p", "xdist.looponfail", "-n", "2", "exercises/median.py")
    assert "1 failed" in output
    assert "3 waiting" in output
