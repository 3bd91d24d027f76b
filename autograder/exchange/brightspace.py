"""Brightspace: the exported grades. Ids begin with `#`, a grade's column ends with `<Numeric MaxPoints:100>`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from autograder.errors import IntakeError
from autograder.exchange.book import Book, Row, pick
from autograder.exchange.people import Person
from autograder.exchange.sheet import Line, Sheet, decimal_mark, read_amount

_GRADE = re.compile(r".*<Numeric\b[^<>]*MaxPoints:\s*([\d.,]+)[^<>]*>\s*", re.DOTALL)
_IDENTITY = ("OrgDefinedId", "Username")


def looks_like(header: list[str]) -> bool:
    """Whether this is the first line of a Brightspace export."""
    return any(name in header for name in _IDENTITY) and header[-1].startswith("End-of-Line")


def read(sheet: Sheet, wanted: str = "", titles: Iterable[str] = ()) -> Book:
    """The export in a file. Raises IntakeError where it is none, or the column is not clear."""
    header = sheet.header
    if not any(name in header for name in _IDENTITY):
        raise IntakeError(f"{sheet.path}:1: this is no Brightspace export: OrgDefinedId or Username is expected.")
    grades = {place: found[1] for place, name in enumerate(header) if (found := _GRADE.fullmatch(name))}
    column = pick(sheet, {place: header[place] for place in grades}, wanted, titles, "numeric grade")
    most = read_amount(grades[column])
    people = [(line, _person(line, header)) for line in sheet.lines[1:]]
    return Book(
        sheet,
        column,
        header[column],
        [Row(line, person, most) for line, person in people if person.ids or person.login],
        decimal=decimal_mark(sheet, [line.cell(place) for line, _ in people for place in grades]),
        capped=True,
    )


def _person(line: Line, header: list[str]) -> Person:
    def at(name: str) -> str:
        return line.cell(header.index(name)).strip() if name in header else ""

    student, login = (at(name).removeprefix("#") for name in _IDENTITY)
    name = f"{at('First Name')} {at('Last Name')}".strip()
    return Person(f"{name} ({login or student})", (student,) if student else (), login, at("Email"), name)
