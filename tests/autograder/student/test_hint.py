"""`autograder hint`: one hint, then the next one."""

from __future__ import annotations

import json
from typing import Any

import yaml

Student = Any


def hint(student: Student, *options: str) -> str:
    done = student.run("autograder.cli", "hint", *options)
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


def test_each_time_the_next_one(student: Student) -> None:
    """Asked again, the command goes on; after the last one it says so."""
    assert hint(student, "median") == "Hint 1 of 2 for median: Sort first.\n"
    assert hint(student, "median") == "Hint 2 of 2 for median: An even count has two middle values.\n"
    assert hint(student, "median").endswith("That was the last one.\n")
    assert hint(student, "trapezoid").startswith("Hint 1 of 1 for trapezoid")


def test_the_hints_so_far(student: Student) -> None:
    """`--more` repeats those seen and adds the next one."""
    hint(student, "median")
    assert hint(student, "median", "--more").count("Hint") == 2


def test_one_by_number(student: Student) -> None:
    """`--level` shows that hint; a number that is not there is an error."""
    assert hint(student, "median", "--level", "2").startswith("Hint 2 of 2")
    done = student.run("autograder.cli", "hint", "median", "--level", "3")
    assert done.returncode == 2
    assert "median has 2 hints; there is no number 3" in done.stderr


def test_without_a_name_the_exercise_at_hand(student: Student) -> None:
    """The exercise that `watch` is at is the one meant."""
    assert "for median" in hint(student)


def test_as_json(student: Student) -> None:
    """With --json there is JSON alone."""
    data = json.loads(hint(student, "median", "--json"))
    assert data == {"exercise": "median", "level": 1, "of": 2, "hints": ["Sort first."]}


def test_an_exercise_without_hints(student: Student) -> None:
    """Where there is none, the command says what to do instead."""
    manifest = student.path / "course.yaml"
    data = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    del data["exercises"][1]["hints"]
    manifest.write_text(yaml.safe_dump(data), encoding="utf-8")
    done = student.run("autograder.cli", "hint", "trapezoid")
    assert done.returncode == 2
    assert "there are no hints for trapezoid" in done.stderr
