"""The reason that stands beside a mark: true of this answer, or no more than that a person should look."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.manifest import load_course
from autograder.kinds.written.grader import marker_for
from autograder.kinds.written.mark import Marker

ROOT = Path(__file__).parents[4]
SQUEEZED = "The encoder squeezes the whole input into one vector of fixed size and long sentences lose information. "
STEPS = "At each step the decoder needs another part of the input, and attention lets it look there again. "


@pytest.fixture(scope="module")
def marker() -> Marker:
    course = load_course(ROOT, with_solutions=True)
    return marker_for(course, course.exercise("why_look_back"))


@pytest.mark.parametrize(
    "text",
    [
        "At each step the decoder looks at all words equally.",
        "- vector has to hold all of the input\n- long sentences: information lost\n- decoder can choose at each step",
    ],
)
def test_a_sentence_with_a_verb_is_not_said_to_have_none(marker: Marker, text: str) -> None:
    """Verbs that may be nouns, and notes among sentences, are no ground to say that there is no verb."""
    assert "no verb" not in marker.mark(text).reason


def test_whole_sentences_are_not_called_keywords(marker: Marker) -> None:
    """Only names of things without a small word among them are keywords; a sentence of examples is not."""
    examples = (
        "The longer the text, the more has to fit into the same few numbers, so some of it is thrown away. Writing "
        "'cat' needs 'Katze', writing 'sleeps' needs 'ruht'; attention lets the decoder look up each when it is due."
    )
    assert "Keywords" not in marker.mark(examples).reason
    keywords = "bottleneck, fixed vector, long sentences, decoder, every step, weights, context, information loss"
    assert marker.mark(keywords).reason.startswith("Keywords stand side by side")


def test_sentences_pasted_again_are_worth_what_they_are_worth_once(marker: Marker) -> None:
    """Whoever pastes a right answer twice has no less than who wrote it once, and a person is told why they look."""
    once, twice = marker.mark(SQUEEZED + STEPS), marker.mark((SQUEEZED * 3 + STEPS) * 2)
    assert (once.score, twice.score, twice.route) == (1, 1, "person")
    assert twice.reason == "The same sentence stands in it more than once."


def test_words_over_and_over_are_worth_nothing(marker: Marker) -> None:
    """The same few words in ever another order are no statement, and that is what is said of them."""
    text = "The vector loses long input. Long input the vector loses. Input long loses the vector."
    marked = marker.mark(f"{text} Loses long vector input.")
    assert (marked.score, marked.route) == (0, "person")
    assert "The same words stand in it over and over." in marked.reason


def test_what_is_taken_back_is_no_mixture(marker: Marker) -> None:
    """An answer in which nothing is wrong is not told that right and wrong stand side by side, nor that it denies."""
    marked = marker.mark(
        "If I have to translate a long letter after hearing it just once, I will forget half of it. That is what a "
        "model without attention does: a single list of numbers must hold everything, no matter how much was said. If "
        "it is allowed to consult the text for every word it writes, it can pick the words that matter for this word."
    )
    assert (marked.score, marked.misconceptions) == (1, {})
    assert "wrong" not in marked.reason
    assert "deni" not in marked.reason


@pytest.mark.parametrize(
    "text",
    [
        "Attention is worth having because it makes the model smaller and faster.",
        "It goes wrong most with short sentences, as the vector is mostly empty. With attention nothing is ever lost.",
        "With attention nothing is lost, because the decoder can look at every state again.",
    ],
)
def test_no_part_is_said_to_be_recognised_where_only_a_misconception_was(marker: Marker, text: str) -> None:
    """Beside 0 points it is not said that every part, or a part, was recognised."""
    marked = marker.mark(text)
    assert (marked.score, marked.concepts) == (0, {})
    assert "part" not in marked.reason.lower()
    assert marked.misconceptions
