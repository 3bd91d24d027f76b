"""The second reader: learns from labelled answers which concepts an answer states. It never saw the rubric's patterns.

For each concept a logistic regression on what `traits` sees of a text, solved in its dual form, so that a few hundred
answers cost a few small systems of equations: half a second, the same numbers each time. It reads otherwise than a
rubric does, and so errs elsewhere: where both agree, hardly a mark is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.kinds.written.answers import Labelled
from autograder.kinds.written.opinion import Opinion
from autograder.kinds.written.plain import is_plain
from autograder.kinds.written.runs import Blocks, Table
from autograder.kinds.written.taught import Keep, Learned, not_kept, packed_words, words_in
from autograder.kinds.written.traits import STEMS, WEIGHTS, TraitReader, Traits, together

FEWEST = 40
"""Labelled answers; from fewer nothing is learned."""
RARE = 5
"""A concept or misconception of which there are fewer cases is not learned."""
ANY_WRONG = "any misconception"
"""The name under which it learns whether anything is stated wrongly."""
_PENALTY = 0.03
"""On the squared weights. On sets left out 0.02 to 0.06 are as good as each other."""
_ROUNDS = 150


class SecondReader:
    """Taught once, on answers to one exercise; asked many times."""

    def __init__(
        self,
        answers: Sequence[Labelled],
        concepts: Sequence[str],
        traits: TraitReader | None = None,
        misconceptions: Sequence[str] = (),
        keep: Keep = not_kept,
    ) -> None:
        """`keep` gives what it has learned before from the same answers, where that is known."""
        self._traits = traits or TraitReader()
        learned = keep("second", lambda: _learned(answers, concepts, self._traits, misconceptions))
        self.names = tuple(words_in(learned["names"]))
        self.knows = bool(self.names) and set(concepts) <= set(self.names)
        """Whether every concept could be learned; a mark that it cannot judge wholly it does not confirm."""
        if self.names:
            self._runs = Blocks.known(learned, WEIGHTS)
            self._weights = [np.asarray(learned[f"weights{place}"], float) for place in range(len(WEIGHTS))]
            self._bias = np.asarray(learned["bias"], float)

    def read(self, text: str) -> Opinion:
        """What it makes of one answer."""
        return self.weigh(self._traits.parts(text))

    def weigh(self, parts: Sequence[Traits]) -> Opinion:
        """The same from what is seen of each of its sentences."""
        if not self.names:
            return Opinion({})
        seen = together(parts)
        whole = self._odds(seen)
        each = [self._odds(part) for part in parts] if len(parts) > 1 else [whole] * len(parts)
        return Opinion(whole, each, seen[STEMS].total(), self._runs.strange(STEMS, seen[STEMS]))

    def _odds(self, seen: Traits) -> dict[str, float]:
        odds = self._runs.product(seen, self._weights) + self._bias
        return {name: round(float(one), 6) for name, one in zip(self.names, odds, strict=True)}


def _learned(
    answers: Sequence[Labelled], concepts: Sequence[str], traits: TraitReader, misconceptions: Sequence[str]
) -> Learned:
    """What can be learned: nothing from few answers, and no concept of which there are few cases."""
    answers = [answer for answer in answers if answer.text.strip()]
    plain = [answer for answer in answers if is_plain(answer.text)]
    answers = plain if len(plain) >= FEWEST else answers
    if len(answers) < FEWEST:
        return {"names": packed_words(())}
    said = {name: np.array([name in answer.concepts for answer in answers], float) for name in concepts}
    said[ANY_WRONG] = np.array([bool(answer.misconceptions) for answer in answers], float)
    said |= {name: np.array([name in answer.misconceptions for answer in answers], float) for name in misconceptions}
    targets = {name: row for name, row in said.items() if RARE <= row.sum() <= len(answers) - RARE}
    if not targets:  # all answers say the same: there is nothing to tell apart
        return {"names": packed_words(())}
    runs = Blocks([traits.of(answer.text) for answer in answers], WEIGHTS)
    dual = _fit(runs.alike(), np.array(list(targets.values())))
    weights = {f"weights{place}": table for place, table in enumerate(runs.weights(dual))}
    return {"names": packed_words(tuple(targets)), "bias": dual.sum(axis=1), **weights, **runs.learned()}


def _logistic(value: Table) -> Table:
    return np.asarray(1 / (1 + np.exp(-np.clip(value, -30, 30))))


def _fit(alike: Table, targets: Table) -> Table:
    """Logistic regressions with an L2 penalty, one a row of `targets`: the dual weights, a row each.

    `alike` are the products of all pairs of texts; the 1 added to them is the constant. The slope is taken for its
    bound, 1/4, so that one inverse serves every target and every round (Böhning and Lindsay, 1988); momentum after
    Nesterov makes up for the small steps. More rounds change no chance by more than 0.0007.
    """
    alike = alike + 1.0
    inverse = np.linalg.inv(alike + 4 * _PENALTY * np.eye(len(alike)))
    dual: Table = np.zeros_like(targets)
    before = dual
    for turn in range(_ROUNDS):
        ahead = dual + turn / (turn + 3) * (dual - before)
        fitted = ahead @ alike
        before, dual = dual, (fitted + 4 * (targets - _logistic(fitted))) @ inverse
    return dual
