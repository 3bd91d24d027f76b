"""260 students from a Canvas zip to a filled gradebook, by the three commands that docs/instructor.md has."""

from __future__ import annotations

import csv
import io
import re
import shlex
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.classroom.lines import to_line
from autograder.cli import app
from autograder.course.manifest import load_course
from tests.autograder.exchange.conftest import changed, result

STUDENTS = 260
MISSING = frozenset({17, 203})
WRONG = frozenset(range(5, STUDENTS, 7))


def login(number: int) -> str:
    return f"student{number:03}"


def download(course: Path, target: Path) -> None:
    """What Canvas sends: flat, lower case, the user's number and the file's."""
    right = (course / "solutions" / "median.py").read_text(encoding="utf-8")
    wrong = (course / "solutions" / "mistakes" / "median" / "upper_middle.py").read_text(encoding="utf-8")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(STUDENTS):
            if number not in MISSING:
                late = "LATE_" if number % 50 == 0 else ""
                name = f"doejane{number:03}_{late}{20000 + number}_{900000 + number}_median-1.py"
                archive.writestr(name, wrong if number in WRONG else right)


def gradebook(target: Path) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Old (12)", "Measuring homework (4711)", "Score"]
    )
    writer.writerow(["    Points Possible", "", "", "", "", "10.00", "50.00", "(read only)"])
    for number in range(STUDENTS):
        ids = [20000 + number, f"{number:07}", login(number)]
        writer.writerow([f"Doe, Jane{number:03}", *ids, "A", "", "", "0"])
    writer.writerow(["Student, Test", 29999, "", "f3a9c1", "A", "", "", ""])
    target.write_bytes(out.getvalue().encode("utf-8-sig"))


def commands(repository: Path) -> list[list[str]]:
    text = (repository / "docs" / "instructor.md").read_text(encoding="utf-8").partition("## From a Canvas zip")[2]
    block = re.search(r"```sh\n(.*?)```", text, re.DOTALL)
    assert block is not None
    return [shlex.split(line)[1:] for line in block[1].splitlines()]


def test_three_commands(repository: Path, measuring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody who handed in has their own grade in the right column; nothing else in the file has changed."""
    pytest.importorskip("jinja2")
    monkeypatch.chdir(measuring)
    download(measuring, measuring / "submissions.zip")
    gradebook(measuring / "gradebook.csv")
    before = (measuring / "gradebook.csv").read_bytes()
    typed = commands(repository)
    assert len(typed) == 3
    for words in typed:
        done = CliRunner().invoke(app, words, catch_exceptions=False)
        assert done.exit_code == 0, done.output
    assert f"Filled {STUDENTS - len(MISSING)} grades" in done.output
    after = (measuring / "filled.csv").read_bytes()
    cells = changed(before, after)
    assert (measuring / "gradebook.csv").read_bytes() == before
    assert set(cells) == {(2 + number, 6) for number in range(STUDENTS) if number not in MISSING}
    most = load_course(measuring).max_score
    full = 50 * load_course(measuring).exercise("median").points / most
    for number in set(range(STUDENTS)) - MISSING:
        grade = float(cells[2 + number, 6])
        assert (grade < full) if number in WRONG else (grade == pytest.approx(full, abs=0.01)), number


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_gradebook_that_went_through_a_spreadsheet(measuring: Path, delimiter: str) -> None:
    """LibreOffice opens the gradebook and saves it in its own way; it is filled in all the same."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed on this machine")
    gradebook(measuring / "theirs.csv")
    command = [office, "--headless", f"-env:UserInstallation=file://{measuring}/profile", "--infilter=CSV:44,34,76,1"]
    command += ["--convert-to", f"csv:Text - txt - csv (StarCalc):{ord(delimiter)},34,76", "--outdir"]
    command += [str(measuring / "saved"), str(measuring / "theirs.csv")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    saved = measuring / "saved" / "theirs.csv"
    (measuring / "results.jsonl").write_text(to_line(result("20003", id="20003")) + "\n", encoding="ascii")
    words = ["export", "canvas", str(measuring), "--into", str(saved), "--out", str(measuring / "filled.csv")]
    done = CliRunner().invoke(app, [*words, "--column", "4711", "--course", str(measuring)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    cells = changed(saved.read_bytes(), (measuring / "filled.csv").read_bytes(), delimiter=delimiter)
    assert list(cells) == [(5, 6)]
    assert cells[5, 6].replace(",", ".") == "37.50"
