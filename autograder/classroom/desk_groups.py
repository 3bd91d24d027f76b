"""Like answers together: whoever has read one has read them all."""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

ALIKE = 0.6
"""Cosine of two answers' runs of letters from which on they stand together. Each is shown, and can be left out."""
_PLACES = 1024
_RUN = 4
_WORD = re.compile(r"[^\W_]+|[<>=+*/%-]")


def essence(text: str) -> str:
    """The words of a text, however they are spaced, capitalised and pointed."""
    return " ".join(_WORD.findall(text.casefold()))


def groups(
    texts: Mapping[str, str], said: Mapping[str, Hashable], copied: Iterable[Iterable[str]] = ()
) -> list[tuple[str, ...]]:
    """Parts `texts` (name -> answer) into groups, in the order of `texts`; each name is in just one.

    Only what `said` the same (what was recognised in it) can be alike; answers of the same words always are, and those
    that were `copied` from each other stand together whatever was recognised.
    """
    together = [[name for name in group if name in texts] for group in copied]
    apart = {name for group in together for name in group}
    shelves: dict[Hashable, dict[str, list[str]]] = defaultdict(dict)
    for name, text in texts.items():
        if name not in apart:
            shelves[said.get(name)].setdefault(essence(text), []).append(name)
    found = [group for group in together if group]
    found += [group for shelf in shelves.values() for group in _alike(shelf)]
    place = {name: number for number, name in enumerate(texts)}
    ordered = [tuple(sorted(group, key=place.__getitem__)) for group in found]
    return sorted(ordered, key=lambda group: place[group[0]])


def _alike(shelf: Mapping[str, list[str]]) -> list[list[str]]:
    """Texts join the first one that they are like, so that no chain leads from one answer to its contrary."""
    rows = np.stack([_row(text) for text in shelf])
    names = list(shelf.values())
    free = np.ones(len(names), bool)
    found: list[list[str]] = []
    for first in range(len(names)):
        if free[first]:
            near = np.flatnonzero(free & (rows @ rows[first] >= ALIKE))
            members = [first, *(int(one) for one in near if one != first)]
            free[members] = False
            found.append([name for member in members for name in names[member]])
    return found


def _row(text: str) -> NDArray[np.float32]:
    """How often each run of letters stands in it, in a fixed number of places, of length 1."""
    padded = f" {text} "
    runs = Counter(padded[start : start + _RUN] for start in range(max(1, len(padded) - _RUN + 1)))
    row = np.zeros(_PLACES, np.float32)
    for run, times in runs.items():
        row[zlib.crc32(run.encode("utf-8", "surrogatepass")) % _PLACES] += times
    return np.asarray(row / np.linalg.norm(row), np.float32)
