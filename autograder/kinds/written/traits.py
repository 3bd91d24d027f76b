"""What the second reader sees of a text: letters and words as they stand, stems, and words for one thing.

A rubric's sets ("lose, forget, drop ...") and the course's ideas say which words mean the same. So a word that no
labelled answer holds is still read as one that many hold. How a pattern puts them together is not told: the reader
finds that out by itself. What stands within reach of a denial is seen as another thing than the same said plainly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from autograder.kinds.written.english import stem
from autograder.kinds.written.negation import Denials
from autograder.kinds.written.patterns import Pattern, Reader
from autograder.kinds.written.rubric import Rubric
from autograder.kinds.written.text import read

Traits = tuple[Counter[str], Counter[str], Counter[str], Counter[str]]
"""Runs of letters and words, stems, the rubric's sets, and the course's ideas, each counted."""
WEIGHTS = (1.0, 0.5, 0.5, 1.0)
"""What each of the four counts in how alike two texts are."""
STEMS = 1
"""Which of the four are the stems: one for each word."""
NEAR = 8
"""Words between two that belong to sets, up to which the two are seen together, in their order."""
_LONGEST = 4000
_MOST = 2000
_WORD = re.compile(r"[^\W_]+|[<>=+*/%]")
_PLAIN = Rubric("", "", (), ())


class TraitReader:
    """Reads texts for the second reader: with a rubric's words, and with `fix`, which mends a slip of the pen."""

    def __init__(self, rubric: Rubric = _PLAIN, fix: Callable[[str], str] = str) -> None:
        self._rubric = rubric
        self._fix = fix
        self._kept: dict[str, tuple[Traits, ...]] = {}

    def of(self, text: str) -> Traits:
        """What is seen of one text, of its first few thousand letters."""
        return together(self.parts(text))

    def parts(self, text: str) -> tuple[Traits, ...]:
        """The same of each sentence by itself."""
        text = text[:_LONGEST]
        if text not in self._kept:
            if len(self._kept) >= _MOST:  # the desk reads the same few hundred again after each mark
                self._kept.clear()
            self._kept[text] = tuple(self._sentences(text))
        return self._kept[text]

    def _sentences(self, text: str) -> Iterator[Traits]:
        own, seen = self._rubric, read(text)
        for index, sentence in enumerate(seen.sentences):
            words = tuple(self._fix(word) for word in sentence.words)
            reader = Reader(words)
            denials = Denials(replace(sentence, words=words), reader, own.counterfactual, own.neutral, own.subjects)
            yield self.sentence(seen.whole(index), reader, denials)

    def sentence(self, written: str, reader: Reader, denials: Denials) -> Traits:
        """What is seen of one sentence, from how it is written, its words, and what of them is denied."""
        denied = {place for denier in denials.deniers for place in denier.scope - set(denier.places)}
        stems = Counter(_said(stem(word), place in denied) for place, word in enumerate(reader.words))
        sets = Counter(_near(_found(self._rubric.sets, reader)))
        ideas = Counter(_near(_found(self._rubric.ideas, reader), denied))
        return runs_of(written), stems, sets, ideas


def together(parts: Sequence[Traits]) -> Traits:
    """What is seen of a text, from what is seen of its sentences."""
    if len(parts) == 1:
        return parts[0]
    whole: Traits = (Counter(), Counter(), Counter(), Counter())
    for part in parts:
        for all_, own in zip(whole, part, strict=True):
            all_.update(own)
    return whole


def _found(sets: Mapping[str, Pattern], reader: Reader) -> list[tuple[int, str]]:
    """Where each set has a word, in their order."""
    if not sets:
        return []
    names, patterns = zip(*sets.items(), strict=True)
    possible = reader.possible(patterns[0].lexicon)
    return sorted(
        {
            (found[0], name)
            for name, set_ in zip(names, patterns, strict=True)
            if set_.number in possible
            for found in set_.find(reader)
        }
    )


def _near(found: Sequence[tuple[int, str]], denied: Collection[int] = ()) -> Iterator[str]:
    """Each set that has a word, and each two of them that stand near each other."""
    yield from (name for _, name in found)
    for (one, first), (other, second) in combinations(found, 2):
        if 0 < other - one <= NEAR:
            yield f"{_said(first, one in denied)} {_said(second, other in denied)}"


def _said(name: str, denied: bool) -> str:
    return f"not {name}" if denied else name


def runs_of(text: str) -> Counter[str]:
    """Words, pairs of words, and runs of three to five letters within a word."""
    words = _WORD.findall(text[:_LONGEST].lower())
    counts = Counter(words)
    counts.update(map(" ".join, pairwise(words)))
    for word in words:
        padded = f"_{word}_"
        counts.update(f"_{padded[i : i + n]}" for n in (3, 4, 5) for i in range(len(padded) - n + 1))
    return counts
