"""What is not graded before a person has looked: another class's roster, two of one name, files that are nobody's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.course.model import Course
from autograder.errors import IntakeError
from autograder.intake.detect import read_download
from autograder.intake.entries import Place
from autograder.intake.lms import plain
from autograder.intake.numbered import require_one_of_each
from autograder.intake.options import IntakeOptions
from autograder.intake.people import Student


def require_same_class(rows: Sequence[Student], options: IntakeOptions) -> None:
    """IntakeError where most of those who handed in are in none of the rosters."""
    handed_in = [row for row in rows if row.work is not None]
    strangers = [row for row in handed_in if row.person is None and not row.namesakes]
    if handed_in and 2 * len(strangers) > len(handed_in):
        names = ", ".join(row.key for row in strangers[:5])
        raise IntakeError(
            f"{' and '.join(options.rosters)}: {len(strangers)} of the {len(handed_in)} who handed in are not in it "
            f"({names}). {_why(strangers, rows)} To grade all the same, add --anyway."
        )


def _why(strangers: Sequence[Student], rows: Sequence[Student]) -> str:
    ids = {row.person.who.id.lstrip("0") for row in rows if row.person is not None and row.person.who.id}
    if any(row.key.startswith("0") and row.key.lstrip("0") in ids for row in strangers):
        return "They are, but for leading zeros, which a spreadsheet takes away: use the roster as it was downloaded."
    return "Is it the roster of another class?"


_OF_A_CLASS = frozenset({"canvas", "moodle", "blackboard", "brightspace", "gradescope", "sakai", "openolat", "ilias"})
"""Downloads whose names are no accident: nobody's own files are called so."""


def require_no_class(top: Place, path: Path, student: str, course: Course) -> None:
    """IntakeError where what is said to be one student's files is a whole class's: nobody gets what all sent."""
    files = tuple(exercise.file for exercise in course.exercises)
    try:
        download = read_download(top, path, files, course.name, frozenset(), packed=not path.is_dir())
    except (IntakeError, OSError):
        return
    keys = [work.key for work in download.works]
    own = download.kind == plain.KIND and student in keys and len(keys) > 1
    if own or (download.kind in _OF_A_CLASS and len(keys) > 1):
        inside = f"give {path / student}" if own and path.is_dir() else "put the files of that one into a folder"
        raise IntakeError(
            f"{path}: is a {download.title} of {len(keys)} students, and --student takes the files of one: {inside}, "
            "and grade that. The whole class is graded without --student, and keeps who has been."
        )


def require_one_students_files(rows: Sequence[Student], path: Path, files: Sequence[str]) -> None:
    """IntakeError where what looks like one student's is several students' uploads, numbered side by side."""
    handed_in = [row.work for row in rows if row.work is not None]
    if len(handed_in) != 1:
        return
    entries = handed_in[0].entries().entries
    if len({entry.path.parent for entry in entries}) == 1 and all(len(entry.origin) == 1 for entry in entries):
        require_one_of_each([entry.path.name for entry in entries], path, files)
