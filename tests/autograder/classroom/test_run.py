"""A class graded again and again into one folder: what is remembered, who is graded, what is set aside."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")

from autograder.classroom import grader
from autograder.classroom import run as running
from autograder.classroom.bench import Desk, Graded
from autograder.classroom.child import Order
from autograder.classroom.workers import grade_in_workers
from autograder.cli import app
from autograder.course.model import Submission, SubmittedFile
from autograder.errors import UserError
from autograder.sandbox.here import LocalHost

COURSE = Path(__file__).parents[2] / "courses" / "measuring"
Grade = Callable[..., Any]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Three students, in a folder whose name a shell would take apart."""
    for name, source in {"ada": "good", "bob": "lost", "eve": "good"}.items():
        shutil.copytree(COURSE / "class" / source, tmp_path / "the class" / name)
    return tmp_path


@pytest.fixture
def grade(home: Path) -> Grade:
    """Grades that class, as the command does."""

    def run(*words: str | Path, submissions: Path | None = None) -> Any:
        command = ["grade", str(submissions or home / "the class"), "--out", str(home / "out")]
        command += ["--course", str(COURSE), "--isolation", "none", *map(str, words)]
        return CliRunner().invoke(app, command)

    return run


def rows(home: Path) -> dict[str, dict[str, str]]:
    with open(home / "out" / "gradebook.csv", encoding="utf-8", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def results(home: Path) -> dict[str, dict[str, Any]]:
    lines = (home / "out" / "results.jsonl").read_text(encoding="ascii").splitlines()
    return {line["student"]: line for line in map(json.loads, lines)}


def table(home: Path, text: str, name: str = "mine.csv") -> Path:
    path = home / name
    path.write_text(text, encoding="utf-8")
    return path


def test_lateness_is_remembered(home: Path, grade: Grade) -> None:
    """The same plain command again gives the same gradebook; another table takes the place of the first."""
    late = table(home, "Student;Days\nada;1,5\n")
    assert grade("--late", late).exit_code == 0
    before = (home / "out" / "gradebook.csv").read_bytes()
    assert rows(home)["ada"]["days_late"] == "1.5"
    late.unlink()
    assert grade().exit_code == 0
    assert (home / "out" / "gradebook.csv").read_bytes() == before
    grade("--late", table(home, "student,days\nbob,2\n"))
    assert (rows(home)["ada"]["days_late"], rows(home)["bob"]["days_late"]) == ("0", "2")


def test_nobody_is_late_in_silence(home: Path, grade: Grade) -> None:
    """A name that is nobody's is an error with the nearest name, and nothing is graded; no policy is said aloud."""
    done = grade("--late", table(home, "student,days\nada,1\nbbo,2\n"))
    assert isinstance(done.exception, UserError)
    assert "mine.csv:3: nobody of the name 'bbo' is in the class. Did you mean 'bob'?" in str(done.exception)
    assert not (home / "out" / "results.jsonl").read_bytes()
    assert "course.yaml has no late:" in grade("--late", table(home, "student,days\nada,1\n")).stderr


def test_the_exercises_are_remembered(home: Path, grade: Grade) -> None:
    """A part of the course stays that part until all of it is asked for, and that is said."""
    assert "As in the run before" not in grade("--only", "median").stderr
    done = grade()
    assert "As in the run before, only median" in done.stderr
    assert "Graded 0 (3 kept" in done.stdout
    assert rows(home)["ada"]["trapezoid"] == ""
    grade("--only", "all")
    assert rows(home)["ada"]["trapezoid"] == "60"
    assert "As in the run before" not in grade().stderr


def test_settings_that_make_no_sense_are_no_obstacle(home: Path, grade: Grade) -> None:
    """Whatever lies in run.json, a class is graded."""
    grade("--only", "median")
    for text in ("", "[]", "{}", '{"version": 1, "course": "measuring", "only": 7, "days_late": [], "alone": {}}'):
        (home / "out" / "run.json").write_text(text, encoding="utf-8")
        assert grade().exit_code == 0
        assert rows(home)["ada"]["score"] == "100"


def test_settings_that_a_merge_has_damaged_are_missed_aloud(home: Path, grade: Grade) -> None:
    """The late table that the gradebook went by is gone: who grades hears it, once."""
    grade("--late", table(home, "student,days\nada,1\n"))
    kept = home / "out" / "run.json"
    kept.write_text("<<<<<<< HEAD\n" + kept.read_text(encoding="utf-8"), encoding="utf-8")
    assert "run.json: could not be read" in grade().stderr
    assert "run.json" not in grade().stderr


def test_another_python_than_students_were_told_of_is_said_once(home: Path, grade: Grade, measuring: Path) -> None:
    """A file may load at home and not here: who grades hears it with what to do, and not where nothing is graded."""
    manifest = measuring / "course.yaml"
    text = manifest.read_text(encoding="utf-8")
    here = ".".join(map(str, sys.version_info[:2]))
    for told, why in (("3.99", "what only a later one has"), ("3.5", "what Python has dropped since"), (here, "")):
        manifest.write_text(text.replace("seed: 7", f'seed: 7\npython: "{told}"'), encoding="utf-8")
        said = grade("--course", measuring, "--fresh").stderr
        assert (f"course.yaml says that Python {told} grades, and this is Python {here}: " in said) == bool(why)
        assert why in said
        assert "course.yaml says" not in grade("--course", measuring).stderr


def test_scores_that_change_with_an_upgrade_are_laid_to_it(home: Path, grade: Grade, measuring: Path) -> None:
    """Who sees 300 scores change wants to know that it was another NumPy, and hears nothing where none changed."""
    import numpy as np

    grade("--course", measuring)
    kept = home / "out" / "run.json"
    text = kept.read_text(encoding="utf-8")
    older = text.replace(f'"NumPy": "{np.__version__}"', '"NumPy": "1.0.0"')
    assert older != text
    kept.write_text(older, encoding="utf-8")
    assert "graded with" not in grade("--course", measuring, "--fresh").stdout
    kept.write_text(older, encoding="utf-8")
    manifest = measuring / "course.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("points: 40", "points: 20"), encoding="utf-8")
    said = f"What was here before was graded with NumPy 1.0.0, and this with NumPy {np.__version__}."
    assert said in grade("--course", measuring).stdout
    assert "graded with" not in grade("--course", measuring, "--fresh").stdout


@pytest.mark.parametrize("command", ["report", "export gradescope"])
def test_results_of_an_earlier_course_are_not_passed_on_in_silence(
    home: Path, grade: Grade, measuring: Path, command: str
) -> None:
    """Who has mended a check and forgets to grade again hears it before the points are with the platform."""
    grade("--course", measuring)
    to = ["--out", str(home / "to")] if command.startswith("export") else []
    words = [*command.split(), str(home / "out"), "--course", str(measuring), *to]
    said = f"{measuring}: the course has been changed since {home / 'out'} was graded."
    assert said not in CliRunner().invoke(app, words).stderr
    check = measuring / "tests" / "hidden" / "test_median.py"
    check.write_text(check.read_text(encoding="utf-8") + "\n# mended\n", encoding="utf-8")
    grade("--course", measuring, "--student", "zoe", submissions=COURSE / "class" / "good")
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0
    assert said in done.stderr
    grade("--course", measuring)
    assert said not in CliRunner().invoke(app, words).stderr


def test_a_course_whose_hint_changed_is_the_same_to_marks(home: Path, grade: Grade, measuring: Path) -> None:
    """No mark follows from a hint, a title or a comment; each is seen by what shows it, and a rule counts."""
    grade("--course", measuring)
    manifest = measuring / "course.yaml"
    before = manifest.read_text(encoding="utf-8")
    words = ["report", str(home / "out"), "--course", str(measuring)]
    changed = before.replace("Sort first.", "A hint that nobody has read.").replace("The middle", "The middlemost")
    manifest.write_text(f"# checked in\n{changed}", encoding="utf-8")
    done = CliRunner().invoke(app, words)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "The middlemost value" in (home / "out" / "report.html").read_text(encoding="utf-8")
    shown = CliRunner().invoke(app, ["hint", "median", "--course", str(measuring)]).stdout
    assert "A hint that nobody has read." in shown
    manifest.write_text(f"{before}\ncurve: [[0, 5.0], [100, 1.0]]\n", encoding="utf-8")
    assert "the course has been changed" in CliRunner().invoke(app, words).stderr


def test_a_kept_mark_that_is_none_is_named_with_its_line(home: Path, grade: Grade) -> None:
    """marks.csv is a person's table too, and nothing is graded past what cannot be read in it."""
    grade()
    kept = table(home, "student,exercise,mark\nada,median,7,5\n", "out/marks.csv")
    assert f"{kept}:2: has 4 cells" in str(grade().exception)
    kept = table(home, "student;exercise;mark\nada;median;7,5\nbob;median;good\n", "out/marks.csv")
    assert f"{kept}:3: the mark must be a number 0 or more, not 'good'." in str(grade().exception)


def test_two_persons_marks_of_a_class_become_one_table(home: Path, grade: Grade) -> None:
    """Each fills in a copy; both are read, and where they do not agree the later one holds and is named."""
    grade("--reviews", table(home, "student,exercise,mark\nada,median,30\nbob,median,20\n", "first.csv"))
    done = grade("--reviews", table(home, "student;exercise;mark\nbob;median;12,5\neve;median;7\n", "second.csv"))
    assert [rows(home)[name]["median"] for name in ("ada", "bob", "eve")] == ["30", "12.5", "7"]
    assert "1 entry takes the place of another that was kept: bob median 12.5 (was 20)." in done.stderr
    assert "takes the place" not in grade("--reviews", home / "second.csv").stderr


def test_a_second_marker_marks_in_a_copy_of_the_table(home: Path, grade: Grade) -> None:
    """A mark that stands there as it was copied is nobody's second opinion."""
    grade("--reviews", table(home, "student,exercise,mark\nada,median,30\n", "first.csv"))
    copy = home / "copy.csv"
    text = (home / "out" / "reviews.csv").read_text(encoding="utf-8")
    copy.write_text(text, encoding="utf-8")
    assert "takes the place" not in grade("--reviews", copy).stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("reviews (1).csv", True),
        ("reviews (Ada's conflicted copy 2026-11-28).csv", True),
        ("marks.sync-conflict-20261128-101500-ABCDEF.csv", True),
        ("reviews-LAPTOP.csv", True),
        ("marks.bo.csv", False),
        ("late.csv", False),
    ],
)
def test_marks_in_a_copy_that_a_cloud_folder_made_are_named(home: Path, grade: Grade, name: str, said: bool) -> None:
    """Two people have saved at once, and one of them would have marked for nothing; a second marker's are no copy."""
    grade("--reviews", table(home, "student,exercise,mark\nada,median,30\nbob,median,20\n", "first.csv"))
    (home / "out" / name).write_text("student,exercise,mark\nada,median,30\nbob,median,21\n", encoding="utf-8")
    told = f"{home / 'out' / name}: has 1 mark that does not hold. Read them with --reviews "
    assert (told in grade().stderr) == said
    grade("--reviews", home / "out" / name)
    assert told not in grade().stderr


def test_who_has_left_leaves_the_gradebook(home: Path, grade: Grade) -> None:
    """The students of a wrong first run are set aside and named; one who was graded alone stays."""
    grade(submissions=COURSE / "class")
    done = grade()
    assert "Not in this class any more" in done.stderr
    assert "good, lost" in done.stderr
    assert sorted(rows(home)) == ["ada", "bob", "eve"]
    aside = (home / "out" / "left.jsonl").read_text(encoding="ascii").splitlines()
    assert [json.loads(line)["student"] for line in aside] == ["good", "lost"]
    grade("--student", "zoe", submissions=COURSE / "class" / "good")
    assert sorted(rows(home)) == ["ada", "bob", "eve", "zoe"]
    assert "any more" not in grade().stderr
    assert sorted(rows(home)) == ["ada", "bob", "eve", "zoe"]


def test_a_damaged_line_is_graded_again(home: Path, grade: Grade) -> None:
    """It is named and kept aside, and the results are what they were."""
    grade()
    path = home / "out" / "results.jsonl"
    before = path.read_bytes()
    lines = before.splitlines(keepends=True)
    path.write_bytes(lines[0] + re.sub(rb'"score": [0-9.]+', b'"score": NaN', lines[1], count=1) + lines[2])
    done = grade()
    assert "line 2 damaged" in done.stderr
    assert "Graded 1 (2 kept" in done.stdout
    assert path.read_bytes() == before
    assert b"NaN" in (home / "out" / "results.damaged.jsonl").read_bytes()


@pytest.fixture
def graded_students(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Who is graded by the machine from here on."""
    seen: list[str] = []
    judge = Desk.grade

    def note(self: Desk, submission: Submission) -> Graded:
        seen.append(submission.student)
        return judge(self, submission)

    monkeypatch.setattr(Desk, "grade", note)
    return seen


def test_marks_read_back_grade_nobody(home: Path, grade: Grade, graded_students: list[str]) -> None:
    """They are laid over what the machine gave, and taking one back gives that again, to the byte."""
    grade()
    machine = (home / "out" / "results.jsonl").read_bytes()
    graded_students.clear()
    done = grade("--reviews", table(home, "student,exercise,mark\nbob,median,30\n"))
    assert "Graded 0 (3 kept" in done.stdout
    assert (rows(home)["bob"]["median"], rows(home)["bob"]["score"]) == ("30", "50")
    marked = (home / "out" / "results.jsonl").read_bytes()
    grade("--reviews", table(home, "student,exercise,mark,comment\nbob,median,31,Nearly.\n"))
    assert results(home)["bob"]["exercises"][0]["message"] == "Marked by a person: 31 of 40 points. Nearly."
    grade("--reviews", table(home, "student,exercise,mark,comment\nbob,median,30,\n"))
    assert (home / "out" / "results.jsonl").read_bytes() == marked
    grade("--reviews", table(home, "student,exercise,mark\nbob,median,-\n"))
    assert (home / "out" / "results.jsonl").read_bytes() == machine
    assert graded_students == []
    own = (COURSE / "solutions" / "median.py").read_text(encoding="utf-8") + "# By bob.\n"
    (home / "the class" / "bob" / "median.py").write_text(own, encoding="utf-8")
    grade()
    assert graded_students == ["bob"]


def test_fresh_grades_everybody_again(
    home: Path, grade: Grade, graded_students: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eve's files are Ada's, and are judged once in each run."""
    monkeypatch.setattr(grader, "time", SimpleNamespace(perf_counter=lambda: 0.0))  # however busy the machine is
    for word in ((), (), ("--fresh",)):
        grade(*word)
    assert graded_students == ["ada", "bob"] * 2


def test_a_mark_reaches_whom_it_was_typed_for(home: Path, grade: Grade) -> None:
    """Students whose names a spreadsheet makes equal never get each other's marks."""
    for name in ("007", "7", "ada "):
        shutil.copytree(COURSE / "class" / "lost", home / "the class" / name)
    grade()
    marks = "student,exercise,mark\nada (2),median,1\nada ,median,2\n'7,median,3\n007,median,4\n"
    assert grade("--reviews", table(home, marks)).exit_code == 0
    wanted = {"ada (2)": "1", "ada": "2", "7": "3", "007": "4"}
    assert {name: rows(home)[name]["median"] for name in wanted} == wanted
    assert grade("--reviews", home / "out" / "reviews.csv").exit_code == 0
    assert {name: rows(home)[name]["median"] for name in wanted} == wanted
    refused = grade("--reviews", table(home, "student,exercise,mark\n7,median,9\n"))
    assert "may be '007' or '7'" in str(refused.exception)
    refused = grade("--reviews", table(home, "student,exercise,mark\nada ,median,9\nada,median,8\n"))
    assert "'ada' has another mark for 'median' further up" in str(refused.exception)


def not_graded(self: Desk, submission: Submission) -> Graded:
    """What the grader says of an exercise where it gave way."""
    made = self.grader.grade(submission, LocalHost(), "none")
    broken = replace(
        made.exercises[0],
        status="not_graded",
        score=0.0,
        max_score=0.0,
        checks=(),
        needs_review=True,
        message="Gave way.",
    )
    exercises = (broken, *made.exercises[1:])
    total = sum(one.score for one in exercises), sum(one.max_score for one in exercises)
    return Graded(replace(made, exercises=exercises, score=total[0], max_score=total[1], needs_review=True), 0.0)


def test_what_was_not_graded_has_no_score_until_it_has_one(
    home: Path, grade: Grade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Empty cells and code 3; a person may mark it, and the same command tries it again."""
    with monkeypatch.context() as broken:
        broken.setattr(Desk, "grade", not_graded)
        assert grade().exit_code == 3
        cells = rows(home)["bob"]
        assert (cells["median"], cells["trapezoid"], cells["score"], cells["max_score"]) == ("", "20", "", "")
        with open(home / "out" / "reviews.csv", encoding="utf-8-sig", newline="") as file:
            row = next(row for row in csv.DictReader(file) if row["student"] == "bob")
        assert (row["proposed"], row["max_score"], row["reason"]) == ("", "40", "Gave way.")
        marks = table(home, "student,exercise,mark\nbob,median,10\n")
        assert grade("--reviews", marks).exit_code == 3
        assert (rows(home)["bob"]["score"], rows(home)["bob"]["max_score"]) == ("30", "100")
        assert rows(home)["ada"]["score"] == ""
    done = grade()
    assert done.exit_code == 0
    assert "Graded 2 (1 kept" in done.stdout
    assert rows(home)["ada"]["score"] == "100"


def test_the_command_for_marks_can_be_pasted(home: Path, grade: Grade) -> None:
    """It names everything that was named, and a shell takes it for the same words."""
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(Desk, "grade", not_graded)
        said = grade("--only", "median", "--only", "trapezoid").stdout
    words = shlex.split(next(line for line in said.splitlines() if line.startswith("autograder grade")))
    assert words[:3] == ["autograder", "grade", str(home / "the class")]
    assert words[words.index("--reviews") + 1] == str(home / "out" / "reviews.csv")
    assert words.count("--only") == 2
    assert words[words.index("--course") + 1] == str(COURSE)
    assert words[words.index("--isolation") + 1] == "none"
    done = CliRunner().invoke(app, words[1:])
    assert done.exit_code == 0, done.output


def test_a_submission_is_read_once(home: Path, grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is graded, what its digest stands for and what a person reads cannot be three different things."""
    reads: list[str] = []
    opened = running.open_intake

    def counting(*arguments: Any, **options: Any) -> Any:
        intake = opened(*arguments, **options)
        real = type(intake).read

        def read(self: Any, student: str, *more: Any) -> Submission:
            reads.append(student)
            return real(self, student, *more)

        monkeypatch.setattr(type(intake), "read", read)
        return intake

    monkeypatch.setattr(running, "open_intake", counting)
    grade()
    assert reads == ["ada", "bob", "eve"]


def test_a_folder_that_cannot_be_read_costs_nobody_else(
    home: Path, grade: Grade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever reading one student's folder raises, the others are graded, and this one is tried again."""
    opened = running.open_intake

    def breaking(*arguments: Any, **options: Any) -> Any:
        intake = opened(*arguments, **options)
        real = type(intake).read

        def read(self: Any, student: str, *more: Any) -> Submission:
            if student == "bob":
                raise RecursionError("too deep")
            return real(self, student, *more)

        monkeypatch.setattr(type(intake), "read", read)
        return intake

    with monkeypatch.context():
        monkeypatch.setattr(running, "open_intake", breaking)
        done = grade()
        monkeypatch.undo()
    assert done.exit_code == 3
    assert (rows(home)["ada"]["score"], rows(home)["eve"]["score"]) == ("100", "100")
    assert "bob" in done.stderr
    assert "Graded 1 (2 kept" in grade().stdout


def test_workers_are_handed_submissions_as_data() -> None:
    """They know no folder of submissions; half a character and a file without text reach them too."""
    text = (COURSE / "solutions" / "median.py").read_text(encoding="utf-8")

    def submissions() -> Iterator[Submission]:
        for number in range(5):
            files = {"median": SubmittedFile("a\udc80.py", f"{text}\n# {'x' * 100_000}{number}")}
            files["trapezoid"] = SubmittedFile("t.py", None, "cannot be read")
            yield Submission(f"student{number}", files)

    def fault(submission: Submission, reason: str) -> Graded:
        raise AssertionError(reason)

    done = list(grade_in_workers(Order(COURSE, isolation="none"), 2, submissions(), fault))
    assert sorted(submission.student for submission, _ in done) == [f"student{number}" for number in range(5)]
    assert all(graded.result.student == submission.student for submission, graded in done)
    assert {graded.result.score for _, graded in done} == {40.0}


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of Unix")
def test_a_folder_that_is_write_protected_is_one_sentence(home: Path, grade: Grade) -> None:
    """No traceback: the folder and the reason."""
    if os.getuid() == 0:
        pytest.skip("root may write everywhere")
    (home / "out").mkdir(mode=0o555)
    assert "results cannot be written here" in str(grade().exception)


def test_one_file_sent_later_takes_nothing_else_away(home: Path, grade: Grade) -> None:
    """What was graded before and is not in the folder would count 0: it is refused, and nothing is changed."""
    grade()
    before = (home / "out" / "results.jsonl").read_bytes()
    alone = home / "alone"
    alone.mkdir()
    shutil.copy(COURSE / "solutions" / "median.py", alone)
    done = grade("--student", "ada", submissions=alone)
    assert f"{alone}: has no trapezoid.py, of which 'ada' has results: they would count 0." in str(done.exception)
    assert (home / "out" / "results.jsonl").read_bytes() == before
    own = (COURSE / "solutions" / "trapezoid.py").read_text(encoding="utf-8")
    (alone / "trapezoid.py").write_text(f"{own}# Sent later.\n", encoding="utf-8")
    assert grade("--student", "ada", submissions=alone).exit_code == 0
    (alone / "median.py").unlink()
    assert grade("--student", "ada", "--anyway", submissions=alone).exit_code == 0
    assert rows(home)["ada"]["median"] == "0"


def test_files_sent_later_count_until_they_are_moved_away(home: Path, grade: Grade) -> None:
    """A run over the class takes them again and says so, also where all is judged anew; then the class's count."""
    grade()
    alone = shutil.copytree(COURSE / "class" / "good", home / "alone")
    (alone / "median.py").write_text("def median(values):\n    return 0\n", encoding="utf-8")
    grade("--student", "ada", submissions=alone)
    later = rows(home)["ada"]["median"]
    assert float(later) < float(rows(home)["eve"]["median"])
    assert f"as with --student before: ada from {alone.resolve()}." in " ".join(grade().stderr.split())
    assert rows(home)["ada"]["median"] == later
    grade("--fresh")
    assert rows(home)["ada"]["median"] == later
    alone.rename(home / "moved away")
    again = "Graded from the class's files again, and from others with --student before: ada."
    assert again in " ".join(grade().stderr.split())
    assert rows(home)["ada"]["median"] == rows(home)["eve"]["median"]
    assert again not in " ".join(grade("--fresh").stderr.split())


def test_a_students_own_folder_in_the_class_is_the_classes(home: Path, grade: Grade) -> None:
    """Whoever is graded alone from the very folder that the class has is nobody's exception."""
    grade()
    assert grade("--student", "ada", submissions=home / "the class" / "ada").exit_code == 0
    assert "--student before" not in grade().stderr


def test_who_is_graded_alone_makes_nobody_else_punctual(home: Path, grade: Grade) -> None:
    """When the others came in is not in that folder: what the class's download said of it stays in the gradebook."""
    class_book = "ID,Name,Email,Status\n" + "".join(
        f"{who},{who},{who}@x.example,{'2 days late' if who == 'eve' else 'ok'}\n" for who in ("ada", "bob", "eve")
    )
    grade("--roster", table(home, class_book, "roster.csv"))
    before = rows(home)
    assert float(before["eve"]["days_late"]) == 2
    alone = shutil.copytree(COURSE / "class" / "good", home / "alone")
    grade("--student", "ada", submissions=alone)
    assert rows(home) == before


def test_who_is_graded_alone_stays_who_they_are(home: Path, grade: Grade) -> None:
    """Name and address of the class's download stay, and their name gives them no second row."""
    roster = table(home, "id,name,email\nada,Ada Lovelace,al@x.example\nbob,Bob Roe,\neve,Eve Poe,\n", "roster.csv")
    grade("--roster", roster)
    alone = shutil.copytree(COURSE / "class" / "lost", home / "alone")
    done = grade("--student", "Lovelace, Ada", submissions=alone)
    assert "this is 'ada'. Give --student ada" in str(done.exception)
    assert grade("--student", "ada", submissions=alone).exit_code == 0
    assert rows(home)["ada"]["name"] == "Ada Lovelace"
    assert results(home)["ada"]["who"]["email"] == "al@x.example"
    assert len(rows(home)) == 3
