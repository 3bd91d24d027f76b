"""What a sentence denies. A truth with a `not` before it is no truth, and must not earn a point.

A denier has a scope: the words that it takes back. One denier over a claim takes it back. Of two that may undo each
other ("never not") nobody can be sure: the claim is not credited, and a person should look. What is said of the case
that the thing asked about were missing ("without sorting it would not be the middle") is turned around once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.kinds.written.clauses import Clauses, tag
from autograder.kinds.written.deniers import HARMLESS, Denier, deniers, places_of
from autograder.kinds.written.english import words_of
from autograder.kinds.written.patterns import Pattern, Places, Reader
from autograder.kinds.written.reported import undone
from autograder.kinds.written.text import Sentence

_OPENS = words_of("that which who whom whose because if when")
"""Open a clause of its own without a comma."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a claim stands in its sentence; `doubled` where one denial may undo another: then it does not."""

    affirmed: bool
    doubled: bool
    denied_by: Places = ()
    broken: bool = False
    """A denial ends within the claim: its words belong to two statements, and it is not one at all."""


class Denials:
    """Everything in one sentence that denies.

    `counterfactual` are the rubric's own phrases for the case that what is asked about were missing ("without
    sorting"): they turn the whole sentence around, once. `neutral` are phrases that take nothing back. `subjects` are
    words of the rubric's field that begin a new statement after a comma, where a denial ends.
    """

    def __init__(
        self,
        sentence: Sentence,
        reader: Reader,
        counterfactual: Sequence[Pattern] = (),
        neutral: Sequence[Pattern] = (),
        subjects: Iterable[str] = (),
        answering: Places = (),
    ) -> None:
        """The words at `answering` deny what stood before the sentence, and nothing in it; as little do tags."""
        self._sentence = sentence
        self._clauses = Clauses(sentence, subjects)
        answering = (*answering, *tag(sentence))
        self.turned = tuple(places_of(counterfactual, reader))
        # Each with its own: patterns of two lexicons are not looked for together.
        free = {*places_of(HARMLESS, reader), *places_of(neutral, reader), *self.turned, *answering}
        own: tuple[Denier, ...] = ()
        if told := undone(sentence):
            against, claim = told
            answering = (*answering, *against.alone)
            own = (Denier(against.alone or (against.begins,), claim),)
        self.answering = frozenset(answering)
        """The words that contradict what somebody else says, or ask for assent: they are no part of a claim."""
        self.deniers = (*own, *deniers(sentence, reader, self._clauses, free | self.answering))

    def standing(self, places: Places, *, turns: bool) -> Standing:
        """Whether the claim matched at `places` stands. `turns`: a counterfactual over the sentence turns it around."""
        own = set(places)
        over = [d for d in self.deniers if not own & set(d.places) and own & d.scope]
        turned = turns and not own & set(self.turned) and any(self._turns(place, places) for place in self.turned)
        denied_by = tuple(i for denier in over for i in denier.places)
        weight = len({self._kind(denier) for denier in over})
        broken = any(max(places) not in denier.scope and max(denier.scope) < max(places) for denier in over)
        # "Looked up again for each step instead of reading it once": the claim is what stands before.
        broken = broken or any(len(d.places) == 2 and not d.whole and min(places) < d.places[0] for d in over)
        unsure = weight >= 2 or any(own & denier.beyond or (turned and denier.whole) for denier in over)
        return Standing(affirmed=weight == turned, doubled=unsure, denied_by=denied_by, broken=broken)

    def squarely(self, places: Places) -> bool:
        """Whether a denial reaches the claim within one clause, and not from within a clause inside the claim.

        "In the summary, they are no longer there" and "the likeness is that you do not need a vector" deny something,
        but not a claim made of words from both sides. Only who denies squarely shows that they hold the contrary.
        """
        if not self._clauses.together(places):
            return False
        first, last, own = min(places), max(places), set(places)
        for denier in self.deniers:
            if own & set(denier.places) or not own & denier.scope:
                continue
            if denier.whole:
                return not own & denier.beyond
            start = min(denier.places)
            inside = first < start and bool(_OPENS & set(self._sentence.words[first:start]))
            across = first < start and denier.places != (start,)  # "again for each step instead of reading it once"
            if self._sentence.clauses[start] == self._sentence.clauses[last] and not (inside or across):
                return True
        return False

    def _turns(self, place: int, claim: Places) -> bool:
        """ "They have to sum to 1, otherwise ...": what stands before an `otherwise` that goes on is as it is said."""
        goes_on = self._sentence.words[place] == "otherwise" and place < len(self._sentence.words) - 1
        return not goes_on or place < max(claim)

    def _kind(self, denier: Denier) -> object:
        """Deniers of one kind say the same thing once more: "neither ... nor", "a false myth"."""
        if denier.whole:
            return "whole"
        return "nor" if self._sentence.words[denier.places[0]] in ("neither", "nor") else denier.places
