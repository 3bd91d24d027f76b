"""Files of a course whose loading hangs, takes all memory or ends the program: named with their file, and left out."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.author.preflight import load_limits
from autograder.cli import app
from autograder.course.manifest import load_course
from autograder.course.model import Course

HANG = "import time\ntime.sleep(1000)\n"
"""Waits, and does not work while it is waited for."""
MISTAKES = "solutions/mistakes/median"


def hasty(root: Path) -> Course:
    course = load_course(root, require_stubs=False)
    limits = replace(course.exercises[0].limits, total_seconds=1.0)
    return replace(course, exercises=tuple(replace(one, limits=limits) for one in course.exercises))


def found(root: Path, told: list[str] | None = None) -> list[tuple[str, str]]:
    course = hasty(root)
    heard = told if told is not None else []
    return load_limits(course, course.exercises, heard.append, patience=4.0)


def write(root: Path, name: str, text: str) -> None:
    (root / name).write_text(text, encoding="utf-8")


def test_a_sound_course_has_nothing_to_say(measuring: Path) -> None:
    """Each file is named before it is tried, the references, styles, mistakes and checks among them."""
    told: list[str] = []
    assert found(measuring, told) == []
    assert {"solutions/median.py", "tests/hidden/test_median.py"} <= set(told)
    assert any(name.startswith(MISTAKES) for name in told)


def test_a_file_that_hangs_is_named_and_the_others_are_tried(measuring: Path) -> None:
    """Those behind it too, in a new process."""
    write(measuring, f"{MISTAKES}/aaa.py", HANG)
    write(measuring, "solutions/accepted/trapezoid/zzz.py", "import sys\nsys.exit(3)\n")
    told: list[str] = []
    assert [(exercise, what.partition(":")[0]) for exercise, what in found(measuring, told)] == [
        ("median", f"{MISTAKES}/aaa.py is not loaded after 5 seconds"),
        ("trapezoid", "solutions/accepted/trapezoid/zzz.py ends the program while it is loaded"),
    ]
    assert "solutions/trapezoid.py" in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import os\nos._exit(0)\n", "ended the program"),
        ("answer = input()\n", "asks for input"),
        pytest.param(
            "x = bytearray(1 << 40)\n",
            "more memory",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="no limit"),
        ),
    ],
)
def test_what_would_end_more_than_itself(measuring: Path, text: str, said: str) -> None:
    """It is said of the file; an error like any other is left to who loads it next."""
    write(measuring, "solutions/median.py", text)
    write(measuring, "solutions/trapezoid.py", "1 / 0\n")
    problems = found(measuring)
    assert [exercise for exercise, _ in problems if exercise == "trapezoid"] == []
    assert problems[0][1].startswith("solutions/median.py ")
    assert said in problems[0][1]


def test_verify_names_it_and_examines_the_rest(measuring: Path) -> None:
    """The exercise with the file is left out; the steps are told on stderr."""
    pytest.importorskip("msgspec", reason="the exam grades, with the instructor's packages")
    write(measuring, f"{MISTAKES}/ends.py", "import sys\nsys.exit()\n")
    done = CliRunner().invoke(app, ["verify", "--json", "--steps", "--course", str(measuring)])
    assert done.exit_code == 1
    said = json.loads(done.stdout)
    assert [one["exercise"] for one in said["exercises"]] == ["trapezoid"]
    (problem,) = [one for one in said["problems"] if one["exercise"] == "median"]
    assert problem["what"].startswith(f"{MISTAKES}/ends.py ends the program")
    assert f"{MISTAKES}/ends.py" in done.stderr.splitlines()
    assert "trapezoid: its exam" in done.stderr.splitlines()
