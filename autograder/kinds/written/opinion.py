"""What the second reader makes of one answer, and how that is weighed with what a rubric's patterns find.

It has read the answer as a whole and each sentence by itself: beside two right sentences a wrong one is hard to see in
the whole, and alone it stands out. Both, and the rubric's word, are weighed as a logistic regression would: the figures
below are one, learned from answers that were read by readers that had not learned from them.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

PLAIN, ODD = -0.45, 0.0
"""Doubts from which on an answer is partly and wholly taken for nonsense."""
SURE = 1.3
"""Log odds, that everything which makes a difference to the points is as it was read, from which on an answer is
final: with this, of the course's labelled answers, each writer's read by readers that learned from the others, fewer
than one in a hundred is final and not exact."""
STRANGE, MOST_STRANGE = 0.1, 12
"""What each word that hardly a labelled answer holds takes off these log odds, and how many are counted at most."""
SILENT, MOST_SILENT = 0.13, 15
"""The same for each meaningful word of the longest run that no evidence accounts for."""
MIXED = 0.6
"""Taken off where right and wrong stand side by side: who is held to be wrong loses points."""
UNUSUAL = 3.0
"""Taken off what is wholly put together as nonsense is."""
USUAL, SHORT, MUCH = 25, 6, 90
"""Words of an answer as most are, and the least and the most that its length is counted with."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What the parts count in the log odds that something is said."""

    constant: float
    whole: float
    """For each log odds that the second reader gives it in the whole answer."""
    part: float
    """For each log odds in the sentence that says it most."""
    found: float
    """Where the rubric finds it."""
    contrary: float
    """Where the rubric finds it denied, or its contrary said."""
    nonsense: float
    """In what is put together as nonsense is."""
    longer: float
    """For each log of how much longer the answer is than usual: who writes more has said more."""
    shorter: float
    """For each log of how much shorter."""
    stands: float
    """Log odds against it up to which the rubric's word stands: who has met words in wrong answers
    above all would take back right ones."""


CONCEPT = Scale(
    constant=-0.8, whole=0.6, part=0.4, found=1.6, contrary=-0.5, nonsense=-2.0, longer=1.0, shorter=0.3, stands=0.8
)
MISCONCEPTION = Scale(
    constant=1.4, whole=0.75, part=0.5, found=2.3, contrary=-0.5, nonsense=-0.3, longer=0.0, shorter=0.0, stands=1.5
)


@dataclass(frozen=True, slots=True)
class Opinion:
    """Log odds of each concept and misconception that could be learned: in the whole answer, and in each sentence."""

    whole: Mapping[str, float]
    parts: Sequence[Mapping[str, float]] = ()
    words: int = USUAL
    """In the whole answer."""
    strange: int = 0
    """How many of them stand in fewer than two labelled answers."""

    def odds(
        self, name: str, scale: Scale, *, found: bool = False, contrary: bool = False, doubt: float = -1.0
    ) -> float:
        """The log odds that it is said; the rubric's word where nothing was learned of it.

        `doubt`: how much the answer is put together as nonsense is, from -1 to 1.
        """
        if name not in self.whole:
            return 9.0 if found else -9.0
        whole = self.whole[name]
        part = max((one[name] for one in self.parts), default=whole)
        length = math.log(min(MUCH, max(SHORT, self.words)) / USUAL)
        odds = scale.constant + scale.whole * whole + scale.part * part
        odds += length * (scale.longer if length > 0 else scale.shorter)
        return odds + found * scale.found + contrary * scale.contrary + nonsense(doubt) * scale.nonsense

    def telling(self, name: str, among: Iterable[int]) -> int:
        """The number of the sentence, of those, that says it most."""
        return max(among, key=lambda place: self.parts[place][name])


def nonsense(doubt: float) -> float:
    """How far an answer of this doubt, from -1 to 1, is taken for nonsense: from 0 to 1."""
    return min(1.0, max(0.0, (doubt - PLAIN) / (ODD - PLAIN)))


def surely(odds: Mapping[str, float], telling: Collection[str]) -> float:
    """The chance that each of the `telling` is as its odds have it: that all of them are said, or not said, so."""
    return math.prod(1 / (1 + math.exp(-abs(odds[name]))) for name in telling)


def sureness(chance: float, *, strange: int, silent: int, doubt: float, mixed: bool) -> float:
    """The log odds of a chance, less what speaks for an answer unlike those that the readers have learned from.

    Readers are as sure of what they half understand as of what they understand: words that hardly anybody has used, and
    words that nothing accounts for, may say anything.
    """
    odds = math.log(max(chance, 1e-9) / max(1 - chance, 1e-9))
    odds -= STRANGE * min(strange, MOST_STRANGE) + SILENT * min(silent, MOST_SILENT)
    return odds - MIXED * mixed - UNUSUAL * nonsense(doubt)
