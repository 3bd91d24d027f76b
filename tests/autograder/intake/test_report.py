"""The command: a download in, a gradebook out, what was asked for kept and answered."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import downloads as make
import pytest
from downloads import ADA, EMMY, SEAN, work
from typer.testing import CliRunner

from autograder.cli import app


def run(measuring: Path, *arguments: str | Path) -> str:
    done = CliRunner().invoke(app, ["grade", *map(str, arguments), "--course", str(measuring), "--isolation", "none"])
    assert done.exit_code == 0, done.output
    return done.output


def rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def download(tmp_path: Path) -> Path:
    files = make.blackboard(ADA.login, "2026-11-04-12-00-00", work(ADA) | {"median (1).py": "x = 1\n"})
    files |= make.blackboard(EMMY.login, "2026-11-03-12-00-00", work(EMMY), make.blackboard_note(EMMY))
    files |= make.blackboard(SEAN.login, "2026-11-03-12-00-00", work(SEAN), make.blackboard_note(SEAN))
    return make.pack(tmp_path / "hw.zip", files)


def test_whose_work_may_be_a_namesakes_did_not_hand_in_nothing(measuring: Path, tmp_path: Path) -> None:
    """Two of one name, whose work nothing tells apart, are neither counted among those without work nor as excused."""
    table = tmp_path / "class.csv"
    table.write_text("id,name,excused\n71,Jane Doe,\n72,Jane Doe,\n3,Kim Roe,\n4,Lee Poe,yes\n", encoding="utf-8")
    files = {f"{n}-80551 - Jane Doe - Nov 3, 2026 115{n} PM/median.py": "x = 1\n" for n in (1, 2)}
    said = run(
        measuring, make.pack(tmp_path / "hw.zip", files), "--out", tmp_path / "out", "--roster", table, "--anyway"
    )
    told = "1 of the roster handed in nothing, nobody can tell whether 2 of the roster did, 1 is excused."
    assert told in " ".join(said.split())
    excused = [row for row in rows(tmp_path / "out" / "intake.csv") if row["student"] == "4"]
    assert [(row["done"], row["to_do"]) for row in excused] == [("is excused: yes.", "")]


def test_a_platforms_number_is_no_strangers_student_id(measuring: Path, tmp_path: Path) -> None:
    """Brightspace's number of a user may be some other student's id: where the names differ, the name says whose."""
    table = tmp_path / "class.csv"
    table.write_text("id,name\n13394,Kim Roe\n73,Jane Doe\n", encoding="utf-8")
    files = {"13394-80551 - Jane Doe - Nov 3, 2026 1159 PM/median.py": "x = 1\n"}
    run(measuring, make.pack(tmp_path / "hw.zip", files), "--out", tmp_path / "out", "--roster", table)
    lines = (tmp_path / "out" / "results.jsonl").read_text(encoding="ascii").splitlines()
    status = {one["student"]: one["exercises"][0]["status"] for one in map(json.loads, lines)}
    assert status["13394"] == "missing"
    assert status["73"] != "missing"


def test_the_plain_command_again_gives_the_same_gradebook(measuring: Path, download: Path, tmp_path: Path) -> None:
    """Roster, due time and extensions are remembered, also when the tables have gone; results say who is who."""
    out, table, granted = tmp_path / "out", make.roster(tmp_path / "r.csv"), tmp_path / "e.csv"
    granted.write_text("student,days\nalove,0.25\n", encoding="utf-8")
    told = ("--roster", table, "--due", "2026-11-04 00:00", "--extensions", granted)
    said = run(measuring, download, "--out", out, *told)
    assert "Read as a Blackboard download: 3 students, 1 of the roster handed in nothing." in said
    book = (out / "gradebook.csv").read_bytes()
    assert {row["student"]: row["days_late"] for row in rows(out / "gradebook.csv")} == {
        "alove": "0.25",
        "enoet": "0",
        "mbrod": "0",
        "soc_x": "0",
    }
    results = [json.loads(line) for line in (out / "results.jsonl").read_text().splitlines()]
    assert {each["student"]: each["who"]["id"] for each in results} == {
        "alove": "0301",
        "enoet": "302",
        "mbrod": "304",
        "soc_x": "303",
    }
    table.unlink()
    granted.unlink()
    run(measuring, download, "--out", out)
    assert (out / "gradebook.csv").read_bytes() == book


def test_a_question_is_answered_in_the_table(measuring: Path, download: Path, tmp_path: Path) -> None:
    """Two files that differ wait for a person; the path written into `take` decides, and stays."""
    out = tmp_path / "out"
    run(measuring, download, "--out", out)
    asked = [row for row in rows(out / "intake.csv") if row["exercise"] == "median"]
    assert [row["student"] for row in asked] == [ADA.login]
    [ada] = [row for row in map(json.loads, (out / "results.jsonl").open()) if row["student"] == ADA.login]
    first = ada["exercises"][0]
    assert (first["status"], first["score"], first["max_score"], first["needs_review"]) == ("not_graded", 0, 0, True)
    assert "no points are lost" in first["message"]
    assert "Keep one" in first["message"]
    [book] = [row for row in rows(out / "gradebook.csv") if row["student"] == ADA.login]
    assert (book["median"], book["score"]) == ("", "")
    run(measuring, download, "--out", out)  # nothing is broken: exit 0, and nothing is judged again
    text = (out / "intake.csv").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith(f"{ADA.login},,median"))
    (out / "intake.csv").write_text(text.replace(line, f"{line}median.py"), encoding="utf-8")
    for _ in range(2):
        run(measuring, download, "--out", out)
        [ada] = [row for row in map(json.loads, (out / "results.jsonl").open()) if row["student"] == ADA.login]
        assert "needs_review" not in ada["exercises"][0]


def test_plain_folders_say_nothing_of_who(measuring: Path, tmp_path: Path) -> None:
    """Where nothing is known but the folder's name a result has no `who`."""
    make.unpack(tmp_path / "class", {f"ada/{name}": text for name, text in work(ADA).items()})
    run(measuring, tmp_path / "class", "--out", tmp_path / "out")
    assert "who" not in json.loads((tmp_path / "out" / "results.jsonl").read_text())


def test_another_assignment_writes_nothing(measuring: Path, tmp_path: Path) -> None:
    """Exit 2, what was found instead, and nothing is written over."""
    make.unpack(tmp_path / "class", {"ada/essay.docx": "", "bob/essay.docx": ""})
    words = ["grade", tmp_path / "class", "--out", tmp_path / "out", "--course", measuring]
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code != 0
    assert "2 of 2 students have no file of any exercise" in str(done.exception or done.output)
    assert not (tmp_path / "out").exists()


def test_a_path_that_is_not_there_is_a_mistake_of_the_table(measuring: Path, download: Path, tmp_path: Path) -> None:
    """A slip in `take` is one message that names the student, not a grader's fault."""
    out = tmp_path / "out"
    run(measuring, download, "--out", out)
    text = (out / "intake.csv").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith(f"{ADA.login},,median"))
    (out / "intake.csv").write_text(text.replace(line, f"{line}mediam.py"), encoding="utf-8")
    words = ["grade", download, "--out", out, "--course", measuring, "--isolation", "none"]
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert "there is no file 'mediam.py' among what this student handed in" in str(done.exception or done.output)
