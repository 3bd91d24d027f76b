"""`autograder check`: one's own files, visible and hidden where the course is whole."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.student import apart, endings
from tests.forks import STARTED

Student = Any

UPPER_MIDDLE = """\
def median(values):
    if not values:
        raise ValueError
    return sorted(values)[len(values) // 2]
"""
LOOP = "def area(x, y):\n    while True:\n        pass\n"


@pytest.fixture
def whole(measuring: Path, student: Student) -> Student:
    """The whole course instead of the student's folder."""
    whole: Student = replace(student, path=measuring)
    return whole


def check(folder: Student, *options: str) -> Any:
    done = folder.command("check", *options, "--json")
    return json.loads(done.stdout)


def test_an_untouched_folder(student: Student) -> None:
    """Nothing is started, nothing is earned, and there is something left to do."""
    done = student.run("autograder.cli", "check")
    assert done.returncode == 1
    assert done.stdout.count("not started") == 2
    assert "hidden ones are not in this folder" in done.stdout


def test_a_released_folder_has_the_visible_checks(student: Student) -> None:
    """Without solutions only visible checks are run, and the result says so."""
    student.solve("median")
    data = check(student)
    assert data["hidden_checks"] is False
    assert [row["visible"] for row in data["exercises"][0]["checks"]] == [True]
    assert data["exercises"][0]["score"] == 40.0
    assert data["exercises"][1]["status"] == "not_started"


def test_a_mistake_is_named_in_the_whole_course(whole: Student) -> None:
    """With the course's solutions at hand a hidden check says which idea is off, and keeps its inputs."""
    whole.write("median", UPPER_MIDDLE)
    data = check(whole, "median")
    assert data["hidden_checks"] is True
    failed = [row for row in data["exercises"][0]["checks"] if row["outcome"] == "failed"]
    assert [row["diagnosis"] for row in failed] == ["upper_middle"]
    assert failed[0]["message"].startswith("With an even count you kept only one")
    assert "You called" not in failed[0]["message"]
    text = whole.command("check", "median").stdout
    assert text.count("[upper_middle]") == 2
    assert text.count("With an even count you kept") == 1
    assert "(hidden)" in text


def test_the_course_decides_what_is_told(whole: Student) -> None:
    """Where hidden checks show their titles alone, the misconception is not named."""
    manifest = whole.path / "course.yaml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("hidden_feedback: diagnosis", "hidden_feedback: title"), encoding="utf-8")
    whole.write("median", UPPER_MIDDLE)
    (failed,) = [row for row in check(whole, "median")["exercises"][0]["checks"] if row["outcome"] == "failed"]
    assert "middle" not in failed["message"]
    assert failed["diagnosis"] is None


def test_the_references_pass(whole: Student) -> None:
    """The course's own solutions have nothing left to do."""
    whole.solve("median")
    whole.solve("trapezoid")
    done = whole.command("check")
    assert done.returncode == 0, done.stdout
    assert "100 of 100 points, by visible and hidden checks." in done.stdout


@pytest.mark.parametrize("folder", ["student", "whole"])
@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("def area(x, y)\n", "crashed", "trapezoid.py:1: SyntaxError"),
        ("x = input()\n", "crashed", "input() waits for the keyboard"),
        ("import sys\nsys.exit(0)\n", "crashed", "trapezoid.py:2: SystemExit"),
        ("while True:\n    pass\n", ("crashed", "timed_out"), "did not finish loading within 0.5 seconds"),
        (
            "def area(x, y):\n    while True:\n        pass\n",
            ("graded", "timed_out"),
            "did not finish within 0.5 seconds",
        ),
        ("def area(x, y):\n    return input()\n", "graded", "input() waits for the keyboard"),
        ("def aera(x, y):\n    return 0\n", "graded", "The file defines no function area"),
        ("def area(x):\n    return 0\n", "graded", "takes 1 positional argument but 2 were given"),
    ],
    ids=["syntax", "input", "exit", "loop", "loop_in_call", "input_in_call", "renamed", "arguments"],
)
def test_bad_input_is_told_and_the_rest_is_checked(
    request: pytest.FixtureRequest, folder: str, text: str, status: Any, said: str
) -> None:
    """One helpful sentence, a whole result, and the other exercise keeps its points."""
    here = request.getfixturevalue(folder)
    here.solve("median")
    here.write("trapezoid", text)
    if "while True" in text:
        here.hurry("trapezoid")
    data = check(here)
    exercise = data["exercises"][1]
    assert data["exercises"][0]["score"] == 40.0
    assert exercise["score"] == 0.0
    assert exercise["status"] in (status if isinstance(status, tuple) else (status,))
    assert any(said in told for told in (exercise["message"], *(row["message"] for row in exercise["checks"])))


ENDS_IT = """\
import sys

os = sys.modules["os"]


def median(values):
    if len(values) == 3:
        {end}
    return sorted(values)[1]
"""


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("sum(range(10**15))", "It did not finish within 0.5 seconds: is there a loop that never ends"),
        ("os._exit(3)", "The program ended in the middle of it: the process exited with status 3"),
        ("os.abort()", "The program ended in the middle of it: the process was killed by SIGABRT"),
    ],
)
def test_a_call_that_ends_its_process_is_told_and_the_rest_is_judged(whole: Student, end: str, said: str) -> None:
    """What hears no clock, and what takes the process with it, is one check's failure, in the words of class."""
    whole.hurry("median")
    whole.write("median", ENDS_IT.format(end=end))
    whole.solve("trapezoid")
    data = check(whole)
    median, trapezoid = data["exercises"]
    assert f"You called median([3, 1, 2]). {said}" in median["checks"][0]["message"]
    assert "IndexError" not in median["checks"][0]["message"]
    assert any(row["outcome"] == "failed" for row in median["checks"])
    assert trapezoid["score"] == 60.0
    assert data["max_score"] == 100.0


@pytest.mark.skipif(sys.platform != "linux", reason="other systems hold no process to such a limit")
def test_a_program_that_fills_the_memory_is_stopped_as_in_class(whole: Student) -> None:
    """The machine goes on, and the failure is that call's."""
    whole.write("median", "def median(values):\n    return ['a' * 10**8 for _ in range(10**6)]\n")
    (median,) = check(whole, "median")["exercises"]
    told = "It raised MemoryError: there is no room for what it makes (line 2 of your file)."
    assert f"You called median([3, 1, 2]). {told}" in median["checks"][0]["message"]


def test_a_debugger_that_was_left_in_is_told(student: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    """The exercise's imports do not allow the debugger's module, and what stands there is a call of it all the same.

    In a Python that has just begun, where nobody has imported it, nor put pytest's in its place.
    """
    monkeypatch.setattr(apart, "started", STARTED)
    student.write("median", "def median(values):\n    breakpoint()\n    return 1\n")
    (median,) = check(student, "median")["exercises"]
    assert "breakpoint() opens a debugger, and nobody types while checks run" in median["checks"][0]["message"]


def test_a_file_that_nothing_can_stop_while_it_is_loaded_is_told(student: Student) -> None:
    """The hang need not lie in a function."""
    student.hurry("median")
    student.write("median", "TOTAL = sum(range(10**15))\n\n\ndef median(values):\n    return TOTAL\n")
    (median,) = check(student, "median")["exercises"]
    assert median["status"] == "timed_out"
    assert "did not finish loading within 0.5 seconds" in median["message"]


def test_a_function_that_always_ends_its_process_comes_to_an_end(whole: Student, monkeypatch: Any) -> None:
    """However many checks call it: after a few no further process is started for it."""
    whole.write("median", "import sys\n\n\ndef median(values):\n    sys.modules['os']._exit(5)\n")
    started: list[object] = []
    begin = apart._Process
    monkeypatch.setattr(apart, "_Process", lambda request: (started.append(request), begin(request))[1])
    (median,) = check(whole, "median")["exercises"]
    assert {row["outcome"] for row in median["checks"]} <= {"crashed", "not_run"}
    assert len(started) <= endings.MOST + 1


def test_prints_do_not_disturb(student: Student) -> None:
    """What the code prints is told apart from the result, and is bounded."""
    student.hurry("median")
    student.write("median", "print('loading')\n\n\ndef median(values):\n    while True:\n        print('on and on')\n")
    data = check(student, "median")
    assert data["printed"].startswith("loading\non and on")
    assert len(data["printed"]) <= 2000


def test_one_exercise(student: Student) -> None:
    """A name picks one exercise; a wrong name is an error that lists the right ones."""
    assert [row["id"] for row in check(student, "trapezoid")["exercises"]] == ["trapezoid"]
    done = student.command("check", "nothing")
    assert done.returncode == 2
    assert "Exercises: median, trapezoid." in done.stderr


def test_from_inside_and_from_outside(student: Student) -> None:
    """The course is found from a folder within it, or named with --course."""
    inside = type(student)(student.path / "exercises", student.engine)
    outside = type(student)(student.path.parent, student.engine)
    assert check(inside)["course"] == "measuring"
    assert check(outside, "--course", str(student.path))["course"] == "measuring"
    assert outside.command("check").returncode == 2
