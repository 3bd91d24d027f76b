"""Blackboard: the Grade Center's download. A grade's column ends with `[Total Pts: 100 Score] |1281892`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from autograder.errors import IntakeError
from autograder.exchange.book import Book, Row, pick
from autograder.exchange.people import Person
from autograder.exchange.sheet import Line, Sheet, decimal_mark, read_amount

_GRADE = re.compile(r".*\[[^\[\]:]*: ?(\d[\d.,]*) [^\[\]]*\]\s*\|\s*\d+\s*", re.DOTALL)
_NUMBERED = re.compile(r".*\|\s*\d+\s*", re.DOTALL)
_FEEDBACK = "Feedback to Learner"


def looks_like(header: list[str]) -> bool:
    """Whether this is the first line of a Blackboard download."""
    return len(header) > 3 and header[2] == "Username" and any(_NUMBERED.fullmatch(name) for name in header)


def read(sheet: Sheet, wanted: str = "", titles: Iterable[str] = ()) -> Book:
    """The download in a file. Raises IntakeError where it is none, or the column is not clear."""
    header = sheet.header
    grades = {place: found[1] for place, name in enumerate(header) if (found := _GRADE.fullmatch(name))}
    if len(header) < 4 or not any(_NUMBERED.fullmatch(name) for name in header):
        raise IntakeError(
            f"{sheet.path}:1: no Blackboard download: a column like `HW [Total Pts: 100 Score] |123` is expected."
        )
    column = pick(sheet, {place: header[place] for place in grades}, wanted, titles, "column of points")
    if "Percentage]" in header[column]:
        raise IntakeError(
            f"{sheet.path}: {header[column]} shows percent. Set its primary display to Score and download again."
        )
    most = read_amount(grades[column])
    people = [line for line in sheet.lines[1:] if line.cell(_place(header, "Username", 2)).strip()]
    return Book(
        sheet,
        column,
        header[column],
        [Row(line, _person(line, header), most) for line in people],
        decimal=decimal_mark(sheet, [*grades.values(), *(line.cell(place) for line in people for place in grades)]),
        feedback=header.index(_FEEDBACK) if _FEEDBACK in header else None,
    )


def _place(header: list[str], name: str, place: int) -> int:
    """Where a column stands: by its name or, in another language, where it always does."""
    return header.index(name) if name in header else place


def _person(line: Line, header: list[str]) -> Person:
    last, first, login, student = (
        line.cell(_place(header, name, place)).strip()
        for place, name in enumerate(("Last Name", "First Name", "Username", "Student ID"))
    )
    name = f"{first} {last}".strip()
    return Person(f"{name} ({login})", (student,) if student else (), login, login if "@" in login else "", name)
