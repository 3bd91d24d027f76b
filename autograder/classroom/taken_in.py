"""What a run learns from the download besides the work itself: who was late, what was not plain. Kept in the folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.classroom.disk import writing_into
from autograder.course.model import Course, LatePolicy
from autograder.course.when import parse_when
from autograder.intake.download import Note
from autograder.intake.folders import Intake
from autograder.intake.options import keep
from autograder.intake.people import Student
from autograder.intake.report import NOTES, facts, sentences, write_notes
from autograder.intake.times import days_late, read_due, read_extensions


def lateness(intake: Intake, course: Course, given: Mapping[str, float] | None) -> Mapping[str, float] | None:
    """Days late by student, from the times in the download; `given`, what a person wrote down, holds over them.

    None where nothing says when the work was due or how late it came. Raises IntakeError for a table that is no such.
    """
    options = intake.options
    due = read_due(options.due, "--due") or read_due(course.due, "course.yaml")
    rows = list(intake.rows.values())
    extensions = read_extensions(Path(options.extensions), rows) if options.extensions else {}
    unknown: list[str] = []
    found = days_late(rows, due, extensions, unknown.append)
    if due is not None and due.tzinfo is not None and (bare := _without_zone(rows)):
        done = f"Its times say no zone ({bare} of them): the due time was read on the same clock, without its own zone."
        intake.notes.append(Note("", "", done, "Give the due time as the platform's clock shows it."))
    matters = due is not None or course.late != LatePolicy()
    # A table of some of those who were late says nothing of the others.
    for student in [one for one in unknown if one not in (given or {})] if matters else []:
        done = "is marked late, and nothing says by how much."
        to_do = "Give the days with --late, 0 for none, or the platform's table with --roster."
        intake.notes.append(Note(student, "", done, to_do))
    told = due is not None or bool(extensions) or any(row.person and row.person.late is not None for row in rows)
    if given is None and not told:
        return None
    return found | dict(given or {})


def _without_zone(rows: Iterable[Student]) -> int:
    """How many times of handing in say no zone."""
    times = (parse_when(row.who.submitted_at) for row in rows if row.work is not None and row.who.submitted_at)
    return sum(time is not None and time.tzinfo is None for time in times)


def keep_what_was_said(intake: Intake, out: Path) -> list[str]:
    """Writes intake.csv and intake.json, once everybody's work has been read; and says how it was read, a line each.

    Raises UserError where they cannot be written, GraderFault where the disk is full.
    """
    with writing_into(out):
        write_notes(intake, out)
        keep(out, intake.options, intake.kind, facts(intake))
    return sentences(intake, out / NOTES)
