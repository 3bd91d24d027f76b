"""What the exercises may import is what a student is told to install, and at home a missing package is called that."""

from __future__ import annotations

from pathlib import Path

import pytest
from packaging.requirements import Requirement

from autograder.author import needed
from autograder.author.needed import needed_packages
from autograder.author.release import release
from autograder.course.manifest import load_course
from autograder.sandbox.here import LocalHost
from autograder.sandbox.hosts import Program
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import Raised


def allow(root: Path, names: str) -> None:
    path = root / "course.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("exercises:", f"allowed_imports: [{names}]\nexercises:", 1), encoding="utf-8")


def test_packages_stand_below_the_wheel(measuring: Path, tmp_path: Path) -> None:
    """Each under the name that pip knows, within the versions that the engine was tested with; Python's own are not."""
    allow(measuring, "numpy, matplotlib.pyplot, os, math, -statistics, sklearn, pandas, nobody_has_this")
    release(load_course(measuring), tmp_path / "out")
    wheel, *lines = (tmp_path / "out" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert wheel.startswith("./wheels/")
    comment, *packages = sorted(lines)
    assert comment.startswith("# nobody_has_this: not installed")
    asked = {one.name: one.specifier for one in map(Requirement, packages)}
    assert list(asked) == ["matplotlib", "pandas", "scikit-learn"]
    for name in ("matplotlib", "pandas"):
        tested = needed._tested()[name]
        assert asked[name].contains(tested)
        assert not asked[name].contains(f"{int(tested.partition('.')[0]) + 1}.0")
        assert not asked[name].contains("0.1")


def test_a_course_without_packages_needs_the_wheel_alone(measuring: Path) -> None:
    """NumPy comes with the engine."""
    assert needed_packages(load_course(measuring)) == []
    allow(measuring, "numpy, math")
    assert needed_packages(load_course(measuring)) == []


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("import tensorflow.keras as k\nk.Model", "tensorflow is not installed here: pip install tensorflow"),
        ("from cv2 import imread\nimread('x')", "cv2 is not installed here: pip install opencv-python"),
        ("import nobody_has_this as n\nn.x", "nobody_has_this is not installed here: pip install nobody_has_this"),
        ("import numpy.nothing as n\nn.x", "numpy.nothing is not available while grading: do without it"),
        ("import torch\ntorch.zeros(1)", "this exercise does without torch"),
    ],
)
def test_what_is_missing_at_home(source: str, says: str) -> None:
    """A package that the exercise allows is to be installed; what it does without is said otherwise."""
    program = Program("m", "m.py", source, SessionLimits(3.0), ("numpy", "tensorflow", "cv2", "nobody_has_this"))
    outcome = LocalHost().load(program, 3.0)
    assert isinstance(outcome, Raised)
    assert outcome.text.startswith(says)
