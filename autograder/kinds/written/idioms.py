"""What is said in small words that would each say something else: "no more and no less" denies nothing."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.kinds.written.english import words_of

_NOT = words_of("no not nothing neither nor never")
_MORE, _LESS = words_of("more"), words_of("less fewer")
_AMOUNT = words_of("a any bit")
_BETWEEN = _AMOUNT | words_of("and but or nor also one thing")
PLAINLY = "just"
"""Stands for each word of it: says no more, and is in no rubric's way."""


def without_idioms(words: Sequence[str]) -> tuple[str, ...]:
    """As many words, those of "not more and not less", "neither more nor less" and the like made plain ones."""
    made = list(words)
    place = 0
    while place < len(words):
        end = _exactly(words, place)
        if end:
            made[place:end] = [PLAINLY] * (end - place)
        place = max(end, place + 1)
    return tuple(made)


def _exactly(words: Sequence[str], start: int) -> int:
    """Where an idiom for "exactly" that begins at `start` ends; 0 where none begins."""
    if words[start] not in _NOT:
        return 0
    first = _after(words, start + 1, _AMOUNT)
    if first >= len(words) or words[first] not in _MORE | _LESS:
        return 0
    denied = _after(words, first + 1, _BETWEEN | _NOT)
    other = _LESS if words[first] in _MORE else _MORE
    # "No more, less": somebody has to say `not` or `nor` or `or` to the second of the two.
    joined = set(words[first + 1 : denied]) & (_NOT | {"or"})
    return denied + 1 if joined and denied < len(words) and words[denied] in other else 0


def _after(words: Sequence[str], start: int, passed: frozenset[str]) -> int:
    while start < len(words) and words[start] in passed:
        start += 1
    return start
