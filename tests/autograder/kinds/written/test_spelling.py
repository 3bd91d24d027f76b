"""kinds/written/spelling: slips of the pen are forgiven, and no other word is made of one that is right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.kinds.written.answers import Labelled
from autograder.kinds.written.handed_out import HandedOut
from autograder.kinds.written.patterns import Compiler
from autograder.kinds.written.rubric import Concept, Rubric
from autograder.kinds.written.spelling import Speller, speller_for

COMPILER = Compiler()
PATTERNS = (COMPILER.pattern("comp* _ medians"), COMPILER.pattern("outlier*"))
RUBRIC = Rubric(
    "median",
    "Why?",
    (Concept("middle", 1.0, "It is the middle.", PATTERNS),),
    (),
    terms=("median", "compare"),
    lexicon=COMPILER.lexicon,
)
SAID = Labelled(
    "", "median", "Because everything is squeezed between the largest values", frozenset({"middle"}), frozenset(), 1.0
)
PLEA = Labelled("", "median", "Dear grader, everything is right", frozenset(), frozenset(), 0.0)


@pytest.fixture(scope="module")
def speller() -> Speller:
    answers = [replace(SAID, id=str(n)) for n in range(3)] + [replace(PLEA, id=f"p{n}") for n in range(5)]
    return speller_for(RUBRIC, answers, HandedOut(["The grades of a class"]))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("meidan", "median"),
        ("becuase", "because"),
        ("evrything", "everything"),
        ("sqeezed", "squeezed"),
        ("compre", "compare"),
        ("betwen", "between"),
    ],
)
def test_a_slip_is_read_as_the_word(speller: Speller, written: str, meant: str) -> None:
    """The rubric's terms, and what several labelled answers hold, though a pattern knows how the word begins."""
    assert speller.fix(written) == meant


@pytest.mark.parametrize("word", ["grade", "compares", "compared", "outlier", "outliers", "valued", "largely", "xyz"])
def test_a_word_stays_itself(speller: Speller, word: str) -> None:
    """Inflected words, words that patterns know, and those that only a plea is near to."""
    assert speller.fix(word) == word
