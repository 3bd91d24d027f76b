"""A table whose single cells change while every other byte stays."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import IntakeError
from autograder.exchange.sheet import Sheet, decimal_mark, read_amount, read_sheet

# Python's own writer forgets to quote a bare carriage return.
CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufeff"), max_size=12)
TABLES = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
)
SHAPES = st.tuples(
    st.sampled_from(",;\t"),
    st.sampled_from(["\r\n", "\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)


def written(rows: list[list[str]], delimiter: str, end: str, quoting: int, encoding: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue().encode(encoding)


def sheet_of(folder: Path, content: bytes) -> Sheet:
    path = folder / "table.csv"
    path.write_bytes(content)
    return read_sheet(path)


@given(rows=TABLES, shape=SHAPES, data=st.data())
def test_one_cell_changes_and_nothing_else(
    rows: list[list[str]],
    shape: tuple[str, str, int, str],
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Whatever stands in a table: it comes out as it was, and a cell that is written is the only one that differs."""
    delimiter, end, quoting, encoding = shape
    header = [f"column {place}" for place in range(len(rows[0]))]
    content = written([header, *rows], delimiter, end, quoting, encoding)
    sheet = sheet_of(tmp_path_factory.getbasetemp(), content)
    assert sheet.to_bytes() == content
    assert [line.cells for line in sheet.lines] == [header, *rows]
    place = data.draw(st.integers(1, len(rows)))
    column = data.draw(st.integers(0, len(header) - 1))
    text = data.draw(CELLS)
    sheet.write(sheet.lines[place], column, text)
    again = list(csv.reader(io.StringIO(sheet.to_bytes().decode(encoding), newline=""), delimiter=delimiter))
    expected = [header, *(list(row) for row in rows)]
    expected[place][column] = text
    assert again == expected


def test_lines_that_are_not_touched_keep_their_own_ways(tmp_path: Path) -> None:
    """Needless quotation marks, single line feeds, a missing end of the last line: all stay."""
    content = b'a,b,c\r\n"x",1,\n\'y\',"2",\r\nz,3,'
    sheet = sheet_of(tmp_path, content)
    sheet.write(sheet.lines[2], 2, "9,5")
    assert sheet.to_bytes() == b'a,b,c\r\n"x",1,\n\'y\',"2","9,5"\r\nz,3,'


def test_a_row_that_is_short_is_lengthened_as_far_as_needed(tmp_path: Path) -> None:
    """Cells that are left out at the end of a row count as empty."""
    sheet = sheet_of(tmp_path, b"a,b,c,d\nx\n")
    sheet.write(sheet.lines[1], 2, "5")
    assert sheet.to_bytes() == b"a,b,c,d\nx,,5\n"


def test_a_one_byte_code_and_a_separator_line_stay(tmp_path: Path) -> None:
    """A file that a spreadsheet saved in a Western code, with `sep=;` above, is read and kept."""
    content = "sep=;\r\nName;Note\r\nZoë Müller;\r\n".encode("cp1252")
    sheet = sheet_of(tmp_path, content)
    assert sheet.header == ["Name", "Note"]
    assert sheet.lines[1].cell(0) == "Zoë Müller"
    sheet.write(sheet.lines[1], 1, "1,5 \u4e2d")
    assert sheet.to_bytes() == "sep=;\r\nName;Note\r\nZoë Müller;1,5 ?\r\n".encode("cp1252")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b'a,b\n"x,1\n', "csv:2: a quotation mark is never closed"),
        (b"PK\x03\x04rest", "zip or an Excel file"),
        (b"a,b\nx\0,y and more that is text as text is\n" + b"text " * 40, "zero bytes"),
        ("a,b\nx,y\n".encode("utf-16")[:-1], "not whole"),
    ],
)
def test_what_is_no_table_is_said(tmp_path: Path, content: bytes, says: str) -> None:
    """A half-downloaded, packed or empty file is one sentence."""
    with pytest.raises(IntakeError, match=says):
        sheet_of(tmp_path, content)


@pytest.mark.parametrize(
    ("text", "value"),
    [("100.00", 100), ("100,00", 100), ("1.000,50", 1000.5), ("1,000.50", 1000.5), ("1 000,5", 1000.5), ("", None)],
)
def test_amounts_are_read_in_either_notation(text: str, value: float | None) -> None:
    """A maximum may be written as any locale writes it."""
    assert read_amount(text) == value


def test_the_decimal_mark_is_that_of_the_file(tmp_path: Path) -> None:
    """Its own numbers decide; where there are none, the separator does."""
    comma, semicolon = sheet_of(tmp_path, b"a,b\n"), sheet_of(tmp_path, b"a;b\n")
    assert decimal_mark(comma, ["", "12,50"]) == ","
    assert decimal_mark(semicolon, ["3.5"]) == "."
    assert decimal_mark(comma, ["7"]) == "."
    assert decimal_mark(semicolon, ["1.000"]) == ","
