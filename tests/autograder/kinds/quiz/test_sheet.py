"""quiz/sheet: the file that a student fills in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.yamltree import LOADER
from autograder.errors import CourseError
from autograder.kinds.quiz.key import Item
from autograder.kinds.quiz.marking import right_answer
from autograder.kinds.quiz.sheet import (
    blank_sheet,
    filled_sheet,
    put_answer,
    put_student,
    read_questions,
    read_sheet,
)

PATH = Path("quiz.yaml")
VALUES = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(st.text(max_size=8), max_size=4),
    st.dictionaries(st.text(max_size=8), st.text(max_size=8) | st.none(), max_size=3),
)


@pytest.fixture(scope="module")
def blank(items: dict[str, Item]) -> str:
    """The sheet with nothing filled in."""
    return blank_sheet([item.question for item in items.values()], "Test yourself")


def answer_of(text: str, place: int) -> Any:
    return yaml.load(text, Loader=LOADER)["questions"][place]["answer"]


def test_the_sheet_holds_the_questions(blank: str, items: dict[str, Item]) -> None:
    """What is read from a sheet is what the key asks, to the last line of a table."""
    assert read_questions(blank, PATH) == [item.question for item in items.values()]
    assert max(len(line) for line in blank.splitlines()) <= 120


def test_the_sheet_holds_nothing_of_the_key(blank: str) -> None:
    """No feedback, no formula, no misconception, no mark on a right option stands in it."""
    secrets = ["says:", "right: true", "accept", "misconception", "smallest.", "mean_not_median", "within", "/ 2 * 2"]
    assert [secret for secret in secrets if secret in blank] == []


def test_a_blank_sheet_answers_nothing(blank: str, items: dict[str, Item]) -> None:
    """Every question is there and open, and nobody's name."""
    sheet = read_sheet(blank, PATH)
    assert sheet.student == ""
    assert set(sheet.given) == set(items)
    assert sheet.strays == ()


def test_a_filled_sheet_is_read_back(items: dict[str, Item]) -> None:
    """Answers of every kind come back as they were put in, with their lines."""
    answers = {name: right_answer(item, item.question.drawn("Ada")) for name, item in items.items()}
    text = filled_sheet([item.question for item in items.values()], "Ada", answers)
    sheet = read_sheet(text, PATH)
    assert sheet.student == "Ada"
    for name, answer in answers.items():
        raw = sheet.given[name].raw
        assert (tuple(raw) if isinstance(answer, tuple) else raw) == answer
        assert "answer:" in text.splitlines()[sheet.given[name].line - 1]


@given(name=st.sampled_from(["middle", "moves", "area", "steps", "words", "gaps"]), first=VALUES, second=VALUES)
def test_an_answer_is_put_in_place(blank: str, items: dict[str, Item], name: str, first: Any, second: Any) -> None:
    """Whatever is written, and written over, is read back; no other line changes."""
    once = put_answer(blank, name, first)
    twice = put_answer(once, name, second)
    assert answer_of(once, list(items).index(name)) == first
    assert answer_of(twice, list(items).index(name)) == second
    kept = [line for line in blank.splitlines() if line in twice.splitlines()]
    assert len(kept) >= len(blank.splitlines()) - 1


@pytest.mark.parametrize("name", ["Ada Lovelace", "O'Brien: the third", "Zoë #1", "007", "- x"])
def test_a_name_is_put_in_place(blank: str, name: str) -> None:
    """Any name can be written, and written over."""
    text = put_student(put_student(blank, "somebody else"), name)
    assert read_sheet(text, PATH).student == name


def test_an_answer_over_several_lines_is_replaced(blank: str) -> None:
    """A list that the student wrote as a block gives way to the new answer, and their comment stays."""
    text = blank.replace(
        "    answer:  # a list of letters, like [a, d]", "    answer:\n      - a\n      - b\n    # sure?"
    )
    changed = put_answer(text, "moves", ["c"])
    assert read_sheet(changed, PATH).given["moves"].raw == ["c"]
    assert "# sure?" in changed


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "here must stand keys and values"),
        ("- a\n- b\n", "here must stand keys and values"),
        ("student: ada\n", "the key 'questions' is missing here."),
        ("student: ada\nquestions: 3\n", "quiz.yaml:2: here must stand a list."),
        ("student: ada\nquestions: [\n", "this is not valid YAML"),
        ("questions: &a []\nmore: *a\n", "anchors (&) and aliases (*) are not used here"),
    ],
)
def test_a_damaged_sheet_is_refused(text: str, what: str) -> None:
    """The message says where, as far as there is a place."""
    with pytest.raises(CourseError, match=re.escape(what)):
        read_sheet(text, PATH)


def test_strays_are_named() -> None:
    """A question without an id, or here twice, does not keep the others from being read."""
    text = "student: 7\nquestions:\n  - {id: a, answer: x}\n  - {answer: b}\n  - 3\n  - {id: a, answer: y}\n"
    sheet = read_sheet(text, PATH)
    assert sheet.student == "7"
    assert sheet.given["a"].raw == "x"
    assert [stray.partition(": ")[0] for stray in sheet.strays] == ["quiz.yaml:4", "quiz.yaml:5", "quiz.yaml:6"]


def test_what_is_not_there_cannot_be_answered(blank: str) -> None:
    """A question that was deleted, or its line `answer:`, is asked for by name."""
    with pytest.raises(CourseError, match="the file has no question 'riddle'"):
        put_answer(blank, "riddle", "a")
    text = blank.replace("    answer:  # one letter\n", "")
    with pytest.raises(CourseError, match="the question 'middle' has no line `answer:`"):
        put_answer(text, "middle", "a")


@pytest.fixture(scope="module")
def filled(items: dict[str, Item]) -> str:
    """A sheet with a right answer to each question."""
    answers = {name: right_answer(item, item.question.drawn("Ada")) for name, item in items.items()}
    return filled_sheet([item.question for item in items.values()], "Ada", answers)


ANSWERED = re.compile(r"^ +(answer:).*$", re.MULTILINE)


def damaged(text: str, place: int, how: str) -> str:
    """The sheet with the line of one answer written otherwise."""
    found = list(ANSWERED.finditer(text))[place]
    return f"{text[: found.start()]}{how}{text[found.end() :]}"


@pytest.mark.parametrize(
    "how", ["\tanswer: b", "  \tanswer:\tb", "\t\tanswer: b\t", "   answer:\t b", " answer: b", "answer: b"]
)
def test_an_answer_with_a_tab_or_too_few_spaces_before_it_is_read(
    filled: str, items: dict[str, Item], how: str
) -> None:
    """What an editor's Tab key puts before a line costs nothing, wherever it stands."""
    for place, name in enumerate(items):
        sheet = read_sheet(damaged(filled, place, how), PATH)
        assert list(sheet.given) == list(items)
        assert sheet.given[name].raw == "b"
        assert sheet.student == "Ada"


@given(
    place=st.integers(0, 100),
    how=st.sampled_from(
        ["answer", "answer:", "\tanswer: [", "    answer: 'b", "    answer: b: c", "\tfree", "- b", "@", "}", "  - a\n"]
    ),
    before=st.sampled_from(["", "\t", "  ", " \t", "     "]),
)
def test_whatever_stands_in_the_place_of_one_answer_costs_that_one_only(
    filled: str, items: dict[str, Item], place: int, how: str, before: str
) -> None:
    """All other questions are read as they were."""
    names = list(items)
    place %= len(names)
    sheet, whole = read_sheet(damaged(filled, place, f"{before}{how}"), PATH), read_sheet(filled, PATH)
    others = [name for name in names if name != names[place]]
    assert {name: sheet.given[name].raw for name in others} == {name: whole.given[name].raw for name in others}


def test_a_tab_before_any_other_line_of_a_sheet_costs_that_question_at_most(
    filled: str, items: dict[str, Item]
) -> None:
    """Its own line, or the line of a heading."""
    whole, lines = read_sheet(filled, PATH), filled.split("\n")
    for number, line in enumerate(lines):
        if not line.strip() or line.startswith("#"):
            continue
        sheet = read_sheet("\n".join([*lines[:number], f"\t{line}", *lines[number + 1 :]]), PATH)
        differ = [name for name in items if sheet.given.get(name) != whole.given[name]]
        assert len(differ) <= 1, line
