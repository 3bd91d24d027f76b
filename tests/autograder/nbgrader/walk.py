"""From a released course to an exported gradebook: every command of nbgrader's, as docs/nbgrader.md has them."""

from __future__ import annotations

import csv
import getpass
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GOOD = "def doubled(values):\n    return [value + value for value in values]\n"
ANSWER = "The mean is doubled. The sum is twice as large, and the number of values stays the same."
BY_ZIP = r".*(?P<student_id>zoe)_(?P<file_id>\w+)\.ipynb$"


@dataclass(frozen=True)
class Walked:
    """What the commands said and left."""

    untouched: str
    solved: str
    sources: str
    validated: int
    scores: dict[str, float]
    feedback: list[str]


def walk(course: Any, room: Path, shell: Callable[..., Any], sources: Sequence[str]) -> Walked:
    """One student comes through the exchange, another through a zip; of the source's notebooks some are validated."""
    exchange, home = room / "exchange", room / "home"
    home.mkdir(parents=True)
    exchange.mkdir()
    exchange.chmod(0o777)
    setting = f"c = get_config()\nc.Exchange.root = {str(exchange)!r}\n"
    (course.root / "nbgrader_local.py").write_text(setting)
    (home / "nbgrader_config.py").write_text(f"{setting}c.CourseDirectory.course_id = 'trusting'\n")

    course.run("release_assignment")
    notebooks = [course.root / "source" / "trusting" / f"{name}.ipynb" for name in sources]
    validated = shell("nbgrader", "validate", *notebooks, cwd=course.root).stdout

    shell("nbgrader", "fetch_assignment", "trusting", cwd=home)
    notebook = home / "trusting" / "doubled.ipynb"
    untouched = shell("nbgrader", "validate", notebook, cwd=home).stdout
    _write(notebook, GOOD)
    _write(home / "trusting" / "why.ipynb", ANSWER)
    solved = shell("nbgrader", "validate", notebook, cwd=home).stdout
    shell("nbgrader", "submit", "trusting", cwd=home)
    course.run("collect")

    archive = course.root / "downloaded" / "trusting" / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "notebooks.zip", "w") as file:
        for name in ("doubled", "card", "named", "why"):
            file.write(home / "trusting" / f"{name}.ipynb", f"zoe_{name}.ipynb")
    course.run("zip_collect", f"--FileNameCollectorPlugin.named_regexp={BY_ZIP}", "--force")

    course.run("autograde")
    course.run("generate_feedback")
    course.run("release_feedback", "--student", getpass.getuser())  # who came by zip has no timestamp to release to
    shell("nbgrader", "export", cwd=course.root)
    with open(course.root / "grades.csv", newline="") as table:
        scores = {row["student_id"]: float(row["raw_score"]) for row in csv.DictReader(table)}
    shell("nbgrader", "fetch_feedback", "trusting", cwd=home)
    pages = sorted(path.name for path in (home / "trusting" / "feedback").rglob("*.html"))
    return Walked(untouched, solved, validated, len(sources), scores, pages)


def _write(notebook: Path, text: str) -> None:
    """Works in the student's own cell, as a person would."""
    data = json.loads(notebook.read_text())
    data["cells"][1]["source"] = text
    notebook.write_text(json.dumps(data))
