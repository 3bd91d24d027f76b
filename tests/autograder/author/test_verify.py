"""verify: the course's own exam. A copy of the tiny course, broken in each way, gives each problem its name."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.author.nameless import why_nameless
from autograder.author.verify import ExamResult, examine
from autograder.classroom.grader import Grader
from autograder.course.manifest import load_course
from autograder.course.model import Submission, SubmittedFile
from autograder.sandbox.here import LocalHost

Break = Callable[[Path], None]


def exam(root: Path) -> dict[str, ExamResult]:
    grader = Grader(load_course(root, with_solutions=True))
    results = examine(grader, lambda submission: grader.grade(submission, LocalHost(limit=True), "none"))
    return {result.exercise: result for result in results}


def problems(root: Path) -> list[str]:
    return [f"{problem.exercise}: {problem.what}" for result in exam(root).values() for problem in result.problems]


def replace(file: str, old: str, new: str) -> Break:
    def change(root: Path) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new), encoding="utf-8")

    return change


def copy(file: str, other: str) -> Break:
    def change(root: Path) -> None:
        (root / other).write_text((root / file).read_text(encoding="utf-8"), encoding="utf-8")

    return change


def write(file: str, text: str) -> Break:
    return lambda root: (root / file).write_text(text, encoding="utf-8") and None


def remove(file: str) -> Break:
    return lambda root: (root / file).unlink()


MISTAKES = "solutions/mistakes/median"
HIDDEN = "tests/hidden/test_median.py"
VISIBLE = "tests/visible/test_median.py"
SECOND = '\n\ndef test_two(submission, close):\n    """Two."""\n    close(submission.median({values}), {wanted})\n'


def add_check(values: str, wanted: str) -> Break:
    def change(root: Path) -> None:
        with open(root / VISIBLE, "a", encoding="utf-8") as file:
            file.write(SECOND.format(values=values, wanted=wanted))

    return change


def test_the_tiny_course_passes(measuring: Path) -> None:
    """Nothing to mend; numbers and margins of each exercise are told."""
    results = exam(measuring)
    assert problems(measuring) == []
    median = results["median"]
    assert (median.kind, median.checks, median.styles, median.mistakes) == ("code", 4, 3, 4)
    for result in results.values():
        assert result.margin.accepted is not None
        assert result.margin.mistakes is not None
        assert result.margin.accepted <= 1 < result.margin.mistakes


def test_a_broken_check_is_one_problem(measuring: Path) -> None:
    """It is said once, with its line: not of each style and mistake again, and in no words for students."""
    with open(measuring / HIDDEN, "a", encoding="utf-8") as file:
        file.write(
            '\n\ndef test_z(submission, close):\n    """Z."""\n    close(submission.median([1.5, 4.0]), {}["x"])\n'
        )
    (found,) = problems(measuring)
    line = (measuring / HIDDEN).read_text(encoding="utf-8").count("\n")
    assert found == f"median: {HIDDEN}:{line}: the reference does not pass hidden/test_median.py::test_z: KeyError: 'x'"


def test_a_mistake_may_hold_a_part_and_share_its_name(measuring: Path) -> None:
    """A file with one helper is examined as a whole program; a second file of a name has to be named like the first."""
    formula = "(x[i + 1] - x[i]) * (y[i] + y[i + 1])"
    replace("solutions/trapezoid.py", f"{formula} / 2 for", f"half({formula}) for")(measuring)
    replace("solutions/trapezoid.py", "def area", "def half(x):\n    return x / 2\n\n\ndef area")(measuring)
    replace("course.yaml", "file: trapezoid.py", "file: trapezoid.py\n    given: [half]")(measuring)
    folder = measuring / "solutions" / "mistakes" / "trapezoid"
    (folder / "not_halved.py").write_text('"""You did not halve."""\n\n\ndef half(x):\n    return x\n')
    (folder / "unit_steps.again.py").write_text((folder / "left_sum.py").read_text(encoding="utf-8"))
    found = [problem for problem in problems(measuring) if "stub" not in problem]
    assert found
    assert all("mistake left_sum is" in one or "mistake unit_steps.again is" in one for one in found), found


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            replace("exercises/median.py", "The median of", "The middle of"),
            r"median: exercises/median.py is out of step with its solution: run autograder stubs",
        ),
        (
            copy("solutions/median.py", f"{MISTAKES}/fine.py"),
            r"median: mistake fine gets full points",
        ),
        (
            copy(f"{MISTAKES}/unsorted.py", f"{MISTAKES}/twin.py"),
            r"median: mistake twin is diagnosed as nothing",
        ),
        (
            copy(f"{MISTAKES}/unsorted.py", f"{MISTAKES}/twin.py"),
            r"median: mistake unsorted is diagnosed as nothing",
        ),
        (
            remove(f"{MISTAKES}/nothing_is_zero.py"),
            r"median: hidden/test_median.py::test_nothing_to_measure is failed by no known mistake",
        ),
        (
            add_check("[1.0, 2.0, 3.0]", "2.0"),
            r"median: visible/test_median.py::test_two is failed by no known mistake",
        ),
        (
            add_check("[5.0, 1.0, 3.0]", "3.0"),
            r"median: visible/test_median.py::test_two and visible/test_median.py::test_odd_count are failed by the",
        ),
        (
            write("solutions/accepted/median/whole.py", "def median(values):\n    return 2.0\n"),
            r"median: solutions/accepted/median/whole.py is right and gets 8 points: hidden/test_median.py::test_eve",
        ),
        (
            remove("solutions/accepted/median/library.py"),
            r"median: there are 2 accepted styles; at least 3 are wanted",
        ),
        (
            replace(VISIBLE, "2.0)", "2.5)"),
            r"median: tests/visible/test_median.py:\d+: the reference does not pass .*_count: You called median",
        ),
        (
            replace(VISIBLE, "close(submission.median([3.0, 1.0, 2.0]), 2.0)", "submission.median([1.0]).shape"),
            r"median: tests/visible/test_median.py:\d+: the reference does not .*: .* something that has shape",
        ),
        (
            replace(
                VISIBLE,
                "close(submission.median([3.0, 1.0, 2.0]), 2.0)",
                "assert 1 / (submission.median([3.0, 1.0, 2.0]) - 1.0) == 1.0",
            ),
            r"median: a check raises an error on mistake unsorted, where it should assert",
        ),
    ],
)
def test_each_way_to_break_a_course_is_named(measuring: Path, change: Break, problem: str) -> None:
    """The exam says what must be mended, and where."""
    change(measuring)
    found = problems(measuring)
    assert any(re.match(problem, one) for one in found), found


def test_a_problem_of_one_exercise_is_no_other_ones(measuring: Path) -> None:
    """The exam of the other exercise stays clean."""
    replace(VISIBLE, "2.0)", "2.5)")(measuring)
    results = exam(measuring)
    assert results["median"].problems
    assert results["trapezoid"].problems == ()


def test_mistakes_that_are_one_are_told_of_each_other(measuring: Path) -> None:
    """Two files that answer alike have no name, and each is told which the other is."""
    copy(f"{MISTAKES}/unsorted.py", f"{MISTAKES}/twin.py")(measuring)
    found = problems(measuring)
    for one, other in (("twin", "unsorted"), ("unsorted", "twin")):
        assert any(
            said.startswith(f"median: mistake {one} is diagnosed as nothing: {other} answers every call")
            for said in found
        ), found


@pytest.mark.whole
def test_a_mistake_may_run_out_of_time(measuring: Path) -> None:
    """That has no name, which is said; with the row that it asks for, the exercise passes."""
    endless = ['"""You never stop."""\n\n\ndef median(values):', "    while len(values) == 3:", "        pass"]
    endless += ["    if not values:", "        raise ValueError", "    ranked = sorted(values)"]
    endless += ["    half = len(ranked) // 2", "    return (ranked[half] + ranked[~half]) / 2"]
    write(f"{MISTAKES}/endless.py", "\n".join(endless) + "\n")(measuring)
    replace("course.yaml", "file: median.py", "file: median.py\n    limits: {seconds: 0.4, total_seconds: 2.0}")(
        measuring
    )
    grader = Grader(load_course(measuring, with_solutions=True), ["median"])
    slow = SubmittedFile("median.py", (measuring / MISTAKES / "endless.py").read_text(encoding="utf-8"))
    (result,) = grader.grade(Submission("x", {"median": slow}), LocalHost(limit=True), "none").exercises
    said = why_nameless(grader, grader.exercises[0], "endless", result)
    assert said.startswith(": it runs out of time")
    row = said.partition("`")[2].rpartition("`")[0]
    write("solutions/unnamed.yaml", f"median:\n  - {row}\n")(measuring)
    assert problems(measuring) == []
