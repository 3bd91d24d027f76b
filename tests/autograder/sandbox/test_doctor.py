"""The doctor: what this machine has, and advice for what it has not."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.commands import doctor
from autograder.course.manifest import load_course
from autograder.sandbox.wall.doctor import advice_for, probe, strict_possible
from autograder.sandbox.wall.layers import ALL


def test_every_layer_is_tried() -> None:
    """Each layer is there with how it was tried; one that fails comes with advice."""
    layers = probe()
    assert tuple(layer.name for layer in layers) == ALL
    for layer in layers:
        assert layer.how_tried
        assert bool(layer.advice) != layer.works


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="advice for Linux")
@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("bwrap is not installed", "apt install bubblewrap"),
        ("bwrap: setting up uid map: Permission denied", "bwrap-userns-restrict"),
        ("bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted", "bwrap-userns-restrict"),
        ("bwrap: No permissions to create new namespace", "container"),
    ],
)
def test_advice_fits_what_bubblewrap_said(reason: str, words: str) -> None:
    """Each known failure has its own way out, and none is to switch a protection off."""
    advice = advice_for("bubblewrap", reason)
    assert words in advice
    assert "sysctl" not in advice


def test_the_command_tells_and_its_code_says_whether_strict_is_possible() -> None:
    """Exit 0 means that strict grading works here; the JSON says the same."""
    run = subprocess.run(
        [sys.executable, "-m", "autograder.cli", "doctor", "--json"], capture_output=True, text=True, check=False
    )
    told = json.loads(run.stdout)
    assert told["strict"] == strict_possible(probe()) == (run.returncode == 0)
    assert [layer["name"] for layer in told["layers"]] == list(ALL)


@pytest.mark.parametrize("where", ["the course", "nowhere"])
def test_what_students_are_told_is_said_of_a_course_alone(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """Outside of a course nobody has told anybody anything; in one it is read once."""
    reads: list[Path] = []
    monkeypatch.setattr(doctor, "load_course", lambda root, **words: reads.append(root) or load_course(root, **words))
    monkeypatch.setattr(doctor, "_line_graded", lambda: "not tried here")
    monkeypatch.chdir(repository / "tests" / "courses" / "measuring" if where == "the course" else tmp_path)
    told = json.loads(CliRunner().invoke(app, ["doctor", "--json"]).stdout)
    assert ("python" in told, len(reads)) == ((True, 1) if where == "the course" else (False, 0))
