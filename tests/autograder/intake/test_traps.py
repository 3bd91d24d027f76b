"""Downloads with traps: everybody is found, the right file counts, a person is asked, nobody gets a silent zero."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from traps import TRAPS
from traps.base import ASK, NOTED, NOTHING, Trap
from traps.tables import roster

from autograder.course.model import Course, Submission
from autograder.intake.folders import Intake, open_intake
from autograder.intake.options import IntakeOptions

IDS = [f"{trap.kind}: {trap.name}" for trap in TRAPS]


def taken(trap: Trap, folder: Path, course: Course) -> tuple[Intake, dict[str, Submission]]:
    path = folder / "download.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in trap.entries:
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 4, 0, 0, 0)), data)
    options = IntakeOptions(rosters=tuple(map(str, roster(trap, folder))), notebooks=trap.notebooks)
    intake = open_intake(path, course, None, options)
    return intake, {student: intake.read(student, course) for student in intake.students}


def came_of(submission: Submission, exercise: str) -> str:
    """A tag, `ASK`, or `NOTHING`."""
    file = submission.files.get(exercise)
    if file is None or (file.text is None and not file.ask):
        return NOTHING
    return ASK if file.ask else (file.text or "").partition("\n")[0].removeprefix("# ")


def heard_of(intake: Intake, student: str, submission: Submission) -> bool:
    """Whether a person learns that this student's work was not plain."""
    names = {student, submission.who.name if submission.who else student}
    return bool(intake.said.get(student)) or any(name and name in str(note) for note in intake.notes for name in names)


def faults(trap: Trap, intake: Intake, found: dict[str, Submission]) -> list[str]:
    """What did not come as labelled, a line each; a line with SILENT is the worst: work that is lost without a word."""
    out = [] if intake.kind == trap.kind or not trap.detected else [f"read as {intake.kind}"]
    rows = {submission.who.id if submission.who else "": student for student, submission in found.items()}
    if trap.table == "classroom50":
        rows = {p.id: p.login for p in trap.people if p.login in found}
    for pupil in trap.people:
        if pupil.id not in rows:
            out.append(f"{pupil.id}: no row ({sorted(found)})")
            continue
        student = rows[pupil.id]
        wants = trap.wants.get(pupil.id, {})
        for exercise in ("median", "trapezoid"):
            want, got = wants.get(exercise, NOTHING), came_of(found[student], exercise)
            heard = heard_of(intake, student, found[student])
            if want == NOTED:
                right = got == ASK or (got == NOTHING and heard)
            elif want.startswith("?either "):
                right = got in (ASK, want.removeprefix("?either ")) and heard
            else:
                right = got == want
            if not right:
                lost = want not in (NOTHING,) and got == NOTHING and not heard
                out.append(f"{pupil.id} {exercise}: {got!r}, not {want!r}{' SILENT' * lost}")
        if trap.silent and intake.said.get(student):
            out.append(f"{pupil.id}: {intake.said[student]}")
    known = set(rows.values()) if trap.table else set()
    extra = {student for student in found if student not in known or not (found[student].who and found[student].who.id)}
    extra -= {p.login for p in trap.people} if trap.table == "classroom50" else set()
    if "*" not in trap.strangers and extra != set(trap.strangers):
        out.append(f"strangers {sorted(extra)}, not {sorted(trap.strangers)}")
    for student in extra & set(trap.strangers):
        for exercise, want in trap.strangers[student].items():
            got = came_of(found[student], exercise)
            if got != want and not (want == NOTED and got == NOTHING):
                out.append(f"{student} {exercise}: {got!r}, not {want!r}")
    late = {s.who.id for key, s in found.items() if s.who and intake.rows[key].work and intake.rows[key].work.late}
    if trap.late and late != trap.late:
        out.append(f"late {sorted(late)}, not {sorted(trap.late)}")
    return out


@pytest.mark.parametrize("trap", TRAPS, ids=IDS)
def test_nobody_falls_into_a_trap(trap: Trap, tmp_path: Path, course: Course) -> None:
    """Ids, files, questions, notes and lateness are what was written down before anything was run."""
    assert faults(trap, *taken(trap, tmp_path, course)) == []
