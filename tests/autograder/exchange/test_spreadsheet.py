"""Tables that LibreOffice has opened and saved, with comma and with semicolon, say what they said before."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.cli import app

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not here (apt install libreoffice-calc)")
CSV = "Text - txt - csv (StarCalc)"
STUDENTS = ("007", "Zoë", "O'Brien, =1+1")
THEIRS = """Student,ID,SIS Login ID,Section,HW (7)
    Points Possible,,,,50
"Noël, Zoë",20001,Zoë,A,
"O'Brien, Pat",20002,"O'Brien, =1+1",A,
"""


def saved(path: Path, delimiter: str, folder: Path) -> Path:
    """`path` as LibreOffice saves it: read with commas, written with `delimiter`, in UTF-8."""
    assert SOFFICE is not None
    words = [
        SOFFICE,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        f"--infilter={CSV}:44,34,76",
    ]
    words += ["--convert-to", f"csv:{CSV}:{ord(delimiter)},34,76", "--outdir", str(folder / "saved"), str(path)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=180, check=False)
    assert (folder / "saved" / path.name).is_file(), done.stdout + done.stderr
    return folder / "saved" / path.name


def run(measuring: Path, *words: object) -> None:
    done = CliRunner().invoke(app, [*map(str, words), "--course", str(measuring)])
    assert done.exit_code == 0, done.output + str(done.exception)


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_marks_roster_and_gradebook_come_back_the_same(measuring: Path, tmp_path: Path, delimiter: str) -> None:
    """Marks read from the saved table give the same gradebook; a saved Canvas gradebook takes the same grades."""
    work, first, second = tmp_path / "class", tmp_path / "first", tmp_path / "second"
    for name in STUDENTS:
        (work / name).mkdir(parents=True)
        (work / name / "median.py").write_bytes((measuring / "solutions" / "median.py").read_bytes())
    marks = tmp_path / "marks.csv"
    with marks.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["student", "exercise", "mark", "comment"])
        for place, name in enumerate(STUDENTS):
            writer.writerow([name, "trapezoid", 12.5 + place, 'Good; "really",\nyes – Grüße'])
    run(measuring, "grade", work, "--out", first, "--reviews", marks, "--isolation", "none")
    table = saved(first / "reviews.csv", delimiter, tmp_path)
    assert delimiter in table.read_text(encoding="utf-8").splitlines()[0]
    run(measuring, "grade", work, "--out", second, "--reviews", table, "--isolation", "none")
    assert (second / "gradebook.csv").read_bytes() == (first / "gradebook.csv").read_bytes()
    assert (second / "results.jsonl").read_bytes() == (first / "results.jsonl").read_bytes()

    theirs = tmp_path / "theirs.csv"
    theirs.write_text(THEIRS, encoding="utf-8")
    cells = []
    for into in (theirs, saved(theirs, delimiter, tmp_path)):
        filled = tmp_path / "filled.csv"
        run(measuring, "export", "canvas", second, "--into", into, "--out", filled)
        used = "," if into is theirs else delimiter
        cells.append([row[4] for row in csv.reader(filled.open(encoding="utf-8"), delimiter=used)][2:])
    assert cells[0] == [cell.replace(",", ".") for cell in cells[1]]  # beside a semicolon the decimal mark is a comma
    assert all(cells[0])
