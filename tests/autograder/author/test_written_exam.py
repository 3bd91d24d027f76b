"""What an author gets wrong in a written exercise, and how one broken solution bears on the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.author.new import new_course
from autograder.author.survey import for_author, survey
from autograder.course.manifest import load_course

RUBRIC = "solutions/rubrics/why_not_range.yaml"
WRITTEN = "solutions/why_not_range.md"


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    new_course(tmp_path / "lab", ["code", "written"])
    return tmp_path / "lab"


def change(lab: Path, file: str, old: str, new: str) -> int:
    """Gives the line of what was changed."""
    text = (lab / file).read_text(encoding="utf-8")
    assert old in text
    (lab / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def told(lab: Path) -> list[str]:
    found = survey(for_author(load_course(lab, require_stubs=False))).problems
    return [f"{problem.exercise}: {problem.what}" for problem in found]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("concepts: [outlier], misc", "concepts: [ends], misc", "ends not found and outlier found"),
        ("misconceptions: [all_count]}", "misconceptions: []}", "all_count found"),
        ("makes it huge., concepts: [outlier]", "makes it huge., concepts: [outlier, ends]", "ends not found"),
    ],
)
def test_an_example_with_a_wrong_label_is_named(
    lab: Path, old: str, new: str, says: str, command: Callable[..., Any]
) -> None:
    """By verify and by `rubric test`, with its line."""
    line = change(lab, RUBRIC, old, new)
    (said,) = told(lab)
    assert said == f"why_not_range: {RUBRIC}:{line}: this example is marked otherwise: {says}"
    done = command("rubric", "test", "--course", lab)
    assert done.returncode == 0
    assert f"{RUBRIC}:{line}: this example is marked otherwise" in " ".join(done.stdout.split())
    assert "3 examples in the rubrics, 2 marked as they are labelled." in done.stdout


def test_no_answers_have_no_figures(lab: Path, command: Callable[..., Any]) -> None:
    """Nothing is perfect where nothing was marked."""
    done = command("rubric", "test", "--course", lab)
    assert done.returncode == 0
    assert "There are no labelled answers" in done.stdout
    assert "1.000" not in done.stdout
    assert "100.0%" not in done.stdout


def test_a_solution_without_the_line_is_named(lab: Path, command: Callable[..., Any]) -> None:
    """Else the marker's table would hold the question as an answer."""
    change(lab, WRITTEN, "<!-- answer below this line -->\n", "")
    assert command("stubs", "--course", lab).returncode == 0
    (said,) = told(lab)
    assert said.startswith(f"why_not_range: {WRITTEN} has no line <!-- answer below this line -->")


def test_a_broken_solution_is_its_own_exercises_fault(lab: Path, command: Callable[..., Any]) -> None:
    """The other is told that it waits; the stubs of healthy exercises are made all the same."""
    line = change(lab, "solutions/spread.py", "    ### END SOLUTION\n", "")
    begins = (lab / "solutions/spread.py").read_text(encoding="utf-8").splitlines().index("    ### BEGIN SOLUTION") + 1
    assert begins < line
    (lab / "exercises" / "why_not_range.md").unlink()
    done = command("stubs", "--course", lab)
    assert done.returncode == 2
    assert f"spread.py:{begins}: this region never ends" in " ".join(done.stderr.split())
    assert (lab / "exercises" / "why_not_range.md").is_file()
    said = told(lab)
    assert [one for one in said if "never ends" in one and not one.startswith("spread: ")] == []
    assert (
        "why_not_range: it can be examined once solutions/spread.py is mended: the examination reads that too" in said
    )
