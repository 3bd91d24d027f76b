"""The second reader: learns from labelled answers which concepts an answer states. It never saw the rubric's patterns.

For each concept a logistic regression on what `traits` sees of a text, solved in its dual form, so that a few hundred
answers cost a few small systems of equations: half a second, the same numbers each time. It reads otherwise than a
rubric does, and so errs elsewhere: where both agree, hardly a mark is wrong.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from autograder.kinds.written.answers import Labelled
from autograder.kinds.written.runs import Blocks, Table
from autograder.kinds.written.traits import WEIGHTS, TraitReader, Traits

FOUND, NOT_FOUND = 2.0, 0.5
"""What the rubric's own word counts in the chance of a concept, in log odds: what it finds is surer than what it does
not."""
WRONG_FOUND, WRONG_NOT_FOUND = 4.0, -1.5
"""The same of a misconception, of which there are few cases to learn from."""
_WITHDRAWS = 0.75
"""Up to this chance it takes back a concept that the rubric found in plain nonsense."""
_NONSENSE_ADDS = 1.4
"""From these log odds on, of its own, it adds one there."""
_PLAIN, _ODD = -0.35, 0.1
"""Doubts from which on an answer is partly and wholly taken for nonsense."""
SURE = 0.88
"""From this chance on, that each concept is as the rubric has it, the two agree."""
FEWEST = 40
"""Labelled answers; from fewer nothing is learned."""
RARE = 5
"""A concept or misconception of which there are fewer cases is not learned."""
ANY_WRONG = "any misconception"
"""The name under which it learns whether anything is stated wrongly."""
_PENALTY = 0.03
"""On the squared weights. On sets left out, 0.02 gives the best chances (Brier score), 0.05 the surest from ADDS on."""
_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Opinion:
    """The chance of each concept that could be learned."""

    chances: Mapping[str, float]
    wrong: Mapping[str, float] = field(default_factory=dict)
    """The same of misconceptions."""

    def adds(self, doubt: float = -1.0) -> list[str]:
        """The concepts that are rather said than not, though the rubric does not find them.

        The more an answer is put together as nonsense is (`doubt`, from -1 to 1), the surer it has to be of each.
        """
        least = NOT_FOUND + _odd(doubt) * (_NONSENSE_ADDS - NOT_FOUND)
        return [name for name, chance in self.chances.items() if name != ANY_WRONG and _odds(chance) > least]

    def adds_wrong(self) -> list[str]:
        """The same of misconceptions."""
        return [name for name, chance in self.wrong.items() if _odds(chance) > WRONG_NOT_FOUND]

    def withdraws(self, concepts: Sequence[str], doubt: float) -> list[str]:
        """Those of the concepts that it takes for words without a claim.

        The more an answer is put together as nonsense is (`doubt`, from -1 to 1), the surer it has to be of each. In a
        plain sentence the rubric's word stands: a reader that has met two words in wrong answers above all would take
        back right ones.
        """
        most = _WITHDRAWS * _odd(doubt)
        return [name for name in concepts if self.chances.get(name, 1.0) < most]

    def withdraws_wrong(self, misconceptions: Sequence[str]) -> list[str]:
        """Those of the misconceptions that are rather not stated, though the rubric finds them."""
        return [name for name in misconceptions if _odds(self.wrong.get(name, 1.0)) < -WRONG_FOUND]

    def unsure(self, concepts: Iterable[str]) -> list[str]:
        """Those of the concepts that it rather takes for not said."""
        return [name for name in concepts if self.chances.get(name, 1.0) < 0.5]

    def sure(self, concepts: Sequence[str], *, wrong: bool) -> float:
        """The chance that each concept it knows, and whether anything is wrong, is as the rubric says."""
        said = {*concepts, *([ANY_WRONG] if wrong else [])}
        return math.prod(_agreed(chance, found=name in said) for name, chance in self.chances.items())


class SecondReader:
    """Taught once, on answers to one exercise; asked many times."""

    def __init__(
        self,
        answers: Sequence[Labelled],
        concepts: Sequence[str],
        traits: TraitReader | None = None,
        misconceptions: Sequence[str] = (),
    ) -> None:
        self._traits = traits or TraitReader()
        self.names: tuple[str, ...] = ()
        self.knows = False
        """Whether every concept could be learned; a mark that it cannot judge wholly it does not confirm."""
        answers = [answer for answer in answers if answer.text.strip()]
        if len(answers) < FEWEST:
            return
        said = {name: np.array([name in answer.concepts for answer in answers], float) for name in concepts}
        said[ANY_WRONG] = np.array([bool(answer.misconceptions) for answer in answers], float)
        said |= {
            name: np.array([name in answer.misconceptions for answer in answers], float) for name in misconceptions
        }
        targets = {name: row for name, row in said.items() if RARE <= row.sum() <= len(answers) - RARE}
        self.names = tuple(targets)
        self.knows = set(concepts) <= set(targets)
        self._wrong = frozenset(misconceptions)
        self._learn([self._traits.of(answer.text) for answer in answers], np.array(list(targets.values())))

    def _learn(self, seen: Sequence[Traits], targets: Table) -> None:
        self._runs = Blocks(seen, WEIGHTS)
        alike = self._runs.alike()
        dual = _fit(alike, targets)
        self._weights = self._runs.weights(dual)
        self._bias = dual.sum(axis=1)
        self._runs.forget()

    def read(self, text: str) -> Opinion:
        """What it makes of one answer."""
        if not self.names:
            return Opinion({})
        chances = _logistic(self._runs.product(self._traits.of(text), self._weights) + self._bias)
        pairs = [(name, round(float(chance), 6)) for name, chance in zip(self.names, chances, strict=True)]
        return Opinion(
            {name: chance for name, chance in pairs if name not in self._wrong},
            {name: chance for name, chance in pairs if name in self._wrong},
        )


def _agreed(chance: float, *, found: bool) -> float:
    return 1 / (1 + math.exp(-(_odds(chance) + FOUND if found else NOT_FOUND - _odds(chance))))


def _odd(doubt: float) -> float:
    return min(1.0, max(0.0, (doubt - _PLAIN) / (_ODD - _PLAIN)))


def _odds(chance: float) -> float:
    return math.log(max(chance, 1e-6) / max(1 - chance, 1e-6))


def _logistic(value: Table) -> Table:
    return np.asarray(1 / (1 + np.exp(-np.clip(value, -30, 30))))


def _fit(alike: Table, targets: Table) -> Table:
    """Logistic regressions with an L2 penalty, one a row of `targets`: the dual weights, a row each.

    `alike` are the products of all pairs of texts; the 1 added to them is the constant. The slope is taken for its
    bound, 1/4, so that one inverse serves every target and every round (Böhning and Lindsay, 1988); momentum after
    Nesterov makes up for the small steps. More rounds change no chance by more than 0.0002.
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
