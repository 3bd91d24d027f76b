"""Who is who between results and a gradebook."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.exchange.people import Person, full_name, match


def row(number: str, name: str = "", login: str = "", email: str = "", *ids: str) -> Person:
    return Person(number, (number, *ids), login, email, name)


ROWS = [
    row("1", "Doe, Jane", "jdoe1", "jdoe1@uni.example", "0700001"),
    row("2", "Doe, Jane", "jdoe2", "jdoe2@uni.example", "7000002"),
    row("3", "O'Brien, Sine\u0301ad", "sobrien", "sobrien@uni.example"),
]


@pytest.mark.parametrize(
    ("person", "place"),
    [
        (Person("x", ("1",)), 0),
        (Person("x", ("0700001",)), 0),
        (Person("x", (), "JDOE2"), 1),
        (Person("x", (), "", "JDoe2@Uni.Example"), 1),
        (Person("x", (), "", "", "Sin\u00e9ad O'BRIEN"), 2),
    ],
)
def test_each_step_finds_its_row(person: Person, place: int) -> None:
    """Platform id, student id, login, e-mail in any case, and last a unique name in any form."""
    assert match([person], ROWS).pairs == {0: place}


@pytest.mark.parametrize(
    "person",
    [
        Person("x", ("700001",)),
        Person("x", (), "", "", "Jane Doe"),
        Person("x", (), "", "", "Sinead OBrien"),
        Person("x", (), "jdoe", "jdoe@uni.example", "Jane M. Doe"),
    ],
)
def test_nobody_is_guessed(person: Person) -> None:
    """An id without its zero, a name that two share, a name that is nearly the same: all are left over."""
    made = match([person], ROWS)
    assert made.pairs == {}
    assert list(made.left) == [0]


def test_a_groups_number_is_not_taken_for_a_strangers() -> None:
    """Moodle gives a group a number that may be some participant's: the name speaks against it."""
    made = match([Person("Team 1 (2)", ("2",), "2", "", "Team 1")], ROWS)
    assert made.pairs == {}
    assert "another name" in made.left[0]


def test_a_name_that_a_platform_wrote_together_does_not_contradict() -> None:
    """Canvas writes `doejane` in a download, and other platforms drop apostrophes."""
    people = [Person("a", ("1",), "", "", "doejane"), Person("b", ("3",), "", "", "Sinéad OBrien")]
    assert match(people, ROWS).pairs == {0: 0, 1: 2}


def test_two_results_for_one_row_are_both_left() -> None:
    """Nobody's grade wins by coming last."""
    made = match([Person("a", ("1",)), Person("b", (), "jdoe1")], ROWS)
    assert made.pairs == {}
    assert set(made.left) == {0, 1}


def test_an_id_of_two_lists_is_settled_by_what_else_is_known() -> None:
    """Somebody's student id may be another's number on the platform."""
    rows = [row("77", "Ann Lee", "alee"), row("78", "Bo Berg", "bberg", "", "77")]
    assert match([Person("x", ("77",), "bberg", "", "Bo Berg")], rows).pairs == {0: 1}
    assert match([Person("x", ("77",))], rows).pairs == {}


@given(st.lists(st.text(st.characters(categories=["L", "M", "Zs"]), min_size=1, max_size=8), min_size=1, max_size=5))
def test_matching_is_one_to_one_and_survives_form_and_case(names: list[str]) -> None:
    """Whatever the names: nobody shares a row, and a match by name is a match in every normal form."""
    rows = [Person(str(place), (), "", "", name) for place, name in enumerate(names)]
    people = [Person(str(place), (), "", "", unicodedata.normalize("NFD", name)) for place, name in enumerate(names)]
    pairs = match(people, rows).pairs
    assert len(set(pairs.values())) == len(pairs)
    for ours, theirs in pairs.items():
        assert full_name(people[ours].name) == full_name(rows[theirs].name)
        assert ours == theirs
