"""What was not plain about a download: intake.csv for a person, intake.json for the way back, two lines to say it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.columns import Layout, Notes, cells_of, layout_of, notes_of
from autograder.course.model import Course
from autograder.errors import IntakeError
from autograder.intake.download import Note
from autograder.intake.folders import Intake
from autograder.intake.lms import plain
from autograder.intake.people import Student, called_alike
from autograder.tables import Row, column_called, is_turned, read_table, whole_table
from autograder.writing import for_spreadsheets, write_atomically

NOTES = "intake.csv"
_COLUMNS = ("student", "name", "exercise", "file", "done", "to_do", "take")
_FORMULA = ("=", "+", "-", "@")


def require_some(intake: Intake, path: Path, course: Course) -> None:
    """IntakeError where most of those who handed in have no file of any exercise: it is the work for another one."""
    handed_in = [student for student, row in intake.rows.items() if row.work is not None]
    if intake.options.anyway:
        return
    empty: list[str] = []
    for place, student in enumerate(handed_in):
        if intake.hands_in_nothing(student, course):
            empty.append(student)
        elif 2 * (place + 1 - len(empty)) >= len(handed_in):  # they are most already, whatever the others handed in
            return
    if not empty:
        return
    names = sorted({str(entry.path) for student in empty[:20] for entry in intake.entries(student)[:20]})
    lies = f"What they handed in: {', '.join(names[:5])}." if names else "Their folders are empty."
    raise IntakeError(
        f"{path}: {len(empty)} of {len(handed_in)} students have no file of any exercise. {lies} "
        "Is it the download of another assignment? To grade it all the same, add --anyway."
    )


def sentences(intake: Intake, notes_path: Path) -> list[str]:
    """How the download was read, and how much of it needs a person; a line each."""
    handed_in = [row for row in intake.rows.values() if row.work is not None]
    again = sum(row.work is not None and row.work.attempts > 1 for row in handed_in)
    excused = sum(bool(row.who.excused) for row in intake.rows.values())
    without = [row for row in intake.rows.values() if row.work is None and not row.who.excused]
    unsure = sum(bool(row.question) for row in without)  # there is work that may be theirs
    missing = len(without) - unsure
    parts = [f"{len(handed_in)} student{'s' * (len(handed_in) != 1)}"]
    parts += [f"{again} handed in more than once, the newest counts"] * bool(again)
    parts += [f"{missing} of the roster handed in nothing"] * bool(missing)
    parts += [f"nobody can tell whether {unsure} of the roster did"] * bool(unsure)
    parts += [f"{excused} {'is' if excused == 1 else 'are'} excused"] * bool(excused)
    lines = []
    if intake.kind != plain.KIND or missing or unsure or again or excused:
        lines.append(f"Read as a {intake.title}: {', '.join(parts)}.")
    lines += _alike(handed_in)[:3]
    notes = all_notes(intake)
    asked = [note for note in notes if note.to_do]
    if notes:
        need = f", {len(asked)} need a person" if asked else ""
        lines.append(
            f"{len(notes)} {'thing was' if len(notes) == 1 else 'things were'} not plain{need}: see {notes_path}."
        )
    return lines


def _alike(handed_in: Sequence[Student]) -> list[str]:
    """A sentence for each two called alike but for case or form, unless the roster has both names."""
    said = []
    for first, row in called_alike(handed_in):
        if first.person is None or row.person is None:
            same = unicodedata.normalize("NFC", first.key) == unicodedata.normalize("NFC", row.key)
            shown = ascii if same else repr  # what looks the same is spelt out
            names = f"{shown(first.key)} and {shown(row.key)}"
            said.append(f"{names} differ by case or the form of a letter only; graded as two. Is it one student?")
    return said


def all_notes(intake: Intake) -> list[Note]:
    """What needs a person first, then by student."""
    notes = intake.notes + [note for student in intake.students for note in intake.said.get(student, [])]
    return sorted(notes, key=lambda note: (not note.to_do, note.student, note.exercise, note.file))


def write_notes(intake: Intake, out: Path) -> None:
    """Writes intake.csv, keeping what a person chose in the column take, and wrote into columns of their own.

    Raises OSError where it cannot be written, IntakeError where what is there is no table.
    """
    layout, written = _written_beside(out)
    taken = intake.options.taken
    chosen = {(student, name): path for student, name, path in taken if (student, name) not in intake.gone}
    titles, rows = layout.around(_COLUMNS), []
    for note in all_notes(intake):
        row = intake.rows.get(note.student)
        name = row.who.name if row is not None else ""
        take = chosen.get((note.student, note.exercise), "") if note.exercise else ""
        ours = (note.student, name, note.exercise, note.file, note.done, note.to_do, take)
        cells = dict(zip(_COLUMNS, map(_harmless, ours), strict=True))
        cells |= cells_of(written.get((cells["student"], cells["exercise"], cells["file"]), ()))
        rows.append([cells.get(column_called(title), "") for title in titles])
    text = layout.written(titles, rows)
    write_atomically(out / NOTES, for_spreadsheets(text))


def _written_beside(out: Path) -> tuple[Layout, dict[tuple[str, str, str], Notes]]:
    """How a person has the table, and what stands in columns of their own, by student, exercise and file."""
    if not (out / NOTES).is_file():
        return Layout(), {}
    table = whole_table(out / NOTES, ["student", "exercise", "take"])
    layout = layout_of(table)
    own = layout.own(_COLUMNS)
    return layout, {
        (row.get("student"), row.get("exercise"), row.get("file")): notes
        for row in table.rows
        if (notes := notes_of(row, own))
    }


def read_taken(out: Path) -> tuple[tuple[str, str, str], ...]:
    """The rows of student, exercise and path in which a person filled in the column take of an earlier intake.csv."""
    rows = _chosen(out)
    for row in rows:
        if not row.get("exercise"):
            fix = "Write the exercise's id into the column exercise of this row as well."
            raise IntakeError(f"{row.place}: take can be filled in only where an exercise stands in the row. {fix}")
    return tuple((_plain(row.get("student")), row.get("exercise"), _plain(row.get("take"))) for row in rows)


def read_applied(out: Path) -> tuple[tuple[str, str], ...]:
    """The student and exercise of those rows that an earlier run has already found as they stand."""
    rows = [row for row in _chosen(out) if f"{_plain(row.get('take'))} was taken for" in row.get("done")]
    return tuple((_plain(row.get("student")), row.get("exercise")) for row in rows)


def _chosen(out: Path) -> list[Row]:
    path = out / NOTES
    if not path.is_file():
        return []
    return [row for row in read_table(path, ["student", "exercise", "take"]) if row.get("take")]


def facts(intake: Intake) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What the way back needs of the download: whose every file was."""
    for key, row in intake.rows.items():
        yield (
            key,
            {
                "who": asdict(row.who),
                "work": row.work.key if row.work else None,
                "platform": row.person.platform if row.person else "",
                "files": intake.origins.get(key, {}),
            },
        )


def _harmless(text: str) -> str:
    clean = "".join(c if c.isprintable() else " " for c in text)
    return f"'{clean}" if clean.startswith(_FORMULA) or is_turned(clean) else clean


def _plain(text: str) -> str:
    whole = text[:1] == "'" and (text[1:2] in _FORMULA or is_turned(text[1:]))
    return text[1:] if whole else text
