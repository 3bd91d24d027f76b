"""Tables that people saved from a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import IntakeError
from autograder.tables import read_number, read_table

WANTED = ("student", "days")


def table(folder: Path, content: bytes | str) -> list[tuple[str, str]]:
    path = folder / "mine.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return [(row.get("student"), row.get("days")) for row in read_table(path, WANTED)]


@pytest.mark.parametrize(
    "content",
    [
        "student,days\nada,1.5\nbob,2\n",
        "Student;Days\r\nada;1.5\r\nbob;2\r\n",
        "\ufeffDAYS\tStudent \tSection\n1.5\tada\tA\n2\tbob\tB\n",
        "student, days\n\nada, 1.5\n,\nbob ,2,,\n",
        'sep=;\n"student";"days"\n"ada";"1.5"\nbob;2',
        "student\tdays\rada\t1.5\rbob\t2\r",
        "student;days\nada;1.5\nbob;2\n".encode("utf-16"),
        "student;days\nada;1.5\nbob;2\n".encode("utf-16-le"),
        "student;days\nada;1.5\nbob;2\n".encode("utf-16-be"),
        'days;student;"a, note, with, commas"\n1.5;ada;\n2;bob;x\n',
    ],
    ids=["plain", "semicolons", "tabs", "spaces", "sep", "mac", "utf-16", "utf-16-le", "utf-16-be", "commas in a name"],
)
def test_what_a_spreadsheet_saves_is_read(tmp_path: Path, content: bytes | str) -> None:
    """Separators, line ends, marks, encodings, the case and the place of the columns: the same table."""
    assert table(tmp_path, content) == [("ada", "1.5"), ("bob", "2")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "mine.csv:1: the columns student and days are expected."),
        ("name,days\nada,1\n", "mine.csv:1: the columns student and days are expected."),
        ("student,days,Days\nada,1,2\n", "mine.csv:1: there are two columns of the name days."),
        ("student,days\nada,1,5\n", "mine.csv:2: has 3 cells, the first line has 2."),
        ('student,days\n"a\nb",1\n"ada,1\n', "mine.csv:4: is not CSV"),
        (f'student,days\n"{"x" * 140_000}",1\n', "mine.csv:2: is not CSV"),
        (b"student,days\nad\x81,1\n", "mine.csv: is not UTF-8 text. Save it as CSV UTF-8."),
        (b"PK\3\4\0\0\xe4", "mine.csv: is a zip or an Excel file, not a table in text. Save the sheet as CSV UTF-8"),
        (b"\xd0\xcf\x11\xe0\xa1", "mine.csv: is a zip or an Excel file, not a table in text. Save the sheet as CSV"),
    ],
)
def test_what_is_no_such_table_is_refused_where_it_stands(tmp_path: Path, content: bytes | str, message: str) -> None:
    """File and line, and never a number cut in two at its decimal comma."""
    with pytest.raises(IntakeError) as caught:
        table(tmp_path, content)
    assert message in str(caught.value)


def test_excels_plain_csv_and_lines_above_the_header(tmp_path: Path) -> None:
    """Windows-1252 is read where the bytes are no UTF-8; prose above a header that is known is skipped."""
    path = tmp_path / "mine.csv"
    path.write_bytes("Course: Vectors;;\n;;\nMatrikelnummer;Nachname;Vorname\n7;Müller;Zoë\n".encode("cp1252"))
    (row,) = read_table(path, (), known=["nachname"])
    assert (row.get("nachname"), row.get("vorname"), row.place) == ("Müller", "Zoë", f"{path}:4")


def test_a_row_knows_its_place_behind_cells_of_several_lines(tmp_path: Path) -> None:
    """The line is the one on which the row begins."""
    path = tmp_path / "mine.csv"
    path.write_text('student,days\n"ada\nlovelace",1\nbob,2\n', encoding="utf-8")
    assert [row.place for row in read_table(path, WANTED)] == [f"{path}:2", f"{path}:4"]


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    """The reason of the operating system, and no traceback."""
    with pytest.raises(IntakeError, match="cannot be read"):
        read_table(tmp_path / "none.csv", WANTED)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_a_refusal(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    """Whatever lies there, nothing but IntakeError comes out."""
    path = tmp_path_factory.mktemp("any") / "mine.csv"
    for content in (raw, b"student,days\n" + raw):
        path.write_bytes(content)
        try:
            rows = read_table(path, WANTED)
        except IntakeError:
            continue
        assert all(row.place.startswith(f"{path}:") for row in rows)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1.0), (" 1,5 ", 1.5), ("-0.25", -0.25), (".5", 0.5), ("3.", 3.0)]
    + [(text, None) for text in ("", "soon", "nan", "inf", "1e3", "1_000", "1.234,5", "٣", "1 000")],
)
def test_a_number_has_a_point_or_a_comma(text: str, number: float | None) -> None:
    """Nothing else is taken for a number."""
    assert read_number(text) == number


def test_the_marks_of_a_merge_are_named_with_their_line(tmp_path: Path) -> None:
    """Two people marked the same class in one repository: neither version is taken for the table."""
    path = tmp_path / "marks.csv"
    rows = ["student,mark", "ada,1", "<<<<<<< HEAD", "bob,2", "=======", "bob,3", ">>>>>>> theirs", ""]
    path.write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(IntakeError, match=r"marks\.csv:3: version control could not join"):
        read_table(path, ("student", "mark"))
