"""A right plot loses nothing by the way it was drawn: what can be read is read, and what cannot be is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("matplotlib", reason="matplotlib is in the extra instructor")

from autograder.checks.run import run_check
from autograder.course.collect import collect
from autograder.course.manifest import load_course
from autograder.course.model import Check, Exercise, SubmittedFile
from autograder.kinds.code.grader import CodeGrader
from autograder.sandbox.here import LocalHost
from autograder.sandbox.hosts import Host, HostedTarget, Program
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import Loaded
from autograder.sandbox.process.launcher import Launcher
from autograder.sandbox.walled import WalledHost

LIBRARIES = ("matplotlib", "numpy")
PLOT = """
import matplotlib.pyplot as plt
import numpy as np


def plot(values):
    axes = plt.subplots()[1]
    mean = sum(values) / len(values)
    axes.set_xlim(0, 4)
    axes.set_ylim(0, 8)
    {}
    return axes
"""


@pytest.fixture(scope="module")
def wall() -> Iterator[Launcher]:
    with Launcher("auto", also=LIBRARIES) as made:
        yield made


@pytest.fixture
def told(wall: Launcher) -> Callable[[str, Callable[..., None]], str]:
    """What a check says of a plot, at home and in class alike."""

    def tell(drawn: str, function: Callable[..., None]) -> str:
        walled = WalledHost(wall)
        hosts: list[Host] = [LocalHost(), walled]
        said = []
        for host in hosts:
            program = Program("plots", "plots.py", PLOT.format(drawn), SessionLimits(30, 2048, 600), LIBRARIES)
            target = HostedTarget(host, program)
            assert target.load() == Loaded()
            check = Check("visible/x", "plots", "", True, 1.0, (), function, ("submission", "close"))
            verdict = run_check(check, Exercise("plots", "plots", "code", "plots.py", 1.0), 0, target)
            assert verdict.ending in ("passed", "failed"), verdict.message
            said.append(verdict.message)
        walled.close()
        assert said[0] == said[1]
        return said[0]

    return tell


def mean_line(submission: Any, close: Any) -> None:
    axes = submission.plot([1.0, 2.5, 8.0])
    close(axes.lines[0].y, [23 / 6, 23 / 6])


def upright(submission: Any, close: Any) -> None:
    close(submission.plot([1.0, 2.0, 6.0]).lines[0].x, [3.0, 3.0])


def slope(submission: Any, close: Any) -> None:
    line = submission.plot([1.0]).lines[0]
    close(np.diff(line.y) / np.diff(line.x), [2.0])
    close(line.y[0] - 2.0 * line.x[0], 1.0)


@pytest.mark.parametrize(
    "drawn",
    [
        "axes.axhline(mean)",
        "axes.axline((0, mean), slope=0)",
        "axes.axline((1, mean), (3, mean))",
        "axes.hlines(mean, 0, 4)",
        "axes.hlines([mean], [1], [2], colors='r', linestyles='--')",
        "axes.plot([0, 4], [mean, mean])",
    ],
)
def test_a_level_line_is_one_however_it_is_drawn(told: Callable[..., str], drawn: str) -> None:
    """Its height is the height that is seen."""
    assert told(drawn, mean_line) == ""
    assert "expected 3.83333" in told(drawn.replace("mean", "2"), mean_line)


@pytest.mark.parametrize(
    "drawn", ["axes.axvline(mean)", "axes.axline((mean, 0), (mean, 1))", "axes.vlines(mean, 0, 8)"]
)
def test_so_is_an_upright_one(told: Callable[..., str], drawn: str) -> None:
    """Its place is the place that is seen."""
    assert told(drawn, upright) == ""


@pytest.mark.parametrize(
    "drawn", ["axes.axline((0, 1), slope=2)", "axes.axline((1, 3), (2, 5))", "axes.plot([0, 1], [1, 3])"]
)
def test_so_is_one_that_rises(told: Callable[..., str], drawn: str) -> None:
    """Through the places that were named."""
    assert told(drawn, slope) == ""


@pytest.mark.parametrize("drawn", ["axes.errorbar([1, 2], [3, 4], yerr=1, capsize=2)", "axes.stem([1, 2], [3, 4])"])
def test_lines_that_belong_to_something_else_are_none_of_their_own(told: Callable[..., str], drawn: str) -> None:
    """Of error bars and stems the points are what was plotted."""

    def points(submission: Any, close: Any) -> None:
        axes = submission.plot([1.0])
        close(axes.lines[0].y, [3.0, 4.0])
        assert axes.unseen == ()
        assert all(len(line.x) == 2 for line in axes.lines)

    assert told(drawn, points) == ""


@pytest.mark.parametrize(
    ("drawn", "kind"),
    [
        ("axes.fill_between([1, 2], [1, 2])", "an area of fill_between"),
        ("axes.pie(values)", "a pie"),
        ("axes.hist(values, histtype='step')", "a filled shape"),
        ("axes.pcolormesh([[1, 2], [3, 4]])", "a mesh of pcolormesh"),
        ("axes.contour([[1, 2], [3, 4]])", "contours"),
        ("axes.quiver([1], [1], [1], [1])", "Quiver"),
    ],
)
def test_what_cannot_be_seen_is_named(told: Callable[..., str], drawn: str, kind: str) -> None:
    """Whoever drew something is not told that there is nothing."""
    assert told(drawn, mean_line).endswith(f"expected more. The plot also has what checks cannot see: {kind}.")


CHECK = '''def test_mean(submission, close):
    """A line at the mean."""
    close(submission.plot([1.0, 3.0]).lines[0].y, [2.0, 2.0])
'''
COURSE = """version: 1
name: plots
title: Plots
seed: 7
allowed_imports: [matplotlib, numpy]
exercises: [{id: plots, title: Plots, kind: code, file: plots.py, points: 4}]
"""


def test_a_person_looks_where_something_was_not_seen(tmp_path: Path) -> None:
    """Not where the course's own plot has it too."""
    for folder in ("exercises", "solutions", "tests/visible"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "exercises/plots.py").write_text("def plot(values):\n    raise NotImplementedError\n", encoding="utf-8")
    (tmp_path / "course.yaml").write_text(COURSE, encoding="utf-8")
    (tmp_path / "tests/visible/test_plots.py").write_text(CHECK, encoding="utf-8")
    area, line = "axes.fill_between([0, 4], mean)", "axes.axhline(mean)"

    def flagged(reference: str, drawn: str) -> tuple[float, bool]:
        (tmp_path / "solutions/plots.py").write_text(PLOT.format(reference), encoding="utf-8")
        course = load_course(tmp_path)
        grader = CodeGrader(course, course.exercise("plots"), collect(course)["plots"])
        result = grader.grade(SubmittedFile("plots.py", PLOT.format(drawn)), LocalHost())
        return result.score, result.needs_review

    assert flagged(line, line) == (4.0, False)
    assert flagged(line, area) == (0.0, True)
    assert flagged(line, "axes.axhline(1)") == (0.0, False)
    assert flagged(f"{line}; {area}", area) == (0.0, False)
    assert flagged(line, f"{line}; {area}") == (4.0, False)
