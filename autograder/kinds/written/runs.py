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
        places = [(place, times) for run, times in count.items() if (place := self._index.get(run)) is not None]
        row = np.zeros(len(self._index))
        if places:
            where = np.array([place for place, _ in places])
            row[where] = (1 + np.log([times for _, times in places])) * self._rarity[where]
            row /= np.linalg.norm(row)
        return row
