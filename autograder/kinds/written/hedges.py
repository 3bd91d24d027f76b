"""What is put as a guess. It may be worth what it says, or nothing: that is for a person to judge."""

from __future__ import annotations

from autograder.kinds.written.deniers import compile_all
from autograder.kinds.written.english import words_of
from autograder.kinds.written.patterns import Reader
from autograder.kinds.written.text import Sentence

_OPENING = 3
"""Words at the beginning of a sentence among which a `maybe` is about all of it."""
_MAYBE = words_of("maybe perhaps possibly conceivably presumably supposedly")
_UNSURE = compile_all(
    (
        "i|we|would|d|just|only|wild|my _ guess|guessing|guessed",
        "i|we _ suppose|presume",
        "not _ sure|certain",
        "unsure|dunno",
        "no idea|clue",
        "i|we do|did|not|really|honestly|just not know|remember|understand",
        "could|can not _ say|tell & i|we|one",
        "not _ commit & i|we|one|myself|oneself",
        "who knows",
        "it|this|that may|might|could _ be _ that",
        "it|this|that may|might|could be & may|might|could not",
    )
)


def is_guess(sentence: Sentence, reader: Reader) -> bool:
    """Whether the writer does not stand by what the sentence says: "I guess", "maybe", "I am not sure"."""
    doubts = [place for place, word in enumerate(sentence.words) if word in _MAYBE]
    if len(doubts) >= 2 or any(place < _OPENING for place in doubts):
        return True
    return any(True for pattern in _UNSURE for _ in pattern.find(reader))
