"""The second reader: learns from labelled answers which concepts an answer states. It never saw the rubric's patterns.

For each concept a logistic regression on letter and word runs, solved in its dual form, so that a few hundred answers
cost a few small systems of equations: a quarter of a second, the same numbers each time. It reads otherwise than a
rubric does, and so errs elsewhere: where both agree, hardly a mark is wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from autograder.kinds.written.answers import Labelled
from autograder.kinds.written.runs import Runs, Table

ADDS = 0.8
"""From this chance on it adds a concept that the rubric did not find."""
SURE = 0.7
"""From this chance on, or at 1 - SURE and below, it has an opinion."""
FEWEST = 40
"""Labelled answers; from fewer nothing is learned."""
RARE = 5
"""A concept or misconception of which there are fewer cases is not learned."""
ANY_WRONG = "any misconception"
"""The name under which it learns whether anything is stated wrongly."""
_PENALTY = 0.03
"""On the squared weights. On sets left out, 0.02 gives the best chances (Brier score), 0.05 the surest from ADDS on."""
_ROUNDS = 12
_LONGEST = 4000
_WORD = re.compile(r"[^\W_]+|[<>=+*/%]")


@dataclass(frozen=True, slots=True)
class Opinion:
    """The chance of each concept that could be learned."""

    chances: Mapping[str, float]

    def adds(self) -> list[str]:
        """The concepts that it would add by itself."""
        return [name for name, chance in self.chances.items() if chance >= ADDS and name != ANY_WRONG]

    def agrees(self, concepts: Sequence[str], *, wrong: bool) -> bool:
        """Whether it is sure of each concept that it knows, and says the same."""
        said = {*concepts, *([ANY_WRONG] if wrong else [])}
        return all(chance >= SURE if name in said else chance <= 1 - SURE for name, chance in self.chances.items())


class SecondReader:
    """Taught once, on answers to one exercise; asked many times."""

    def __init__(self, answers: Sequence[Labelled], concepts: Sequence[str]) -> None:
        self.names: tuple[str, ...] = ()
        self.knows = False
        """Whether every concept could be learned; a mark that it cannot judge wholly it does not confirm."""
        answers = [answer for answer in answers if answer.text.strip()]
        if len(answers) < FEWEST:
            return
        said = {name: np.array([name in answer.concepts for answer in answers], float) for name in concepts}
        said[ANY_WRONG] = np.array([bool(answer.misconceptions) for answer in answers], float)
        targets = {name: row for name, row in said.items() if RARE <= row.sum() <= len(answers) - RARE}
        self.names = tuple(targets)
        self.knows = set(concepts) <= set(targets)
        self._learn([runs_of(answer.text) for answer in answers], np.array(list(targets.values())))

    def _learn(self, counts: Sequence[Counter[str]], targets: Table) -> None:
        self._runs = Runs(counts)
        rows = self._runs.rows
        alike = rows @ rows.T
        dual = np.array([_fit(alike, target) for target in targets])
        self._weights = np.ascontiguousarray((dual @ rows).T)
        self._bias = dual.sum(axis=1)
        self._runs.rows = rows[:0]

    def read(self, text: str) -> Opinion:
        """What it makes of one answer."""
        if not self.names:
            return Opinion({})
        chances = _logistic(self._runs.product(runs_of(text), self._weights) + self._bias)
        return Opinion({name: round(float(chance), 6) for name, chance in zip(self.names, chances, strict=True)})


def runs_of(text: str) -> Counter[str]:
    """Words, pairs of words, and runs of three to five letters within a word."""
    words = _WORD.findall(text[:_LONGEST].lower())
    counts = Counter(words)
    counts.update(map(" ".join, pairwise(words)))
    for word in words:
        padded = f"_{word}_"
        counts.update(f"_{padded[i : i + n]}" for n in (3, 4, 5) for i in range(len(padded) - n + 1))
    return counts


def _logistic(value: Table) -> Table:
    return np.asarray(1 / (1 + np.exp(-np.clip(value, -30, 30))))


def _fit(alike: Table, target: Table) -> Table:
    """Logistic regression with an L2 penalty: iteratively reweighted least squares on the dual weights.

    `alike` are the products of all pairs of rows; the 1 added to them is the constant.
    """
    alike = alike + 1.0
    fitted: Table = np.zeros(len(target))
    dual: Table = fitted
    for _ in range(_ROUNDS):
        chance = _logistic(fitted)
        slope = np.maximum(chance * (1 - chance), 1e-5)
        wanted = fitted + (target - chance) / slope
        dual = np.asarray(np.linalg.solve(alike + _PENALTY * np.diag(1 / slope), wanted), float)
        fitted = alike @ dual
    return dual
