"""times and when: dates as platforms write them, lateness, extensions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import downloads as make
import pytest
from downloads import ADA, CLASS, EMMY, SEAN, work
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.taken_in import lateness
from autograder.course.model import Course
from autograder.course.when import parse_when
from autograder.errors import IntakeError
from autograder.intake.folders import Intake, open_intake
from autograder.intake.options import IntakeOptions
from autograder.intake.times import days_late, read_due, read_extensions

NIGHT = dt.datetime(2026, 11, 3, 23, 59)


SPELLINGS = (
    *("2026-11-03 23:59", "2026-11-03T23:59:00", "2026-11-03", "3. November 2026", "03.11.2026 23:59"),
    *("Nov 3, 2026 1159 PM", "Tuesday, 3 November 2026, 11:59 PM", "November 3, 2026 11:59:00 PM"),
    "Dienstag, 3. November 2026, 23:59",
)


@pytest.mark.parametrize("text", SPELLINGS)
def test_one_moment_in_many_spellings(text: str) -> None:
    """What is written on any platform is the same moment."""
    assert parse_when(text) == NIGHT


def test_offsets_are_kept() -> None:
    """A time with an offset knows it."""
    plus = parse_when("2026-11-03T23:59:00+01:00")
    assert plus is not None
    assert plus.utcoffset() == dt.timedelta(hours=1)
    assert parse_when("2026-11-03 22:59:00.000000000 Z") == plus
    assert parse_when("Nov 4, 2026 1205 AM") == dt.datetime(2026, 11, 4, 0, 5)


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        *(("UTC", 0), ("(UTC)", 0), ("UTC+1", 1), ("GMT-08:00", -8), ("-0800", -8), ("+5:30", 5.5), ("CET", 1)),
        *(
            ("CEST", 2),
            ("PDT", -7),
            ("JST", 9),
            ("Europe/Berlin", 1),
            ("America/Los_Angeles", -8),
            ("Asia/Kolkata", 5.5),
        ),
    ],
)
def test_a_zone_is_understood(zone: str, hours: float) -> None:
    """An offset, the name of a place, an abbreviation that means one zone."""
    found = parse_when(f"2026-11-03 23:59 {zone}")
    assert found == NIGHT.replace(tzinfo=dt.timezone(dt.timedelta(hours=hours)))


@pytest.mark.parametrize(
    "behind", ["PST", "CST", "IST", "xyz", "Europe/Nowhere", "+99:00", "23", "of the day before", "/etc/passwd"]
)
def test_what_stands_behind_a_time_is_understood_or_refused(behind: str) -> None:
    """Half of a due time is another due time; an abbreviation of several zones is none."""
    with pytest.raises(IntakeError, match=r"Europe/Berlin if a zone has to be told"):
        read_due(f"2026-11-03 23:59 {behind}", "--due")
    assert parse_when(f"2026-11-03 {behind}") is None


def test_blackboards_note_says_the_zone(tmp_path: Path, course: Course) -> None:
    """Then a due time with a zone of its own is compared as what it is; else the table says that it was not."""
    note = make.blackboard_note(ADA).replace("Tuesday", "Tuesday, November 3, 2026 11:58:59 PM UTC")
    files = make.blackboard(ADA.login, "2026-11-03-23-58-59", work(ADA), note)
    files |= make.blackboard(EMMY.login, "2026-11-03-23-58-59", work(EMMY), make.blackboard_note(EMMY))
    taken = open_intake(make.pack(tmp_path / "a.zip", files), course)
    assert late(taken, due="2026-11-03 23:59+12:00") == {ADA.login: 0.5}
    assert late(taken, due="2026-11-03 23:59 UTC") == late(taken) == {}
    told = open_intake(tmp_path / "a.zip", course, None, IntakeOptions(due="2026-11-03 23:59+12:00"))
    lateness(told, course, None)
    assert any("say no zone (1 of them)" in one.done for one in told.notes)


@given(st.text(max_size=30) | st.from_regex(r"20\d\d-\d\d-\d\d \d\d:\d\d( [+-]\d\d:?\d\d)?", fullmatch=True))
def test_any_text_is_a_time_or_none(text: str) -> None:
    """Nothing else comes of it."""
    assert isinstance(parse_when(text), dt.datetime | None)


def intake(tmp_path: Path, course: Course) -> Intake:
    files: make.Files = {}
    for pupil, time in ((ADA, "2026-11-03-23-58-59"), (EMMY, "2026-11-04-11-59-00"), (SEAN, "2026-11-06-00-00-00")):
        files |= make.blackboard(pupil.login, time, work(pupil), make.blackboard_note(pupil))
    path = make.pack(tmp_path / "a.zip", files)
    return open_intake(path, course, None, IntakeOptions(rosters=(str(make.roster(tmp_path / "r.csv")),)))


def late(intake: Intake, extensions: Path | None = None, due: str = "2026-11-03 23:59") -> dict[str, float]:
    rows = list(intake.rows.values())
    granted = read_extensions(extensions, rows) if extensions else {}
    return days_late(rows, read_due(due, "--due"), granted, lambda _: None)


def test_days_late_follow_from_the_times(tmp_path: Path, course: Course) -> None:
    """Who was in time, or sent nothing, is not late."""
    assert late(intake(tmp_path, course)) == {"enoet": 0.5, "soc_x": 2.0007}


def test_extensions_move_the_end_for_one_student(tmp_path: Path, course: Course) -> None:
    """Until, days or waive; a student is named by id, login, e-mail or name."""
    table = tmp_path / "e.csv"
    table.write_text("Student;until;days;waive\n302;;0,5;\nSeán O'Casey;2026-11-05 00:00;;\n", encoding="utf-8")
    assert late(intake(tmp_path, course), table) == {"soc_x": 1.0}
    table.write_text(f"student,waive\n{SEAN.email},yes\n", encoding="utf-8")
    assert late(intake(tmp_path, course), table) == {"enoet": 0.5}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("enoett,1,", "e.csv:2: nobody in this class is called 'enoett'. The nearest known name is 'enoet'"),
        ("enoet,-1,", "days must be a number"),
        ("enoet,,perhaps", "waive must be yes or empty"),
        ("enoet,,", "neither until, nor days, nor waive"),
        ("enoet,1,\nEmmy Noether,2,", "stands there twice"),
    ],
)
def test_a_table_that_is_not_understood_is_refused(tmp_path: Path, course: Course, row: str, says: str) -> None:
    """With the line, and the nearest known name."""
    table = tmp_path / "e.csv"
    table.write_text(f"student,days,waive\n{row}\n", encoding="utf-8")
    with pytest.raises(IntakeError) as caught:
        read_extensions(table, list(intake(tmp_path, course).rows.values()))
    assert says in str(caught.value)


def test_a_late_mark_without_a_time_costs_nothing_and_is_heard(tmp_path: Path, course: Course) -> None:
    """Canvas says late and not by how much."""
    path = make.pack(tmp_path / "a.zip", make.canvas(ADA, work(ADA), late=True) | make.canvas(EMMY, work(EMMY)))
    opened = open_intake(path, course)
    heard: list[str] = []
    assert days_late(list(opened.rows.values()), NIGHT, {}, heard.append) == {}
    assert heard == [str(ADA.number)]


def test_what_the_platform_says_of_lateness_is_taken(tmp_path: Path, course: Course) -> None:
    """Moodle's status and Gradescope's column say how late, also where no due time is given."""
    path = make.pack(tmp_path / "a.zip", make.gradescope([(ADA,), (EMMY,)]))
    table = tmp_path / "scores.csv"
    lateness = {ADA.id: "36:00:00", EMMY.id: "00:00:00"}
    rows = [f"{p.first},{p.last},{p.id},{p.email},{lateness.get(p.id, '')}" for p in CLASS]
    table.write_text("First Name,Last Name,SID,Email,Lateness (H:M:S)\n" + "\n".join(rows), encoding="utf-8")
    opened = open_intake(path, course, None, IntakeOptions(rosters=(str(table),)))
    assert late(opened, due="") == {ADA.id: 1.5}
