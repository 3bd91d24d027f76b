"""The course of this repository passes its own exam, by the commands that an author types."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.course.manifest import load_course

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")


SAMPLE = {"context", "evidence_card", "why_softmax", "quiz"}
"""Of the exercises one of each kind."""


def test_verify_finds_nothing_to_mend(repository: Path, pytestconfig: pytest.Config) -> None:
    """References, accepted styles and known mistakes, behind the wall: `autograder verify`; with --whole, of all."""
    exercises = {exercise.id for exercise in load_course(repository).exercises}
    examined = exercises if pytestconfig.getoption("--whole") else SAMPLE
    words = [] if examined == exercises else [word for name in sorted(examined) for word in ("--only", name)]
    done = CliRunner().invoke(app, ["verify", "--json", "--course", str(repository), *words])
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert report["ok"]
    assert [exercise["problems"] for exercise in report["exercises"] if exercise["problems"]] == []
    assert {row["exercise"] for row in report["exercises"]} == examined


def test_the_stubs_are_in_step(repository: Path) -> None:
    """What lies in exercises/ is what the solutions give: `autograder stubs --check`."""
    done = CliRunner().invoke(app, ["stubs", "--check", "--course", str(repository)])
    assert (done.exit_code, done.stdout) == (0, "Every stub is in step with its solution.\n")


def test_a_stub_that_is_out_of_step_is_named(measuring: Path) -> None:
    """The check writes nothing and exits with 1."""
    stub = measuring / "exercises" / "median.py"
    stub.write_text(stub.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["stubs", "--check", "--course", str(measuring)])
    assert done.exit_code == 1
    assert f"{stub}: is out of step" in done.stdout
    assert stub.read_text(encoding="utf-8").endswith("# mine\n")
