"""What a run learns from the download besides the work itself: who was late, what was not plain. Kept in the folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.bench import ClassJob
from autograder.course.model import Course, LatePolicy
from autograder.intake.download import Note
from autograder.intake.folders import Intake
from autograder.intake.options import keep
from autograder.intake.report import NOTES, facts, require_some, sentences, write_notes
from autograder.intake.times import days_late, read_due, read_extensions


@dataclass(frozen=True, slots=True)
class TakenIn:
    """`days_late` is None where nothing says when the work was due or came."""

    days_late: Mapping[str, float] | None
    sentences: list[str]


def taken_in(job: ClassJob, intake: Intake, course: Course, out: Path, given: Mapping[str, float] | None) -> TakenIn:
    """Once everybody's work has been read: refuses what is another assignment's, writes intake.csv and intake.json.

    `given` are days late that a person wrote down; they hold over what the times say. Raises IntakeError, UserError.
    """
    if job.student is not None:
        return TakenIn(given, [])
    require_some(intake, job.submissions)
    late = _late(intake, course, given)
    out.mkdir(parents=True, exist_ok=True)
    write_notes(intake, out)
    keep(out, intake.options, facts(intake))
    return TakenIn(late, sentences(intake, out / NOTES))


def _late(intake: Intake, course: Course, given: Mapping[str, float] | None) -> Mapping[str, float] | None:
    options = intake.options
    due = read_due(options.due, "--due") or read_due(course.due, "course.yaml")
    rows = list(intake.rows.values())
    extensions = read_extensions(Path(options.extensions), rows) if options.extensions else {}
    unknown: list[str] = []
    found = days_late(rows, due, extensions, unknown.append)
    matters = due is not None or course.late != LatePolicy()
    for student in unknown if matters and given is None else []:
        to_do = "Give the days with --late, or the platform's table with --roster."
        done = "is marked late, and nothing says by how much."
        intake.notes.append(Note(student, "", done, to_do))
    told = due is not None or bool(extensions) or any(row.person and row.person.late is not None for row in rows)
    if given is None and not told:
        return None
    return found | dict(given or {})
