"""Proposals read again: those of the table, until what this class's marks have taught speaks clearly against them.

What the marker proposes rests on more than a reader of words sees: on denials, on what was taken back, on what speaks
against an answer. It is right oftener, so it stands; the readers' chances say how likely it is to be right.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from autograder.kinds.written.answers import Labelled
from autograder.kinds.written.english import words_of
from autograder.kinds.written.mark import Marked
from autograder.kinds.written.opinion import CONCEPT, MISCONCEPTION, Scale
from autograder.kinds.written.rubric import Rubric
from autograder.kinds.written.second import SecondReader
from autograder.kinds.written.taught import Keep, not_kept
from autograder.kinds.written.traits import TraitReader
from autograder.kinds.written.weighing import LIKENESS

MOST = 300
"""Marked answers of the class that are learned from, the newest: more would take longer than they are worth."""
_TRUST = 100.0
"""How many answers of this class what the course's readers believe of a rubric's findings counts for."""
_LITTLE_TRUST = 10.0
"""The same where no second reader could learn."""
_CLEARLY = 1.0
"""Log odds against what is proposed of a concept or misconception from which on it is read otherwise."""
_DOUBTFUL = 6
"""Findings, the most doubtful, that are weighed in every combination: 64 of them. The others are as is likeliest."""
_ALONE = math.log(8 / 2)
"""What is believed where no second reader could learn: that a finding is right in 8 of 10 cases."""
_WITHDRAWN = 0.7
"""How much less is believed of an answer in which the course's readers have taken back what a pattern had found."""


_ODD = words_of("prompt list unstated repeated enumeration shotgun blank binary foreign copied nonsense")
"""Flags of answers whose words say nothing of what is meant: of these a reader of words makes too much."""
_OTHERWISE = 2
"""How many more odd answers of this class must have been marked otherwise than as proposed, until it is believed."""
_DOUBT = 0.01
"""How near to even the chance of a finding is said to be in which only the readers of odd answers differ."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer seems to say, and how likely that is."""

    concepts: frozenset[str]
    misconceptions: frozenset[str]
    share: float
    """The score, from 0 to 1."""
    sure: float
    """The chance that this is the score."""
    chances: Mapping[str, float]
    """That of each concept and misconception."""
    other: frozenset[str]
    """The second likeliest reading: the concepts and misconceptions of this one but for the most doubtful."""


@dataclass(frozen=True, slots=True)
class Taught:
    """An answer of this class that a person has marked: what they found in it, and what the rubric had."""

    text: str
    found: frozenset[str]
    marked: Marked


class ClassReader:
    """Made anew when marks have come; reads the answers that have none."""

    def __init__(
        self,
        rubric: Rubric,
        answers: Sequence[Labelled],
        taught: Sequence[Taught] = (),
        traits: TraitReader | None = None,
        kept: Callable[[Sequence[Labelled]], Keep] = lambda answers: not_kept,
    ) -> None:
        """`answers` are the course's labelled ones, `taught` this class's, oldest first; `traits` is the marker's.

        `kept` says where what is learned of answers is kept: of the course's, never of this class's.
        """
        self._rubric = rubric
        self._shares: dict[frozenset[str], float] = {}
        self._names = [*(one.id for one in rubric.concepts), *(one.id for one in rubric.misconceptions)]
        known = [_labelled(one.text, one.concepts | one.misconceptions, one.misconceptions) for one in answers]
        self._wrong = frozenset(one.id for one in rubric.misconceptions)
        known += [_labelled(one.text, one.found, one.found & self._wrong) for one in taught[-MOST:]]
        concepts = [one.id for one in rubric.concepts]
        keep = not_kept if taught else kept(known)
        self._second = SecondReader(known, concepts, traits, sorted(self._wrong), keep)
        self._found = {name: self._weight(name, taught, found=True) for name in self._names}
        self._missed = {name: self._weight(name, taught, found=False) for name in self._names}
        odd = [one.found != as_marked(one.marked) for one in taught if _ODD & set(one.marked.flags)]
        self._trusted = 2 * sum(odd) - len(odd) >= _OTHERWISE
        """Whether this class's marks have shown that odd answers are to be read as the others are."""

    def _weight(self, name: str, taught: Sequence[Taught], *, found: bool) -> float:
        """How much it counts that the rubric finds it, or does not, in log odds: by how often that was right here."""
        scale, believed, trust = self._scale(name), _ALONE, _LITTLE_TRUST
        if name in self._second.names:
            trust = _TRUST
            believed = scale.constant + scale.found if found else -scale.constant
        share = 1 / (1 + math.exp(-believed))
        rows = [one for one in taught if (name in said(one.marked)) == found]
        right = sum((name in one.found) == found for one in rows)
        return math.log((right + trust * share) / (len(rows) - right + trust * (1 - share)))

    def read(self, text: str, marked: Marked) -> Reading:
        """One answer, of which the rubric said `marked`."""
        learned, there = self._second.read(text), said(marked)
        odds = {}
        for name in self._names:
            odds[name] = self._found[name] if name in there else -self._missed[name]
            if name in learned.whole:
                scale = self._scale(name)
                odds[name] += learned.odds(name, scale) - scale.constant
        chances = {name: round(1 / (1 + math.exp(-one)), 6) for name, one in odds.items()}
        proposed = as_marked(marked)
        if not _ODD & set(marked.flags):
            found = _overruled(odds, proposed, _CLEARLY)
        elif self._trusted:
            found = _overruled(odds, proposed, 0.0)
        else:
            found, chances = proposed, _as_proposed(chances, proposed)
        kept = {name: chances[name] if name in found else 1 - chances[name] for name in self._names}
        concepts = frozenset(one.id for one in self._rubric.concepts if one.id in found)
        sure = self._chance(found, chances) * (_WITHDRAWN if "withdrawn" in marked.flags else 1)
        other = found ^ {min(self._names, key=kept.__getitem__)}
        return Reading(concepts, found - concepts, self._share(found), sure, chances, other)

    def _chance(self, found: frozenset[str], chances: Mapping[str, float]) -> float:
        """The chance that the points are those of `found`, whatever it is that earns them.

        So what changes no points, such as a misconception where there are none, makes nothing doubtful.
        """
        likeliest = frozenset(name for name, chance in chances.items() if chance > 0.5)
        doubtful = sorted(self._names, key=lambda name: abs(chances[name] - 0.5))[:_DOUBTFUL]
        doubts = {name: min(chances[name], 1 - chances[name]) for name in doubtful}
        share = self._share(found)
        return math.fsum(
            math.prod(doubt if name in others else 1 - doubt for name, doubt in doubts.items())
            for others in _subsets(doubtful)
            if self._share(likeliest ^ others) == share
        )

    def _scale(self, name: str) -> Scale:
        return MISCONCEPTION if name in self._wrong else CONCEPT

    def _share(self, found: frozenset[str]) -> float:
        if found not in self._shares:
            self._shares[found] = self._rubric.score(tuple(found), tuple(found))
        return self._shares[found]


def said(marked: Marked) -> frozenset[str]:
    """The concepts and misconceptions that the rubric found, not those that were seen by their likeness alone."""
    rows = {**marked.concepts, **marked.misconceptions}
    return frozenset(name for name, found in rows.items() if any(one.pattern != LIKENESS for one in found))


def as_marked(marked: Marked) -> frozenset[str]:
    """What the marker's own points rest on, as they stand in the review table."""
    return frozenset({*marked.concepts, *marked.misconceptions})


def _overruled(odds: Mapping[str, float], proposed: frozenset[str], clearly: float) -> frozenset[str]:
    """What is proposed, but for what the log odds speak against by more than that."""
    against = {name: -one if name in proposed else one for name, one in odds.items()}
    return proposed ^ {name for name, one in against.items() if one > clearly}


def _subsets(names: Sequence[str]) -> Iterable[frozenset[str]]:
    return (frozenset(some) for size in range(len(names) + 1) for some in combinations(names, size))


def _as_proposed(chances: Mapping[str, float], proposed: frozenset[str]) -> dict[str, float]:
    """The chances, but for what would be read otherwise than it is proposed: of that nobody can be sure."""
    doubtful = {name: 0.5 + (_DOUBT if name in proposed else -_DOUBT) for name in chances}
    return {name: one if (one > 0.5) == (name in proposed) else doubtful[name] for name, one in chances.items()}


def _labelled(text: str, found: frozenset[str], wrong: frozenset[str]) -> Labelled:
    return Labelled("", "", text, found, wrong, 0.0)
