"""Who is excused: no grade, no 0, no mean, wherever a class is counted."""

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

COURSE = Path(__file__).parents[2] / "courses" / "measuring"
HEAD = "Student,ID,SIS User ID,SIS Login ID,Section,Old work (4710),Measuring (4711)\n    Points Possible,,,,,10,10\n"
Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command on a class of three; a fourth, in the roster alone, has handed in nothing."""
    for name, source in {"ada": "good", "bob": "lost", "eve": "good"}.items():
        shutil.copytree(COURSE / "class" / source, tmp_path / "class" / name)

    def command(*words: str | Path) -> Any:
        return CliRunner().invoke(app, [*map(str, words), "--course", str(COURSE)])

    return command


def graded(run: Run, tmp_path: Path, excused: str, *words: str) -> Any:
    roster = tmp_path / "class.csv"
    said = dict(pair.split("=") for pair in excused.split())
    people = ("ada", "bob", "eve", "zoe")
    lines = "".join(f"{who},{who.title()},{said.get(who, '')}\n" for who in people)
    roster.write_text("id,name,Excused\n" + lines, encoding="utf-8")
    arguments = ("--out", tmp_path / "out", "--roster", roster, "--isolation", "none", *words)
    return run("grade", tmp_path / "class", *arguments)


def rows(tmp_path: Path) -> dict[str, dict[str, str]]:
    with open(tmp_path / "out" / "gradebook.csv", encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_an_excused_student_has_no_total_and_no_zero(run: Run, tmp_path: Path) -> None:
    """What was handed in is judged, what was not is no 0, and the word stands in a column of its own."""
    graded(run, tmp_path, "ada=yes zoe=EX")
    found = rows(tmp_path)
    assert [found["zoe"][name] for name in ("median", "score", "max_score", "excused")] == ["", "", "", "EX"]
    assert found["ada"]["median"] == found["eve"]["median"]
    assert (found["ada"]["score"], found["ada"]["excused"], found["eve"]["excused"]) == ("", "yes", "")


def test_a_class_without_excuses_has_no_such_column(run: Run, tmp_path: Path) -> None:
    """A no is no excuse, and neither is a 0."""
    graded(run, tmp_path, "ada=no bob=0")
    assert "excused" not in rows(tmp_path)["ada"]
    line = json.loads((tmp_path / "out" / "results.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert "excused" not in line["who"]


def test_who_is_excused_is_in_no_figure(run: Run, tmp_path: Path) -> None:
    """Neither in the means that `grade` shows, nor among those who handed in nothing, nor in the report."""
    done = graded(run, tmp_path, "bob=yes zoe=yes")
    said = " ".join(done.output.split())
    assert "2 excused, in no mean" in said
    assert "handed in nothing" not in said
    assert "2 are excused" in said
    assert run("report", tmp_path / "out").exit_code == 0
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "Excused, and in no figure: 2" in page
    assert "<dt>handed in nothing</dt><dd>0</dd>" in page
    assert "none of this counts for you" in next((tmp_path / "out" / "students").glob("zoe*")).read_text("utf-8")


def test_no_grade_of_an_excused_student_goes_back(run: Run, tmp_path: Path) -> None:
    """Not even where zeros are asked for and their cell is empty, as in a platform that knows no excuses."""
    graded(run, tmp_path, "ada=yes zoe=yes")
    book, filled = tmp_path / "theirs.csv", tmp_path / "filled.csv"
    people = "".join(f'"{who.title()}",{n},{who},{who},A,,\n' for n, who in enumerate(("ada", "bob", "eve", "zoe"), 1))
    book.write_text(HEAD + people, encoding="utf-8")
    words = ("--into", book, "--out", filled, "--column", "4711", "--zeros", "--overwrite", "--with-proposals")
    done = run("export", "canvas", tmp_path / "out", *words)
    assert "is excused: Ada (ada), Zoe (zoe)" in " ".join(done.output.split())
    with open(filled, encoding="utf-8", newline="") as file:
        cells = {row["SIS User ID"]: row["Measuring (4711)"] for row in csv.DictReader(file)}
    assert (cells["ada"], cells["zoe"]) == ("", "")
    assert all((cells["bob"], cells["eve"]))


def test_no_result_file_and_no_mail_for_who_is_excused(run: Run, tmp_path: Path) -> None:
    """They are named apart from those who wait for a person."""
    graded(run, tmp_path, "ada=yes")
    done = run("export", "gradescope", tmp_path / "out", "--out", tmp_path / "files")
    assert "is excused: Ada (ada)" in " ".join(done.output.split())
    assert {path.name for path in (tmp_path / "files").iterdir()} == {"bob", "eve", "zoe"}
    done = run("export", "feedback", "mail", tmp_path / "out", "--out", tmp_path / "mails.csv")
    assert "is excused: Ada (ada)" in " ".join(done.output.split())


def test_canvas_says_it_in_the_column_of_the_work(run: Run, tmp_path: Path) -> None:
    """EX and N/A excuse, in this work's column and in no other; where that is not clear it is asked."""
    book = tmp_path / "class.csv"
    cells = {"ada": "9,EX", "bob": "EX,7", "eve": "8,", "zoe": "N/A,N/A"}
    people = "".join(f'"{who.title()}",{n},{who},{who},A,{cells[who]}\n' for n, who in enumerate(cells, 1))
    book.write_text(HEAD.replace("Measuring", "Homework 2") + people, encoding="utf-8")
    words = ("--out", tmp_path / "out", "--roster", book, "--isolation", "none")
    run("grade", tmp_path / "class", *words)
    assert not any(row.get("excused") for row in rows(tmp_path).values())
    notes = (tmp_path / "out" / "intake.csv").read_text(encoding="utf-8-sig")
    assert "2 in 'old work (4710)'; 2 in 'homework 2 (4711)'" in notes
    assert "--column" in notes
    run("grade", tmp_path / "class", *words, "--column", "4711")
    assert {who for who, row in rows(tmp_path).items() if row["excused"]} == {"ada", "zoe"}
    run("grade", tmp_path / "class", *words)  # said once
    assert {who for who, row in rows(tmp_path).items() if row["excused"]} == {"ada", "zoe"}
    book.write_text(HEAD + people, encoding="utf-8")  # by the course's title
    run("grade", tmp_path / "class", "--out", tmp_path / "other", "--roster", book, "--isolation", "none")
    assert "excused" in (tmp_path / "other" / "gradebook.csv").read_text(encoding="utf-8")
    done = run("grade", tmp_path / "class", *words, "--column", "4712")
    assert "no column of a roster is called so" in str(done.exception)


def test_the_gradebook_begins_with_its_first_column_whatever_the_names(run: Run, tmp_path: Path) -> None:
    """Programs read gradebook.csv by the name of that column: no byte order mark stands before it."""
    graded(run, tmp_path, "")
    roster = tmp_path / "class.csv"
    roster.write_text(roster.read_text(encoding="utf-8").replace("Zoe", "Zoë"), encoding="utf-8")
    run("grade", tmp_path / "class", "--out", tmp_path / "out", "--roster", roster, "--isolation", "none")
    raw = (tmp_path / "out" / "gradebook.csv").read_bytes()
    assert raw.startswith(b"student,")
    assert "Zoë".encode() in raw
    assert run("report", tmp_path / "out").exit_code == 0
