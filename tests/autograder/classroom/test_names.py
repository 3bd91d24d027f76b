"""Whom a name in a table means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.names import Names
from autograder.errors import IntakeError

CLASS = ("ada", "ada ", "bob", "007", "7", "042", "ben li")


@pytest.mark.parametrize(
    ("typed", "student"),
    [
        *(("ada", "ada"), ("ada ", "ada "), ("bob ", "bob"), (" bob", "bob"), ("ben\nli", "ben li")),
        *(("007", "007"), ("'7", "7"), ("'007", "007"), ("42", "042"), ("042", "042"), ("'042", "042")),
        *(("Bob", None), ("", None), ("0", None), ("adam", None)),
    ],
)
def test_a_name_reaches_whom_it_was_typed_for(typed: str, student: str | None) -> None:
    """What a spreadsheet drops is put back where only one can be meant."""
    assert Names(CLASS).find(typed, "t.csv:2") == student


@pytest.mark.parametrize("typed", ["7", " ada", "0007"])
def test_what_may_mean_several_is_refused(typed: str) -> None:
    """The zeros of a number, the spaces around a name: nobody gets another's mark."""
    with pytest.raises(IntakeError, match=r"t\.csv:2: .* may be"):
        Names(CLASS).find(typed, "t.csv:2")


def test_the_most_similar_name_is_suggested() -> None:
    """A slip of the pen is found; a stranger is nobody."""
    assert Names(CLASS).nearest("bbo") == "Did you mean 'bob'?"
    assert Names(CLASS).nearest("zzzzzz") == ""
    named = Names(["20062"], {"bo o'brien": ["20062"], "kim": ["1", "2"]})
    assert named.nearest("Bo OBrian") == "Did you mean '20062', known as \"bo o'brien\"?"
    assert named.nearest("Kym") == ""


@given(st.sets(st.text(st.sampled_from("017a 'é"), min_size=1, max_size=4), min_size=1, max_size=8))
def test_what_is_written_for_a_student_means_that_student(students: set[str]) -> None:
    """Whoever is in the class, a table that we write is read back right."""
    names = Names(students)
    for student in students:
        assert names.find(names.written(student), "t.csv:2") == student


@pytest.mark.parametrize("typed", ["1,23457E+11", "1.23457E+11", " 1.2E+11 "])
def test_a_number_that_a_spreadsheet_has_shortened_is_nobodys(typed: str) -> None:
    """Those that are most like it are others': the damage is named, and what to do."""
    names = Names(("123457000011", "123456789012", "1.23457E+12"))
    assert names.find(typed, "t.csv:2") is None
    said = names.nearest(typed)
    assert "Did you mean" not in said
    assert "format that column as text" in said
    assert typed.strip() in said


def test_a_person_is_known_by_what_the_platform_knows() -> None:
    """A number, an address, a full name as either side sorts it; what may be two people is asked."""
    called = {"jane doe": ["41"], "jdoe@x.example": ["41"], "max brod": ["42", "43"]}
    names = Names(["41", "42", "43"], called)
    assert [names.find(typed, "here") for typed in ("Doe, Jane", "JANE  DOE", "jdoe@X.example", "nobody")] == [
        *("41", "41", "41"),
        None,
    ]
    with pytest.raises(IntakeError, match=r"here: 'Brod, Max' may be 42 or 43\. Write which\."):
        names.find("Brod, Max", "here")
