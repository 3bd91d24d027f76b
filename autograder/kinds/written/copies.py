"""Answers of a class that are copies of each other. A person sees them together, and decides once.

Two answers are copies where most of their runs of words stand in both. Which pairs are worth that comparison is told by
MinHash (Broder: On the resemblance and containment of documents, 1997): a class of thousands takes a second or two,
however many copy from one, and a phrase of the lesson that everybody uses brings nobody together.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

RUN = 4
FEWEST = 12
"""Words: what is shorter may well be written twice."""
ALIKE = 0.7
"""Share of the runs of words that two answers have in common, of all in either, from which on they are copies."""
MOST_PAIRS = 25
"""Of so many answers that may be alike each is compared with each; of more, each with one of every group."""
_BANDS, _ROWS = 20, 2
"""Answers that are just alike enough are compared with a chance of 1 - (1 - 0.7**2)**20, which is 0.999999."""
_PRIME = (1 << 31) - 1
_SEEDS = np.random.default_rng(0).integers(1, _PRIME, size=(2, _BANDS * _ROWS, 1), dtype=np.uint64)
_WORD = re.compile(r"[^\W_]+")

Runs = frozenset[tuple[str, ...]]


def copies(answers: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Groups of names whose answers to one exercise are alike, in the order of `answers`; each name is in one group.

    A group is a chain: each is alike to one of the others.
    """
    whole: dict[Runs, list[str]] = defaultdict(list)
    for name, text in answers.items():
        if own := _runs(text):
            whole[own].append(name)
    runs = list(whole)
    groups = _Groups(len(runs))
    for near in _near(runs):
        _join(near, runs, groups)
    found: dict[int, list[str]] = defaultdict(list)
    for number, own in enumerate(runs):
        found[groups.top(number)] += whole[own]
    place = {name: number for number, name in enumerate(answers)}
    sorted_ = (tuple(sorted(names, key=place.__getitem__)) for names in found.values() if len(names) > 1)
    return sorted(sorted_, key=lambda names: place[names[0]])


class _Groups:
    """Numbers that are brought together, two at a time."""

    def __init__(self, count: int) -> None:
        self._leader = list(range(count))
        self.compared: set[tuple[int, int]] = set()

    def top(self, number: int) -> int:
        while self._leader[number] != number:
            self._leader[number] = number = self._leader[self._leader[number]]
        return number

    def join(self, left: int, right: int) -> None:
        low, high = sorted((self.top(left), self.top(right)))
        self._leader[high] = low


def _join(near: Sequence[int], runs: Sequence[Runs], groups: _Groups) -> None:
    """Brings together what is alike among a few answers that may be."""
    if len(near) <= MOST_PAIRS:
        for left, right in combinations(near, 2):
            _compare(left, right, runs, groups)
        return
    first: list[int] = []
    for one in near:
        if not any(_compare(other, one, runs, groups) for other in first):
            first.append(one)


def _compare(left: int, right: int, runs: Sequence[Runs], groups: _Groups) -> bool:
    """Whether two are in one group now; compared at most once."""
    if groups.top(left) == groups.top(right):
        return True
    if (left, right) in groups.compared:
        return False
    groups.compared.add((left, right))
    if len(runs[left] & runs[right]) < ALIKE * len(runs[left] | runs[right]):
        return False
    groups.join(left, right)
    return True


def _near(runs: Sequence[Runs]) -> Iterator[list[int]]:
    """Sets of two answers and more that may be alike, by number."""
    places: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for number, own in enumerate(runs):
        least = _signature(own).reshape(_BANDS, _ROWS)
        for band in range(_BANDS):
            places[band, least[band].tobytes()].append(number)
    return (near for near in places.values() if len(near) > 1)


def _signature(own: Runs) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """For each of some hash functions the least hash of any run: two answers agree in one by the share they share."""
    hashes = np.array([zlib.crc32(" ".join(run).encode("utf-8", "surrogatepass")) for run in own], np.uint64)
    least: np.ndarray[tuple[int], np.dtype[np.uint64]] = ((_SEEDS[0] * (hashes % _PRIME) + _SEEDS[1]) % _PRIME).min(1)
    return least


def _runs(text: str) -> Runs:
    """The runs of words, however they are spaced, pointed and capitalised; none of a short text."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = _WORD.findall("".join(c for c in plain if c.isascii() or unicodedata.category(c) != "Cf"))
    if len(words) < FEWEST:
        return frozenset()
    return frozenset(zip(*(words[start:] for start in range(RUN)), strict=False))
