"""A person's marks while the course changes under them: nothing that a person wrote is thrown away."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")

Run = Callable[..., subprocess.CompletedProcess[str]]


class Marked:
    """Two students of the measuring course, one of them marked by a person in both exercises."""

    def __init__(self, command: Run, repository: Path, root: Path) -> None:
        self._command = command
        self.course, self.out, self.submissions = root / "course", root / "out", root / "class"
        shutil.copytree(repository / "tests/courses/measuring", self.course)
        for student in ("ada", "bob"):
            shutil.copytree(self.course / "solutions", self.submissions / student, ignore=_folders)
        table = root / "marks.csv"
        table.write_text(
            "student,exercise,mark,comment\nbob,median,11,too clever\nbob,trapezoid,22,\n", encoding="utf-8"
        )
        self.grade("--reviews", table)

    def grade(self, *more: str | Path) -> subprocess.CompletedProcess[str]:
        words = ("grade", self.submissions, "--out", self.out, "--course", self.course, "--isolation", "none")
        return self._command(*words, *more)

    def change(self, pattern: str, text: str) -> None:
        path = self.course / "course.yaml"
        before = path.read_text(encoding="utf-8")
        path.write_text(re.sub(pattern, text, before), encoding="utf-8")

    def rename(self, old: str, new: str) -> None:
        self.change(f"id: {old}", f"id: {new}")
        for folder in ("tests/visible", "tests/hidden"):
            (self.course / folder / f"test_{old}.py").rename(self.course / folder / f"test_{new}.py")
        for folder in ("solutions/mistakes", "solutions/accepted"):
            (self.course / folder / old).rename(self.course / folder / new)

    def scores(self, student: str) -> dict[str, str]:
        with open(self.out / "gradebook.csv", encoding="utf-8", newline="") as file:
            return next(row for row in csv.DictReader(file) if row["student"] == student)


def _folders(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if (Path(folder) / name).is_dir()]


@pytest.fixture
def marked(command: Run, repository: Path, tmp_path: Path) -> Marked:
    return Marked(command, repository, tmp_path)


def test_marks_outlive_a_draft(marked: Marked) -> None:
    """An exercise that is taken back for a moment has its marks again afterwards, and a person hears of them."""
    marked.change("    points: 40", "    points: 40\n    draft: true")
    done = marked.grade()
    assert "Marks of exercises that the course does not have now" in done.stderr
    assert "1 for median" in done.stderr
    assert "median" not in marked.scores("bob")
    marked.change("\n    draft: true", "")
    assert "does not have now" not in marked.grade().stderr
    assert marked.scores("bob")["median"] == "11"


def test_marks_follow_an_exercise_to_its_new_name(marked: Marked) -> None:
    """As the sentence says: the new id in marks.csv."""
    marked.rename("median", "middle")
    assert "the column exercise there" in marked.grade().stderr
    assert marked.scores("bob")["middle"] == "40"
    kept = marked.out / "marks.csv"
    kept.write_text(kept.read_text(encoding="utf-8").replace("bob,median,", "bob,middle,"), encoding="utf-8")
    marked.grade()
    assert marked.scores("bob")["middle"] == "11"


def test_a_mark_in_the_table_is_kept_though_the_exercise_has_gone_meanwhile(marked: Marked) -> None:
    """It was typed and not yet read back when the exercise became a draft."""
    table = marked.out / "reviews.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",11,", ",12,"), encoding="utf-8")
    marked.change("    points: 40", "    points: 40\n    draft: true")
    marked.grade()
    marked.change("\n    draft: true", "")
    marked.grade()
    assert marked.scores("bob")["median"] == "12"


def test_another_courses_results_are_not_written_over(marked: Marked) -> None:
    """The second homework, graded into the folder of the first, is refused before anything is changed."""
    before = {path.name: path.read_bytes() for path in marked.out.iterdir() if path.is_file()}
    marked.change("name: measuring", "name: second")
    done = marked.grade()
    assert done.returncode == 2
    assert "'measuring'" in done.stderr
    assert "'second'" in done.stderr
    assert {path.name: path.read_bytes() for path in marked.out.iterdir() if path.is_file()} == before


def test_a_course_under_a_new_name_takes_its_marks_along(marked: Marked) -> None:
    """Where that is said, everybody is graded again, and the marks hold."""
    marked.change("name: measuring", "name: second")
    marked.grade("--anyway")
    assert (marked.scores("bob")["median"], marked.scores("bob")["trapezoid"]) == ("11", "22")
    marked.change("name: second", "name: third")
    assert marked.grade().returncode == 2  # said for one run, not for every one


def test_marks_of_a_folder_that_has_another_name_now_are_told_by_name(marked: Marked) -> None:
    """With whose they are likely to be: who handed in the very same. And the way that is told works."""
    (marked.submissions / "bob").rename(marked.submissions / "bob_b")
    (marked.submissions / "bob_b" / "median.py").write_text("raise ValueError\n", encoding="utf-8")
    said = " ".join(marked.grade().stderr.split())
    assert "Marks of who is not in this class any more" in said
    assert ": bob. Is somebody called otherwise now?" in said
    assert "the column student there" in said
    assert marked.scores("bob_b")["trapezoid"] != "22"
    kept = marked.out / "marks.csv"
    kept.write_text(kept.read_text(encoding="utf-8").replace("bob,", "bob_b,"), encoding="utf-8")
    assert "not in this class" not in " ".join(marked.grade().stderr.split())
    assert marked.scores("bob_b")["trapezoid"] == "22"
    assert marked.scores("bob_b")["median"] == "11"
