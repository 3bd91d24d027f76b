"""Libraries that an exercise allows and that do not work whole where it is graded: its author hears of them first."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.author.verify import Problem
from autograder.course.model import Exercise
from autograder.kinds.registry import kind_of
from autograder.sandbox.process.launcher import Launcher
from autograder.sandbox.process.trials import packages_of, why_not_whole


def library_problems(launcher: Launcher, exercises: Sequence[Exercise]) -> list[Problem]:
    """A warning for each package that does not work, at the first exercise that allows it."""
    first: dict[str, str] = {}
    for exercise in exercises:
        for package in packages_of(exercise.allowed_imports or ()) if kind_of(exercise).runs_code else ():
            first.setdefault(package, exercise.id)
    found = [(exercise, why_not_whole(launcher, package)) for package, exercise in first.items()]
    return [Problem(exercise, f"allowed_imports: {why}", wish=True) for exercise, why in found if why]
