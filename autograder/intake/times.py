"""How late each piece of work was, from the download's own times, the due time and each student's extension."""

from __future__ import annotations

import datetime as dt
import difflib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course.when import parse_when
from autograder.errors import IntakeError
from autograder.intake.names import folded, turned
from autograder.intake.people import Student, called
from autograder.tables import Row, damage, read_number, read_table

_YES = ("yes", "y", "true", "1", "x", "ja", "oui", "sí", "si", "sì", "sim")
_NO = ("", "no", "n", "false", "0", "nein", "non", "nee", "não")


@dataclass(frozen=True, slots=True)
class Extension:
    """What one student was granted: another time, more days, or lateness that does not count."""

    until: dt.datetime | None = None
    days: float = 0.0
    waived: bool = False


def read_due(text: str, place: str) -> dt.datetime | None:
    """A due time; None for an empty text. IntakeError for anything else."""
    if not text.strip():
        return None
    time = parse_when(text)
    if time is None:
        zone = "behind it +01:00, UTC or Europe/Berlin if a zone has to be told (PST, CST and the like mean several)"
        raise IntakeError(f"{place}: {text!r} is no date and time. Write it like 2026-11-03 23:59, {zone}.")
    return time


def read_extensions(path: Path, students: Sequence[Student]) -> dict[str, Extension]:
    """Key of a student -> extension, from a table with the column student and one of until, days, waive.

    A student is named by what the results call them, or by id, login, e-mail or a name that only one has.
    Raises IntakeError, with the line and the nearest known name, for somebody whom nobody knows.
    """
    known = called(students)
    found: dict[str, Extension] = {}
    for row in read_table(path, ["student"]):
        written = row.get("student")
        keys = known.get(folded(written), ()) or known.get(folded(turned(written)), ())
        if len(keys) != 1:
            raise IntakeError(f"{row.place}: {_nobody(written, keys, known)}")
        if keys[0] in found:
            raise IntakeError(f"{row.place}: {written!r} stands there twice. Keep one row.")
        found[keys[0]] = _extension(row)
    return found


def _nobody(written: str, keys: Sequence[str], known: Mapping[str, Sequence[str]]) -> str:
    if keys:
        return f"{written!r} may be {' or '.join(keys[:5])}. Write which."
    if damaged := damage(written):
        return f"nobody in this class is called {written!r}. {damaged}"
    near = difflib.get_close_matches(folded(written), list(known), 1, 0.0)
    nearest = f" The nearest known name is {known[near[0]][0]!r}." if near else ""
    return f"nobody in this class is called {written!r}.{nearest}"


def _extension(row: Row) -> Extension:
    waive = row.get("waive").casefold()
    if waive not in (*_YES, *_NO):
        raise IntakeError(f"{row.place}: waive must be yes or empty, not {waive!r}.")
    days = 0.0
    if row.get("days"):
        number = read_number(row.get("days"))
        if number is None or number < 0:
            raise IntakeError(f"{row.place}: days must be a number, 0 or more, not {row.get('days')!r}.")
        days = number
    until = read_due(row.get("until"), row.place)
    if until is None and not days and not waive:
        raise IntakeError(f"{row.place}: says neither until, nor days, nor waive.")
    return Extension(until, days, waive in _YES)


def days_late(
    students: Sequence[Student],
    due: dt.datetime | None,
    extensions: dict[str, Extension],
    unknown: Callable[[str], None],
) -> dict[str, float]:
    """Key -> days late, more than 0 only. `unknown` hears of those who are late by a time that nothing says.

    A group is late together, and an extension of one member holds for that member alone.
    """
    found: dict[str, float] = {}
    for student in students:
        extension = extensions.get(student.key, Extension())
        if student.work is None or extension.waived:
            continue
        late = _late(student, due, extension)
        if late is None:
            unknown(student.key)
        elif late > dt.timedelta():
            found[student.key] = math.ceil(late / dt.timedelta(days=1) * 10_000) / 10_000
    return found


def _late(student: Student, due: dt.datetime | None, extension: Extension) -> dt.timedelta | None:
    """None where the platform says late and not by how much."""
    assert student.work is not None
    end = extension.until or due
    submitted = parse_when(student.who.submitted_at) if student.who.submitted_at else None
    more = dt.timedelta(days=extension.days)
    if end is not None and submitted is not None:
        return submitted - (_in_zone_of(end, submitted) + more) if submitted.tzinfo else _naive(end, submitted) - more
    said = student.person.late if student.person is not None else None
    if said is not None:
        return said - more
    return None if student.work.late is True else dt.timedelta()


def _in_zone_of(end: dt.datetime, submitted: dt.datetime) -> dt.datetime:
    """A due time without an offset is one on the platform's clock."""
    return end if end.tzinfo else end.replace(tzinfo=submitted.tzinfo)


def _naive(end: dt.datetime, submitted: dt.datetime) -> dt.timedelta:
    """A time without an offset in the download is one on the clock of the due time."""
    return submitted - end.replace(tzinfo=None)
