"""Reads a near miss of a word that answers to the question often hold as that word: `qurey` is a query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from autograder.kinds.written.answers import Labelled
from autograder.kinds.written.english import CONNECTING, VERBS
from autograder.kinds.written.handed_out import HandedOut
from autograder.kinds.written.rubric import Rubric
from autograder.kinds.written.text import read

COMMON = 3
"""Labelled answers that hold a word, from which on a near miss of it is read as it, if it is as long as this ..."""
SHORTEST_COMMON = 6
KNOWN = 4
"""... and from which on a word is one, whatever it is near to."""
SHORTEST = 4
LONG = 9
"""From this length on two slips are forgiven, before it one."""


def speller_for(rubric: Rubric, answers: Sequence[Labelled], handed_out: HandedOut) -> Speller:
    """One that knows a rubric's words, what the course has handed out, and what labelled answers say."""
    honest = (answer.text for answer in answers if answer.concepts or answer.misconceptions)
    held = Counter(word for text in honest for word in set(read(text).words) if word.isalpha())
    common = {word for word, count in held.items() if count >= COMMON and len(word) >= SHORTEST_COMMON}
    known = {word for word, count in held.items() if count >= KNOWN} | handed_out.words
    return Speller(rubric.terms, lambda word: word in known or rubric.lexicon.knows(word), common)


class Speller:
    """`terms` and `common` words are the right spellings; a word that `knows` knows is left alone.

    Of a common word one letter is missing or too much, or two have changed places. Another letter may make another
    word ("fester", "faster"), and is forgiven in a rubric's own terms alone.
    """

    def __init__(
        self, terms: Iterable[str], knows: Callable[[str], bool] = lambda word: False, common: Iterable[str] = ()
    ) -> None:
        spelled = sorted({*terms, *common})
        self._terms = {letter: tuple(group) for letter, group in groupby(spelled, lambda term: term[:1])}
        self._common = set(common) - set(terms)
        self._knows = knows
        self._known = set(spelled) | CONNECTING | VERBS
        self._seen: dict[str, str] = {}

    def fix(self, word: str) -> str:
        """The term that was meant, or the word as it is."""
        if word in self._known or len(word) < SHORTEST or not word.isalpha() or len(word) > 24:
            return word
        if word not in self._seen:
            if len(self._seen) > 10_000:
                self._seen.clear()
            self._seen[word] = word if self._knows(word) else self._nearest(word)
        return self._seen[word]

    def _nearest(self, word: str) -> str:
        best, least = word, 3
        for term in self._terms.get(word[0], ()):
            allowed = 2 if min(len(word), len(term)) >= LONG else 1
            allowed = 1 if term in self._common else allowed
            if abs(len(term) - len(word)) > allowed:
                continue
            if _inflected(word, term) or _inflected(term, word):
                return word
            distance = slips(word, term, allowed)
            if distance <= allowed and distance < least and (term not in self._common or _plain_slip(word, term)):
                best, least = term, distance
        return best


def _inflected(long: str, short: str) -> bool:
    return long.startswith(short) and long[len(short) :] in ("s", "d", "ed", "ing", "r", "ly", "y")


def _plain_slip(word: str, term: str) -> bool:
    """Two letters have changed places, or one within the word is missing or too much."""
    return sorted(word) == sorted(term) if len(word) == len(term) else word[-1] == term[-1]


def slips(left: str, right: str, most: int) -> int:
    """Letters to insert, drop, change or swap with a neighbour; anything above `most` once it is clear."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
