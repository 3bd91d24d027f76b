"""What the second reader sees of a text: letters and words as they stand, stems, and the rubric's words for one thing.

A rubric's sets ("lose, forget, drop ...") say which words mean the same. So a word that no labelled answer holds is
still read as one that many hold. How a pattern puts them together is not told: the reader finds that out by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, pairwise

from autograder.kinds.written.english import stem
from autograder.kinds.written.patterns import Pattern, Reader
from autograder.kinds.written.text import read

Traits = tuple[Counter[str], Counter[str], Counter[str]]
"""Runs of letters and words, stems, and the rubric's sets, each counted."""
WEIGHTS = (1.0, 0.5, 0.5)
"""What each of the three counts in how alike two texts are."""
NEAR = 8
"""Words between two that belong to sets, up to which the two are seen together, in their order."""
_LONGEST = 4000
_MOST = 1000
_WORD = re.compile(r"[^\W_]+|[<>=+*/%]")


class TraitReader:
    """Reads texts for the second reader. `sets` are a rubric's, `fix` mends a slip of the pen."""

    def __init__(self, sets: Mapping[str, Pattern] | None = None, fix: Callable[[str], str] = str) -> None:
        self._sets = dict(sets or {})
        self._fix = fix
        self._kept: dict[str, tuple[Counter[str], Counter[str]]] = {}

    def of(self, text: str) -> Traits:
        """What is seen of one text, of its first few thousand letters."""
        text = text[:_LONGEST]
        if text not in self._kept:
            if len(self._kept) >= _MOST:  # the desk reads the same few hundred again after each mark
                self._kept.clear()
            self._kept[text] = self._slow(text)
        return runs_of(text), *self._kept[text]

    def _slow(self, text: str) -> tuple[Counter[str], Counter[str]]:
        stems: Counter[str] = Counter()
        sets: Counter[str] = Counter()
        for sentence in read(text).sentences:
            words = [self._fix(word) for word in sentence.words]
            stems.update(map(stem, words))
            sets.update(self._sets_in(words))
        return stems, sets

    def _sets_in(self, words: Sequence[str]) -> Counter[str]:
        """Each set that has a word here, and each two of them that stand near each other."""
        reader = Reader(words)
        places = sorted({(found[0], name) for name, set_ in self._sets.items() for found in set_.find(reader)})
        counts = Counter(name for _, name in places)
        near = (pair for pair in combinations(places, 2) if 0 < pair[1][0] - pair[0][0] <= NEAR)
        counts.update(f"{one} {other}" for (_, one), (_, other) in near)
        return counts


def runs_of(text: str) -> Counter[str]:
    """Words, pairs of words, and runs of three to five letters within a word."""
    words = _WORD.findall(text[:_LONGEST].lower())
    counts = Counter(words)
    counts.update(map(" ".join, pairwise(words)))
    for word in words:
        padded = f"_{word}_"
        counts.update(f"_{padded[i : i + n]}" for n in (3, 4, 5) for i in range(len(padded) - n + 1))
    return counts
