"""What a student is told at home holds in class: the same file passes the same visible checks, with the same words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from autograder.author.release import release
from autograder.classroom.grader import Grader
from autograder.course.manifest import load_course
from autograder.course.model import Course, ExerciseResult
from autograder.intake.folders import open_intake
from autograder.sandbox.process.launcher import Launcher
from autograder.sandbox.walled import WalledHost
from autograder.student.check import study

DATA = yaml.safe_load((Path(__file__).parents[1] / "data" / "home_and_class.yaml").read_text("utf-8"))
SOLVED = """def median(values):
    if len(values) == 0:
        raise ValueError("nothing to order")
    ordered, half = sorted(values), len(values) // 2
    return (ordered[half] + ordered[-half - 1]) / 2
"""
# The last of them passes what is visible.
RIGHT = ("future", "stateless", "dataclass", "unused_plot", "star", "star_of_what_is_missing", "maybe", "other_file")
RIGHT += ("mark", "wide", "latin", "gbk", "windows", "in_place")
RIGHT += ("newer",) * (sys.version_info >= (3, 12))  # from then on `type` is syntax


@pytest.fixture(scope="module")
def handout(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that students get."""
    folder = tmp_path_factory.mktemp("handout") / "measuring"
    release(course, folder)
    return folder


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher("auto") as made:
        yield made


def at_home(folder: Path) -> ExerciseResult:
    result, _ = study(load_course(folder, require_stubs=False), ["median"])
    return result.exercises[0]


def in_class(course: Course, folder: Path, launcher: Launcher) -> ExerciseResult:
    submission = open_intake(folder / "exercises", course, "ada").read("ada", course)
    host = WalledHost(launcher)
    try:
        return Grader(course, ["median"]).grade(submission, host, launcher.name).exercises[0]
    finally:
        host.close()


@pytest.mark.parametrize("case", DATA, ids=lambda case: case["name"])
def test_the_same_file_earns_the_same(course: Course, handout: Path, launcher: Launcher, case: dict[str, Any]) -> None:
    """Check by check; and where the file cannot be run, the reason reads the same."""
    text = case["text"].replace("SOLVED", SOLVED)
    (handout / "exercises" / "median.py").write_bytes(text.encode(case.get("encoding", "utf-8")))
    home, graded = at_home(handout), in_class(course, handout, launcher)
    passed = {check.id: check.outcome == "passed" for check in graded.checks if check.visible}
    assert {check.id: check.outcome == "passed" for check in home.checks} == passed
    assert home.status == graded.status
    assert home.message.removeprefix("exercises/") == graded.message
    assert all(passed.values()) == (case["name"] in RIGHT)


def test_slow_calls_share_one_budget(course: Course, handout: Path, launcher: Launcher) -> None:
    """Calls that each come back in time use up their exercise's time at home as in class, and it is said alike."""

    def hurried(whole: Course) -> Course:
        limits = replace(whole.exercise("median").limits, seconds=5.0, total_seconds=1.0)
        return replace(whole, exercises=tuple(replace(one, limits=limits) for one in whole.exercises))

    text = f"import time\n{SOLVED.replace('    if len', '    time.sleep(1.5)' + chr(10) + '    if len', 1)}"
    (handout / "exercises" / "median.py").write_text(text)
    home, _ = study(hurried(load_course(handout, require_stubs=False)), ["median"])
    graded = in_class(hurried(course), handout, launcher)
    said = {check.id: (check.outcome, check.message) for check in graded.checks if check.visible}
    assert {check.id: (check.outcome, check.message) for check in home.exercises[0].checks} == said
    assert {outcome for outcome, _ in said.values()} == {"timed_out"}
