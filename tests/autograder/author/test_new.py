"""autograder new: a course that passes its own exam, and the page that leads from nothing to a graded submission."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from autograder.author.new import FIRST, new_course, new_exercise
from autograder.cli import app
from autograder.course.manifest import load_course
from autograder.course.registry import KINDS
from autograder.errors import UserError

NOT_WINDOWS = pytest.mark.skipif(os.name == "nt", reason="the page's commands are a Unix shell's")


def typed(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@NOT_WINDOWS
def test_the_pages_ten_commands_grade_a_submission(repository: Path, tmp_path: Path) -> None:
    """Typed one after the other as docs/new-course.md has them, in an empty folder, each of them ends well."""
    pytest.importorskip("msgspec", reason="grading needs the instructor's packages")
    page = (repository / "docs" / "new-course.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\$ (.*)$", page, re.MULTILINE)
    assert len(lines) == 10
    script = "\n".join(["set -e", f'autograder() {{ "{sys.executable}" -P -m autograder.cli "$@"; }}', *lines])
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, env=kept, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with open(tmp_path / "lab" / "graded" / "gradebook.csv", encoding="utf-8-sig", newline="") as file:
        (ada,) = csv.DictReader(file)
    assert float(ada["spread"]) == 10
    assert float(ada["ranges"] or 0) == 0


def test_every_kind_has_an_example() -> None:
    """A kind that is added needs a template."""
    assert set(FIRST) == set(KINDS)


@pytest.mark.parametrize("kind", sorted(FIRST))
def test_a_course_of_one_kind_passes_its_exam(tmp_path: Path, kind: str) -> None:
    """`new --kind` makes a part of the course that stands on its own."""
    pytest.importorskip("msgspec", reason="grading needs the instructor's packages")
    folder = tmp_path / "lab"
    assert typed("new", str(folder), "--kind", kind).exit_code == 0
    assert [exercise.kind for exercise in load_course(folder, with_solutions=True).exercises] == [kind]
    done = typed("verify", "--course", str(folder))
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("kind", sorted(FIRST))
def test_an_exercise_is_added_as_a_draft(tmp_path: Path, kind: str) -> None:
    """It is verified, and part of the course once its draft line is gone; the rest stays as it was."""
    folder = tmp_path / "lab"
    new_course(folder, ["quiz"])
    done = typed("new", "exercise", "another", "--kind", kind, "--course", str(folder))
    assert done.exit_code == 0, done.output
    course = load_course(folder, with_solutions=True)
    assert ([one.id for one in course.exercises], [one.id for one in course.drafts]) == (["ranges"], ["another"])
    manifest = folder / "course.yaml"
    lines = [line for line in manifest.read_text(encoding="utf-8").splitlines() if "draft:" not in line]
    manifest.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert [one.id for one in load_course(folder, with_solutions=True).exercises] == ["ranges", "another"]


@pytest.mark.parametrize("name", ["ranges", "Upper", "1st", "class", "a-b", "../up"])
def test_a_name_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    """Taken, no identifier, or a word of Python: one sentence, and nothing is written."""
    new_course(tmp_path / "lab", ["quiz"])
    before = sorted((tmp_path / "lab").rglob("*"))
    with pytest.raises(UserError):
        new_exercise(tmp_path / "lab", name)
    assert sorted((tmp_path / "lab").rglob("*")) == before


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A folder with something in it, and a kind that does not exist, are refused."""
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UserError, match="not empty"):
        new_course(tmp_path)
    with pytest.raises(UserError, match="no kind 'essay'"):
        new_course(tmp_path / "lab", ["essay"])
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("name", ["Week 3: sums", "42", "true", "-", "Übung"])
def test_any_folder_name_makes_a_course(tmp_path: Path, name: str) -> None:
    """What is no identifier becomes one, and the title stays text."""
    if os.name == "nt" and ":" in name:
        pytest.skip("no such folder there")
    new_course(tmp_path / name, ["written"])
    assert load_course(tmp_path / name).title


def test_the_wheel_has_the_templates(engine: Path) -> None:
    """What is installed makes courses without our repository."""
    assert (engine / "autograder" / "author" / "templates" / "new" / "course.yaml.tmpl").is_file()
