"""From an empty folder to an exported gradebook: every command of nbgrader's, as docs/nbgrader.md has them."""

from __future__ import annotations

import csv
import getpass
import json
import zipfile

import pytest


@pytest.fixture(scope="module")
def course(walled_trusting, rooms):
    """The tiny course on a copy of its own, with an exchange folder of its own."""
    made = walled_trusting.copy(rooms / "workflow")
    for step in ("submitted", "autograded", "feedback", "release"):
        made.forget(step)
    exchange = rooms / "exchange"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)
    (made.root / "nbgrader_local.py").write_text(f"get_config().Exchange.root = {str(exchange)!r}\n")
    return made


@pytest.fixture(scope="module")
def home(rooms):
    """A student's own folder."""
    folder = rooms / "home"
    folder.mkdir()
    exchange = f"c.Exchange.root = {str(rooms / 'exchange')!r}"
    (folder / "nbgrader_config.py").write_text(
        f"c = get_config()\n{exchange}\nc.CourseDirectory.course_id = 'trusting'\n"
    )
    return folder


def _answer(notebook, text):
    data = json.loads(notebook.read_text())
    data["cells"][1]["source"] = text
    notebook.write_text(json.dumps(data))


def test_released_fetched_submitted_collected_graded_and_exported(course, home, shell):
    """One student through the exchange, another through a zip; both end in the exported gradebook."""
    for step in ("generate_assignment --force", "release_assignment"):
        course.run(*step.split())

    shell("nbgrader", "fetch_assignment", "trusting", cwd=home)
    released = home / "trusting" / "doubled.ipynb"
    invalid = shell("nbgrader", "validate", released, cwd=home)
    assert "VALIDATION FAILED" in invalid.stdout
    assert "doubled is not written yet" in invalid.stdout
    _answer(released, "def doubled(values):\n    return [value + value for value in values]\n")
    assert "Success" in shell("nbgrader", "validate", released, cwd=home).stdout
    shell("nbgrader", "submit", "trusting", cwd=home)
    course.run("collect")

    archive = course.root / "downloaded" / "trusting" / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "notebooks.zip", "w") as file:
        for name in ("doubled", "card", "named"):
            file.write(home / "trusting" / f"{name}.ipynb", f"zoe_{name}.ipynb")
    pattern = r".*(?P<student_id>zoe)_(?P<file_id>\w+)\.ipynb$"
    course.run("zip_collect", f"--FileNameCollectorPlugin.named_regexp={pattern}", "--force")

    course.run("autograde")
    course.run("generate_feedback")
    course.run("release_feedback", "--student", getpass.getuser())  # who came by zip has no timestamp to release to
    shell("nbgrader", "export", cwd=course.root)
    with open(course.root / "grades.csv", newline="") as file:
        scores = {row["student_id"]: float(row["raw_score"]) for row in csv.DictReader(file)}
    assert scores[getpass.getuser()] == scores["zoe"] == 10
    shell("nbgrader", "fetch_feedback", "trusting", cwd=home)
    assert list((home / "trusting" / "feedback").rglob("doubled.html"))


def test_the_source_notebooks_pass_their_own_tests(course, shell):
    """`nbgrader validate` on every source notebook: the reference solutions get full marks in a kernel."""
    notebooks = sorted((course.root / "source" / "trusting").glob("*.ipynb"))
    said = shell("nbgrader", "validate", *notebooks, cwd=course.root).stdout
    assert said.count("Success") == len(notebooks) == 3
