"""verify --times: which checks are heavy."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from autograder.author.times import measure
from autograder.classroom.grader import Grader
from autograder.cli import app
from autograder.course.manifest import load_course

BUSY = '''

def test_busy(submission):
    """Much is computed."""
    total = sum(i * i for i in range(200_000))
    for _ in range(3):
        assert submission.median([1.0, 2.0, 3.0]) <= total, "expected a small number"
'''


def test_the_heaviest_check_comes_first(measuring: Path) -> None:
    """Each check of each programming exercise is measured once, and its calls on the reference are counted."""
    with open(measuring / "tests" / "hidden" / "test_median.py", "a", encoding="utf-8") as file:
        file.write(BUSY)
    grader = Grader(load_course(measuring, with_solutions=True))
    found = measure(grader)
    assert (found[0].check, found[0].calls) == ("hidden/test_median.py::test_busy", 3)
    assert found[0].slowest.startswith("solutions/")
    assert {one.check for one in found} == {check.id for checks in grader.checks.values() for check in checks}
    assert [one.mean_ms for one in found] == sorted((one.mean_ms for one in found), reverse=True)
    assert all(one.worst_ms >= one.mean_ms >= 0 for one in found)


def test_times_are_told_when_asked_for(measuring: Path) -> None:
    """As a table, and in the JSON, which has none otherwise."""
    run = CliRunner()
    words = ["verify", "--only", "median", "--course", str(measuring), "--times"]
    assert "Processor time by check" in run.invoke(app, words).stdout
    told = json.loads(run.invoke(app, [*words, "--json"]).stdout)["times"]
    assert {row["exercise"] for row in told} == {"median"}
