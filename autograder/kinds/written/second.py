"""A second opinion: how labelled answers that look alike were marked. It never gives points, it only calls a person."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autograder.kinds.written.rubric import Rubric

SIZE = 4096
NEIGHBOURS = 5
_KEPT = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What answers alike got: the expected score, and how alike the nearest is (0 to 1)."""

    score: float
    nearest: float
    chances: dict[str, float]

    def agrees(self, score: float, concepts: tuple[str, ...]) -> bool:
        """Whether a mark is in line with it."""
        return all(chance < 0.75 or name in concepts for name, chance in self.chances.items())


class SecondOpinion:
    """Compares by runs of three to five letters with the rubric's own examples."""

    def __init__(self, rubric: Rubric) -> None:
        self._examples = [example for example in rubric.examples if example.text.strip()]
        self._rubric = rubric
        rows = [_vector(example.text) for example in self._examples]
        self._table: NDArray[np.float32] = np.stack(rows) if rows else np.zeros((0, SIZE), np.float32)
        self._scores = np.array([rubric.score(e.concepts, e.misconceptions) for e in self._examples], np.float32)

    def judge(self, text: str) -> Opinion:
        """The opinion on one answer."""
        if not self._examples:
            return Opinion(0.0, 0.0, {})
        alike = self._table @ _vector(text)
        best = np.argsort(-alike, kind="stable")[:NEIGHBOURS]
        weights = np.maximum(alike[best], 1e-6) ** 2
        weights /= weights.sum()
        chances = {
            concept.id: float(
                sum(w for w, i in zip(weights, best, strict=True) if concept.id in self._examples[i].concepts)
            )
            for concept in self._rubric.concepts
        }
        return Opinion(float(weights @ self._scores[best]), float(alike[best[0]]), chances)


def _vector(text: str) -> NDArray[np.float32]:
    """Hashed counts of letter runs, damped, of length 1."""
    padded = f" {_KEPT.sub(' ', text[:2000].lower()).strip()} "
    counts = np.zeros(SIZE, np.float32)
    grams = [padded[i : i + n].encode() for n in (3, 4, 5) for i in range(len(padded) - n + 1)]
    if grams:
        np.add.at(counts, [zlib.crc32(gram) % SIZE for gram in grams], 1.0)
    counts = np.log1p(counts)
    length = float(np.linalg.norm(counts))
    return counts / length if length else counts
