"""Copies of written answers across a class: found by `grade`, final nowhere, side by side at the desk."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")

from autograder.classroom.compared import Compared
from autograder.cli import app
from autograder.course.manifest import load_course
from autograder.course.model import Submission, SubmittedFile

SURE = (
    "After the softmax no weight is negative any more and together they are 1, so the context stays in the range of "
    "the states it averages."
)
"""What the sample course's rubric is sure of."""
OWN = (
    "First, no weight is smaller than zero. Second, all weights together make one. Third, the states can then be "
    "averaged with them to obtain the context. Fourth, the heat map of weights can be read by humans."
)
ANSWERS = {"ada": SURE, "ben": OWN, "cem": SURE.replace("any more", "any longer"), "dia": SURE.upper()}
Grade = Callable[..., Path]


@pytest.fixture(scope="module")
def course(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample course, where an answer that both readers are sure of is final; two sets are enough for the second."""
    root = tmp_path_factory.mktemp("course")
    for name in ("exercises", "solutions", "tests/visible", "tests/hidden"):
        shutil.copytree(repository / name, root / name)
    manifest = (repository / "course.yaml").read_text(encoding="utf-8")
    assert "written:" not in manifest
    (root / "course.yaml").write_text(f"written: final_when_sure\n{manifest}", encoding="utf-8")
    answers = root / "solutions" / "rubrics" / "why_softmax.answers.yaml"
    few = [row for row in yaml.safe_load(answers.read_text(encoding="utf-8")) if row["set"] in ("hard", "blind")]
    answers.write_text(yaml.safe_dump(few, allow_unicode=True), encoding="utf-8")
    return root


@pytest.fixture
def grade(course: Path, tmp_path: Path) -> Grade:
    """Grades answers, student -> text, into a folder, as the command does."""

    def run(answers: dict[str, str], *words: str, out: str = "out") -> Path:
        shutil.rmtree(tmp_path / "class", ignore_errors=True)
        for student, text in answers.items():
            path = tmp_path / "class" / student / "why_softmax.md"
            path.parent.mkdir(parents=True)
            path.write_text(text, encoding="utf-8")
        command = ["grade", str(tmp_path / "class"), "--out", str(tmp_path / out), "--course", str(course)]
        command += ["--only", "why_softmax", "--isolation", "none"]
        done = CliRunner().invoke(app, [*command, *words], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return tmp_path / out

    return run


def waiting(out: Path) -> dict[str, bool]:
    lines = map(json.loads, (out / "results.jsonl").read_text(encoding="ascii").splitlines())
    return {line["student"]: line["needs_review"] for line in lines}


def rows(out: Path) -> dict[str, dict[str, str]]:
    with open(out / "reviews.csv", encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def books(out: Path) -> dict[str, bytes]:
    names = ("results.jsonl", "gradebook.csv", "reviews.csv", "copies.json")
    return {name: (out / name).read_bytes() for name in names}


def test_a_copy_is_not_final(grade: Grade) -> None:
    """Without copies of it an answer is; with them it waits, with its points, and the table says whose it is like."""
    out = grade({name: ANSWERS[name] for name in ("ada", "ben")})
    assert waiting(out) == {"ada": False, "ben": False}
    out = grade(ANSWERS)
    assert waiting(out) == {"ada": True, "ben": False, "cem": True, "dia": True}
    assert sorted(rows(out)) == ["ada", "cem", "dia"]
    assert "Nearly the same words as ada, dia: look at them together." in rows(out)["cem"]["reason"]
    assert {row["proposed"] for row in rows(out).values()} == {"4.25"}
    assert "ada" not in (out / "results.jsonl").read_text(encoding="ascii").splitlines()[2]


def test_the_bytes_do_not_depend_on_the_way(grade: Grade) -> None:
    """Two processes, a second run, everything judged anew, a class that came in two parts: the same files."""
    wanted = books(grade(ANSWERS))
    assert books(grade(ANSWERS)) == wanted
    assert books(grade(ANSWERS, "--fresh")) == wanted
    assert books(grade(ANSWERS, "--jobs", "2", out="jobs")) == wanted
    grade({name: ANSWERS[name] for name in ("ada", "ben")}, out="parts")
    assert books(grade(ANSWERS, out="parts")) == wanted


def test_a_killed_run_is_finished(grade: Grade) -> None:
    """Whatever of the last step is missing when a run dies, the next one makes up for it."""
    out = grade(ANSWERS)
    wanted = books(out)
    for lost in ("copies.json", "machine.jsonl", "reviews.csv"):
        os.remove(out / lost)
        assert books(grade(ANSWERS)) == wanted, lost
    (out / "copies.json").write_text('{"version": 1, "course": 7, "copies": []}', encoding="utf-8")
    assert books(grade(ANSWERS)) == wanted


def test_a_person_decides_on_a_copy(grade: Grade) -> None:
    """A mark makes it final, also through the next run; without its copies an answer is final as before."""
    out = grade(ANSWERS)
    path = out.parent / "mine.csv"
    path.write_text("student,exercise,mark\nada,why_softmax,2\n", encoding="utf-8")
    grade(ANSWERS, "--reviews", str(path))
    assert waiting(out) == {"ada": False, "ben": False, "cem": True, "dia": True}
    assert waiting(grade(ANSWERS)) == {"ada": False, "ben": False, "cem": True, "dia": True}
    assert waiting(grade({**ANSWERS, "cem": OWN.replace("obtain", "make"), "dia": OWN})) == {
        **dict.fromkeys(("ben", "cem", "dia"), True),
        "ada": False,
    }
    assert waiting(grade({name: ANSWERS[name] for name in ("ada", "ben")})) == {"ada": False, "ben": False}
    grade({"ben": OWN, "cem": SURE})
    assert waiting(out) == {"ben": False, "cem": False}


def test_who_is_graded_alone_stays_in_the_group(grade: Grade, course: Path) -> None:
    """One student's folder says nothing about the others, so what the class's run has found still holds."""
    out = grade(ANSWERS)
    wanted = waiting(out)
    command = ["grade", str(out.parent / "class" / "cem"), "--student", "cem", "--only", "why_softmax"]
    command += ["--out", str(out), "--course", str(course), "--isolation", "none", "--fresh"]
    assert CliRunner().invoke(app, command, catch_exceptions=False).exit_code == 0
    assert waiting(out) == wanted
    assert rows(out)["cem"]["reason"].endswith("Nearly the same words as ada, dia: look at them together.")


def test_a_group_hands_in_one_answer(course: Path) -> None:
    """Those who worked together are no copies of each other; somebody else's copy concerns all of them."""
    read = load_course(course, with_solutions=True, only=("why_softmax",))

    def of(student: str, lead: str = "") -> Submission:
        return Submission(student, {"why_softmax": SubmittedFile("why_softmax.md", SURE)}, lead=lead)

    compared = Compared(read, read.exercises)
    compared.take(of("ada", "ada"))
    compared.take(of("ben", "ada"))
    assert not compared.alike().groups
    compared.take(of("cem"))
    assert compared.alike().groups == {"why_softmax": (("ada", "ben", "cem"),)}
    assert compared.alike().of("ben") == {"why_softmax": ("ada", "cem")}
