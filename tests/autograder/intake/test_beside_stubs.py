"""An exercise's own file without work in it: what else lies there may be the work, and nobody gets a silent 0."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import downloads as make
import pytest

from autograder.course.manifest import load_course
from autograder.course.model import Course, SubmittedFile
from autograder.intake.folders import Intake, open_intake
from autograder.intake.options import IntakeOptions
from autograder.kinds.stubs import stub_of

PROGRAM = "def median(values):\n    return sorted(values)[len(values) // 2]\n"
OTHER = "def area(x, y):\n    return 0\n"
SEVEN = b"7z\xbc\xaf\x27\x1c\x00\x04"
GZIP = b"\x1f\x8b\x08\x00"
TAR = b"hw/median.py".ljust(257, b"\0") + b"ustar\x00"


@pytest.fixture(scope="module")
def measuring() -> Course:
    """Two programs: median.py and trapezoid.py."""
    return load_course(Path(__file__).parents[2] / "courses" / "measuring", with_solutions=True)


def read(tmp_path: Path, course: Course, files: make.Files) -> tuple[SubmittedFile | None, Intake]:
    path = make.pack(tmp_path / "class.zip", {f"ada/{name}": text for name, text in files.items()})
    intake = open_intake(path, course, None, IntakeOptions())
    return intake.read("ada", course).files.get("median"), intake


def heard(intake: Intake) -> str:
    return " ".join(f"{note.file} {note.done} {note.to_do}" for note in intake.said["ada"])


def stub(course: Course) -> str:
    return stub_of(course, course.exercise("median"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("hw1_median.py", PROGRAM),
        ("median_new.py", PROGRAM),
        ("homework.py", f"import math\n\n\n{PROGRAM}"),
        ("mediam.py", PROGRAM),
        ("homework.ipynb", json.dumps({"cells": [], "nbformat": 4})),
        ("homework.pdf", "%PDF-1.4"),
        ("all.7z", SEVEN),
        ("IMG_2034.HEIC", b"\0\0\0\x18ftypheic"),
        ("message.eml", "From: a@b.c"),
    ],
)
@pytest.mark.parametrize("blank", ["", "# my homework\n", "the stub"])
@pytest.mark.parametrize("other", [OTHER, "the stub"])
def test_what_lies_beside_an_empty_stub_may_be_the_work(
    tmp_path: Path, measuring: Course, name: str, content: str | bytes, blank: str, other: str
) -> None:
    """The stub handed back, or a file of comments, takes no points from what was written under another name."""
    files: make.Files = {
        "median.py": stub(measuring) if blank == "the stub" else blank,
        "trapezoid.py": stub_of(measuring, measuring.exercise("trapezoid")) if other == "the stub" else other,
        name: content,
    }
    file, intake = read(tmp_path, measuring, files)
    assert file is not None
    assert file.ask
    assert name in heard(intake)
    assert "There is no median.py" not in heard(intake)


@pytest.mark.parametrize(
    "name", ["helper.py", "median.csv", "notes.md", "conftest.py", "test_median.py", "my_median.py", "lesson/a.png"]
)
def test_what_was_handed_out_beside_a_stub_is_no_work(tmp_path: Path, measuring: Course, name: str) -> None:
    """Whoever wrote nothing has written nothing, whatever else lies there: a copy of the stub is none either."""
    text = stub(measuring) if name == "my_median.py" else "def help_me(x):\n    return x\n"
    file, _ = read(tmp_path, measuring, {"median.py": stub(measuring), "trapezoid.py": OTHER, name: text})
    assert file is not None
    assert not file.ask


def test_a_person_can_take_what_lies_beside_a_stub(tmp_path: Path, measuring: Course) -> None:
    """As the note says: its path in the column take."""
    files: make.Files = {"ada/median.py": stub(measuring), "ada/trapezoid.py": OTHER, "ada/homework.py": PROGRAM}
    path = make.pack(tmp_path / "class.zip", files)
    intake = open_intake(path, measuring, None, IntakeOptions(taken=(("ada", "median", "homework.py"),)))
    file = intake.read("ada", measuring).files["median"]
    assert file.text == PROGRAM


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("HOMEWORK.PY", PROGRAM),
        (r".\own\second.py", OTHER),
        (" own/second.py ", OTHER),
        ("Own/Twice.py", None),  # there are two that differ by case alone: nobody guesses
    ],
)
def test_a_path_is_taken_as_people_type_it(tmp_path: Path, measuring: Course, typed: str, text: str | None) -> None:
    """Case and the other slash make no difference where only one file can be meant."""
    files: make.Files = {
        "ada/median.py": stub(measuring),
        "ada/homework.py": PROGRAM,
        "ada/own/second.py": OTHER,
        "ada/own/twice.py": PROGRAM,
        "ada/own/TWICE.py": OTHER,
    }
    path = make.pack(tmp_path / "class.zip", files)
    intake = open_intake(path, measuring, None, IntakeOptions(taken=(("ada", "median", typed),)))
    assert intake.read("ada", measuring).files["median"].text == text


def test_a_program_of_much_the_same_name_beside_the_work_is_named(tmp_path: Path, measuring: Course) -> None:
    """The exact name counts; a person hears of the other, and of no helper."""
    files: make.Files = {
        "median.py": "def median(values):\n    return 0\n",
        "trapezoid.py": OTHER,
        "median_corrected.py": PROGRAM,
        "median_plots.py": "def draw(x):\n    return x\n",
    }
    file, intake = read(tmp_path, measuring, files)
    assert file is not None
    assert file.text is not None
    assert "return 0" in file.text
    assert "median_corrected.py defines the same" in heard(intake)
    assert "median_plots.py" not in heard(intake)


@pytest.mark.parametrize("name", ["hw.tar.zst", "hw.7z.001", "hw.part1.rar", "hw.r00", "hw.lzh", "hw.tbz2", "hw.jar"])
def test_an_archive_of_any_kind_that_is_not_read_is_asked_about(tmp_path: Path, measuring: Course, name: str) -> None:
    """By its ending."""
    file, intake = read(tmp_path, measuring, {name: b"\0\1\2"})
    assert file is not None
    assert file.ask
    assert name in heard(intake)


@pytest.mark.parametrize("name", ["hw", "hw.backup", "hw.download"])
@pytest.mark.parametrize("content", [SEVEN, GZIP, TAR])
def test_an_archive_without_its_ending_is_known_by_how_it_begins(
    tmp_path: Path, measuring: Course, name: str, content: bytes
) -> None:
    """A browser takes an ending away, or puts another one behind it."""
    file, intake = read(tmp_path, measuring, {name: content})
    assert file is not None
    assert file.ask
    assert "is an archive of a kind that is not read here" in heard(intake)


def test_results_of_an_earlier_run_among_the_students_are_nobodys_work(tmp_path: Path, measuring: Course) -> None:
    """Whatever `--out` is now; a student's folder with one such file in it is a student's."""
    written = ("run.json", "gradebook.csv", "intake.json", "reviews.csv", "results.jsonl")
    files: make.Files = {
        "ada/median.py": PROGRAM,
        "bob/median.py": PROGRAM,
        "bob/gradebook.csv": "mine",
        **{f"last_year/{name}": "" for name in written},
    }
    make.unpack(tmp_path / "class", files)
    intake = open_intake(tmp_path / "class", measuring, None, IntakeOptions())
    assert sorted(intake.students) == ["ada", "bob"]
    assert "last_year" in " ".join(note.done for note in intake.notes)


@pytest.mark.parametrize(
    "content",
    [b"a\0b", b"x" * 300_000, b"{\\rtf1\\ansi x}", b"<!DOCTYPE html>\n<html></html>"],
    ids=["a zero byte", "large", "rich text", "a web page"],
)
def test_a_program_that_cannot_be_read_is_asked_about(tmp_path: Path, measuring: Course, content: bytes) -> None:
    """Damaged, or saved as something else: what was written there may be right."""
    file, intake = read(tmp_path, measuring, {"median.py": content, "trapezoid.py": OTHER})
    assert file is not None
    assert file.ask
    assert "mark it in reviews.csv, or ask for median.py" in heard(intake)


@pytest.mark.parametrize(
    "name", ["Screenshot 1.png", "mail.mbox", "colab.url", "x.cpython-312.pyc", "page.html", "a.R"]
)
def test_whoever_handed_in_one_thing_that_nobody_can_read_is_asked_about(
    tmp_path: Path, measuring: Course, name: str
) -> None:
    """It may be all that was written."""
    file, intake = read(tmp_path, measuring, {name: b"\0\1"})
    assert file is not None
    assert file.ask
    assert name in heard(intake)


@pytest.mark.parametrize("name", ["notes.txt", "data.csv", "debug.log"])
def test_what_is_no_work_alone_is_named(tmp_path: Path, measuring: Course, name: str) -> None:
    """A person hears of it, and nothing waits for that."""
    file, intake = read(tmp_path, measuring, {name: "x"})
    assert file is None
    assert name in heard(intake)


def test_what_one_exercise_lends_sends_nobody_to_the_wrong_program(tmp_path: Path) -> None:
    """By numbers: of two programs each is named where it may be the exercise, though one function stands in both."""
    shutil.copytree(Path(__file__).parents[2] / "courses" / "measuring", tmp_path / "course")
    solution = tmp_path / "course" / "solutions" / "trapezoid.py"
    solution.write_text(f"{solution.read_text(encoding='utf-8')}\n\n{PROGRAM}", encoding="utf-8")
    course = load_course(tmp_path / "course", with_solutions=True)
    lending = replace(course.exercise("trapezoid"), given=("median",))
    course = replace(course, exercises=(*(each for each in course.exercises if each.id == "median"), lending))
    files = {"ex1.py": PROGRAM, "ex2.py": f"{PROGRAM}\n\n{OTHER}"}
    path = make.pack(tmp_path / "class.zip", {f"ada/{name}": text for name, text in files.items()})
    intake = open_intake(path, course, None, IntakeOptions())
    intake.read("ada", course)
    asked = {note.exercise: note.file for note in intake.said["ada"]}
    assert asked["trapezoid"] == "ex2.py"


def test_two_programs_that_were_exchanged_are_asked_about(tmp_path: Path, measuring: Course) -> None:
    """Each has the other's name: neither is judged as what it is not, and one word of a person settles each."""
    files = {"ada/median.py": OTHER, "ada/trapezoid.py": PROGRAM}
    path = make.pack(tmp_path / "class.zip", dict(files))
    intake = open_intake(path, measuring, None, IntakeOptions())
    found = intake.read("ada", measuring).files
    assert all(file.ask for file in found.values())
    assert {note.exercise: note.file for note in intake.said["ada"]} == dict.fromkeys(
        ("median", "trapezoid"), "median.py, trapezoid.py"
    )
    decided = IntakeOptions(taken=(("ada", "median", "trapezoid.py"), ("ada", "trapezoid", "trapezoid.py")))
    again = open_intake(path, measuring, None, decided).read("ada", measuring).files
    assert again["median"].text == again["trapezoid"].text == PROGRAM


def test_a_function_of_another_name_is_still_told_to_the_student(tmp_path: Path, measuring: Course) -> None:
    """Nothing else defines what is asked for, so the file is judged, and says at once what is wrong."""
    file, intake = read(tmp_path, measuring, {"median.py": PROGRAM.replace("median", "Median"), "trapezoid.py": OTHER})
    assert file is not None
    assert not file.ask
    assert intake.said["ada"] == []
