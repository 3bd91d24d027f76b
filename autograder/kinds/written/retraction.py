"""Sentences that state nothing of their own: "That is not the case.", "The following is a myth:", a question."""

from __future__ import annotations

from autograder.kinds.written.deniers import WHOLE, places_of
from autograder.kinds.written.english import CONNECTING, words_of
from autograder.kinds.written.patterns import Reader
from autograder.kinds.written.text import Sentence

_ANSWERS = words_of("no nope wrong false not incorrect untrue never")
_ABOUT = words_of(
    "statement claim idea sentence above said true course complete completely simply totally really common "
    "case cases reality fact precisely exactly quite just actually hold think say believe opinion two three"
)

_ASKING = words_of(
    "is are was were am does do can will would should did has have could isn why how what which who whether when where"
)
_JOINING = words_of("and but so or then")


def takes_back(sentence: Sentence) -> bool:
    """Whether a sentence says that the one before it is not so, and nothing else: "No.", "That is not the case."."""
    words = sentence.words
    if len(words) > 9:
        return False
    if words[0] in _ANSWERS and len(words) <= 3:
        return True
    places = set(places_of(WHOLE, Reader(words)))
    rest = {word for i, word in enumerate(words) if i not in places and word not in CONNECTING}
    return bool(places) and rest <= _ABOUT


def announces_falsehood(sentence: Sentence) -> bool:
    """Whether a sentence says that what follows is not so: "The following is a myth"."""
    words = set(sentence.words)
    if not words & {"following", "next", "follows", "below"}:
        return False
    reader = Reader(sentence.words)
    return any(True for pattern in WHOLE for _ in pattern.find(reader))


def is_question(sentence: Sentence) -> bool:
    """A question that can be answered with no asserts nothing."""
    words = [word for word in sentence.words if word not in _JOINING] or list(sentence.words)
    return sentence.ends == "?" and words[0] in _ASKING
