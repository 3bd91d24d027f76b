"""Tables that LibreOffice has opened and saved, with comma and with semicolon, say what they said before."""

from __future__ import annotations

import atexit
import csv
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.classroom.lines import to_line
from autograder.cli import app
from tests.autograder.exchange.conftest import result

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not here (apt install libreoffice-calc)")
CSV = "Text - txt - csv (StarCalc)"
STUDENTS = ("007", "Zoë", "O'Brien, =1+1")
THEIRS = """Student,ID,SIS Login ID,Section,HW (7)
    Points Possible,,,,50
"Noël, Zoë",20001,Zoë,A,
"O'Brien, Pat",20002,"O'Brien, =1+1",A,
"""


@cache
def profile() -> str:
    """The address of a folder of LibreOffice's own for all tests here: at its first start it fills it for a second."""
    folder = Path(tempfile.mkdtemp(prefix="profile-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder.as_uri()


def saved(path: Path, delimiter: str, folder: Path, *more: Path) -> Path:
    """`path`, and all of `more`, as LibreOffice saves it: read with commas, written with `delimiter`, in UTF-8."""
    assert SOFFICE is not None
    words = [
        SOFFICE,
        f"-env:UserInstallation={profile()}",
        "--headless",
        f"--infilter={CSV}:44,34,76",
    ]
    words += [
        "--convert-to",
        f"csv:{CSV}:{ord(delimiter)},34,76",
        "--outdir",
        str(folder / "saved"),
        str(path),
        *map(str, more),
    ]
    done = subprocess.run(words, capture_output=True, text=True, timeout=180, check=False)
    assert (folder / "saved" / path.name).is_file(), done.stdout + done.stderr
    return folder / "saved" / path.name


def run(measuring: Path, *words: object) -> None:
    done = CliRunner().invoke(app, [*map(str, words), "--course", str(measuring)])
    assert done.exit_code == 0, done.output + str(done.exception)


@pytest.fixture
def run_folder(tmp_path: Path) -> Path:
    """Two students' results, known by all their ids."""
    folder = tmp_path / "run"
    folder.mkdir()
    people = [
        result("20001", 3.0, id="0700001", login="jdoe", email="j@u.example", name="Jane Doe"),
        result("20002", 1.0, id="0700002", login="zoe", email="z@u.example", name="Zoë Ornel"),
    ]
    (folder / "results.jsonl").write_text("".join(to_line(one) + "\n" for one in people), encoding="ascii")
    return folder


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


ODD = (
    "0012",
    "1E5",
    "3-4",
    "=cmd|' C calc'!A0",
    "May 1",
    "123456789012345678",
    "-5",
    "12:30",
    "2026-11-03",
    "Doe, Jane",
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_names_that_a_spreadsheet_turns_into_something_else(measuring: Path, tmp_path: Path, delimiter: str) -> None:
    """Dates, times, numbers with an E, long ones, formulas: each one's mark comes back to the same student."""
    work, first, second = tmp_path / "class", tmp_path / "first", tmp_path / "second"
    for name in ODD:
        (work / name).mkdir(parents=True)
        (work / name / "median.py").write_bytes((measuring / "solutions" / "median.py").read_bytes())
    marks = tmp_path / "marks.csv"
    with marks.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["student", "exercise", "mark", "comment"])
        writer.writerows([f"'{name}", "trapezoid", 10 + place, "=1+1"] for place, name in enumerate(ODD))
    run(measuring, "grade", work, "--out", first, "--reviews", marks, "--isolation", "none")
    table = saved(first / "reviews.csv", delimiter, tmp_path)
    run(measuring, "grade", work, "--out", second, "--reviews", table, "--isolation", "none")
    assert (second / "gradebook.csv").read_bytes() == (first / "gradebook.csv").read_bytes()


BOOKS = {
    "canvas": (
        "Student,ID,SIS User ID,SIS Login ID,Section,HW (7)\n    Points Possible,,,,,100.00\n"
        '"Doe, Jane",20001,0700001,jdoe,1/2,\n"Ornel, Zoë",20002,0700002,1E5,=1+1,\n"Student, Test",29999,,f3,A,\n'
    ),
    "moodle": (
        "Identifier,Full name,ID number,Email address,Status,Grade,Maximum grade,Grade can be changed,"
        "Last modified (submission),Last modified (grade),Feedback comments\n"
        'Participant 20001,Jane Doe,0700001,j@u.example,Submitted,,100.00,Yes,"Tuesday, 3 November 2026, 10:58 PM",-,\n'
        "Participant 20002,Zoë Ornel,0700002,z@u.example,Submitted,,100.00,Yes,-,-,\n"
    ),
    "blackboard": (
        '"Last Name","First Name","Username","Student ID","HW [Total Pts: 100 Score] |1281892"\n'
        '"Doe","Jane","jdoe","0700001",""\n"Ornel","Zoë","zoe","0700002",""\n'
    ),
    "brightspace": (
        "OrgDefinedId,Username,Last Name,First Name,Email,HW Points Grade <Numeric MaxPoints:100>,"
        "End-of-Line Indicator\n#0700001,#jdoe,Doe,Jane,j@u.example,,#\n#0700002,#zoe,Ornel,Zoë,z@u.example,,#\n"
    ),
}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_each_platforms_gradebook_after_a_spreadsheet(
    measuring: Path, tmp_path: Path, run_folder: Path, delimiter: str
) -> None:
    """Leading zeros are gone and sections are dates: both students have their own grade all the same."""
    paths = {name: tmp_path / f"{name}.csv" for name in BOOKS}
    for name, text in BOOKS.items():
        paths[name].write_text(text, encoding="utf-8-sig")
    first, *more = paths.values()
    saved(first, delimiter, tmp_path, *more)
    for name, path in paths.items():
        filled = tmp_path / f"filled-{name}.csv"
        words = ["export", name, run_folder, "--into", tmp_path / "saved" / path.name, "--out", filled]
        run(measuring, *words, "--no-feedback")
        table = list(csv.reader(filled.read_text(encoding="utf-8-sig").splitlines(), delimiter=delimiter))
        numbers = [cell.replace(",", ".") for row in table[1:] for cell in row if cell.startswith(("37", "12"))]
        numbers = [cell for cell in numbers if cell in ("37.50", "12.50")]
        assert numbers == ["37.50", "12.50"], (name, table)
