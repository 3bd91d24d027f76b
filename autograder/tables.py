"""Tables that people made in a spreadsheet: CSV in any of the ways in which one saves it."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import IntakeError

DELIMITERS = ",;\t"
MOST_LINES_ABOVE = 10
UNNAMED = "unnamed"
"""What a column is called that has cells and no name."""
SPREADSHEETS = (b"PK\3\4", b"\xd0\xcf\x11\xe0")
"""How a file begins that a spreadsheet, Excel's of any age or LibreOffice's, keeps for itself."""
NO_TEXT = "is a zip or an Excel file, not a table in text."
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SEPARATOR = re.compile(r'"?sep=([,;\t])"?[ ,;\t]*\r?\n', re.IGNORECASE)
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mai|okt|dez)[a-z]*\.?"
_TURNED = re.compile(
    r"\d{16,}|[+-]?\d+([.,]\d+)?e[+-]?\d+|\d{1,2}:\d\d(:\d\d)?|\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?"
    rf"|{_MONTH}[ -]?\d{{1,4}}|\d{{1,2}}\.?[ -]?{_MONTH}([ -]\d+)?",
    re.IGNORECASE | re.ASCII,
)
_SHORTENED = re.compile(r"\d([.,]\d+)?E\+?\d{2,}", re.IGNORECASE | re.ASCII)
_MERGING = re.compile(r"^(?:<{7} |>{7} )", re.MULTILINE)
"""What version control writes into a file that two people changed."""
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by the name of their column, and where it stands (`file:line`)."""

    place: str
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """The cell of a column, without the white space around it; empty where there is none."""
        return self.cells.get(column, "").strip()


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read: its columns as somebody wrote them, what parts its cells, and its rows.

    A column without a name that has something in it is called `unnamed`; one that is empty throughout is left out.
    """

    titles: tuple[str, ...]
    delimiter: str
    rows: tuple[Row, ...]


def read_table(path: Path, columns: Iterable[str], known: Iterable[str] = ()) -> tuple[Row, ...]:
    """The rows of `whole_table`."""
    return whole_table(path, columns, known).rows


def whole_table(path: Path, columns: Iterable[str], known: Iterable[str] = ()) -> Table:
    """A CSV file that has at least these columns, rows without any content left out.

    Commas, semicolons or tabs part the cells; the text is UTF-8 or UTF-16, with or without a byte order mark, or what
    Excel calls plain CSV in western Europe. A column is known by its name in any case, `Student` as `student`, and
    stands anywhere. Where `known` has names, lines above the first that holds one of them are no part of the table.
    Raises IntakeError, with the line, for what is no such table.
    """
    text = _text(path)
    if merging := _MERGING.search(text):
        line = text.count("\n", 0, merging.start()) + 1
        said = f"{path}:{line}: version control could not join two people's versions of it"
        raise IntakeError(f"{said}. Keep the rows that hold, delete the lines of <<<, === and >>>, and try again.")
    first, delimiter = _named_separator(text)
    if not delimiter:
        first = _lines_above(text, known)
    body = text.split("\n", first)[first]
    wanted = [column_called(name) for name in columns]
    delimiter = delimiter or _delimiter(body, wanted)
    titles = _titles(body, delimiter)
    rows = tuple(_rows(body, delimiter, wanted, path, first))
    filled = {column for row in rows for column, cell in row.cells.items() if cell.strip()}
    named = zip(titles, _header(titles), strict=True)
    return Table(tuple(title or column for title, column in named if title or column in filled), delimiter, rows)


def opened_table(path: Path, columns: Iterable[str]) -> Iterator[dict[str, str]]:
    """The rows of a table of ours that somebody may have saved in a spreadsheet, by the names of its columns.

    Of two columns of one name the last counts. Raises IntakeError where it cannot be read.
    """
    text = _text(path)
    first, delimiter = _named_separator(text)
    body = text.split("\n", first)[first]
    reader = csv.DictReader(io.StringIO(body, newline=""), delimiter=delimiter or _delimiter(body, list(columns)))
    yield from reader


def is_turned(text: str) -> bool:
    """Whether a spreadsheet turns it into a date, a time or a number with an E; behind a `'` it does not."""
    return _TURNED.fullmatch(text.strip()) is not None


def is_shortened(text: str) -> bool:
    """Whether a spreadsheet wrote a long number as `1.0234E+17`: several ids become one, and none can be read back."""
    return _SHORTENED.fullmatch(text.strip()) is not None


def damage(text: str) -> str:
    """What to say of a number that was shortened, and what to do; empty where it was not. Nobody is named."""
    if not is_shortened(text):
        return ""
    return (
        f"A spreadsheet has shortened {text.strip()}, and whose number it was cannot be told. Download the table "
        "again; if it must be edited, format that column as text before it is saved."
    )


def read_number(text: str) -> float | None:
    """A plain decimal number, with a point or a comma; None for anything else."""
    clean = text.strip()
    return float(clean.replace(",", ".")) if _NUMBER.fullmatch(clean) else None


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise IntakeError(f"{path}: cannot be read ({error.strerror or error}).") from error
    if raw.startswith(SPREADSHEETS):
        raise IntakeError(f"{path}: {NO_TEXT} Save the sheet as CSV UTF-8, and give that.")
    try:
        return decoded(raw).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise IntakeError(f"{path}: is not UTF-8 text. Save it as CSV UTF-8.") from error


def decoded(raw: bytes) -> str:
    """The text; where it is not UTF-8, as Windows writes it in western Europe, unless it cannot be text at all."""
    encoding = _encoding(raw)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8" or b"\0" in raw:
            raise
        return raw.decode("cp1252")


def _encoding(raw: bytes) -> str:
    """UTF-16 where a mark says so, or where every other byte of the first line is zero, as in a mark's absence."""
    return "utf-16" if raw.startswith(_UTF_16) else unmarked_utf_16(raw) or "utf-8"


def unmarked_utf_16(raw: bytes) -> str | None:
    """The encoding of a table in UTF-16 that does not say so: every other byte of its beginning is zero."""
    head = raw[:64]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if zeros and not any(zeros):
            return encoding
    return None


def _named_separator(text: str) -> tuple[int, str]:
    """The lines to skip, and the delimiter, where Excel's first line `sep=;` names it."""
    found = _SEPARATOR.match(text)
    return (1, found[1]) if found else (0, "")


def _delimiter(text: str, wanted: list[str]) -> str:
    return max(DELIMITERS, key=lambda one: _columns_found(text, one, wanted))


def _columns_found(text: str, delimiter: str, wanted: list[str]) -> tuple[int, int]:
    """How well a delimiter fits the header: the wanted columns that it shows, then the cells that it makes."""
    try:
        header = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return 0, 0
    return len({column_called(cell) for cell in header} & set(wanted)), len(header)


def _lines_above(text: str, known: Iterable[str]) -> int:
    """How many lines of prose stand above a header that has one of these names; 0 where none of the first has."""
    names = {column_called(name) for name in known}
    for number, line in enumerate(text.split("\n", MOST_LINES_ABOVE + 1)[: MOST_LINES_ABOVE + 1] if names else []):
        for delimiter in DELIMITERS:
            try:
                cells = next(csv.reader([line], delimiter=delimiter), [])
            except csv.Error:
                continue
            if len(cells) > 1 and names & {column_called(cell) for cell in cells}:
                return number
    return 0


def column_called(title: str) -> str:
    """What a column is known by, however its name is spaced and in whatever case it is written."""
    return " ".join(title.split()).casefold()


def _titles(text: str, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:  # the rows say so, with the line
        return []
    return [" ".join(cell.split()) for cell in cells]


def _header(titles: Iterable[str]) -> list[str]:
    """The columns as they are known: those without a name are told apart."""
    header: list[str] = []
    for title in titles:
        column, number = column_called(title) or UNNAMED, 1
        while not title and column in header:
            number += 1
            column = f"{UNNAMED} {number}"
        header.append(column)
    return header


def _rows(text: str, delimiter: str, wanted: list[str], path: Path, skipped: int) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = skipped + 1
    try:
        header = _header(" ".join(cell.split()) for cell in next(reader, []))
        _require_columns(header, wanted, f"{path}:{line}")
        line = skipped + reader.line_num + 1
        for cells in reader:
            place = f"{path}:{line}"
            line = skipped + reader.line_num + 1
            if any(cell.strip() for cell in cells):
                _require_no_more(cells, header, place)
                yield Row(place, dict(zip(header, cells, strict=False)))
    except csv.Error as error:
        raise IntakeError(f"{path}:{line}: is not CSV ({error}). Is a quotation mark never closed?") from error


def _require_columns(header: list[str], wanted: list[str], place: str) -> None:
    if not set(wanted) <= set(header):
        several = f"the columns {', '.join(wanted[:-1])} and {wanted[-1]} are" if len(wanted) > 1 else ""
        raise IntakeError(f"{place}: {several or f'the column {wanted[0]} is'} expected.")
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise IntakeError(f"{place}: there are two columns of the name {twice[0]}. Keep one.")


def _require_no_more(cells: list[str], header: list[str], place: str) -> None:
    """A cell too many is a comma inside a number or a text: whatever it belongs to would be cut in two."""
    if any(cell.strip() for cell in cells[len(header) :]):
        raise IntakeError(
            f"{place}: has {len(cells)} cells, the first line has {len(header)}. "
            "Put a text or a number that holds the separator between quotation marks."
        )
