"""What the tests of the second course share. It needs pandas and Matplotlib, as two of its exercises do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from autograder.course.manifest import load_course
from autograder.course.model import Course
from autograder.course.solutions import load_target

for _package in ("pandas", "matplotlib", "msgspec"):
    pytest.importorskip(_package, reason=f"the regression course needs {_package}")

ROOT = Path(__file__).parents[1] / "courses" / "regression"


@pytest.fixture(scope="session")
def regression() -> Course:
    """The course, as it stands."""
    return load_course(ROOT, with_solutions=True)


@pytest.fixture(scope="session")
def solution(regression: Course) -> Callable[[str], Any]:
    """The functions of an exercise's solution, by its id, with its data files beside it."""

    def load(name: str) -> Any:
        exercise = regression.exercise(name)
        module = load_target(regression.solution(exercise), data=exercise.data).module
        return SimpleNamespace(**vars(module))

    return load
