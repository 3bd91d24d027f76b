"""Days late, from a file to the gradebook."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.classroom.gradebook import write_gradebook
from autograder.classroom.lateness import penalty_percent, read_days
from autograder.classroom.taken_in import lateness
from autograder.course.manifest import load_course
from autograder.course.model import LatePolicy, StudentResult
from autograder.errors import IntakeError
from autograder.intake.folders import open_intake

POLICY = LatePolicy(percent_per_day=10.0, max_percent=35.0)


@pytest.mark.parametrize(("days", "percent"), [(0.0, 0.0), (0.2, 10.0), (2.0, 20.0), (3.5, 35.0), (90.0, 35.0)])
def test_a_day_that_has_begun_counts_whole_up_to_the_most(days: float, percent: float) -> None:
    """Each day costs its percent, and all of them together no more than the policy's most."""
    assert penalty_percent(POLICY, days) == percent


def test_the_gradebook_shows_what_is_left(tmp_path: Path) -> None:
    """Days come from the file; who is not in it was in time; the earned score stays beside."""
    path = tmp_path / "late.csv"
    path.write_text("student,days\nada,2\n", encoding="utf-8")
    results = [StudentResult("c", name, 50.0, 60.0, False, "none", ()) for name in ("ada", "bob")]
    file = io.StringIO()
    write_gradebook(results, [], file, (POLICY, read_days(path)))
    rows = list(csv.DictReader(io.StringIO(file.getvalue())))
    assert [(row["score"], row["days_late"], row["score_after_lateness"]) for row in rows] == [
        ("50", "2", "40"),
        ("50", "0", "50"),
    ]


@pytest.mark.parametrize(
    ("text", "line"), [("name,days\nada,1\n", 1), ("student,days\nada,1\nbob,soon\n", 3), ("student,days\nada,-1\n", 2)]
)
def test_a_file_that_makes_no_sense_is_named_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    """Other columns, words for numbers and negative days are refused where they stand."""
    path = tmp_path / "late.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(IntakeError, match=f"late.csv:{line}: "):
        read_days(path)


def test_a_late_table_of_some_leaves_the_others_a_question(tmp_path: Path, repository: Path) -> None:
    """Canvas says late and not by how much: whoever the table leaves out is listed, and 0 is an answer too."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number, name in enumerate(("doejane", "lovelaceada", "brodmax"), 41):
            archive.writestr(f"{name}_LATE_{number}_{900 + number}_median.py", "def median(values):\n    return 0\n")
    course = load_course(repository / "tests" / "courses" / "measuring")
    course = replace(course, late=LatePolicy(10))
    intake = open_intake(tmp_path / "a.zip", course)
    assert lateness(intake, course, {"41": 2.0, "42": 0.0}) == {"41": 2.0, "42": 0.0}
    assert [(note.student, note.done) for note in intake.notes] == [
        ("43", "is marked late, and nothing says by how much.")
    ]
