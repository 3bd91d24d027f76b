"""Answers of a class that are copies of each other. A person sees them together, and decides once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from autograder.kinds.written.text import read

RUN = 4
FEWEST = 12
"""Words: what is shorter may well be written twice."""
ALIKE = 0.7
"""Share of the runs of words that two answers have in common, of all in either, from which on they are copies."""
COMMON = 25
"""A run that more answers hold is a phrase of the lesson, and is not followed up by itself."""


def copies(answers: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Groups of names whose answers to one exercise are alike, in the order of `answers`; each name is in one group.

    Only answers that share a run of words are compared: a class of thousands takes seconds.
    """
    runs = {name: _runs(text) for name, text in answers.items()}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    whole: dict[frozenset[tuple[str, ...]], list[str]] = defaultdict(list)
    for name, own in runs.items():
        if own:
            whole[own].append(name)
    first = {names[0]: own for own, names in whole.items()}
    for name, own in first.items():
        for run in own:
            holders[run].append(name)
    leader = {name: names[0] for names in whole.values() for name in names}
    for names in holders.values():
        if 1 < len(names) <= COMMON:
            for index, left in enumerate(names):
                for right in names[index + 1 :]:
                    if _top(leader, left) != _top(leader, right) and _alike(first[left], first[right]):
                        leader[_top(leader, right)] = _top(leader, left)
    groups: dict[str, list[str]] = defaultdict(list)
    for name in answers:
        if name in leader:
            groups[_top(leader, name)].append(name)
    return [tuple(names) for names in groups.values() if len(names) > 1]


def _top(leader: Mapping[str, str], name: str) -> str:
    while leader[name] != name:
        name = leader[name]
    return name


def _alike(left: frozenset[tuple[str, ...]], right: frozenset[tuple[str, ...]]) -> bool:
    return len(left & right) >= ALIKE * len(left | right)


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = tuple(word for word in read(text).words if word[0].isalnum())
    if len(words) < FEWEST:
        return frozenset()
    return frozenset(zip(*(words[start:] for start in range(RUN)), strict=False))
