"""Result files of other systems: what is told, what stays hidden, what the points add up to."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.classroom.policy import final
from autograder.cli import app
from autograder.course.model import CheckResult, Course, ExerciseResult, StudentResult
from autograder.exchange.result_files import Telling, classroom50, gradescope
from tests.autograder.exchange.conftest import MEASURING, failed, result

Run = Callable[[Sequence[StudentResult]], Path]


@pytest.fixture
def telling(course: Course) -> Telling:
    return Telling(course, lambda exercise, name: f"Think about {exercise} and {name}.")


def passed(visible: bool, points: float) -> CheckResult:
    return replace(failed(visible, ""), outcome="passed", score=points, max_score=points)


def test_rows_add_up_and_hidden_checks_wait(telling: Telling) -> None:
    """Weights become points; a visible check speaks, a hidden one names the idea only, after grades are published."""
    hidden = failed(False, "median([1, 9]) gave 9", "upper_middle")
    checks = (passed(True, 2.0), failed(True, "You called median([]).\nIt returned None."), hidden)
    data = gradescope(result("ada", 4.0, checks=checks), telling)
    assert data["score"] == 4.0
    assert math.isclose(sum(row["score"] for row in data["tests"]), 4.0)
    assert math.isclose(sum(row["max_score"] for row in data["tests"]), 8.0)
    assert [row["visibility"] for row in data["tests"]] == ["visible", "visible", "after_published"]
    assert data["tests"][1]["output"].startswith("You called median([])")
    assert data["tests"][2]["output"] == "Think about median and upper_middle."
    assert data["stdout_visibility"] == "hidden"
    assert "[1, 9]" not in json.dumps(data)


def test_a_mark_that_is_not_the_sum_of_checks_stands_by_itself(telling: Telling) -> None:
    """A person's mark is one row; the checks are told without points."""
    data = gradescope(result("ada", 7.0, checks=(failed(True, "no"),), message="Marked by a person."), telling)
    assert [(row["score"], row["max_score"]) for row in data["tests"]] == [(7.0, 8.0), (0, 0)]


def test_what_waits_counts_nothing_yet_and_says_so(telling: Telling) -> None:
    """A proposal is seen by teachers alone; with proposals it counts."""
    waiting = result("ada", 5.0, status="needs_review", needs_review=True, message="A guess.")
    data = gradescope(waiting, telling)
    assert data["score"] == 0
    assert "teacher will look" in data["tests"][0]["output"]
    assert (data["tests"][0]["max_score"], data["tests"][0]["visibility"]) == (8.0, "visible")
    assert (data["tests"][1]["output"], data["tests"][1]["visibility"]) == ("Proposed: 5 of 8. A guess.", "hidden")
    assert gradescope(waiting, replace(telling, proposals=True))["score"] == 5.0


def test_what_was_not_graded_costs_nothing(telling: Telling) -> None:
    """An exercise that the grader failed on is neither a zero nor points to be had."""
    data = gradescope(result("ada", 0.0, status="not_graded", needs_review=True), telling)
    assert [(row["score"], row["max_score"]) for row in data["tests"]] == [(0, 0)]
    assert "not your fault" in data["tests"][0]["output"]


def test_lateness_comes_off_the_total_and_both_are_said(telling: Telling) -> None:
    """The total is what is left; a row without points says what it was before, when hidden points may be seen."""
    data = gradescope(result("ada", 4.0), telling, left=0.75, note="One day late.")
    assert (data["score"], data["output"]) == (3.0, "One day late.")
    says = data["tests"][-1]
    assert (says["score"], says["max_score"], says["visibility"]) == (0, 0, "visible")
    assert says["output"] == "Before lateness: 4 of 8 points; after it: 3."
    hidden = gradescope(result("ada", 4.0, checks=(failed(False, "x"),)), telling, left=0.75)
    assert hidden["tests"][-1]["visibility"] == "after_published"
    assert gradescope(result("ada", 4.0), telling)["tests"][-1]["name"] != "The total"


def test_one_total_by_the_courses_rules(telling: Telling) -> None:
    """Dropped, bonus and lateness: both kinds of file have the total that the gradebook has, and say how it came."""
    course = replace(telling.course, drop_lowest=1)
    bonus = replace(course, exercises=(replace(course.exercises[0], bonus=True), *course.exercises[1:]))
    parts = tuple(
        ExerciseResult(one.id, "code", 30.0 - 20 * n, one.points, "graded") for n, one in enumerate(bonus.exercises)
    )
    both = StudentResult("measuring", "ada", 40.0, 100.0, False, "strict", parts)
    for rules, total, most in ((course, 15.0, 4000), (bonus, 20.0, 6000)):
        told = replace(telling, course=rules)
        assert final(both, rules, 0.5).score == total
        assert gradescope(both, told, 0.5)["score"] == total
        data = classroom50(both, told, owner="ada", classroom="c", assignment="a", left=0.5)
        assert (data["score"], data["max-score"]) == (100 * total, most)
        assert data["score"] == sum(row["score"] for row in data["tests"])
        assert "Before lateness" in data["tests"][-1]["test-name"]
    assert "Left out, as the lowest" in gradescope(both, replace(telling, course=course))["tests"][-1]["output"]


def test_classroom_50_counts_in_whole_numbers(telling: Telling) -> None:
    """Points are hundredths there, and the total is the sum of its rows."""
    data = classroom50(result("ada", 7.428571), telling, owner="ada", classroom="c", assignment="a")
    assert (data["schema"], data["score"], data["max-score"]) == ("classroom50/result/v1", 743, 800)
    assert data["tests"] == [{"test-name": "median", "passed": False, "score": 743, "max-score": 800}]
    assert all(isinstance(row[name], int) for row in data["tests"] for name in ("score", "max-score"))


def test_each_student_has_a_folder_of_their_own(run: Run, tmp_path: Path) -> None:
    """Names that a file system takes for one, or does not take, still have a file each."""
    people = [result("ada"), result("Ada"), result("a/b"), result("..")]
    for system, name in (("gradescope", "results.json"), ("classroom50", "result.json")):
        out = tmp_path / system
        words = ["export", system, str(run(people)), "--out", str(out), "--course", str(MEASURING)]
        assert CliRunner().invoke(app, words).exit_code == 0
        found = list(out.glob(f"*/{name}"))
        assert len({path.parent.name.casefold() for path in found}) == 4
        assert all("score" in json.loads(path.read_text(encoding="utf-8")) for path in found)


def test_parquet_is_written_or_the_package_named(run: Run, tmp_path: Path) -> None:
    """Without pyarrow it is one sentence; with it, a row a check."""
    out = tmp_path / "all.parquet"
    done = CliRunner().invoke(app, ["export", "parquet", str(run([result("ada")])), "--out", str(out)])
    try:
        import pyarrow.parquet
    except ImportError:
        assert "pip install pyarrow" in str(done.exception)
        assert not out.exists()
    else:
        assert pyarrow.parquet.read_table(out).to_pylist()[0]["student"] == "ada"
