"""A small course whose exercise comes with files: who has them, what they are part of, what an author is told."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from autograder.author.release import release
from autograder.cli import app
from autograder.course.data_files import MOST_BYTES
from autograder.course.manifest import load_course
from autograder.errors import CourseError

READING = Path(__file__).parents[2] / "courses" / "reading"
FILES = ("exercises/houses.csv", "exercises/data/notes.txt")
needs_wall = pytest.mark.skipif(os.name != "posix", reason="the wall is made of parts of Linux")


@pytest.fixture
def reading(tmp_path: Path) -> Path:
    """A copy of the course, and a student beside it who handed in the solution and a file of their own."""
    shutil.copytree(READING, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))
    folder = tmp_path / "class" / "ada"
    folder.mkdir(parents=True)
    shutil.copy(READING / "solutions" / "houses.py", folder)
    (folder / "houses.csv").write_text("area,price\n1,1\n")
    return tmp_path / "course"


def grade(course: Path, out: str = "out") -> dict[str, Any]:
    words = ["grade", str(course.parent / "class"), "--course", str(course), "--out", str(course.parent / out)]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    lines = (course.parent / out / "results.jsonl").read_text().splitlines()
    return {row["student"]: row for row in map(json.loads, lines)}


def test_the_courses_bytes_count(reading: Path) -> None:
    """Full marks behind the wall, with the course's files; a student's changed copy is not read, nor complained of."""
    pytest.importorskip("pandas")
    results = grade(reading)
    assert results["ada"]["score"] == 10.0
    assert "houses.csv" not in (reading.parent / "out" / "intake.csv").read_text()


def test_a_link_or_a_pipe_of_the_students(reading: Path) -> None:
    """What a student puts in a data file's place is not opened: a pipe holds nobody up, a link leads nowhere."""
    pytest.importorskip("pandas")
    for name, make in (("bob", os.mkfifo), ("cleo", lambda path: path.symlink_to("/etc/passwd"))):
        folder = reading.parent / "class" / name
        folder.mkdir()
        shutil.copy(READING / "solutions" / "houses.py", folder)
        make(folder / "houses.csv")
    scores = {student: row["score"] for student, row in grade(reading).items()}
    assert scores == dict.fromkeys(("ada", "bob", "cleo"), 10.0)


def test_a_changed_file_is_judged_anew(reading: Path) -> None:
    """What a result depends on has the data files in it: after a change the same command grades again."""
    pytest.importorskip("pandas")
    solution = reading.parent / "class" / "ada" / "houses.py"
    solution.write_text(solution.read_text() + "\n\ndef total_area():\n    return 250.0\n")
    assert grade(reading)["ada"]["score"] == 10.0
    (reading / "exercises" / "houses.csv").write_text("area,price\n60,100\n80,160\n120,250\n")
    assert grade(reading)["ada"]["score"] == 8.0


def test_a_file_that_is_named_later_is_judged_anew(reading: Path) -> None:
    """A file that the exercise is given counts, though its bytes lay there before."""
    pytest.importorskip("pandas")
    solution = reading.parent / "class" / "ada" / "houses.py"
    solution.write_text(solution.read_text().replace('"notes.txt"', '"more.txt"'))
    shutil.copy(reading / "exercises" / "data" / "notes.txt", reading / "exercises" / "data" / "more.txt")
    before = grade(reading)["ada"]["score"]
    manifest = reading / "course.yaml"
    manifest.write_text(manifest.read_text().replace("[data/notes.txt]", "[data/notes.txt, data/more.txt]"))
    assert (before, grade(reading)["ada"]["score"]) == (8.0, 10.0)


def test_the_course_passes_its_exam(reading: Path) -> None:
    """verify runs references, mistakes and the handed-out folder with the files, and names the mistakes."""
    pytest.importorskip("pandas")
    done = CliRunner().invoke(app, ["verify", "--course", str(reading), "--json"])
    assert done.exit_code == 0, done.output


def test_who_has_the_files(reading: Path, tmp_path: Path) -> None:
    """The handed-out folder, its zip, the pack for Gradescope and the course in the page hold the same bytes."""
    from autograder.website.course_files import course_files

    course = load_course(reading, with_solutions=True)
    release(course, tmp_path / "handout")
    words = ["pack", "gradescope", "--without-wheels", "--course", str(reading), "--out", str(tmp_path / "pack.zip")]
    assert CliRunner().invoke(app, words).exit_code == 0
    for name in FILES:
        content = (READING / name).read_bytes()
        assert (tmp_path / "handout" / name).read_bytes() == content
        with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
            assert archive.read(f"course/{name}") == content
        for self_study in (False, True):
            assert course_files(course, self_study=self_study)[name] == content


def test_the_handed_out_folder_runs(reading: Path, tmp_path: Path) -> None:
    """A student's folder is a course that can be read, and the page's desk finds the files in its own folder."""
    pytest.importorskip("pandas")
    from autograder.student.browser import Desk

    release(load_course(reading, with_solutions=True), tmp_path / "handout")
    desk = Desk(str(tmp_path / "handout"), lambda *told: None)
    said = json.loads(desk.check("houses", (READING / "solutions" / "houses.py").read_text()))
    assert said["page"]["done"], said


def test_beside_the_notebook(reading: Path, tmp_path: Path) -> None:
    """Where nbgrader releases an assignment, the files lie beside its notebooks, by the names that students use."""
    pytest.importorskip("nbgrader")
    from autograder.classroom.grader import Grader
    from autograder.nbgrader.build import build

    build(Grader(load_course(reading, with_solutions=True)), tmp_path / "nb")
    for name in FILES:
        beside = tmp_path / "nb" / "source" / "reading" / name.removeprefix("exercises/")
        assert beside.read_bytes() == (READING / name).read_bytes()


BROKEN: list[tuple[str, str, int, str]] = [
    ("[houses.csv]", "[flats.csv]", 6, "exercise 'houses' comes with exercises/flats.csv, which is not there. Put"),
    ("[data/notes.txt]", "[data/more.txt]", 12, "exercise 'houses' comes with exercises/data/more.txt, which is not"),
    ("[houses.csv]", "[data]", 6, "comes with exercises/data, which is not there."),
    ("[houses.csv]", "houses.csv", 6, "data must be a list, not 'houses.csv'."),
    ("[houses.csv]", "[../secret.csv]", 6, "'../secret.csv' cannot be a data file: it is no plain path. Give its path"),
    ("[houses.csv]", "[/etc/passwd]", 6, "'/etc/passwd' cannot be a data file: it is no plain path."),
    ("[houses.csv]", "['a\\b.csv']", 6, "cannot be a data file: it is no plain path."),
    ("[houses.csv]", "[.hidden]", 6, "'.hidden' cannot be a data file: it is no plain path."),
    ("[houses.csv]", "[7]", 6, "7 cannot be a data file: it is no text."),
    ("[houses.csv]", "[helpers.py]", 6, "'helpers.py' cannot be a data file: it is a program."),
    ("[data/notes.txt]", "[a.csv, A.csv]", 12, "'A.csv' cannot be a data file: it is named twice."),
]


@pytest.mark.parametrize(("old", "new", "line", "what"), BROKEN)
def test_a_slip_is_named_with_its_line(reading: Path, old: str, new: str, line: int, what: str) -> None:
    """A file that is not there, or that cannot be one, is the author's to mend: file, line and what to do."""
    path = reading / "course.yaml"
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(CourseError) as caught:
        load_course(reading)
    assert what in str(caught.value)
    assert str(caught.value).startswith(f"{path}:{line}: ")


def test_the_file_of_an_exercise_is_no_data(reading: Path) -> None:
    """What is handed in cannot be what is read."""
    path = reading / "course.yaml"
    path.write_text(path.read_text() + "  - {id: why, kind: written, file: why.md, points: 1}\n")
    path.write_text(path.read_text().replace("[data/notes.txt]", "[Why.md]"))
    with pytest.raises(CourseError, match=r"12: 'Why\.md' cannot be a data file: it is what is handed in for 'why'"):
        load_course(reading)


def test_a_link_and_a_giant(reading: Path) -> None:
    """A link might lead out of the course, and what is too large would slow every submission down."""
    file = reading / "exercises" / "houses.csv"
    file.rename(reading / "elsewhere.csv")
    file.symlink_to(reading / "elsewhere.csv")
    with pytest.raises(CourseError, match=r"houses\.csv, which is a link"):
        load_course(reading)
    file.unlink()
    with file.open("wb") as giant:
        giant.truncate(MOST_BYTES + 1)
    with pytest.raises(CourseError, match=r"are 32\.0 MiB, and 32 at most\. Take a part of the rows"):
        load_course(reading)
