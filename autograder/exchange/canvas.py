"""Canvas: the exported gradebook. Identity columns end with `Section`, a grade's column with its number in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable

from autograder.errors import IntakeError
from autograder.exchange.book import Book, Row, pick
from autograder.exchange.people import Person
from autograder.exchange.sheet import Line, Sheet, decimal_mark, read_amount
from autograder.tables import damage, is_shortened

_ASSIGNMENT = re.compile(r".*\(\d+\)\s*", re.DOTALL)
_POINTS = "points possible"


def looks_like(header: list[str]) -> bool:
    """Whether this is the first line of a Canvas gradebook."""
    return "ID" in header and "Section" in header and header[0] in ("Student", "LastName", "Last Name")


def read(sheet: Sheet, wanted: str = "", titles: Iterable[str] = ()) -> Book:
    """The gradebook in a file. Raises IntakeError where it is none, or the column is not clear."""
    header = sheet.header
    if not looks_like(header):
        raise IntakeError(
            f"{sheet.path}:1: this is no Canvas gradebook: the columns Student, ID and Section are expected."
        )
    points = next((line for line in sheet.lines[1:4] if line.cell(0).strip().casefold() == _POINTS), None)
    columns = {
        place: name
        for place, name in enumerate(header)
        if place > header.index("Section") and _ASSIGNMENT.fullmatch(name) and _takes_points(points, place)
    }
    column = pick(sheet, columns, wanted, titles, "assignment")
    most = read_amount(points.cell(column)) if points else None
    short = next((line for line in sheet.lines[1:] if is_shortened(line.cell(header.index("ID")))), None)
    if short is not None:
        raise IntakeError(f"{sheet.path}:{short.number}: {damage(short.cell(header.index('ID')))}")
    people = [line for line in sheet.lines[1:] if _is_student(line, header)]
    numbers = [line.cell(place) for line in sheet.lines[1:] for place in columns]
    return Book(
        sheet,
        column,
        header[column],
        [Row(line, _person(line, header), most) for line in people],
        decimal=decimal_mark(sheet, numbers),
    )


def _takes_points(points: Line | None, place: int) -> bool:
    """Whether the row of points has a number there: columns of one's own and totals have none."""
    return points is None or read_amount(points.cell(place)) is not None


def _is_student(line: Line, header: list[str]) -> bool:
    """The rows above the students have no number; the student that Canvas makes for tests is nobody."""
    return (
        bool(re.fullmatch(r"[\d~]+", line.cell(header.index("ID")).strip())) and _name(line, header) != "Student, Test"
    )


def _person(line: Line, header: list[str]) -> Person:
    def at(name: str) -> str:
        return line.cell(header.index(name)).strip() if name in header else ""

    name = _name(line, header)
    ids = (at("ID"), at("SIS User ID"), at("Integration ID"))
    login = at("SIS Login ID")
    return Person(f"{name} ({ids[0]})", tuple(one for one in ids if one), login, login if "@" in login else "", name)


def _name(line: Line, header: list[str]) -> str:
    if header[0] == "Student":
        return line.cell(0).strip()
    return f"{line.cell(0).strip()}, {line.cell(1).strip()}"
