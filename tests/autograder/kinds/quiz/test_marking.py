"""quiz/answers, quiz/marking: what an answer is worth."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.kinds.quiz.answers import BadAnswer, is_blank, plain, read_answer
from autograder.kinds.quiz.key import Item, draws
from autograder.kinds.quiz.marking import Marked, mark, right_answer, wrong_answers
from autograder.kinds.quiz.questions import same_student

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from("abcdxyz"),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


def marked(item: Item, raw: Any, student: str = "ada") -> Marked:
    answer = read_answer(item.question, raw)
    assert answer is not None
    return mark(item, answer, item.question.drawn(student))


def refused(item: Item, raw: Any) -> str:
    with pytest.raises(BadAnswer) as caught:
        read_answer(item.question, raw)
    return str(caught.value)


def test_the_key_earns_everything(items: dict[str, Item]) -> None:
    """The right answer to each question is worth all its points, whatever the numbers."""
    for item in items.values():
        for drawn in draws(item.question):
            assert mark(item, right_answer(item, drawn), drawn).share == 1


def test_every_known_mistake_loses_and_is_named(items: dict[str, Item]) -> None:
    """Each wrong answer in the key costs something, and its own note is the one that is given."""
    seen = 0
    for item in items.values():
        for drawn in draws(item.question):
            for answer, note in wrong_answers(item, drawn):
                result = mark(item, answer, drawn)
                assert result.share < 1
                assert note in result.notes
                assert {one.misconception for one in result.notes} - {None} == {note.misconception}
                seen += 1
    assert seen == 2 + 2 + 9 * 2 + 1 + 1 + 1


@pytest.mark.parametrize(
    ("raw", "share"),
    [
        (["a", "c"], 1),
        (["a"], 0.5),
        (["a", "b", "c"], 0.5),
        (["a", "b"], 0),
        (["b", "d"], 0),
        (["a", "b", "c", "d"], 0),
    ],
)
def test_several_weighs_right_against_wrong(items: dict[str, Item], raw: list[str], share: float) -> None:
    """The share of the right options less the share of the wrong ones, never below 0: choosing all earns nothing."""
    assert marked(items["moves"], raw).share == share


def test_orders_are_marked_by_rank_correlation(items: dict[str, Item]) -> None:
    """For every order of the steps, the share is Kendall's tau where that is positive."""
    stats = pytest.importorskip("scipy.stats", reason="scipy is in the extra dev")
    right = ["b", "c", "a", "d"]
    for order in itertools.permutations(right):
        ranks = [order.index(step) for step in right]
        tau = stats.kendalltau(range(4), ranks).statistic
        assert marked(items["steps"], list(order)).share == pytest.approx(max(0.0, tau))


def test_guessing_an_order_earns_little(items: dict[str, Item]) -> None:
    """The mean over all orders, with the negative ones at 0, stays below a quarter."""
    shares = [marked(items["steps"], list(order)).share for order in itertools.permutations("abcd")]
    assert sum(shares) / len(shares) < 0.25


def test_parts_are_marked_one_by_one(items: dict[str, Item]) -> None:
    """A pair and a blank count by themselves; what is left open counts nothing."""
    assert marked(items["words"], {"mean": "y", "median": None}).share == 0.5
    assert marked(items["words"], {"mean": "x", "median": "y"}).share == 0
    assert marked(items["gaps"], ["middle", ""]).share == 0.5
    assert marked(items["gaps"], ["  Middle  one ", "SORTED."]).share == 1


@pytest.mark.parametrize("text", ["0.25", "0,25", "1/4", 0.25, "  .25 ", "25e-2"])
def test_a_number_may_be_written_in_several_ways(items: dict[str, Item], text: object) -> None:
    """A comma and a fraction are numbers too."""
    assert read_answer(items["area"].question, text) == 0.25


@pytest.mark.parametrize(
    ("name", "raw", "what"),
    [
        ("middle", "e", "there is no `e` here, only a, b, c."),
        ("middle", ["a", "b"], "2 options are chosen; this question asks for one."),
        ("middle", True, "there is no `True` here"),
        ("middle", {"a": 1}, "is not one of a, b, c."),
        ("moves", ["a", "q"], "there is no `q` here"),
        ("area", "about three", "`about three` is not a number; write it like 0.25."),
        ("area", "1/0", "is not a number"),
        ("area", float("nan"), "is not a finite number"),
        ("area", True, "is not a number"),
        ("area", 10**400, "is not a number"),
        ("steps", ["b", "c", "c", "d"], "the step `c` stands in the order more than once."),
        ("steps", ["b", "c"], "the order leaves out `a`, `d`."),
        ("words", "xy", "does not say what belongs to what"),
        ("words", {"mode": "x"}, "there is no `mode` here, only mean, median."),
        ("words", {"mean": "q"}, "there is no `q` here, only x, y, z."),
        ("gaps", "middle", 'there are 2 blanks and 1 words; write "" for one you leave open.'),
        ("gaps", ["middle", ["x"]], "is not a list of words"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused(items: dict[str, Item], name: str, raw: object, what: str) -> None:
    """The message says what is wrong with it and what may stand there."""
    assert what in refused(items[name], raw)


def test_an_option_may_be_given_with_its_words(items: dict[str, Item]) -> None:
    """Its letter before its words or before any that are no other option's, or its words alone."""
    for item in items.values():
        question = item.question
        if question.kind not in ("one", "several"):
            continue
        for letter, words in question.options.items():
            for raw in (
                f"{letter}) {words}",
                f"({letter}) {words}",
                f"{letter.upper()}. {words} ",
                words,
                f"{letter}: why",
            ):
                found = read_answer(question, raw)
                assert found == (letter if question.kind == "one" else (letter,)), raw
            other = next(one for one in question.options if one != letter)
            with pytest.raises(BadAnswer):
                read_answer(question, f"{letter}) {question.options[other]}")
        first, second = list(question.options)[:2]
        both = ", ".join(f"{letter}) {question.options[letter]}" for letter in (first, second))
        if question.kind == "several":
            assert read_answer(question, both) == (first, second)
        else:
            with pytest.raises(BadAnswer):
                read_answer(question, both)


@given(raw=ANYTHING)
def test_anything_at_all_is_marked_or_refused(items: dict[str, Item], raw: Any) -> None:
    """Whatever stands in a sheet: nothing, a share between 0 and 1, or a sentence of one line."""
    says: list[str] = []
    for item in items.values():
        try:
            answer = read_answer(item.question, raw)
        except BadAnswer as error:
            says.append(str(error))
            continue
        assert (answer is None) == is_blank(raw)
        if answer is not None:
            assert 0 <= mark(item, answer, item.question.drawn("ada")).share <= 1
            assert read_answer(item.question, plain(answer)) == answer
    assert all(text and "\n" not in text for text in says)


def test_a_student_keeps_their_numbers(items: dict[str, Item]) -> None:
    """The same name in another spelling has the same numbers; a class has many different ones."""
    question = items["area"].question
    assert question.drawn("Ada Lovelace") == question.drawn("lovelace_ada") == question.drawn("LOVELACE, Ada")
    assert len({tuple(question.drawn(f"student {number}").values()) for number in range(100)}) == 9
    drawn = question.drawn("ada")
    assert f"is at {drawn['left']:g} and then at {drawn['right']:g};" in question.prompt_for("ada")


def test_a_neighbours_number_does_not_help(items: dict[str, Item]) -> None:
    """Most pairs of students have other right answers to a question with numbers."""
    answers = [right_answer(items["area"], items["area"].question.drawn(f"student {n}")) for n in range(60)]
    same = sum(one == other for one, other in itertools.combinations(answers, 2))
    assert same < len(answers) * (len(answers) - 1) / 2 / 5


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada Lovelace", "lovelace_ada_4711_assignsubmission_file", True),
        ("ada", "Ada Lovelace", True),
        ("Ada King", "Ada Lovelace", False),
        ("ada", "adam", False),
        ("", "ada", False),
        ("Zoë", "zoë", True),
    ],
)
def test_two_spellings_of_a_name(one: str, other: str, same: bool) -> None:
    """All words of one stand in the other, in any order, behind any sign."""
    assert same_student(one, other) is same
    assert same_student(other, one) is same
