"""Mistakes in functions that a check has lent one of its own, and in a class: they have names too."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from autograder.checks.functions import of_function
from autograder.classroom.grader import Grader
from autograder.course.manifest import load_course
from autograder.course.model import Course, Submission, SubmittedFile
from autograder.sandbox.here import LocalHost

COURSE = """
version: 1
name: counting
exercises:
  - {id: counter, title: A counter, kind: code, file: counter.py, points: 2}
"""
REFERENCE = """
class Counter:
    def __init__(self):
        self.total = 0

    def add(self, x):
        self.total += x
        return self.total


def slope(f, x):
    return f(x + 1) - f(x)
"""
MISTAKES = {
    "starts_again": """
class Counter:
    def __init__(self):
        self.total = 0

    def add(self, x):
        self.total = x
        return self.total
""",
    "counts_calls": """
class Counter:
    def __init__(self):
        self.total = 0

    def add(self, x):
        self.total += 1
        return self.total
""",
    "both_sides": "def slope(f, x):\n    return f(x + 1) - f(x - 1)\n",
}
CHECKS = '''
def test_counter(submission, close):
    """It adds up."""
    counter = submission.Counter()
    close(counter.add(2.25), 2.25)
    close(counter.add(3.5), 5.75)


def test_slope(submission, close):
    """It takes one step."""
    for power in (2, 3):
        close(submission.slope(lambda x: x ** power / 7, 2.0), ((2.0 + 1) ** power - 2.0 ** power) / 7)
'''


@pytest.fixture
def counting(tmp_path: Path, measuring: Path) -> Course:
    """A course of one exercise: a class, and a function that is lent a function."""
    root = shutil.copytree(measuring, tmp_path / "counting")
    for folder in ("solutions", "exercises", "tests"):
        shutil.rmtree(root / folder)
    files = {f"solutions/mistakes/counter/{name}.py": f'"""{name}"""\n{text}' for name, text in MISTAKES.items()}
    files |= {"solutions/counter.py": REFERENCE, "exercises/counter.py": "", "tests/visible/test_counter.py": CHECKS}
    files["course.yaml"] = COURSE
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return load_course(root, with_solutions=True)


def names(course: Course, text: str) -> dict[str, str | None]:
    """Check -> the name that it is told."""
    graded = Grader(course).grade(Submission("s", {"counter": SubmittedFile("counter.py", text)}), LocalHost(), "none")
    return {check.id.rpartition("::")[2]: check.diagnosis for check in graded.exercises[0].checks}


def changed(old: str, new: str) -> str:
    assert old in REFERENCE
    return REFERENCE.replace(old, new)


def test_a_mistake_in_a_class_has_its_name(counting: Course) -> None:
    """What the object's calls gave is what the mistake's give, in another style."""
    other = changed("self.total += x\n        return self.total", "setattr(self, 'total', x)\n        return x")
    assert names(counting, other) == {"test_counter": "starts_again", "test_slope": None}
    assert names(counting, changed("+= x", "+= 1"))["test_counter"] == "counts_calls"


def test_another_idea_in_a_class_has_none(counting: Course) -> None:
    """One call that comes out otherwise is enough; so is nothing wrong at all."""
    assert names(counting, changed("+= x", "-= x"))["test_counter"] is None
    assert names(counting, changed("self.total += x", "self.total = max(x, 2.5)"))["test_counter"] is None
    assert set(names(counting, REFERENCE).values()) == {None}


def test_a_mistake_with_a_lent_function_has_its_name(counting: Course) -> None:
    """The lent function answers the known mistake as it answered the student."""
    assert names(counting, changed("f(x)", "f(x - 1)"))["test_slope"] == "both_sides"
    assert names(counting, changed("f(x)", "f(x - 2)"))["test_slope"] is None


def test_functions_that_do_the_same_are_one() -> None:
    """Code and what it holds: numbers and arrays count, and whoever may remember is nobody's equal."""

    def scaling(factor: object) -> object:
        return lambda x: x * factor  # type: ignore[operator]

    def of(factor: object) -> object:
        return of_function(scaling(factor))  # type: ignore[arg-type]

    assert of(2.0) == of(2.0) != of(3.0)
    assert of(np.array([1.0])) == of(np.array([1.0])) != of(np.array([1]))
    assert of(0.0) != of(-0.0)
    assert of(scaling(2)) == of(scaling(2)) != of(scaling(3))
    assert of([1]) is None
    assert of_function([].append) is None
    assert of_function(np.exp) == of_function(np.exp) != of_function(np.sin)


def test_a_function_that_holds_itself_is_nobodys_equal() -> None:
    """There is no end to following it."""

    def power(n: int) -> int:
        return 1 if n == 0 else 2 * power(n - 1)

    assert of_function(power) is None
