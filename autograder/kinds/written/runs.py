"""Texts as rows of numbers: how often each run of words or letters stands in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]


class Runs:
    """The runs that stand in at least two of the texts given. `rows` are those texts, one a row."""

    def __init__(self, counts: Sequence[Counter[str]]) -> None:
        spread = Counter(run for count in counts for run in count)
        kept = sorted(run for run, texts in spread.items() if texts >= 2)
        self._index = {run: place for place, run in enumerate(kept)}
        self._rarity = np.array([np.log((1 + len(counts)) / (1 + spread[run])) + 1 for run in kept])
        self.rows: Table = np.stack([self.row(count) for count in counts])

    def row(self, count: Counter[str]) -> Table:
        """Damped counts, rare runs weighing more, of length 1."""
        row = np.zeros(len(self._index))
        where, weights = self._places(count)
        row[where] = weights
        return row

    def product(self, count: Counter[str], table: Table) -> Table:
        """The text's row times `table`, which has a row a run: of an answer's few hundred runs, and no others."""
        where, weights = self._places(count)
        return np.asarray(weights @ table[where])

    def _places(self, count: Counter[str]) -> tuple[NDArray[np.intp], Table]:
        places = [(place, times) for run, times in count.items() if (place := self._index.get(run)) is not None]
        if not places:
            return np.zeros(0, np.intp), np.zeros(0)
        found, times = zip(*places, strict=True)
        where = np.array(found, np.intp)
        weights = (1 + np.log(times)) * self._rarity[where]
        return where, weights / np.linalg.norm(weights)
