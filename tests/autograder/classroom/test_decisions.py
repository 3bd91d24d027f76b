"""What a person has decided, in a mark or in `take`: it is never lost, and a slip in it costs nobody else."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")

from autograder.cli import app

Grade = Callable[..., Any]


@pytest.fixture
def home(measuring: Path, tmp_path: Path) -> Path:
    """Three students of whom each has a second file that differs."""
    for name in ("ada", "bob", "eve"):
        folder = tmp_path / "class" / name
        shutil.copytree(measuring / "class" / "good", folder)
        (folder / "median (1).py").write_text("def median(values):\n    return 0\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def grade(home: Path, measuring: Path) -> Grade:
    """Grades that class, as the command does."""

    def run(*words: str | Path, out: Path | None = None) -> Any:
        command = ["grade", home / "class", "--out", out or home / "out", "--course", measuring, "--isolation", "none"]
        return CliRunner().invoke(app, [str(word) for word in (*command, *words)])

    return run


def table(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def take(home: Path, **paths: str) -> None:
    """Fills in the column `take` of each student's question."""
    rows = table(home / "out" / "intake.csv")
    for row in rows:
        if row["exercise"] == "median":
            row["take"] = paths.get(row["student"], row["take"])
    with open(home / "out" / "intake.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def points(home: Path) -> dict[str, str]:
    return {row["student"]: row["median"] for row in table(home / "out" / "gradebook.csv")}


def words(done: Any) -> str:
    return f"{done.output} {done.exception or ''}"


def test_a_slip_in_take_is_found_before_anything_is_graded(home: Path, grade: Grade) -> None:
    """Whoever stands before that row in the class is not graded either: nothing is written, and it is said where."""
    grade()
    before = {path.name: path.read_bytes() for path in (home / "out").glob("*.*") if path.name != "intake.csv"}
    take(home, ada="median.py", bob="median.py", eve="median(1).py")
    said = words(grade())
    assert "the column take of eve, median: there is no file 'median(1).py'" in said
    assert "median (1).py" in said
    now = {path.name: path.read_bytes() for path in (home / "out").glob("*.*") if path.name != "intake.csv"}
    assert {name: now[name] for name in before if "cache" not in name} == {
        name: raw for name, raw in before.items() if "cache" not in name
    }
    take(home, eve="median (1).py")
    assert grade().exit_code == 0
    assert points(home) == {"ada": "40", "bob": "40", "eve": points(home)["eve"]}
    assert points(home)["eve"] not in ("", "40")


def test_a_decision_that_is_not_needed_any_more_is_a_note(home: Path, grade: Grade) -> None:
    """Whoever hands in again, one file or two others, stops nobody; where there are two again it is asked again."""
    grade()
    take(home, ada="median (1).py", bob="median (1).py", eve="median (1).py")
    assert grade().exit_code == 0
    (home / "class" / "ada" / "median (1).py").unlink()
    (home / "class" / "bob" / "median (1).py").rename(home / "class" / "bob" / "median-2.py")
    for _ in range(2):
        assert grade().exit_code == 0
        assert (points(home)["ada"], points(home)["bob"]) == ("40", "")
    [ada] = [row for row in table(home / "out" / "intake.csv") if row["student"] == "bob" and row["exercise"]]
    assert ada["take"] == ""
    assert ada["to_do"]
    take(home, bob="median.py")
    assert grade().exit_code == 0
    assert points(home)["bob"] == "40"


def test_an_exercise_that_is_none_is_named(home: Path, grade: Grade) -> None:
    """A slip in the column `exercise` is not passed over."""
    grade()
    text = (home / "out" / "intake.csv").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("ada,,median,"))
    (home / "out" / "intake.csv").write_text(
        text.replace(row, row.replace("ada,,median,", "ada,,medain,") + "median.py"), encoding="utf-8"
    )
    assert "there is no such exercise. Known: median, trapezoid" in words(grade())


def test_a_mark_outlives_a_change_of_the_points(home: Path, grade: Grade, measuring: Path) -> None:
    """Above what the exercise is worth now, it counts as that, is said and stays as given; then it comes back."""
    for name in ("ada", "bob", "eve"):
        (home / "class" / name / "median (1).py").unlink()
    grade()
    marks = home / "marks.csv"
    marks.write_text("student,exercise,mark,comment\nada,median,35,nice\n", encoding="utf-8")
    assert grade("--reviews", marks).exit_code == 0
    manifest = measuring / "course.yaml"
    text = manifest.read_text(encoding="utf-8")
    assert "points: 40" in text
    for _ in range(2):
        manifest.write_text(text.replace("points: 40", "points: 30"), encoding="utf-8")
        for _ in range(2):
            done = grade()
            assert "1 mark is above what the exercise is worth now, and kept as given: ada median." in words(done)
            assert points(home)["ada"] == "30"
            assert [row["mark"] for row in table(home / "out" / "marks.csv")] == ["35"]
            [row] = [row for row in table(home / "out" / "reviews.csv") if row["mark"]]
            assert (row["mark"], row["max_score"]) == ("35?", "30")
            assert "35 points were given, and the exercise is worth 30 now." in row["reason"] + str(result(home))
        manifest.write_text(text, encoding="utf-8")
        for _ in range(2):
            assert "is above" not in words(grade())
            assert points(home)["ada"] == "35"
            assert [row["mark"] for row in table(home / "out" / "marks.csv")] == ["35"]
            assert "needs_review" not in result(home)["exercises"][0]


def result(home: Path) -> dict[str, Any]:
    lines = (home / "out" / "results.jsonl").read_text(encoding="ascii").splitlines()
    return next(row for row in map(json.loads, lines) if row["student"] == "ada")  # type: ignore[no-any-return]


def test_the_results_in_the_class_are_nobodys_work(home: Path, grade: Grade) -> None:
    """Wherever they lie in it; and the class's folder itself is no place for them."""
    for out in (home / "class" / "results", home / "class" / "ada" / "results"):
        for _ in range(2):
            assert grade(out=out).exit_code == 0
        assert [row["student"] for row in table(out / "gradebook.csv")] == ["ada", "bob", "eve"]
        assert not any("cache.sqlite" in row["file"] for row in table(out / "intake.csv"))
        shutil.rmtree(out)
    assert "is the students' own folder" in words(grade(out=home / "class"))
    assert sorted(path.name for path in (home / "class").iterdir()) == ["ada", "bob", "eve"]
