"""Pairs of submissions that are worth a look: fingerprints of code that survive renaming, reformatting and reordering.

Winnowing (Schleimer, Wilkerson, Aiken: Winnowing, SIGMOD 2003): of each window of hashes of K tokens the smallest is
kept. What the course gave out, and what many have in common, is left out; the rarer a fingerprint, the more it says.
Nothing here proves anything: two honest students may write the same, above all where an exercise is short.
"""

from __future__ import annotations

import builtins
import io
import keyword
import math
import tokenize
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from autograder.classroom.similar_form import statements

K = 10
"""Tokens in a fingerprint."""
WINDOW = 4
"""Fingerprints of which one is kept, so that K + WINDOW - 1 equal tokens are always found."""
MOST = 40
"""A fingerprint that more students share tells nobody from the others, however large the class."""
SHARE = 0.4
"""How much two have to share of all that is rare in the smaller submission."""
SHARE_OF_ONE = 0.7
"""The same of a single exercise."""
WEIGHT = 60.0
"""How much that has to be, in bits of rarity; below it a few equal lines are enough."""
WEIGHT_OF_ONE = 50.0
"""The same of a single exercise. Honest solutions of a short one are often equal to the last sign, in the sample
class up to 45 bits of it."""
_BUILTINS = frozenset(dir(builtins))
_LAYOUT = {
    *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT),
    *(tokenize.ENCODING, tokenize.ENDMARKER),
}

Prints = Mapping[int, tuple[int, int]]
"""Fingerprint -> first and last line, 1-based, of where it stands first."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two students; `share` of what is rare in the smaller submission, or in an exercise of it, stands in both.

    That is worth `weight` bits.
    `lines` holds, for each exercise that contributes, the equal lines of the one and of the other.
    """

    first: str
    second: str
    share: float
    weight: float
    lines: Mapping[str, tuple[frozenset[int], frozenset[int]]]


@dataclass(slots=True)
class Fingerprints:
    """A class's fingerprints, student by student; the texts are not kept."""

    given: Mapping[str, frozenset[int]]
    """Exercise -> fingerprints of what every student was handed."""
    _prints: dict[str, dict[tuple[str, int], tuple[int, int]]] = field(default_factory=dict)

    def add(self, student: str, texts: Mapping[str, str]) -> None:
        """Adds what one student handed in, exercise -> text."""
        self._prints[student] = {
            (exercise, print_): place
            for exercise, text in texts.items()
            for print_, place in fingerprints(text).items()
            if print_ not in self.given.get(exercise, frozenset())
        }

    def pairs(self) -> list[Pair]:
        """The pairs worth a look, those with most in common first."""
        owners: dict[tuple[str, int], list[str]] = defaultdict(list)
        for student in sorted(self._prints):
            for key in self._prints[student]:
                owners[key].append(student)
        students = len(self._prints)
        most = min(MOST, max(2, students // 2))
        weights = {key: math.log2(students / len(who)) for key, who in owners.items() if len(who) <= most}
        shared: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
        for key in weights:
            who = owners[key]
            for place, one in enumerate(who):
                for other in who[place + 1 :]:
                    shared[one, other].append(key)
        whole = {student: _by_exercise(prints, weights) for student, prints in self._prints.items()}
        found = (self._pair(one, other, keys, weights, whole) for (one, other), keys in shared.items())
        return sorted(filter(None, found), key=lambda pair: (-pair.weight, pair.first, pair.second))

    def _pair(
        self,
        one: str,
        other: str,
        keys: list[tuple[str, int]],
        weights: Mapping[tuple[str, int], float],
        whole: Mapping[str, Mapping[str, float]],
    ) -> Pair | None:
        """The pair, where it is worth a look."""
        parts = _by_exercise(keys, weights)
        weight = math.fsum(parts.values())
        share = weight / min(math.fsum(whole[one].values()), math.fsum(whole[other].values()))
        single = [
            part / min(whole[one][name], whole[other][name]) for name, part in parts.items() if part >= WEIGHT_OF_ONE
        ]
        if (weight < WEIGHT or share < SHARE) and max(single, default=0.0) < SHARE_OF_ONE:
            return None
        lines: dict[str, tuple[set[int], set[int]]] = {}
        for key in keys:
            sides = lines.setdefault(key[0], (set(), set()))
            for side, student in zip(sides, (one, other), strict=True):
                first, last = self._prints[student][key]
                side.update(range(first, last + 1))
        frozen = {name: (frozenset(left), frozenset(right)) for name, (left, right) in sorted(lines.items())}
        return Pair(one, other, max(share, *single, 0.0), weight, frozen)


def _by_exercise(keys: Iterable[tuple[str, int]], weights: Mapping[tuple[str, int], float]) -> dict[str, float]:
    """The bits of these fingerprints in each exercise."""
    found: dict[str, float] = defaultdict(float)
    for key in keys:
        found[key[0]] += weights.get(key, 0.0)
    return found


def fingerprints(text: str) -> Prints:
    """The fingerprints of a program, and where each stands first."""
    tokens = list(_tokens(text))
    hashes = [
        zlib.crc32("\0".join(word for word, _ in tokens[start : start + K]).encode())
        for start in range(len(tokens) - K + 1)
    ]
    found: dict[int, tuple[int, int]] = {}
    for start in range(max(1, len(hashes) - WINDOW + 1) if hashes else 0):
        window = range(start, min(start + WINDOW, len(hashes)))
        place = min(window, key=lambda at: (hashes[at], -at))
        found.setdefault(hashes[place], (tokens[place][1], tokens[place + K - 1][1]))
    return found


def _tokens(text: str) -> Iterable[tuple[str, int]]:
    """The words of a program with their lines, of its plain form where it can be read as Python."""
    try:
        plain = statements(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        yield from _words(text)
        return
    for statement, line in plain:
        for word, _ in _words(statement):
            yield word, line


def _words(text: str) -> Iterable[tuple[str, int]]:
    """The words with their lines; names that a student chose are all one, layout and texts are gone.

    What comes after a place that cannot be read as Python is left out.
    """
    after_dot = False
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type in _LAYOUT:
                continue
            word = token.string
            if token.type == tokenize.STRING:
                if "\n" in word or word.startswith(('"""', "'''")):
                    continue  # a docstring
                word = "text"
            elif token.type == tokenize.NAME and not (after_dot or keyword.iskeyword(word) or word in _BUILTINS):
                word = "name"
            after_dot = word == "."
            yield word, token.start[0]
    except (tokenize.TokenError, SyntaxError):
        return
