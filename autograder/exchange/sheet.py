"""A table as the bytes of its file: single cells change, every other byte stays what it was."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import IntakeError
from autograder.tables import NO_TEXT, SPREADSHEETS, unmarked_utf_16

DELIMITERS = ",;\t"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEPARATOR = re.compile(r'"?sep=([,;\t])"?[ ,;\t]*(\r\n|\n|\r)', re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(slots=True)
class Line:
    """One row: its cells as they are written, quotation marks included, and how it ends."""

    number: int
    """Of the line in the file where it begins, from 1."""
    raw: list[str]
    end: str

    def __len__(self) -> int:
        return len(self.raw)

    def cell(self, column: int) -> str:
        """What a cell says; empty where the row is shorter."""
        return _value(self.raw[column]) if 0 <= column < len(self.raw) else ""

    @property
    def cells(self) -> list[str]:
        return [_value(raw) for raw in self.raw]

    @property
    def blank(self) -> bool:
        return not any(self.cells)


@dataclass(slots=True)
class Sheet:
    """A file that was read. `lines` are its rows, the header first; what stands before them is `head`."""

    path: Path
    mark: bytes
    encoding: str
    delimiter: str
    head: str
    lines: list[Line] = field(repr=False)

    @property
    def header(self) -> list[str]:
        return self.lines[0].cells

    def write(self, line: Line, column: int, text: str) -> None:
        """Puts `text` into a cell. A cell that was quoted stays quoted; another is where it has to be.

        What the file's encoding cannot hold becomes a question mark.
        """
        if len(line) <= column:
            quoted = bool(line.raw) and all(_is_quoted(raw) for raw in line.raw)
            line.raw += ['""' if quoted else ""] * (column + 1 - len(line))
        text = text.encode(self.encoding, "replace").decode(self.encoding)
        needed = any(sign in text for sign in (self.delimiter, '"', "\n", "\r")) or text != text.strip()
        quote = _is_quoted(line.raw[column]) or needed
        line.raw[column] = '"' + text.replace('"', '""') + '"' if quote else text

    def to_bytes(self) -> bytes:
        """The whole file."""
        text = self.head + "".join(self.delimiter.join(line.raw) + line.end for line in self.lines)
        return self.mark + text.encode(self.encoding)


def read_sheet(path: Path) -> Sheet:
    """The table in a CSV or tab-separated file, in UTF-8, UTF-16 or a one-byte code, marked or not.

    Raises IntakeError, with the line, for what is no table, and where the same bytes would not come out again.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise IntakeError(f"{path}: cannot be read ({error.strerror or error}).") from error
    mark, encoding, text = _decode(content, path)
    named = _SEPARATOR.match(text)
    head = named[0] if named else ""
    body = text[len(head) :]
    if not body.strip():
        raise IntakeError(f"{path}: is empty.")
    delimiter = named[1] if named else _delimiter(body)
    sheet = Sheet(path, mark, encoding, delimiter, head, _split(body, delimiter, path, 2 if named else 1))
    if sheet.to_bytes() != content:
        raise IntakeError(f"{path}: cannot be kept byte for byte. Save it as CSV UTF-8 and try again.")
    return sheet


def _decode(content: bytes, path: Path) -> tuple[bytes, str, str]:
    """The byte order mark, the encoding, and the text without the mark."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return mark, encoding, content[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise IntakeError(f"{path}: is not whole: {error}. Download it again.") from error
    if content.startswith(SPREADSHEETS):
        raise IntakeError(f"{path}: {NO_TEXT} Download the CSV.")
    if unmarked := unmarked_utf_16(content):
        return b"", unmarked, content.decode(unmarked)
    if b"\0" in content:
        raise IntakeError(f"{path}: holds zero bytes, as no CSV file does. Download it again.")
    for encoding in ("utf-8", "cp1252"):
        try:
            return b"", encoding, content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return b"", "latin-1", content.decode("latin-1")


def _delimiter(body: str) -> str:
    """The sign that stands most often outside quotation marks in the first line."""
    first, quoted = [], False
    for sign in body:
        quoted ^= sign == '"'
        if sign in "\r\n" and not quoted:
            break
        if not quoted:
            first.append(sign)
    return max(DELIMITERS, key=first.count)


def _split(text: str, delimiter: str, path: Path, number: int) -> list[Line]:
    lines: list[Line] = []
    at = 0
    while at < len(text):
        raw: list[str] = []
        while True:
            stop = _cell_end(text, at, delimiter)
            if stop is None:
                raise IntakeError(f"{path}:{number}: a quotation mark is never closed. Download the file again.")
            raw.append(text[at:stop])
            at = stop
            if text[at : at + 1] != delimiter:
                break
            at += 1
        ending = _LINE_END.match(text, at)
        end = ending[0] if ending else ""
        lines.append(Line(number, raw, end))
        number += 1 + sum(len(_LINE_END.findall(cell)) for cell in raw)
        at += len(end)
    return lines


def _cell_end(text: str, at: int, delimiter: str) -> int | None:
    """Where the cell that begins at `at` ends; None where its quotation mark is never closed."""
    if _is_quoted(text, at):
        at = _closing(text, at) + 1
        if not at:
            return None
    while at < len(text) and text[at] not in (delimiter, "\r", "\n"):
        at += 1
    return at


def _is_quoted(text: str, at: int = 0) -> bool:
    return text.startswith('"', at)


def _closing(text: str, at: int) -> int:
    """Where the quotation mark that opens at `at` is closed, doubled ones left out; -1 where it never is."""
    found = text.find('"', at + 1)
    while found >= 0 and _is_quoted(text, found + 1):
        found = text.find('"', found + 2)
    return found


def _value(raw: str) -> str:
    """What a CSV reader makes of a cell."""
    if not _is_quoted(raw):
        return raw
    end = _closing(raw, 0)
    return raw[1:end].replace('""', '"') + raw[end + 1 :]


def decimal_mark(sheet: Sheet, cells: Sequence[str]) -> str:
    """The decimal mark of a file's own numbers; where they do not show it, a comma beside semicolons, else a point."""
    for cell in cells:
        found = re.fullmatch(r"\d+(?:[., \u00a0\u202f']\d{3})*([.,])\d+", cell.strip())
        if found and not re.fullmatch(r"\d{1,3}[.,]\d{3}", cell.strip()):
            return found[1]
    return "," if sheet.delimiter == ";" else "."


def read_amount(text: str) -> float | None:
    """A number such as 100.00, 100,00 or 1.000,00; None for anything else."""
    clean = re.sub(r"[\s\u00a0\u202f']", "", text)
    if not re.fullmatch(r"\d+(?:[.,]\d+)*", clean):
        return None
    marks = [sign for sign in clean if sign in ".,"]
    if len(set(marks)) > 1 or len(marks) == 1:  # the last mark is the decimal one
        whole, _, part = clean.rpartition(marks[-1])
        return float(f"{re.sub('[.,]', '', whole)}.{part}")
    return float(re.sub("[.,]", "", clean))
