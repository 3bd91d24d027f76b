"""A file under another name than the course's is not looked at, and its author hears of it at home."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import Any

import pytest

from autograder.student.misnamed import meant

Student = Any
FILES = ["median.py", "trapezoid.py", "card.yaml", "why_not.md"]
RIGHT = "def median(values):\n    return sorted(values)[len(values) // 2]\n"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("median.py.py", "median.py"),
        ("median.txt", "median.py"),
        ("median.py.txt", "median.py"),
        ("median", "median.py"),
        ("me dian.py", "median.py"),
        ("Median.py", "median.py"),
        ("median (1).py", "median.py"),
        ("median_final.py", "median.py"),
        ("Copy of median.py", "median.py"),
        ("median_v2.py", "median.py"),
        ("medain.py", None),
        ("trapezoit.py", "trapezoid.py"),
        ("why not.md", "why_not.md"),
        ("whynot.docx", "why_not.md"),
        ("card.yml", "card.yaml"),
        ("median.py", None),
        ("helpers.py", None),
        ("trapezoids.csv", None),
        ("mean.py", None),
    ],
)
def test_which_file_is_meant(name: str, file: str | None) -> None:
    """Endings, blanks, case and one letter; the name itself and names of other things are left alone."""
    assert meant(name, FILES) == file


@pytest.mark.parametrize("gone", [False, True])
@pytest.mark.parametrize("name", ["median.py.py", "me dian.py", "median.txt"])
def test_both_commands_say_that_it_is_there(student: Student, name: str, gone: bool) -> None:
    """Whether the course's own file lies untouched beside it or was renamed."""
    (student.path / "exercises" / name).write_text(RIGHT)
    if gone:
        (student.path / "exercises" / "median.py").unlink()
    said = f"exercises/{name} is there: if it is your median.py, give it that name, since only median.py is looked at"
    assert said in student.pytest("-k", "median")
    assert said in student.command("check", "median").stdout


def test_a_file_in_the_wrong_folder_is_found(student: Student) -> None:
    """It was saved where pytest is run."""
    (student.path / "median.py").write_text(RIGHT)
    said = "There is a median.py outside exercises/: move it in there"
    assert said in student.pytest()
    assert said in student.command("check").stdout


def test_a_file_in_a_folder_beside_or_within_is_found(student: Student) -> None:
    """Wherever an editor has put it; what the course or an environment holds is not meant."""
    for folder in ("exercises/exercises", "old work", ".venv", "tests"):
        (student.path / folder).mkdir(exist_ok=True)
    for folder, said in (
        (".venv", "was it renamed or moved?"),
        ("tests", "was it renamed or moved?"),
        ("old work", "There is a median.py in old work/: move it to exercises/, where it is looked at"),
        ("exercises/exercises", "There is a median.py in exercises/exercises/: move it to exercises/"),
    ):
        (student.path / "exercises" / "median.py").unlink(missing_ok=True)
        (student.path / folder / "median.py").write_text(RIGHT)
        assert said in student.command("check", "median").stdout
        (student.path / folder / "median.py").unlink()


def test_a_module_of_a_package_is_nobodys_file(student: Student) -> None:
    """A library that lies beside the exercises may have a module of any name."""
    (student.path / "library").mkdir()
    (student.path / "library" / "__init__.py").write_text("")
    (student.path / "library" / "median.py").write_text(RIGHT)
    (student.path / "exercises" / "median.py").unlink()
    assert "move it" not in student.command("check", "median").stdout


def test_files_in_several_folders_are_a_classs_and_none_is_meant(student: Student) -> None:
    for name in ("ada", "ben"):
        (student.path / "class" / name).mkdir(parents=True)
        (student.path / "class" / name / "median.py").write_text(RIGHT)
    (student.path / "exercises" / "median.py").unlink()
    assert "move it" not in student.command("check", "median").stdout


def test_pytest_above_the_folder_says_where_to_go(student: Student) -> None:
    """In place of an error a check, that a fixture was not found."""
    done = replace(student, path=student.path.parent).run("pytest")
    assert done.returncode == 4
    assert f'with cd "{student.path.name}", then type pytest again' in done.stderr
    assert "fixture" not in done.stdout + done.stderr


def test_a_folder_without_its_checks_says_so(student: Student) -> None:
    """What nothing looks at is neither unwritten nor done."""
    student.write("median", RIGHT)
    shutil.rmtree(student.path / "tests")
    assert "No check is in tests/visible/ of median, trapezoid" in student.pytest()
    (median,) = json.loads(student.command("check", "median", "--json").stdout)["exercises"]
    assert median["status"] == "needs_review"
    assert "Unpack the folder that you were given once more." in median["message"]


def test_a_copy_beside_what_is_written_is_nobodys_business(student: Student) -> None:
    """Once the course's own file is written in, a copy is only a copy."""
    student.write("median", RIGHT)
    (student.path / "exercises" / "median (1).py").write_text(RIGHT)
    assert "median (1)" not in student.pytest()
    assert "median (1)" not in student.command("check").stdout


def test_pytest_asked_for_such_a_file_says_what_to_do(student: Student) -> None:
    """In place of `no tests ran`."""
    (student.path / "exercises" / "median (1).py").write_text(RIGHT)
    done = student.run("pytest", "exercises/median (1).py")
    assert done.returncode == 4
    assert "exercises/median (1).py is there: if it is your median.py, give it that name" in done.stderr
