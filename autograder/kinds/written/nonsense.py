"""Fluent nonsense: the words of the lesson in sentences that say nothing, as in "the sum of the mean is the middle".

Patterns find the words, and labelled answers hold the same ones, so neither reader is warned. What gives it away is how
the words are put together. A ridge regression tells the labelled answers from nonsense made of their own words: by a
small grammar, and by shuffling. It calls a person; what it says alone takes nothing away.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import numpy as np

from autograder.kinds.written.answers import Labelled
from autograder.kinds.written.english import CONNECTING, VERBS
from autograder.kinds.written.runs import Runs
from autograder.kinds.written.taught import Keep, Learned, not_kept
from autograder.kinds.written.text import read

Words = tuple[str, ...]

FEWEST = 40
"""Answers that state something; from fewer nothing is learned."""
DOUBTFUL = -0.2
"""From here on, between -1 for what people write and 1 for nonsense, a person looks. Below it, what is partly put
together as nonsense is has to be surer before it is final."""
_MADE = 240
_SHUFFLED = 120
_MOST = 800
"""Real answers that are held against those: more take longer to learn from and are told apart no better."""
_PENALTY = 0.3
_ARTICLES = ("the", "the", "the", "a", "each", "", "")
_PREPOSITIONS = ("of", "of", "of", "in", "with", "for", "to", "by")
_JOINTS = ("and", "so", "because", "which", "that", "when", "while")


class NonsenseReader:
    """Taught once, on answers to one exercise. The same answers, the same reader."""

    def __init__(self, answers: Sequence[Labelled], keep: Keep = not_kept) -> None:
        """`keep` gives what it has learned before from the same answers, where that is known."""
        learned = keep("nonsense", lambda: _learned(answers))
        self._runs = Runs.known(learned, "shapes") if learned else None
        if learned:
            self._weights, self._bias = np.asarray(learned["weights"], float), float(learned["bias"])

    def doubt(self, sentences: Sequence[Words]) -> float:
        """How much an answer is put together as nonsense is, from -1 to 1; -1 where too little was learned."""
        if self._runs is None:
            return -1.0
        return float(self._runs.product(_shape(sentences), self._weights)) + self._bias


def _learned(answers: Sequence[Labelled]) -> Learned:
    """What tells answers that state something from nonsense made of their words; nothing where they are few."""
    real = [words for answer in answers if answer.concepts or answer.misconceptions if (words := _words(answer.text))]
    if len(real) < FEWEST:
        return {}
    maker = _Maker(real)
    real = random.Random(0).sample(real, min(len(real), _MOST))
    made = [maker.sentence() for _ in range(_MADE)] + [maker.shuffled() for _ in range(_SHUFFLED)]
    runs = Runs([_shape(words) for words in (*real, *made)])
    wanted = np.repeat([-1.0, 1.0], [len(real), len(made)])
    dual = np.linalg.solve(runs.rows @ runs.rows.T + 1.0 + _PENALTY * np.eye(len(runs.rows)), wanted)
    return {"weights": np.asarray(dual @ runs.rows, float), "bias": dual.sum(), **runs.learned("shapes")}


class _Maker:
    """Makes nonsense out of the words of answers."""

    def __init__(self, answers: Sequence[list[Words]]) -> None:
        self._random = random.Random(0)
        self._answers = answers
        self._meaning = [w for answer in answers for words in answer for w in words if _has_meaning(w)]
        self._nouns = [word for word in self._meaning if word not in VERBS] or ["thing"]
        self._verbs = [word for word in self._meaning if word in VERBS] or ["is"]

    def shuffled(self) -> list[Words]:
        """An answer with each word of meaning replaced by another."""
        answer = self._random.choice(self._answers)
        return [tuple(self._random.choice(self._meaning) if _has_meaning(w) else w for w in words) for words in answer]

    def sentence(self) -> list[Words]:
        words = self._clause()
        if self._random.random() < 0.4:
            words += [self._random.choice(_JOINTS), *self._clause()]
        return [tuple(word for word in words if word)]

    def _clause(self) -> list[str]:
        chance = self._random.random()
        verb = "is" if chance < 0.4 else "are" if chance < 0.5 else self._random.choice(self._verbs)
        words = [*self._thing(0), verb, *self._thing(0)]
        if self._random.random() < 0.25:
            words += [self._random.choice(_PREPOSITIONS), *self._thing(1)]
        return words

    def _thing(self, depth: int) -> list[str]:
        words = [self._random.choice(_ARTICLES)]
        if self._random.random() < 0.2:
            words.append("same" if self._random.random() < 0.3 else self._random.choice(self._nouns))
        words.append(self._random.choice(self._nouns))
        chance = self._random.random()
        if chance < 0.4 - 0.1 * depth:
            words += [self._random.choice(_PREPOSITIONS), *self._thing(depth + 1)]
        elif chance < 0.6 - 0.15 * depth:
            words += ["and", *self._thing(depth + 1)]
        return words


def _has_meaning(word: str) -> bool:
    return word not in CONNECTING and word.isalpha()


def _words(text: str) -> list[Words]:
    return [sentence.words for sentence in read(text).sentences]


def _shape(answer: Sequence[Words]) -> Counter[str]:
    """Runs of words, pairs with one or two words between, and runs of kinds of word (verb, noun, the small words)."""
    counts: Counter[str] = Counter()
    for words in answer:
        own = ["^", *words, "$"]
        kinds = ["^", *("V" if w in VERBS else "N" if _has_meaning(w) else w for w in words), "$"]
        counts.update(" ".join(own[i : i + n]) for n in (1, 2, 3) for i in range(len(own) - n + 1))
        counts.update("/".join(kinds[i : i + n]) for n in (2, 3, 4) for i in range(len(kinds) - n + 1))
        counts.update(f"{own[i]}_{own[i + gap]}" for gap in (2, 3) for i in range(len(own) - gap))
    return counts
