"""What a stub gives away is named by verify and refused by release."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from autograder.author.leaks import emptied, written_functions
from autograder.author.lint import release_problems
from autograder.author.verify import examine
from autograder.classroom.grader import Grader
from autograder.cli import app
from autograder.course.manifest import load_course
from autograder.course.stubs import BEGIN, END
from autograder.kinds.stubs import stub_changes
from autograder.sandbox.here import LocalHost

MISTAKES = "solutions/mistakes/median"
HELPER = '\n\ndef total(values: list[float]) -> float:\n    """Their sum."""\n    return sum(values)\n'


def problems(root: Path) -> list[str]:
    grader = Grader(load_course(root, with_solutions=True), ["median"])
    results = examine(grader, lambda submission: grader.grade(submission, LocalHost(), "none"))
    return [problem.what for result in results for problem in result.problems]


def in_step(root: Path) -> None:
    for path, text in stub_changes(load_course(root, require_stubs=False)).items():
        path.write_text(text, encoding="utf-8")


def change(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def release(root: Path, out: Path, *more: str) -> Result:
    return CliRunner().invoke(app, ["release", "--out", str(out), "--course", str(root), *more])


@pytest.fixture
def leaking(measuring: Path) -> Path:
    """The tiny course, the marks of one solution forgotten."""
    change(measuring / "solutions" / "median.py", (f"    {BEGIN}\n", ""), (f"    {END}\n", ""))
    (measuring / "exercises" / "median.py").write_text((measuring / "solutions" / "median.py").read_text("utf-8"))
    return measuring


def test_a_function_without_marks_is_named_with_its_points(leaking: Path) -> None:
    """The exam says where it stands, what it gives away, and both ways to mend it."""
    (said,) = [one for one in problems(leaking) if "stands there solved" in one]
    assert said.startswith("exercises/median.py:7: median stands there solved and gives away 40 of 40 points.")
    assert "### BEGIN SOLUTION" in said
    assert "`given: [median]`" in said


def test_a_leak_is_not_released(leaking: Path, tmp_path: Path) -> None:
    """Nothing is written, unless it is asked for by name."""
    done = release(leaking, tmp_path / "out")
    assert done.exit_code != 0
    assert "median stands there solved" in done.output
    assert not (tmp_path / "out").exists()
    done = release(leaking, tmp_path / "out", "--anyway")
    assert done.exit_code == 0
    assert "median stands there solved" in done.output
    assert "--anyway" in done.output
    assert (tmp_path / "out" / "exercises" / "median.py").is_file()


def test_what_is_given_is_declared(measuring: Path) -> None:
    """A finished helper is a leak until course.yaml says that students are meant to have it; a wrong name is told."""
    with open(measuring / "solutions" / "median.py", "a", encoding="utf-8") as file:
        file.write(HELPER)
    in_step(measuring)
    assert [one.partition(":")[2] for one in release_problems(load_course(measuring))] != []
    change(measuring / "course.yaml", ("    file: median.py\n", "    file: median.py\n    given: [total]\n"))
    assert release_problems(load_course(measuring)) == []
    change(measuring / "course.yaml", ("given: [total]", "given: [total, totl]"))
    (said,) = release_problems(load_course(measuring))
    assert said == "median: course.yaml says that totl is given, and exercises/median.py has no such name"


def test_a_guess_earns_nothing(measuring: Path) -> None:
    """A check that `return 0` passes is named: it gives points to an untouched stub."""
    check = '\n\ndef test_whole(submission):\n    """A number."""\n    assert submission.median([1.0]) < 2, "too big"\n'
    with open(measuring / "tests" / "visible" / "test_median.py", "a", encoding="utf-8") as file:
        file.write(check)
    assert any(
        "with `return 0` in median and nothing else earns" in one and "test_median.py::test_whole" in one
        for one in problems(measuring)
    )


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda root: (root / "exercises" / "median.py").unlink(), "exercises/median.py is not there"),
        (lambda root: change(root / "exercises" / "median.py", ("The median", "A median")), "out of step"),
        (lambda root: change(root / "solutions" / "median.py", ("def median(", "def median((")), "not valid Python"),
        (
            lambda root: (root / "solutions" / "mistakes" / "median" / "odd.py").write_text(
                '"""Odd."""\n\n\nx = = 2\n'
            ),
            "odd.py:4: this is not valid Python",
        ),
    ],
)
def test_release_refuses_what_reading_shows(measuring: Path, tmp_path: Path, break_it: object, said: str) -> None:
    """A missing or stale stub and files that cannot be loaded stop the release, and --anyway says them too."""
    assert callable(break_it)
    break_it(measuring)
    done = release(measuring, tmp_path / "out")
    assert done.exit_code != 0
    assert said in done.output


def test_all_that_cannot_be_loaded_is_said_at_once(measuring: Path) -> None:
    """Four damaged files are four sentences."""
    damaged = (
        *("solutions/trapezoid.py", "solutions/mistakes/median/odd.py"),
        *("solutions/accepted/median/odd.py", "tests/hidden/test_median.py"),
    )
    for name in damaged:
        (measuring / name).write_text("x = = 2\n", encoding="utf-8")
    said = "\n".join(release_problems(load_course(measuring)))
    assert all(f"{measuring / name}:1: this is not valid Python" in said for name in damaged)


def test_methods_and_open_places() -> None:
    """Methods count; what raises NotImplementedError, or does nothing, is for the student to write."""
    solution = "class A:\n    def f(self):\n        return 1\n\n    def g(self):\n        return 2\n"
    solution += '\n\ndef h():\n    """H."""\n'
    stub = solution.replace("return 2", 'raise NotImplementedError("g")')
    assert [(one.name, one.line, one.solved) for one in written_functions(stub, solution)] == [("A.f", 2, True)]
    assert "return 0" in emptied(stub, "A.g", "return 0")
