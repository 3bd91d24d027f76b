"""What a student is told at home holds in class: the same file passes the same visible checks, with the same words.

The table is data/home_and_class.yaml: a file, and the one line that a student reads about it.
"""

from __future__ import annotations

import re
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
from autograder.nbgrader import kernel
from autograder.sandbox.process.launcher import Launcher
from autograder.sandbox.walled import WalledHost
from autograder.student.check import Study
from autograder.student.layout import lay_out

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
RIGHT += ("newer", "newer_name_imported") * (sys.version_info >= (3, 12))  # from then on they are Python


IN_CELLS = ("prints", "renamed", "class_in_place", "class_alike", "parameter_more", "parameter_less", "method", "typo")
IN_CELLS += ("renamed_otherwise", "lambda", "generator", "asynchronous", "inner_function", "error_returned", "exits")
IN_CELLS += ("tuple_of_one", "list_of_one", "text", "passes", "numpy_not_imported", "null", "stars", "recursion")
COLUMNS = 79


def odd_count(submission: Any, close: Any) -> None:
    """The check of the course's exercise."""
    close(submission.median([3.0, 1.0, 2.0]), 2.0)


def hurried(course: Course, seconds: float, total_seconds: float) -> Course:
    """The same with less time for each exercise."""
    limits = replace(course.exercise("median").limits, seconds=seconds, total_seconds=total_seconds)
    return replace(course, exercises=tuple(replace(one, limits=limits) for one in course.exercises))


def one_line(result: ExerciseResult) -> str:
    """The first thing that a student reads."""
    failed = (check.message for check in result.checks if check.visible and check.outcome not in ("passed", "not_run"))
    return result.message or next(failed, "")


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


def at_home(study: Study) -> ExerciseResult:
    result, _ = study.check(["median"])
    return result.exercises[0]


def in_class(grader: Grader, folder: Path, launcher: Launcher) -> ExerciseResult:
    submission = open_intake(folder / "exercises", grader.course, "ada").read("ada", grader.course)
    host = WalledHost(launcher)
    try:
        return grader.grade(submission, host, launcher.name).exercises[0]
    finally:
        host.close()


@pytest.fixture(scope="module")
def grader(course: Course) -> Grader:
    return Grader(course, ["median"])


@pytest.fixture(scope="module")
def home(handout: Path) -> Study:
    return Study(load_course(handout, require_stubs=False))


@pytest.mark.filterwarnings("ignore:coroutine 'median' was never awaited")
@pytest.mark.parametrize("case", DATA, ids=lambda case: case["name"])
def test_the_same_file_earns_the_same(
    home: Study, grader: Grader, handout: Path, launcher: Launcher, case: dict[str, Any]
) -> None:
    """Check by check; and where the file cannot be run, the reason reads the same."""
    text = case["text"].replace("SOLVED", SOLVED)
    (handout / "exercises" / "median.py").write_bytes(text.encode(case.get("encoding", "utf-8")))
    if "while True" in text:
        home = Study(hurried(load_course(handout, require_stubs=False), 0.5, 5.0))
        grader = Grader(hurried(grader.course, 0.5, 5.0), ["median"])
    told, graded = at_home(home), in_class(grader, handout, launcher)
    passed = {check.id: check.outcome == "passed" for check in graded.checks if check.visible}
    assert {check.id: check.outcome == "passed" for check in told.checks} == passed
    if case.get("asked"):  # home says how to mend it; in class a person is asked, for there it is too late
        assert (told.status, graded.status) == ("crashed", "not_graded")
        assert one_line(told).removeprefix("exercises/") == case["line"]
        return
    assert told.status == graded.status
    assert all(passed.values()) == (case["name"] in RIGHT)
    line = one_line(told).removeprefix("exercises/")
    assert line == one_line(graded)
    if sys.version_info[:2] == (3, 11):  # later ones say some things in other words
        assert line == case.get("line", "")
    shown = lay_out(line, COLUMNS)
    assert max(map(len, shown), default=0) <= COLUMNS
    assert set(re.findall(r"[\d.]+\d", line)) <= set(re.findall(r"[\d.]+\d", "\n".join(shown)))  # no number is broken


@pytest.mark.filterwarnings("ignore:coroutine 'median' was never awaited")
@pytest.mark.parametrize("case", [case for case in DATA if case["name"] in IN_CELLS], ids=lambda case: case["name"])
def test_a_notebook_says_the_same(case: dict[str, Any]) -> None:
    """In a kernel that has names and no file: the same words, but for lines and for what the file has."""
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(case["text"].replace("SOLVED", SOLVED), names)
    with pytest.raises(kernel.CheckFailed) as caught:
        kernel.run(
            lambda: odd_count,
            names,
            exercise="median",
            check="x::y",
            points=1.0,
            rtol=1e-6,
            atol=1e-9,
            takes={"median": ["values"]},
        )
    line = re.sub(r" \(line \d+ of your file\)", "", case["line"]).replace("?.", "?")
    missing = "There is no function median here yet: write it and run its cell, then this one."
    line = line.replace("The file defines no function median.", missing).replace("Your file has", "The notebook has")
    line = re.sub(r"and your file in line \d+ has", "and your notebook has", line)
    assert str(caught.value) == line


def test_slow_calls_share_one_budget(course: Course, handout: Path, launcher: Launcher) -> None:
    """Calls that each come back in time use up their exercise's time at home as in class, and it is said alike."""

    text = f"import time\n{SOLVED.replace('    if len', '    time.sleep(1.5)' + chr(10) + '    if len', 1)}"
    (handout / "exercises" / "median.py").write_text(text)
    told = at_home(Study(hurried(load_course(handout, require_stubs=False), 5.0, 1.0)))
    graded = in_class(Grader(hurried(course, 5.0, 1.0), ["median"]), handout, launcher)
    said = {check.id: (check.outcome, check.message) for check in graded.checks if check.visible}
    assert {check.id: (check.outcome, check.message) for check in told.checks} == said
    assert {outcome for outcome, _ in said.values()} == {"timed_out"}
