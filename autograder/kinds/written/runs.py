"""Texts as rows of numbers: how often each run of words or letters stands in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray

from autograder.kinds.written.taught import Learned, packed_words, words_in

Table = NDArray[np.float64]


class Runs:
    """The runs that stand in at least two of the texts given. `rows` are those texts, one a row."""

    def __init__(self, counts: Sequence[Counter[str]]) -> None:
        spread = Counter(run for count in counts for run in count)
        kept = sorted(run for run, texts in spread.items() if texts >= 2)
        self._index = {run: place for place, run in enumerate(kept)}
        self._rarity = np.array([np.log((1 + len(counts)) / (1 + spread[run])) + 1 for run in kept])
        self.rows = np.zeros((len(counts), len(kept)), np.float32)
        """Damped counts, rare runs weighing more, of length 1. Four bytes each: they are many, and most of them 0."""
        for row, count in zip(self.rows, counts, strict=True):
            where, weights = self._places(count)
            row[where] = weights

    @classmethod
    def known(cls, learned: Learned, name: str) -> Self:
        """The runs that were kept under this name, without the texts."""
        made = cls(())
        made._index = {run: place for place, run in enumerate(words_in(learned[f"{name}.runs"]))}
        made._rarity = np.asarray(learned[f"{name}.rarity"], float)
        return made

    def learned(self, name: str) -> Learned:
        """What `known` needs."""
        return {f"{name}.runs": packed_words(tuple(self._index)), f"{name}.rarity": self._rarity}

    def product(self, count: Counter[str], table: Table) -> Table:
        """The text's row times `table`, which has a row a run: of an answer's few hundred runs, and no others."""
        where, weights = self._places(count)
        return np.asarray(weights @ table[where])

    def strange(self, count: Counter[str]) -> int:
        """How many of a text's runs stand in fewer than two of the texts given."""
        return sum(times for run, times in count.items() if run not in self._index)

    def _places(self, count: Counter[str]) -> tuple[NDArray[np.intp], Table]:
        beside = [*zip(map(self._index.get, count), count.values(), strict=True)]
        found = [place for place, _ in beside if place is not None]
        if not found:
            return np.zeros(0, np.intp), np.zeros(0)
        times = [times for place, times in beside if place is not None]
        where = np.array(found, np.intp)
        weights = (1 + np.log(times)) * self._rarity[where]
        return where, weights / np.linalg.norm(weights)


class Blocks:
    """Several kinds of runs side by side, each kind a row of its own length, `weights` saying what each counts."""

    def __init__(self, texts: Sequence[Sequence[Counter[str]]], weights: Sequence[float]) -> None:
        self._kinds = [Runs(column) for column in zip(*texts, strict=True)]
        self._scale = [float(np.sqrt(weight)) for weight in weights]

    @classmethod
    def known(cls, learned: Learned, weights: Sequence[float]) -> Self:
        """The kinds of runs that were kept, without the texts."""
        made = cls((), weights)
        made._kinds = [Runs.known(learned, f"runs{place}") for place in range(len(weights))]
        return made

    def learned(self) -> Learned:
        """What `known` needs."""
        return {
            key: part for place, kind in enumerate(self._kinds) for key, part in kind.learned(f"runs{place}").items()
        }

    def alike(self) -> Table:
        """The products of all pairs of the texts given."""
        alike = np.zeros([len(self._kinds[0].rows)] * 2)
        for kind, scale in self._parts():
            alike += scale**2 * (kind.rows @ kind.rows.T)
        return alike

    def weights(self, dual: Table) -> list[NDArray[np.float32]]:
        """What each run weighs, by kind, from what each text weighs: a row of `dual` for each thing asked."""
        few = dual.astype(np.float32)
        return [np.ascontiguousarray(scale**2 * (few @ kind.rows).T, np.float32) for kind, scale in self._parts()]

    def product(self, counts: Sequence[Counter[str]], weights: Sequence[Table]) -> Table:
        """What a text weighs, for each thing asked."""
        parts = zip(self._kinds, counts, weights, strict=True)
        return np.asarray(np.sum([kind.product(count, table) for kind, count, table in parts], axis=0))

    def strange(self, kind: int, count: Counter[str]) -> int:
        """How many of a text's runs of this kind stand in fewer than two of the texts given."""
        return self._kinds[kind].strange(count)

    def _parts(self) -> Iterator[tuple[Runs, float]]:
        return zip(self._kinds, self._scale, strict=True)
