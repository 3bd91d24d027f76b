"""Moodle: the grading worksheet of one assignment. Its header is in the teacher's language, its order is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from autograder.errors import IntakeError
from autograder.exchange.book import Book, Row, pick
from autograder.exchange.people import Person
from autograder.exchange.sheet import Line, Sheet, decimal_mark, read_amount

_PARTICIPANT = re.compile(r"\D*(\d+)\s*")
_NO = frozenset(
    {"no", "nein", "non", "não", "nee", "nej", "nei", "ei", "ne", "nie", "nem", "нет", "ні", "不", "否", "いいえ"}
)
_MAXIMUM = frozenset({"maximum grade", "bestwertung", "note maximale", "calificación máxima", "voto massimo"})
_FULL_NAME = frozenset({"full name", "vollständiger name", "nom complet", "nombre completo", "nome completo"})
_STATUS = frozenset({"status", "statut", "estado", "stato", "estatus"})
_ID_NUMBER = frozenset({"id number", "id-nummer", "matrikelnummer", "número de id", "numéro d'identification"})


def looks_like(header: list[str]) -> bool:
    """Whether this is the first line of a worksheet in English; others are known by their rows."""
    return header[0].casefold() == "identifier" and "Maximum grade" in header


def read(sheet: Sheet, wanted: str = "", titles: Iterable[str] = ()) -> Book:
    """The worksheet in a file. Raises IntakeError where it is none, or grades by a scale.

    The grade stands before its maximum, which is the same number in each row.
    """
    people = [line for line in sheet.lines[1:] if not line.blank]
    if not people or not all(_PARTICIPANT.fullmatch(line.cell(0)) for line in people):
        raise IntakeError(
            f"{sheet.path}:1: this is no Moodle grading worksheet: the first cell of each row is to be like "
            "`Participant 123`. In the assignment choose `Download grading worksheet`; offline grading has to be on."
        )
    maxima = _maxima(sheet.header, people)
    columns = {place - 1: sheet.header[place - 1] for place in maxima}
    column = pick(sheet, columns, wanted, titles, "column of grades with its maximum behind it")
    cells = [line.cell(column + 1) for line in people]
    return Book(
        sheet,
        column,
        sheet.header[column],
        [
            Row(line, _person(line, sheet.header, column), read_amount(line.cell(column + 1)), _closed(line, column))
            for line in people
        ],
        decimal=decimal_mark(sheet, cells),
        feedback=_feedback(sheet.header, column),
        html=True,
        capped=True,
        empty=frozenset({"", "-"}),
    )


def _maxima(header: Sequence[str], people: Sequence[Line]) -> list[int]:
    """Where the maximum can stand: one positive number in all rows, with numbers or nothing before it."""
    named = [place for place, name in enumerate(header) if place and name.casefold().strip() in _MAXIMUM]
    if named:
        return named
    found = []
    for place in range(2, len(header)):
        amounts = {read_amount(line.cell(place)) for line in people}
        before = [line.cell(place - 1).strip() for line in people]
        if len(amounts) == 1 and (amounts.pop() or 0) > 0 and all(_is_grade(cell) for cell in before):
            found.append(place)
    return found


def _is_grade(cell: str) -> bool:
    return cell in ("", "-") or read_amount(cell) is not None


def _closed(line: Line, column: int) -> str:
    """Whether this row says that its grade cannot be changed; a column of the marking workflow may stand before."""
    answers = [line.cell(column + 2).strip().casefold(), line.cell(column + 3).strip().casefold()]
    return "is locked in Moodle" if _NO & set(answers) else ""


def _feedback(header: Sequence[str], column: int) -> int | None:
    """The last column, unless it is the date of the grade, whose name begins as that of the other date does."""
    last = len(header) - 1
    beginnings = [name.partition("(")[0].strip() for name in header]
    return last if last > column + 2 and beginnings.count(beginnings[last]) == 1 else None


def _person(line: Line, header: list[str], column: int) -> Person:
    number = _PARTICIPANT.fullmatch(line.cell(0))
    ids = [number[1] if number else "", line.cell(0).strip()]
    name = email = ""
    for place in range(1, column):
        cell, title = line.cell(place).strip(), header[place].casefold().strip()
        if title in _ID_NUMBER:
            ids.append(cell)
        elif title in _FULL_NAME or (place == 1 and column > 2 and title not in _STATUS and "@" not in cell):
            name = cell
        elif re.fullmatch(r"[^\s@]+@[^\s@]+", cell):
            email = email or cell
        elif re.fullmatch(r"\d+", cell):
            ids.append(cell)
    shown = f"{name} ({ids[0]})" if name else line.cell(0).strip()
    return Person(shown, tuple(one for one in dict.fromkeys(ids) if one), "", email, name)
