"""Written answers in a document of another name: where several are missing they may all stand in one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import downloads as make
import pytest
from written_files import docx

from autograder.course.manifest import load_course
from autograder.course.model import Course
from autograder.intake.folders import Intake, open_intake
from autograder.intake.options import IntakeOptions
from autograder.kinds.stubs import stub_of

BOTH = (
    "Why scale? Because one step is far too long for one weight. Why a bias? Because no line goes through 0 by itself."
)


@pytest.fixture(scope="module")
def course() -> Course:
    """A program and two written answers."""
    regression = load_course(Path(__file__).parents[2] / "courses" / "regression", with_solutions=True)
    written = regression.exercise("why_scale")
    other = replace(written, id="why_bias", file="why_bias.md")
    return replace(regression, exercises=(regression.exercise("line"), written, other))


def read(tmp_path: Path, course: Course, files: make.Files) -> tuple[dict[str, bool], Intake]:
    path = make.pack(tmp_path / "class.zip", {f"ada/{name}": text for name, text in files.items()})
    intake = open_intake(path, course, None, IntakeOptions())
    found = intake.read("ada", course).files
    return {name: file.ask for name, file in found.items()}, intake


@pytest.mark.parametrize(
    ("name", "content"), [("answers.docx", docx(BOTH)), ("answers.md", BOTH), ("my answers.txt", BOTH)]
)
def test_answers_that_may_all_stand_in_one_document_are_asked_about(
    tmp_path: Path, course: Course, name: str, content: str | bytes
) -> None:
    """None of them is a silent 0: each has a row that names the document."""
    asked, intake = read(tmp_path, course, {"line.py": "def line(x):\n    return x\n", name: content})
    assert asked == {"line": False, "why_scale": True, "why_bias": True}
    rows = {note.exercise: note for note in intake.said["ada"]}
    assert rows["why_scale"].file == rows["why_bias"].file == name
    assert "reviews.csv" in rows["why_bias"].to_do


def test_a_document_beside_an_empty_sheet_is_asked_about(tmp_path: Path, course: Course) -> None:
    """Whoever left the sheet as it was handed out and wrote a document beside it has answered."""
    stub = stub_of(course, course.exercise("why_scale"))
    files = {"line.py": "def line(x):\n    return x\n", "why_scale.md": stub, "answers.docx": docx(BOTH)}
    asked, _ = read(tmp_path, course, files)
    assert asked == {"line": False, "why_scale": True, "why_bias": True}


@pytest.mark.parametrize("name", ["README.md", "requirements.txt", "hello.txt", "lesson/text.html"])
def test_what_is_handed_out_or_says_next_to_nothing_is_no_answer(tmp_path: Path, course: Course, name: str) -> None:
    """A person is not sent to look at what lies in everybody's folder."""
    content = "Dear teacher, see below." if name == "hello.txt" else BOTH
    asked, _ = read(tmp_path, course, {"line.py": "def line(x):\n    return x\n", name: content})
    assert asked == {"line": False}
