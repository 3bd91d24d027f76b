"""near_misses: names that are nearly an exercise's are taken where there is one, asked where they differ."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import downloads as make
import pytest

from autograder.course.manifest import load_course
from autograder.course.model import Course, SubmittedFile
from autograder.intake.folders import Intake, open_intake
from autograder.intake.near_misses import exercise_called
from autograder.intake.options import IntakeOptions


def read(tmp_path: Path, course: Course, files: make.Files, **options: object) -> tuple[SubmittedFile | None, Intake]:
    path = make.pack(tmp_path / "class.zip", {f"ada/{name}": text for name, text in files.items()})
    intake = open_intake(path, course, None, IntakeOptions(**options))  # type: ignore[arg-type]
    return intake.read("ada", course).files.get("median"), intake


COPIES = (
    *("Median.PY", "median-1.py", "median (1).py", "median(2).py", "median_final.py", "median.py.txt"),
    *("median (1) (2).py", "median - Copy.py", "median-7.py", "median_FINAL (1).py.txt"),
    *("median – kopie.py", "median — kopia.py", "median - Kopio.py", "median - kopija.py", "median kopyası.py"),
    *("median 的副本.py", "medianのコピー.py", "Копия файла median.py", "Kopia median.py", "Còpia de median.py"),
    "median-0b5c1ea2-95a2-4b1e-a2f9-0123456789ab.py",
)


@pytest.mark.parametrize("name", COPIES)
def test_the_only_candidate_is_taken_and_said(tmp_path: Path, course: Course, name: str) -> None:
    """What browsers, platforms and people append is no reason for a zero."""
    file, intake = read(tmp_path, course, {name: "x = 1\n"})
    assert file is not None
    assert file.text == "x = 1\n"
    assert [note.done for note in intake.said["ada"]] == [f"{name} was taken for median.py."]


@pytest.mark.parametrize("name", ["medians.py", "my median.py", "old_median.py", "hw1_median.py", "median_neu.py"])
def test_what_merely_has_the_name_in_its_own_is_asked_about(tmp_path: Path, course: Course, name: str) -> None:
    """It may be the exercise: a person is asked, in the row of the exercise, and its path in `take` decides."""
    file, intake = read(tmp_path, course, {name: "x = 1\n"})
    assert file is not None
    assert file.ask
    [note] = [note for note in intake.said["ada"] if note.exercise == "median"]
    assert name in note.done
    assert "`take`" in note.to_do
    file, _ = read(tmp_path, course, {name: "x = 1\n"}, taken=(("ada", "median", name),))
    assert file == SubmittedFile(name, "x = 1\n", read_as=f"{name} was taken for median.py.")


@pytest.mark.parametrize("name", ["median.pyc", "test_median.py", "median.csv", "notes.py"])
def test_what_programs_leave_is_no_exercise(tmp_path: Path, course: Course, name: str) -> None:
    """A test of it, a cache, a table."""
    file, _ = read(tmp_path, course, {name: "x = 1\n", "trapezoid.py": "x = 1\n"})
    assert file is None or name == "notes.py"


def test_candidates_that_differ_are_asked(tmp_path: Path, course: Course) -> None:
    """Also where one has the exact name; equal ones are one."""
    file, intake = read(tmp_path, course, {"median.py": "a", "median (1).py": "b"})
    assert file is not None
    assert file.ask
    assert file.problem == "There are several files for median.py: median.py and median (1).py. Keep one."
    assert intake.said["ada"][0].exercise == "median"
    file, _ = read(tmp_path, course, {"median.py": "a", "median (1).py": "a"})
    assert file == SubmittedFile("median.py", "a")


def test_what_a_person_took_counts(tmp_path: Path, course: Course) -> None:
    """The path in the column take decides."""
    chosen = (("ada", "median", "median (1).py"),)
    file, _ = read(tmp_path, course, {"median.py": "a", "median (1).py": "b"}, taken=chosen)
    assert file is not None
    assert file.text == "b"


def test_a_name_that_is_one_exercises_is_no_others() -> None:
    """part-1.py is the exercise of that name, its copy too, and neither is part.py."""
    files = ["part.py", "part-1.py", "card.yaml"]
    for name in ("part-1.py", "part-1 (1).py", "Part-1.py"):
        assert exercise_called(name, files) == "part-1.py"
    assert exercise_called("part-2.py", files) == "part.py"
    assert exercise_called("card.yml", files) == "card.yaml"
    assert exercise_called("cardyaml", files) is None


NOTEBOOK = json.dumps(
    {
        "cells": [
            {"cell_type": "markdown", "source": "words"},
            {"cell_type": "code", "source": ["%matplotlib inline\n", "a = 1\n"]},
            {"cell_type": "code", "source": "%%time\nprint(a)"},
            {"cell_type": "code", "source": "def median(values):\n    return a"},
        ],
        "nbformat": 4,
    }
)


def test_a_notebook_is_named_or_joined_on_request(tmp_path: Path, course: Course) -> None:
    """Without --notebooks a person is asked, with it the code cells are the file, their magics left out."""
    file, _ = read(tmp_path, course, {"median.ipynb": NOTEBOOK})
    assert file is not None
    assert file.ask
    file, intake = read(tmp_path, course, {"median.ipynb": NOTEBOOK}, notebooks=True)
    assert file is not None
    scope: dict[str, object] = {}
    exec(file.text or "", scope)
    assert scope["median"]([3]) == 1  # type: ignore[operator]
    done = "The code cells of median.ipynb were joined for median.py, without a statement that nothing asked for needs."
    assert intake.said["ada"][0].done == done
    file, _ = read(tmp_path, course, {"median.ipynb": "{"}, notebooks=True)
    assert file is not None
    assert "cannot be read as one" in file.problem


@pytest.mark.parametrize(("name", "text"), [("mdian.py", "def median(v):\n    return 0\n"), ("mediaan.py", "x = 1\n")])
def test_a_slip_of_the_fingers_is_asked_about_though_others_are_missing_too(
    tmp_path: Path, repository: Path, name: str, text: str
) -> None:
    """Two of three are missing: what defines the one, or is nearly called like it, is no silent 0 of that one."""
    root = tmp_path / "course"
    shutil.copytree(repository / "tests/courses/measuring", root)
    manifest = (root / "course.yaml").read_text(encoding="utf-8")
    third = "  - {id: third, kind: written, file: third.md, points: 5}\n"
    (root / "course.yaml").write_text(f"{manifest.rstrip()}\n{third}", encoding="utf-8")
    (root / "exercises/third.md").write_text("Why?\n", encoding="utf-8")
    files: make.Files = {f"ada/{name}": text, "ada/third.md": "Because."}
    course = load_course(root)
    intake = open_intake(make.unpack(tmp_path / "class", files), course)
    found = intake.read("ada", course).files
    assert found["median"].ask
    assert found["median"].problem == f"There is no median.py; there is {name}, and it may be it."
    assert "trapezoid" not in found


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("median-1.py", "median-1.py was taken for median.py."),
        ("median.txt", "There is no median.py; median.txt was taken for it."),
        ("median.py", ""),
    ],
)
def test_the_student_hears_how_a_file_was_read(tmp_path: Path, course: Course, name: str, said: str) -> None:
    """Not only the table for the instructor."""
    file, _ = read(tmp_path, course, {name: "def median(v):\n    return 0\n"})
    assert file is not None
    assert file.read_as == said


def test_the_student_does_not_hear_what_was_said_to_the_instructor(tmp_path: Path, course: Course) -> None:
    """`as you said` is said to whoever wrote into the table."""
    files: make.Files = {"a.py": "x = 1\n", "b.py": "x = 2\n"}
    file, intake = read(tmp_path, course, files, taken=(("ada", "median", "b.py"),))
    assert file is not None
    assert file.read_as == "b.py was taken for median.py."
    assert "as you said" in intake.said["ada"][0].done
