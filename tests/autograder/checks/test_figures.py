"""Figures: Matplotlib works whole behind the wall, and a check judges what is shown in the same words as at home."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("matplotlib", reason="matplotlib is in the extra instructor")

from autograder.checks.run import Verdict, run_check
from autograder.course.model import Check, Exercise
from autograder.sandbox.here import LocalHost
from autograder.sandbox.hosts import Host, HostedTarget, Program
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import Loaded, Returned
from autograder.sandbox.process.launcher import Launcher
from autograder.sandbox.walled import WalledHost

LIBRARIES = ("matplotlib", "numpy", "pandas")
USES = """
import datetime
import io

import matplotlib.pyplot as plt
import numpy as np


def everything():
    fig, (a, b) = plt.subplots(1, 2, layout="constrained")
    a.plot([1, 2], [1, 4], "o--", label="squares $x^2$")
    a.set_title("Über alles", weight="bold", family="serif")
    a.set_xlabel("x")
    a.set_ylabel("y", style="italic")
    a.legend(loc="best")
    a.annotate("here", (1, 1), xytext=(2, 2), arrowprops=dict(arrowstyle="->"))
    b.bar(["a", "b"], [1, 2])
    b.text(0, 1, "hi", fontfamily="monospace")
    fig.suptitle("all")
    fig.tight_layout()
    return fig


def saved(kind):
    out = io.BytesIO()
    everything().savefig(out, format=kind, bbox_inches="tight")
    return len(out.getvalue()) > 1000


def histogram():
    plt.hist(np.arange(10.0), bins=3)
    plt.title("h")
    plt.show()
    return plt.gca()


def styled():
    with plt.style.context("ggplot"):
        plt.plot([1, 2])
        return drawn()


def sketched():
    with plt.xkcd():
        plt.title("t")
        return drawn()


def solid():
    plt.figure().add_subplot(projection="3d").plot([1, 2], [1, 2], [1, 2])
    drawn()
    return True


def contours():
    plt.clabel(plt.contour(np.outer(np.arange(5.0), np.arange(5.0))))
    return drawn()


def unknown_font():
    plt.title("x", family="No Such Font")
    return drawn()


def formula():
    plt.title(r"$\\frac{\\alpha}{\\sqrt{2}} \\sum_{i=1}^n \\mathbb{R}$", math_fontfamily="stix")
    return drawn()


def dates():
    plt.plot([datetime.date(2026, 1, 1), datetime.date(2026, 3, 1)], [1, 2])
    plt.gcf().autofmt_xdate()
    return drawn()


def names():
    plt.plot(["a", "b"], [1, 2])
    return drawn()


def by_pandas():
    import pandas as pd

    return pd.DataFrame({"a": [1, 2], "b": [2, 3]}).plot(title="t")


def drawn():
    plt.gcf().canvas.draw()
    return plt.gca()


def again():
    plt.plot([1, 2])
    return plt.gca()


def broken():
    plt.plot([1, 2])
    raise ValueError("after it was drawn")
"""
FUNCTIONS: list[tuple[str, tuple[str, ...]]] = [
    *(("everything", ()), ("saved", ("png",)), ("saved", ("svg",)), ("saved", ("pdf",)), ("histogram", ())),
    *(("styled", ()), ("sketched", ()), ("solid", ()), ("contours", ()), ("unknown_font", ()), ("formula", ())),
    *(("dates", ()), ("names", ()), ("by_pandas", ())),
]
PLOT = """
import matplotlib.pyplot as plt


def plot(xs, ys):
    fig, axes = plt.subplots()
    axes.plot(xs, ys, "o-", label="measured")
    axes.set_title("Prices")
    axes.set_xlabel("area")
    axes.set_ylabel("price")
    axes.legend()
    return axes
"""
WRONG = {
    "right": (PLOT, ""),
    "no title": (PLOT.replace('    axes.set_title("Prices")\n', ""), "title"),
    "another label": (PLOT.replace('"area"', '"size"'), "label"),
    "no legend": (PLOT.replace("    axes.legend()\n", ""), "legend"),
    "turned round": (PLOT.replace("xs, ys, ", "ys, xs, "), "line"),
    "a point too few": (PLOT.replace("plot(xs, ys, ", "plot(xs[1:], ys[1:], "), "line"),
    "nothing": (PLOT.replace('    axes.plot(xs, ys, "o-", label="measured")\n', ""), "legend"),
    "no return": (PLOT.replace("    return axes\n", ""), "title"),
    "the figure": (PLOT.replace("return axes", "return fig"), "title"),
}


@pytest.fixture(scope="module")
def wall() -> Iterator[Launcher]:
    with Launcher("auto", also=LIBRARIES) as made:
        yield made


@pytest.fixture(params=["home", "class"])
def host(request: pytest.FixtureRequest, wall: Launcher, tmp_path: Path) -> Iterator[Host]:
    made: Host = LocalHost(tmp_path) if request.param == "home" else WalledHost(wall)
    yield made
    made.close()


def target(host: Host, source: str) -> HostedTarget:
    made = HostedTarget(host, Program("plots", "plots.py", source, SessionLimits(30, 2048, 600), LIBRARIES))
    assert made.load() == Loaded()
    return made


def shown(host: Host, function: str, arguments: tuple[str, ...] = ()) -> Any:
    outcome = target(host, USES).call(function, arguments, {}, want_arguments=False)
    assert isinstance(outcome, Returned), outcome
    return outcome.value


@pytest.mark.parametrize(("function", "arguments"), FUNCTIONS)
@pytest.mark.filterwarnings("ignore")
def test_it_works_whole(wall: Launcher, tmp_path: Path, function: str, arguments: tuple[str, ...]) -> None:
    """Text, fonts, styles, formulas, dates, files in memory: behind the wall as at home, and the same is shown."""
    walled = WalledHost(wall)
    away = shown(walled, function, arguments)
    walled.close()
    np.testing.assert_equal(repr(away), repr(shown(LocalHost(tmp_path), function, arguments)))


def test_what_is_read(host: Host) -> None:
    """Places of points, dates and names, title, labels and legend come back."""
    figure = shown(host, "everything")
    left, right = figure.axes
    assert (figure.title, left.title, left.xlabel, left.ylabel) == ("all", "Über alles", "x", "y")
    assert left.legend == ("squares $x^2$",)
    assert [bar.height for bar in right.bars] == [1.0, 2.0]
    assert [day.isoformat() for day in shown(host, "dates").lines[0].x] == ["2026-01-01", "2026-03-01"]
    assert list(shown(host, "names").lines[0].x) == ["a", "b"]


def test_each_call_begins_with_no_figure(host: Host) -> None:
    """What one call drew is not in what the next one gives, though the student's code goes on with the current axes."""
    made = target(host, USES)
    for function in ("again", "broken", "again"):
        outcome = made.call(function, (), {}, want_arguments=False)
        assert function == "broken" or (isinstance(outcome, Returned) and len(outcome.value.lines) == 1)


def title(submission: Any) -> None:
    assert submission.plot([1.0, 2.0, 3.0], [2.0, 4.0, 6.0]).title == "Prices", "expected the title 'Prices'"


def label(submission: Any, close: Callable[..., None]) -> None:
    axes = submission.plot([1.0, 2.0, 3.0], [2.0, 4.0, 6.0])
    close((axes.xlabel, axes.ylabel), ("area", "price"), why="an axis says what it shows")


def legend(submission: Any, close: Callable[..., None]) -> None:
    close(submission.plot([1.0, 2.0, 3.0], [2.0, 4.0, 6.0]).legend, ("measured",))


def line(submission: Any, close: Callable[..., None]) -> None:
    axes = submission.plot([1.0, 2.0, 3.0], [2.0, 4.0, 6.0])
    close(axes.lines[0].x, [1.0, 2.0, 3.0], why="the areas go along the x axis")
    close(axes.lines[0].y, [2.0, 4.0, 6.0])


def judged(function: Callable[..., None], made: HostedTarget) -> Verdict:
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    check = Check(f"visible/test_plots.py::{function.__name__}", "plots", "", True, 1.0, (), function, names)
    return run_check(check, Exercise("plots", "plots", "code", "plots.py", 1.0), 0, made)


@pytest.mark.parametrize("name", WRONG)
def test_a_check_on_a_figure(wall: Launcher, tmp_path: Path, name: str) -> None:
    """Title, labels, legend and what is plotted are checked; a failure has the same words at home and in class."""
    source, first = WRONG[name]
    walled = WalledHost(wall)
    away, home = target(walled, source), target(LocalHost(tmp_path), source)
    ends = {}
    for function in (title, label, legend, line):
        there, here = judged(function, away), judged(function, home)
        assert (there.ending, there.message) == (here.ending, here.message)
        ends[function.__name__] = there.ending
        assert there.ending in ("passed", "failed"), there.message
    walled.close()
    assert next((one for one, ending in ends.items() if ending != "passed"), "") == first


START = "You called plot([1, 2, 3], [2, 4, 6]). It returned "
SAID: list[tuple[str, Callable[..., None], str]] = [
    ("no title", title, "a Matplotlib axes, expected the title 'Prices'."),
    ("no legend", legend, "a Matplotlib axes, of which one part is None, expected a tuple of 1 text."),
    ("turned round", line, "a Matplotlib axes, but in its lines[0].x: expected [1, 2, 3]: entry [0] is 2, expected 1"),
    (
        "a point too few",
        line,
        "a Matplotlib axes, but in its lines[0].x: it is an array of length 2, expected length 3",
    ),
    ("nothing", line, "a Matplotlib axes, with no lines, no scatters and no bars; expected more."),
    ("no return", title, "None, expected a Matplotlib axes. Is there a `return` missing?"),
    ("the figure", label, "a Matplotlib figure, expected a Matplotlib axes."),
]


@pytest.mark.parametrize(("name", "check", "said"), SAID, ids=[name for name, _, _ in SAID])
@pytest.mark.filterwarnings("ignore")
def test_the_words(tmp_path: Path, name: str, check: Callable[..., None], said: str) -> None:
    """The sentence says what was called, which part of the figure is meant, and how it differs."""
    assert judged(check, target(LocalHost(tmp_path), WRONG[name][0])).message.startswith(START + said)
