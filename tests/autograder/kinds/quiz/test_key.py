"""quiz/key, quiz/formula: the source of a quiz is read, and what is wrong in it is named with its line."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from autograder.errors import CourseError
from autograder.kinds.quiz.formula import Formula
from autograder.kinds.quiz.key import Choice, Item, Numeric, draws, read_key


def test_every_kind_is_read(items: dict[str, Item]) -> None:
    """Six kinds, in their order, with what each asks for."""
    assert [item.question.kind for item in items.values()] == [
        *("one", "several", "numeric", "ordering", "matching", "cloze")
    ]
    assert items["middle"].points == 2
    assert isinstance(items["moves"].key, Choice)
    assert items["moves"].key.right == {"a", "c"}
    assert items["gaps"].question.blanks == 2
    assert items["words"].question.targets["z"] == "the most frequent"


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("kind: one", "kind: riddle", 3, "there is no kind 'riddle'. Known: one, several, numeric"),
        ("id: moves", "id: middle", 12, "a question before it has the id 'middle'."),
        ("at {left} and", "at {lft} and", 30, "there is no number lft to stand for {lft}. Its numbers are left,"),
        ("within: ", "within: -", 34, "within cannot be negative, and is -"),
        ("id: moves", "id: The moves", 12, "'The moves' cannot be a question's id."),
        ("    points: 2\n", "    points: 0\n", 6, "points must be more than 0."),
        ("    title: The middle of five\n", "", 2, "the key 'title' is missing here."),
        ("misconception: smallest}", "}", 9, "option a is wrong and names no misconception"),
        ("b: {text: The third, right: true,", "b: {text: The third,", 8, "0 options are right"),
        ("c: {text: Their mean,", "c: {text: Their mean, right: true,", 8, "2 options are right"),
        ("says: That is the smallest., ", "", 9, "the key 'says' is missing here."),
        ("answer: (left + right) / 2 * 2", "answer: (left + width)", 33, "'(left + width)' has no value"),
        ("answer: (left + right) / 2 * 2", "answer: 1 / (left - left)", 33, "has no value"),
        ("answer: (left + right) / 2 * 2", "answer: '(left +'", 33, "this is not a formula: '(left +'"),
        ("answer: left * 2", "answer: right + left", 36, "this mistake is as good as right for {'left': 1.0"),
        ("order: [b, c, a, d]", "order: [b, c, a, a]", 44, "an order names each of a, b, c, d once."),
        ("pairs: {mean: y, median: x}", "pairs: {mean: y}", 54, "nothing on the right belongs to median."),
        ("pair: [median, z]", "pair: [median, x]", 56, "a wrong pair is an id of `left`"),
        ("Before the ___ is", "Before it is", 62, "2 entries for 1 blanks."),
        ("    title: Fill the gaps\n", "    title: Gaps\n    hint: no\n", 60, "there is no 'hint' here. Known: id,"),
        ("numbers: {left: [1, 3, 5],", "numbers: {left: [],", 32, "there is nothing to draw left from."),
    ],
)  # fmt: skip
def test_a_slip_is_named_with_its_line(key_text: str, old: str, new: str, line: int, what: str) -> None:
    """The message says where the key is wrong and what stands there."""
    assert old in key_text
    with pytest.raises(CourseError, match=re.escape(what)) as caught:
        read_key(key_text.replace(old, new, 1), Path("quiz.yaml"))
    assert (caught.value.where, caught.value.line) == (Path("quiz.yaml"), line)


def test_other_braces_are_left_alone(key_text: str) -> None:
    """Braces with blanks in them, or of a question without numbers of its own, are the author's text."""
    text = key_text.replace("at {left} and", "at {left} and { lft } and {1, 2} and", 1)
    text = text.replace("Which of five", "Which of {five}", 1)
    assert read_key(text, Path("quiz.yaml"))


def test_every_draw_is_looked_at(items: dict[str, Item]) -> None:
    """Three values each for two numbers are nine sets, and the formula has a value for each."""
    key = items["area"].key
    assert isinstance(key, Numeric)
    found = list(draws(items["area"].question))
    assert len({tuple(sorted(drawn.items())) for drawn in found}) == 9
    assert [key.answer.value(drawn) for drawn in found] == [drawn["left"] + drawn["right"] for drawn in found]


def test_a_formula_knows_mathematics_and_nothing_else() -> None:
    """exp is there; open is not, although the key is trusted: a slip should not do harm."""
    assert Formula("exp(a) / (exp(a) + 1)").value({"a": 2}) == pytest.approx(1 / (1 + math.exp(-2)))
    with pytest.raises(ValueError, match="has no value"):
        Formula("open('x')").value({})
    with pytest.raises(ValueError, match="is inf"):
        Formula("inf * a").value({"a": 1})
