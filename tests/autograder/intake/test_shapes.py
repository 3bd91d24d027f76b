"""Shapes of a class that no name gives away: Teams' folders, parts of a Drive download, copies, stamps of an upload."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import downloads as make
import pytest

from autograder.course.model import Course, Exercise
from autograder.errors import IntakeError
from autograder.intake.folders import Intake, open_intake

CODE = "def median(values):\n    return 0\n"


def texts(intake: Intake, course: Course) -> dict[str, dict[str, str | None]]:
    found = {student: intake.read(student, course) for student in intake.students}
    return {student: {name: file.text for name, file in each.files.items()} for student, each in found.items()}


@pytest.mark.parametrize("top", ["", "Student Work/"])
def test_teams_newest_version_counts(tmp_path: Path, course: Course, top: str) -> None:
    """A student is a folder in what was turned in; who has only begun is named, and is not graded."""
    files: make.Files = {
        f"{top}Submitted files/Jane Doe/Homework 1/Version 2/median.py": "old",
        f"{top}Submitted files/Jane Doe/Homework 1/Version 10/median.py": "new",
        f"{top}Submitted files/Max Brod/Homework 1/median.py": "max",
        f"{top}Working files/Jane Doe/Homework 1/median.py": "begun",
        f"{top}Working files/Anne Lee/Homework 1/median.py": "begun",
    }
    intake = open_intake(make.pack(tmp_path / "a.zip", files), course)
    assert intake.kind == "teams"
    assert texts(intake, course) == {"Jane Doe": {"median": "new"}, "Max Brod": {"median": "max"}}
    assert any(note.file == "Anne Lee" for note in intake.notes) or any("Anne Lee" in str(n) for n in intake.notes)
    assert any("2 times" in note.done for note in intake.said["Jane Doe"])


def test_teams_with_several_assignments_asks_which(tmp_path: Path, course: Course) -> None:
    """Nobody guesses, and the sentence names them."""
    files: make.Files = {f"Submitted files/Jane Doe/{name}/median.py": "x" for name in ("HW 1", "HW 2")}
    with pytest.raises(IntakeError, match="holds HW 1, HW 2"):
        open_intake(make.pack(tmp_path / "a.zip", files), course)


def test_parts_of_a_drive_download_are_named(tmp_path: Path, course: Course) -> None:
    """They are no students; what to do is said."""
    folder = tmp_path / "class"
    folder.mkdir()
    for number in (1, 2):
        make.pack(folder / f"HW1-20261103T120000Z-1-00{number}.zip", {"HW1/Jane Doe - median.py": "x"})
    with pytest.raises(IntakeError, match="Unpack all of them into one folder"):
        open_intake(folder, course)


def test_a_copy_in_a_drive_folder_is_its_owners(tmp_path: Path, course: Course) -> None:
    """Nobody is called `Copy of Jane Doe`; a file without a name is told of once."""
    files: make.Files = {"Copy of 王 小明 - median.py": "x", "Jane Doe - median.py": "y", "median.py": "z"}
    intake = open_intake(make.unpack(tmp_path / "class", files), course)
    assert texts(intake, course) == {"王 小明": {"median": "x"}, "Jane Doe": {"median": "y"}}
    assert len([note for note in intake.notes if note.file == "median.py"]) == 1


def test_a_stamp_before_the_name_is_no_other_file(tmp_path: Path, course: Course) -> None:
    """One platform writes the time of upload before every name."""
    files: make.Files = {"jane/20261103231001_median.py": CODE, "max/20261103231002_median.py": CODE}
    intake = open_intake(make.unpack(tmp_path / "class", files), course)
    assert texts(intake, course) == {"jane": {"median": CODE}, "max": {"median": CODE}}


def test_a_program_written_online_is_asked_about(tmp_path: Path, course: Course) -> None:
    """Who pasted it handed something in; a greeting beside the files is no question."""
    files: make.Files = {
        "doejane_21_text.html": "<p>def median(values):<br>    return 0</p>",
        "roemax_22_900_median.py": CODE,
        "roemax_22_901_trapezoid.py": CODE,
        "roemax_22_text.html": "<p>Thank you!</p>",
    }
    intake = open_intake(make.pack(tmp_path / "a.zip", files), course)
    assert texts(intake, course)["21"] == {"median": None, "trapezoid": None}
    assert [note.to_do for note in intake.said["21"]] == ["Read it and mark it in reviews.csv."]
    assert texts(intake, course)["22"] == {"median": CODE, "trapezoid": CODE}
    assert not any(note.to_do for note in intake.said["22"])


@pytest.mark.parametrize(
    ("name", "page", "said"),
    [
        ("text", '<p><img src="/files/7/preview" alt=""></p>', "no words, but a picture"),
        ("text", "<div><iframe src='https://x.example'></iframe></div>", "no words, but something embedded (iframe)"),
        (
            "link",
            '<head><meta http-equiv="Refresh" content="0; url=https://x.example/y"></head>',
            "https://x.example/y",
        ),
        ("text", "\0\0\0", "no words, but a page that is no text"),
    ],
)
def test_a_page_without_words_is_asked_about(tmp_path: Path, course: Course, name: str, page: str, said: str) -> None:
    """A photograph that was pasted into the field, a frame, a bare link: somebody has handed something in."""
    files: make.Files = {f"doejane_21_{name}.html": page, "roemax_22_900_median.py": CODE}
    intake = open_intake(make.pack(tmp_path / "a.zip", files), course)
    assert texts(intake, course)["21"] == {"median": None, "trapezoid": None}
    [note] = intake.said["21"]
    assert said in note.done
    assert note.to_do


def test_behind_a_bare_link_may_be_all_of_it(tmp_path: Path, course: Course) -> None:
    """It is no written answer, also where the course has just one; nobody has a 0 in the programs either."""
    course = replace(course, exercises=(*course.exercises, Exercise("why", "Why", "written", "why.md", 5.0)))
    page = '<a href="https://drive.example/x">my homework</a>'
    files: make.Files = {"doejane_21_link.html": page, "roemax_22_900_median.py": CODE}
    intake = open_intake(make.pack(tmp_path / "a.zip", files), course)
    found = intake.read("21", course).files
    assert {name: file.ask for name, file in found.items()} == {"median": True, "trapezoid": True, "why": True}
    assert "online there are no words, but a link: https://drive.example/x my homework" in found["why"].problem


def test_what_was_not_asked_for_is_not_missed(tmp_path: Path, course: Course) -> None:
    """With --only nobody hears of other exercises."""
    files: make.Files = {"jane/median.py": CODE, "jane/notes.py": "x"}
    intake = open_intake(make.unpack(tmp_path / "class", files), course, None)
    intake.only = ("median",)
    intake.read("jane", course)
    assert intake.said["jane"] == []


def test_the_only_missing_exercise_may_be_what_lies_there(tmp_path: Path, course: Course) -> None:
    """Its row asks, in the exercise's own name, and says how it is answered."""
    files: make.Files = {"jane/median.py": CODE, "jane/aufgabe2.py": "x"}
    intake = open_intake(make.unpack(tmp_path / "class", files), course)
    submission = intake.read("jane", course)
    assert submission.files["trapezoid"].ask
    [note] = intake.said["jane"]
    assert (note.exercise, note.file) == ("trapezoid", "aufgabe2.py")
    assert note.to_do == "If one of these is it, write its path into the column `take`, and grade again."
