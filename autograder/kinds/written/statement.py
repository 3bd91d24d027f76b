"""One sentence of an answer: which concepts it states or denies, which misconceptions, and the words that show it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from autograder.kinds.written.deniers import places_of
from autograder.kinds.written.negation import Denials
from autograder.kinds.written.patterns import Pattern, Places, Reader, matches
from autograder.kinds.written.rubric import Concept, Misconception, Rubric
from autograder.kinds.written.suspicion import content
from autograder.kinds.written.text import Sentence, Text
from autograder.kinds.written.traits import Traits


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words, as they were written, that a pattern matched."""

    words: str
    pattern: str


@dataclass(slots=True)
class Findings:
    """What was found so far, while sentences are read."""

    concepts: dict[str, list[Evidence]] = field(default_factory=dict)
    misconceptions: dict[str, list[Evidence]] = field(default_factory=dict)
    denied: dict[str, list[Evidence]] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    silent: int = 0
    passed: set[int] = field(default_factory=set)
    """The sentences that state nothing of their own."""
    seen: dict[int, Traits] = field(default_factory=dict)
    """What the second reader sees of a sentence, by its number."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """Words that say a concept or deny it; of a `doubled` one nobody can be sure."""

    places: Places
    evidence: Evidence
    stands: bool
    doubled: bool
    denied_by: Places
    opposite: bool
    """The contrary is said outright, not by a denial."""


class Statement:
    """One sentence, judged against concepts and misconceptions.

    `refused`: a sentence beside it takes it back. `carried`: the one before supposed the contrary.
    """

    def __init__(
        self, text: Text, index: int, reader: Reader, denials: Denials, rubric: Rubric, *, refused: bool, carried: bool
    ) -> None:
        self._aside = tuple(places_of(rubric.aside, reader))
        self._about = tuple(places_of(rubric.about, reader))
        self._text = text
        self._index = index
        self._reader = reader
        self._denials = denials
        self._refused = refused
        self._carried = carried

    def concept(self, concept: Concept, found: Findings) -> set[int]:
        """Records whether the sentence states or denies the concept; gives the words that were looked at."""
        covered: set[int] = set()
        claims = list(self._claims(concept))
        # "It can not hold everything": the `not` belongs to what says the concept, so it takes nothing of it back.
        saying = {i for claim in claims if claim.stands and not claim.doubled for i in claim.places}
        for claim in claims:
            covered |= {*range(min(claim.places), max(claim.places) + 1), *claim.denied_by, *self._denials.turned}
            if claim.doubled:
                found.flags.add("doubled")
            if claim.stands and not claim.doubled:
                found.concepts.setdefault(concept.id, []).append(claim.evidence)
            elif claim.denied_by and set(claim.denied_by) <= saying:
                continue
            elif self._besides(claim.places):
                found.flags.add("aside")
            else:
                claim = self._with_denial(claim)
                found.denied.setdefault(concept.id, []).append(claim.evidence)
                if concept.denied and not claim.doubled and (claim.opposite or self._denials.squarely(claim.places)):
                    found.misconceptions.setdefault(concept.denied, []).append(claim.evidence)
        return covered

    def _claims(self, concept: Concept) -> Iterator[_Claim]:
        """Each place where the sentence says the concept, or its opposite."""
        for patterns, affirms in ((concept.patterns, True), (concept.opposites, False)):
            for places, pattern in self._matches(patterns):
                standing = self._denials.standing(places, turns=concept.turns)
                if standing.broken:
                    continue
                said = standing.affirmed != (self._carried and concept.turns) and not self._refused
                # "They would not sum to 1 otherwise. That is wrong.": nobody can be sure what is left standing.
                turned = bool(standing.denied_by or self._denials.turned or self._carried)
                doubled = standing.doubled or (self._refused and turned)
                evidence = self._evidence(places, pattern)
                yield _Claim(places, evidence, said == affirms, doubled, standing.denied_by, not affirms and said)

    def _with_denial(self, claim: _Claim) -> _Claim:
        """The claim with the words that deny it in what is quoted: without them it would say the contrary."""
        words = self._text.quote(self._index, (*claim.places, *claim.denied_by))
        return replace(claim, evidence=replace(claim.evidence, words=words[:200]))

    def _besides(self, places: Places) -> bool:
        """Whether the words before are about something that the question sets aside, and nothing it asks about.

        What the claim itself says of it ("worst for short inputs") is no word beside it.
        """
        return any(i < max(places) and i not in places for i in self._aside) and not any(
            i < max(places) for i in self._about
        )

    def misconception(self, wrong: Misconception, found: Findings) -> set[int]:
        """Records the misconception where it is stated: not where it is denied, or said of another thing."""
        covered: set[int] = set()
        for places, pattern in self._matches(wrong.patterns):
            standing = self._denials.standing(places, turns=True)
            stands = standing.affirmed != self._carried and not self._refused
            covered |= set(range(min(places), max(places) + 1)) | set(standing.denied_by)
            if stands and self._besides(places):
                found.flags.add("aside")
            elif stands:
                found.misconceptions.setdefault(wrong.id, []).append(self._evidence(places, pattern))
        return covered

    def _matches(self, patterns: Sequence[Pattern]) -> list[tuple[Places, Pattern]]:
        found = matches(patterns, self._reader)
        return [one for one in found if not self._denials.answering & set(one[0])]

    def _evidence(self, places: Places, pattern: Pattern) -> Evidence:
        return Evidence(self._text.quote(self._index, places)[:200], pattern.source)


MOST_SILENT = 6
"""Meaningful words in a row without evidence, up to which a mark stands without a person: what a rubric misses is
mostly a whole clause in words that it does not know."""


def longest_silence(sentence: Sentence, covered: Collection[int]) -> int:
    """The longest run of meaningful words of which none is `covered` by evidence."""
    longest = run = 0
    for place, word in enumerate(sentence.words):
        if place in covered:
            run = 0
        elif content((word,)):
            run += 1
            longest = max(longest, run)
    return longest
