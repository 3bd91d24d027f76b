"""kinds/written/copies: answers of a class that are copies of each other."""

from __future__ import annotations

from pathlib import Path

from autograder.kinds.written.answers import read_labelled
from autograder.kinds.written.copies import copies

RUBRICS = Path(__file__).parents[4] / "solutions" / "rubrics"
TEXT = (
    "Raw scores can be negative and add up to anything, so they are no shares of a whole. Softmax makes all of them "
    "positive and makes them sum to one, and the context is then an average of the encoder states."
)


def test_copies_are_found_together() -> None:
    """The same text, with another case, a word changed, a sentence more: one group, in the order of the class."""
    answers = {
        "ann": TEXT,
        "bob": TEXT.upper(),
        "cem": TEXT.replace("anything", "whatever"),
        "dan": "It makes the weights positive, and all of them together are one, which suits the mean of the states.",
        "eve": f"{TEXT} I like it.",
    }
    assert copies(answers) == [("ann", "bob", "cem", "eve")]


def test_short_answers_are_no_copies() -> None:
    """What is said in a few words is said twice by accident."""
    assert copies({"ann": "The weights sum to one.", "bob": "The weights sum to one."}) == []


def test_answers_of_different_people_are_no_copies() -> None:
    """Among the labelled answers, collected from many, only those that are the same text are found."""
    for path in sorted(RUBRICS.glob("*.answers.yaml")):
        answers = {answer.id: answer for answer in read_labelled(path, "any")}
        for group in copies({name: answer.text for name, answer in answers.items()}):
            first = set(answers[group[0]].essence.split())
            for other in group[1:]:
                words = set(answers[other].essence.split())
                assert len(first & words) > 0.6 * len(first | words), (group[0], other)
