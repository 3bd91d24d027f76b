"""Whether a library that a course allows works whole behind the wall: it is tried there, its late parts too."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable, Mapping

from autograder.errors import GraderFault
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import Loaded, Raised, Returned
from autograder.sandbox.process.launcher import Launcher

SECONDS = 60.0
_PANDAS = """
import io

import pandas as pd


def trial():
    text = "day,kind,n\\n2026-01-01,a,1\\n2026-01-02,b,2\\n2026-02-01,a,3\\n"
    table = pd.read_csv(io.StringIO(text), parse_dates=["day"])
    table.groupby("kind").agg({"n": ["sum", "mean", "std"]})
    table.merge(table, on="kind").pivot_table(index="kind", values="n_x", aggfunc="max")
    table.set_index("day")["n"].resample("ME").sum().interpolate().rolling(2).mean()
    table["kind"].str.upper().astype("category").value_counts()
    pd.concat([table, table]).drop_duplicates().sort_values("n").describe()
    table["day"].dt.day_name()
    pd.cut(table["n"], 2)
    pd.date_range("2026-01-01", periods=3, freq="W").strftime("%d")
    return bool(str(table) and table.to_csv() and table.to_json() and table.to_string() and table.to_html())
"""
_MATPLOTLIB = """
import io

import matplotlib.pyplot as plt
import numpy as np


def trial():
    figure, axes = plt.subplots(1, 2, layout="constrained")
    axes[0].plot([1, 2], [1, 4], label="$x^2$")
    axes[0].set_title("Title", weight="bold")
    axes[0].set_xlabel("x", family="serif", style="italic")
    axes[0].legend()
    axes[1].contourf(np.outer([1.0, 2.0], [1.0, 2.0]))
    figure.colorbar(axes[1].imshow(np.eye(2)))
    figure.suptitle("All")
    for format in ("png", "svg", "pdf"):
        figure.savefig(io.BytesIO(), format=format)
    with plt.style.context("ggplot"):
        plt.figure().add_subplot(projection="3d").plot([1, 2], [1, 2], [1, 2])
        plt.gcf().canvas.draw()
    return True
"""
_SCIPY = """
import numpy as np
from scipy import integrate, interpolate, linalg, optimize, signal, sparse, spatial, special, stats


def trial():
    optimize.minimize(lambda x: ((x - 1.0) ** 2).sum(), [0.0, 0.0])
    optimize.curve_fit(lambda x, a: a * x, [1.0, 2.0, 3.0], [2.0, 4.0, 6.0])
    integrate.solve_ivp(lambda t, y: -y, (0.0, 1.0), [1.0])
    interpolate.CubicSpline([0.0, 1.0, 2.0], [0.0, 1.0, 4.0])(0.5)
    linalg.expm(np.eye(2))
    signal.find_peaks([0.0, 1.0, 0.0])
    sparse.csr_matrix(np.eye(2)).dot([1.0, 2.0])
    spatial.distance.cdist([[0.0, 0.0]], [[1.0, 1.0]])
    return bool(special.gamma(3.0) and stats.ttest_ind([1.0, 2.0, 3.0], [2.0, 3.0, 5.0]).pvalue)
"""
_ANY = "import {0}\n\n\ndef trial():\n    return bool({0})\n"
TRIALS: Mapping[str, str] = {"pandas": _PANDAS, "matplotlib": _MATPLOTLIB, "scipy": _SCIPY}
"""Library -> a program whose `trial` uses much of it, and returns True."""


def packages_of(allowed: Iterable[str]) -> tuple[str, ...]:
    """The packages beside Python's own that a list of allowed imports names."""
    tops = {name.partition(".")[0] for name in allowed if not name.startswith("-")}
    return tuple(sorted(tops - sys.stdlib_module_names))


def why_not_whole(launcher: Launcher, package: str) -> str:
    """What goes wrong where a program uses the package behind this launcher's wall; empty where nothing does."""
    if importlib.util.find_spec(package) is None:
        return f"{package} is not installed here: install it, or take it out of allowed_imports"
    source = TRIALS.get(package) or _ANY.format(package)
    try:
        with launcher.open(SessionLimits(SECONDS, 2048, SECONDS)) as session:
            outcome = session.load(package, source, filename=f"{package}.py")
            answer = session.call(package, "trial", (), {}) if outcome == Loaded() else outcome
    except GraderFault as fault:
        return f"{package} cannot be tried behind the wall here: {fault}"
    if answer == Returned(True):
        return ""
    said = f"{answer.type_name}: {answer.text}" if isinstance(answer, Raised) else type(answer).__name__
    return f"{package} does not work whole behind the wall here ({said[:200]}), so code that is right may fail"
