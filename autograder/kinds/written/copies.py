"""Answers of a class that are copies of each other. A person sees them together, and decides once.

Two answers are copies where most of their runs of words stand in both. Which pairs are worth that comparison is told by
MinHash (Broder: On the resemblance and containment of documents, 1997): a class of thousands takes a second or two,
however many copy from one, and a phrase of the lesson that everybody uses brings nobody together.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

import numpy as np

from autograder.kinds.written.shelf import Shelf

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
_HELD = 2048
"""Answers whose runs are in memory at once, of some 10 kB each."""
_REMEMBERED = 1 << 16
"""Pairs of which it is remembered that they are not alike: others would be compared again."""

Runs = frozenset[tuple[str, ...]]


def copies(answers: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Groups of names whose answers to one exercise are alike, in the order of `answers`; each name is in one group.

    A group is a chain: each is alike to one of the others.
    """
    with Copies() as found:
        for name, text in answers.items():
            found.add(name, text)
        return found.groups()


class Copies:
    """The same for a class of any size, whose answers come one by one: they lie on the disk, a number each in memory.

    Raises sqlite3.Error where there is no room for them.
    """

    def __init__(self, read: Callable[[str], str] = str) -> None:
        """`read` takes the answer out of what was handed in."""
        self._read, self._shelf = read, Shelf()

    def add(self, name: str, text: str) -> None:
        """Takes one answer."""
        words = _words(self._read(text))
        if len(words) < FEWEST:
            return
        runs = _runs(words)
        said = "\n".join(sorted(map(" ".join, runs)))  # in words are neither spaces nor line ends
        if self._shelf.put(name, said):
            self._shelf.place(_bands(runs))

    def groups(self) -> list[tuple[str, ...]]:
        """Who has written the same."""
        groups = _Groups(self._shelf)
        for near in self._shelf.near():
            groups.join_alike(near)
        sizes = array("q", bytes(8 * len(self._shelf)))
        for number, _ in self._shelf.names():
            sizes[groups.top(number)] += 1
        found: dict[int, list[str]] = defaultdict(list)
        for number, name in self._shelf.names():
            if sizes[groups.top(number)] > 1:
                found[groups.top(number)].append(name)
        return [tuple(names) for names in found.values()]

    def close(self) -> None:
        """Lets go of the answers."""
        self._shelf.close()

    def __enter__(self) -> Copies:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


class _Groups:
    """Answers, by number, that are brought together, two at a time."""

    def __init__(self, shelf: Shelf) -> None:
        self._leader = array("q", range(len(shelf)))
        self._runs = lru_cache(_HELD)(lambda number: _unpacked(shelf.said(number)))
        self._differ = lru_cache(_REMEMBERED)(self._compared)

    def top(self, number: int) -> int:
        while self._leader[number] != number:
            self._leader[number] = number = self._leader[self._leader[number]]
        return number

    def join_alike(self, near: Sequence[int]) -> None:
        """Brings together what is alike among a few answers that may be."""
        if len(near) <= MOST_PAIRS:
            for left, right in combinations(near, 2):
                self._together(left, right)
            return
        first: list[int] = []
        for one in near:
            if not any(self._together(other, one) for other in first):
                first.append(one)

    def _together(self, left: int, right: int) -> bool:
        """Whether two are in one group now."""
        low, high = sorted((self.top(left), self.top(right)))
        if low == high:
            return True
        if self._differ(left, right):
            return False
        self._leader[high] = low
        return True

    def _compared(self, left: int, right: int) -> bool:
        one, two = self._runs(left), self._runs(right)
        return len(one & two) < ALIKE * len(one | two)


def _bands(runs: Runs) -> list[int]:
    """A number for each band: answers that agree in one of them may be alike.

    For each of some hash functions it is made of the least hash of any run: two answers agree in that by the share
    that they share.
    """
    hashes = np.array([zlib.crc32(" ".join(run).encode("utf-8", "surrogatepass")) for run in runs], np.uint64)
    least = ((_SEEDS[0] * (hashes % _PRIME) + _SEEDS[1]) % _PRIME).min(1).reshape(_BANDS, _ROWS)
    return [int(one) << 31 | int(two) for one, two in least]


def _words(text: str) -> list[str]:
    """The words, however they are spaced, pointed and capitalised."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _WORD.findall("".join(c for c in plain if c.isascii() or unicodedata.category(c) != "Cf"))


def _runs(words: Sequence[str]) -> Runs:
    return frozenset(zip(*(words[start:] for start in range(RUN)), strict=False))


def _unpacked(said: str) -> frozenset[str]:
    return frozenset(said.split("\n"))
