"""Reads a near miss of a rubric's own words as that word: `qurey` is a query. Nothing else is corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from autograder.kinds.written.english import CONNECTING, VERBS

SHORTEST = 4
LONG = 9
"""From this length on two slips are forgiven, before it one."""


class Speller:
    """`terms` are the right spellings; a word that `knows` knows is left alone."""

    def __init__(self, terms: Iterable[str], knows: Callable[[str], bool] = lambda word: False) -> None:
        self._terms = sorted(set(terms))
        self._knows = knows
        self._known = set(self._terms) | CONNECTING | VERBS
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
        for term in self._terms:
            allowed = 2 if min(len(word), len(term)) >= LONG else 1
            if abs(len(term) - len(word)) > allowed or (term[0] != word[0] and allowed == 1):
                continue
            if word in (f"{term}s", f"{term}d", f"{term}ed", f"{term}ing", f"{term}r", f"{term}ly", f"{term}y"):
                return word
            distance = slips(word, term, allowed)
            if distance <= allowed and distance < least:
                best, least = term, distance
        return best


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
