"""Feedback as Moodle, Canvas and a mail merge take it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from autograder.cli import app
from autograder.course.model import StudentResult
from autograder.exchange.feedback import moodle_entry
from tests.autograder.exchange.conftest import MEASURING, failed, reread, result

pytest.importorskip("jinja2")

Run = Callable[[Sequence[StudentResult]], Path]
WAITING = {"status": "needs_review", "needs_review": True}


@pytest.fixture
def send(run: Run, tmp_path: Path) -> Callable[..., tuple[Result, Path]]:
    """The command, and what it wrote."""

    def do(where: str, results: Sequence[StudentResult], *options: str) -> tuple[Result, Path]:
        out = tmp_path / "sent"
        words = ["export", "feedback", where, str(run(results)), "--out", str(out), "--course", str(MEASURING)]
        return CliRunner().invoke(app, [*words, *options]), out

    return do


def test_moodles_folders_are_named_by_participant(send: Callable[..., tuple[Result, Path]]) -> None:
    """One folder a student, without `_` in the name; who waits for a person is left out and named."""
    people = [
        result("1234501", name="Jane_Ann Doe", id="1234501", checks=(failed(False, "secret"),)),
        result("1234502", name="Bo", id="1234502", **WAITING),
    ]
    done, out = send("moodle", people)
    with zipfile.ZipFile(out) as archive:
        assert archive.namelist() == ["Jane Ann Doe_1234501_assignfeedback_file/feedback.html"]
        page = archive.read(archive.namelist()[0]).decode()
    assert "<!doctype html>" in page
    assert "secret" not in page
    assert "has not marked them yet: Bo (1234502)" in done.output


def test_a_student_id_is_no_participants_number(send: Callable[..., tuple[Result, Path]], tmp_path: Path) -> None:
    """Moodle's worksheet knows both: a folder named by the id would be nobody's, or somebody else's."""
    _, out = send("moodle", [result("1234501", name="Bo", id="0042")])
    assert zipfile.ZipFile(out).namelist() == ["Bo_1234501_assignfeedback_file/feedback.html"]
    out.unlink()
    for kind in ("canvas", "folders"):  # there the number is another platform's, or the student id
        (tmp_path / "run" / "intake.json").write_text(json.dumps({"options": {}, "kind": kind, "students": {}}))
        done, out = send("moodle", [result("20001", name="Bo", id="0042")])
        assert "--worksheet" in str(done.exception)
        assert not out.exists()


def test_a_student_id_is_no_canvas_number(send: Callable[..., tuple[Result, Path]], tmp_path: Path) -> None:
    """One student's id may be the number that Canvas has for another: each gets their own feedback."""
    download = tmp_path / "submissions.zip"
    with zipfile.ZipFile(download, "w") as archive:
        archive.writestr("aa_20001_900123_median.py", b"x = 1\n")
        archive.writestr("bb_20002_900124_median.py", b"x = 1\n")
    checks = (failed(True, "Only Bo is told this."),)
    people = [result("20001", name="Al", id="01"), result("20002", name="Bo", id="20001", checks=checks)]
    for kind in ("", "canvas"):
        if kind:
            (tmp_path / "run" / "intake.json").write_text(json.dumps({"options": {}, "kind": kind, "students": {}}))
        _, out = send("canvas", people, "--download", str(download))
        with zipfile.ZipFile(out) as archive:
            told = ["Only Bo" in archive.read(name).decode() for name in archive.namelist()]
        assert told == [False, True]


def test_where_nobody_is_ready_that_is_what_is_said(send: Callable[..., tuple[Result, Path]], tmp_path: Path) -> None:
    """And not that the download is another class's, nor an empty table."""
    for where in ("mail", "moodle", "canvas"):
        done, out = send(where, [result("20001", id="20001", **WAITING)], "--download", str(tmp_path))
        assert "nobody's feedback is ready" in str(done.exception)
        assert not out.exists()


def test_moodle_finds_participants_in_the_worksheet(send: Callable[..., tuple[Result, Path]], tmp_path: Path) -> None:
    """Results from elsewhere need the worksheet, and say so without it."""
    done, _ = send("moodle", [result("jdoe1", email="jdoe1@uni.example")])
    assert "--worksheet" in str(done.exception)
    sheet = tmp_path / "worksheet.csv"
    sheet.write_text(
        "Identifier,Full name,Email address,Status,Grade,Maximum grade\n"
        "Participant 77,Jane O'Doe,JDOE1@uni.example,-,,10.00\n",
        encoding="utf-8",
    )
    _, out = send("moodle", [result("jdoe1", email="jdoe1@uni.example")], "--worksheet", str(sheet))
    assert zipfile.ZipFile(out).namelist() == ["Jane ODoe_77_assignfeedback_file/feedback.html"]


@pytest.mark.parametrize("name", ["../../etc", ".hidden", "a/b", "", "\x00:", "Ann_Lee"])
def test_no_name_leaves_its_folder(name: str) -> None:
    """A name makes one folder, neither hidden nor outside."""
    folder, page = moodle_entry(name, "5").split("/")
    assert not folder.startswith(".")
    assert (folder.split("_")[1:], page) == (["5", "assignfeedback", "file"], "feedback.html")


def test_canvas_gets_the_very_names_that_were_sent(send: Callable[..., tuple[Result, Path]], tmp_path: Path) -> None:
    """Each file comes back under its whole name, as a file of its kind, with the feedback on that exercise."""
    names = [
        "doejane_LATE_20001_900123_median-1.py",
        "doejane_20001_900124_my_2_3_notes.md",
        "doejane_20001_900125_all.zip",
        "doejane_20001_text.html",
        "stranger_20009_900130_median.py",
    ]
    download = tmp_path / "submissions.zip"
    with zipfile.ZipFile(download, "w") as archive:
        for name in names:
            archive.writestr(name, b"x = 1\n")
    checks = (failed(True, "You called median([1, 2]).\nIt returned 2."),)
    done, out = send("canvas", [result("20001", checks=checks)], "--download", str(download))
    assert done.exit_code == 0
    with zipfile.ZipFile(out) as archive:
        assert archive.namelist() == names[:3]
        code = archive.read(names[0]).decode()
        assert "You called median([1, 2]). It returned 2." in code
        compile(code, names[0], "exec")
        assert zipfile.ZipFile(io.BytesIO(archive.read(names[2]))).namelist() == ["feedback.html"]
    assert "--download" in str(send("canvas", [result("20001")])[0].exception)


def test_canvas_is_told_by_what_was_graded_last(send: Callable[..., tuple[Result, Path]], tmp_path: Path) -> None:
    """The download that the results are of need not be named again, as long as it lies there."""
    download = tmp_path / "submissions.zip"
    with zipfile.ZipFile(download, "w") as archive:
        archive.writestr("doejane_20001_900123_median.py", b"x = 1\n")
    (tmp_path / "run").mkdir()
    told = {"version": 1, "course": "measuring", "submissions": str(download)}
    (tmp_path / "run" / "run.json").write_text(json.dumps(told), encoding="utf-8")
    done, out = send("canvas", [result("20001")])
    assert done.exit_code == 0
    with zipfile.ZipFile(out) as archive:
        assert archive.namelist() == ["doejane_20001_900123_median.py"]
    download.unlink()
    assert "--download" in str(send("canvas", [result("20001")])[0].exception)


def test_a_folder_that_is_no_canvas_download_is_said(send: Callable[..., tuple[Result, Path]], tmp_path: Path) -> None:
    """Another download has no names that Canvas would know."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "median.py").write_text("", encoding="utf-8")
    done, out = send("canvas", [result("20001")], "--download", str(tmp_path / "other"))
    assert "no Canvas download" in str(done.exception)
    assert not out.exists()


def test_mail_is_a_table_and_no_formula(send: Callable[..., tuple[Result, Path]]) -> None:
    """One row a student with the address, and every cell safe to open."""
    people = [result("=cmd|' /C calc'!A0", email="+a@uni.example", name="@Ann"), result("bo", email="bo@uni.example")]
    _, out = send("mail", people)
    head, *rows = reread(out.read_bytes())
    assert head == ["email", "name", "student", "score", "max_score", "feedback"]
    assert [row[0] for row in rows] == ["'+a@uni.example", "bo@uni.example"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert rows[1][3:5] == ["6", "8"]


def test_a_notebook_comes_back_as_a_notebook(send: Callable[..., tuple[Result, Path]], tmp_path: Path) -> None:
    """What was sent as .ipynb opens as one."""
    (tmp_path / "download").mkdir()
    (tmp_path / "download" / "doejane_20001_9_median.ipynb").write_text("{}", encoding="utf-8")
    _, out = send("canvas", [result("20001")], "--download", str(tmp_path / "download"))
    with zipfile.ZipFile(out) as archive:
        data = json.loads(archive.read(archive.namelist()[0]))
    assert "6 of 8 points" in data["cells"][0]["source"]
