"""An imported course as an instructor uses it: a class is graded by the command."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from autograder.cli import app


def graded(course: Path, folder: Path, file: str, texts: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Student -> the line in results.jsonl, of students who hand in one file with these texts."""
    for student, text in texts.items():
        (folder / "class" / student).mkdir(parents=True)
        (folder / "class" / student / file).write_text(text, encoding="utf-8")
    words = ["grade", folder / "class", "--out", folder / "graded", "--course", course]
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    lines = (folder / "graded" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["student"]: row for row in map(json.loads, lines)}
