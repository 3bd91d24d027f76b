"""Columns that a person adds to a table which is written again: a note, initials, a colour."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")

from autograder.classroom.overruled import overrule
from autograder.classroom.review_table import Review, mark_of
from autograder.cli import app
from autograder.columns import Layout, over
from autograder.course.model import Course, Exercise, ExerciseResult, StudentResult

COURSE = Path(__file__).parents[2] / "courses" / "trusting"
Grade = Callable[..., Any]
Edit = Callable[[list[list[str]]], None]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("ada", "bob", "eve"):
        hand_in(tmp_path, name)
    return tmp_path


def hand_in(home: Path, name: str) -> None:
    own = home / "class" / name
    own.mkdir(parents=True)
    (own / "why.md").write_text(f"I am {name} and I think that {name} doubles too.\n", encoding="utf-8")


@pytest.fixture
def grade(home: Path) -> Grade:
    def run(*words: str | Path) -> Any:
        command = ["grade", str(home / "class"), "--out", str(home / "out")]
        done = CliRunner().invoke(app, [*command, "--course", str(COURSE), "--isolation", "none", *map(str, words)])
        assert done.exit_code == 0, done.output
        return done

    run("--only", "why")
    return run


def cells(path: Path, delimiter: str = ",") -> list[list[str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def save(path: Path, rows: Sequence[Sequence[str]], delimiter: str = ",") -> Path:
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def with_columns(rows: list[list[str]], **columns: Sequence[str]) -> list[list[str]]:
    """The table with these behind its first two columns."""
    added = [[*name, *columns[name]] if len(name) == 1 else [name, *columns[name]] for name in columns]
    return [[*row[:2], *(column[place] for column in added), *row[2:]] for place, row in enumerate(rows)]


def column(rows: list[list[str]], name: str) -> list[str]:
    place = rows[0].index(name)
    return [row[place] for row in rows[1:]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_persons_columns_stay_where_they_stood(home: Path, grade: Grade, delimiter: str) -> None:
    """With their order and what parts the cells, after a mark was read, a student left and everything was regraded."""
    table = home / "out" / "reviews.csv"
    rows = with_columns(cells(table), Initials=["MK", "", "AB"], Farbe=["rot; grün", "", "=1+1"], Leer=["", "", ""])
    mark = rows[0].index("mark")
    rows[1][mark] = "2,5"
    save(table, rows, delimiter)
    grade()
    grade("--fresh")
    now = cells(table, delimiter)
    assert now[0] == rows[0]
    assert (column(now, "Initials"), column(now, "Farbe")) == (["MK", "", "AB"], ["rot; grün", "", "'=1+1"])
    assert column(now, "mark") == ["2,5" if delimiter == ";" else "2.5", "", ""]
    shutil.rmtree(home / "class" / "eve")
    grade()
    assert column(cells(table, delimiter), "Initials") == ["MK", ""]
    hand_in(home, "eve")
    grade()
    assert column(cells(table, delimiter), "Initials") == ["MK", "", "AB"]


def test_names_that_a_person_adds_stay(home: Path, grade: Grade) -> None:
    """The column is ours where a roster knows names; where none does, what stands in it is the person's."""
    table = home / "out" / "reviews.csv"
    save(table, with_columns(cells(table), Name=["Ada Lovelace", "", "Eve"]))
    grade()
    grade("--fresh")
    assert column(cells(table), "name") == ["Ada Lovelace", "", "Eve"]


def test_an_emptied_note_and_a_deleted_column_are_gone(home: Path, grade: Grade) -> None:
    """What a person takes out of the table where it lies does not come back; a table that was deleted does."""
    table = home / "out" / "reviews.csv"
    save(table, with_columns(cells(table), note=["look", "call him", ""], colour=["red", "", ""]))
    grade()
    rows = cells(table)
    rows[1][rows[0].index("note")] = ""
    place = rows[0].index("colour")
    save(table, [[*row[:place], *row[place + 1 :]] for row in rows])
    grade()
    now = cells(table)
    assert "colour" not in now[0]
    assert column(now, "note") == ["", "call him", ""]
    table.unlink()
    grade("--fresh")
    assert column(cells(table), "note") == ["", "call him", ""]


def test_two_persons_columns_are_joined(home: Path, grade: Grade) -> None:
    """What one alone has written is taken, however the column is spelt; where both have, theirs holds and is said."""
    table, theirs = home / "out" / "reviews.csv", home / "theirs.csv"
    rows = cells(table)
    save(theirs, with_columns(rows, NOTE=["agreed", "theirs", ""], seen=["x", "x", ""]), ";")
    save(table, with_columns(rows, note=["", "mine", "mine too"]))
    done = grade("--reviews", theirs)
    now = cells(table)
    assert column(now, "note") == ["agreed", "theirs", "mine too"]
    assert column(now, "seen") == ["x", "x", ""]
    assert "bob why NOTE 'theirs' (was 'mine')" in done.stderr
    rows = cells(table)
    rows[2][rows[0].index("note")] = "mine again"
    save(table, rows)
    grade("--reviews", theirs)
    assert column(cells(table), "note") == ["agreed", "mine again", "mine too"]


def test_a_joined_table_takes_no_comment_away(home: Path, grade: Grade) -> None:
    """Of another person's table an empty cell says nothing, and another comment on the same mark is said."""
    table, theirs = home / "out" / "reviews.csv", home / "theirs.csv"
    rows = cells(table)
    mark, comment = rows[0].index("mark"), rows[0].index("comment")
    for row, said in zip(rows[1:], ("well said", "short", ""), strict=True):
        row[mark], row[comment] = "3", said
    save(table, rows)
    grade()
    for row, said in zip(rows[1:], ("", "too short", "fine"), strict=True):
        row[comment] = said
    done = grade("--reviews", save(theirs, rows))
    assert column(cells(table), "comment") == ["well said", "too short", "fine"]
    assert "bob why comment 'too short' (was 'short')" in done.stderr
    assert "ada why" not in done.stderr


def test_a_column_without_a_name_gets_one(home: Path, grade: Grade) -> None:
    """Cells behind the last column are somebody's, too; a column that is empty throughout is nobody's."""
    table = home / "out" / "reviews.csv"
    rows = [[*row, "", "left" if place == 2 else "", ""] for place, row in enumerate(cells(table))]
    save(table, rows)
    grade()
    now = cells(table)
    assert now[0][-1].startswith("unnamed")
    assert len(now[0]) == len(rows[0]) - 2
    assert [row[-1] for row in now[1:]] == ["", "left", ""]


def test_the_table_of_what_was_not_plain_keeps_them_too(home: Path, grade: Grade) -> None:
    """Who has seen to what is written there as well; what is plain by now leaves with its row."""
    (home / "class" / "ada" / "why (1).md").write_text("Something else, and whole.", encoding="utf-8")
    (home / "class" / "bob" / "why.md").rename(home / "class" / "bob" / "why-2.md")
    grade()
    table = home / "out" / "intake.csv"
    save(table, with_columns(cells(table), who=["MK", "AB"]), ";")
    grade("--fresh")
    assert column(cells(table, ";"), "who") == ["MK", "AB"]
    assert cells(table, ";")[0][:4] == ["student", "name", "who", "exercise"]
    (home / "class" / "ada" / "why (1).md").unlink()
    grade()
    assert column(cells(table, ";"), "who") == ["AB"]


def test_columns_of_ours_that_were_taken_out_come_back_in_their_place() -> None:
    """A person's stay where they are, and the one of ours stands behind the one before it."""
    layout = Layout(("Colour", "student", "mark", "Note"))
    assert layout.around(("student", "exercise", "mark")) == ("Colour", "student", "exercise", "mark", "Note")
    assert Layout(("exercise", "x")).around(("student", "exercise")) == ("student", "exercise", "x")


def test_of_two_notes_in_one_column_the_upper_holds() -> None:
    """Columns are one where they differ by case and blanks only."""
    assert over((("Note", "a"), ("b", "c")), (("note ", "d"),)) == (("Note", "d"), ("b", "c"))


@pytest.mark.parametrize(("mark", "counts"), [("3.3333", 10 / 3), ("3.3334", 3.3334), ("6.6667", 20 / 3)])
def test_who_confirms_what_the_table_shows_gives_the_whole_of_it(mark: str, counts: float) -> None:
    """A proposal has more digits than the table; confirming it changes nobody's score."""
    exercise = ExerciseResult("why", "written", 10 / 3, 20 / 3, "graded", needs_review=True)
    course = Course(Path(), "c", "C", (Exercise("why", "Why", "written", "why.md", 20 / 3),))
    given = mark_of(Review("ada", "why", mark=mark), 20 / 3, "here")
    assert given is not None
    result = overrule(StudentResult("c", "ada", 10 / 3, 20 / 3, True, "none", (exercise,)), {"why": given}, course)
    assert result.score == counts
