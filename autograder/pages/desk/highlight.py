"""Where in an answer, as the student wrote it, the words stand that the rubric goes by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

_LOOKS = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "–": "-", "·": "*", "×": "*", "⋅": "*"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the answer, and the names of what it is evidence for."""

    text: str
    names: tuple[str, ...]


def pieces(answer: str, evidence: Mapping[str, Iterable[str]]) -> list[Piece]:
    """The whole answer in pieces; `evidence` is name -> quotations. A quotation that is not found marks nothing."""
    spans = [(start, end, name) for name, quoted in evidence.items() for start, end in _places(answer, quoted)]
    cuts = sorted({0, len(answer), *(place for start, end, _ in spans for place in (start, end))})
    made = []
    for start, end in pairwise(cuts):
        names = dict.fromkeys(name for a, b, name in spans if a <= start and end <= b)
        made.append(Piece(answer[start:end], tuple(names)))
    return made


def _places(answer: str, quoted: Iterable[str]) -> list[tuple[int, int]]:
    found = []
    shown = answer.translate(_LOOKS)
    for words in dict.fromkeys(quoted):
        parts = [re.escape(part) for part in words.translate(_LOOKS).split()]
        match = re.search(r"\s+".join(parts), shown) if parts else None
        if match is not None and match.end() > match.start():
            found.append(match.span())
    return found
