"""What a sentence denies. A truth with a `not` before it is no truth, and must not earn a point.

A denier has a scope: the words that it takes back. One denier over a claim takes it back. Of two that may undo each
other ("never not") nobody can be sure: the claim is not credited, and a person should look. What is said of the case
that the thing asked about were missing ("without sorting it would not be the middle") is turned around once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from autograder.kinds.written.english import AUXILIARIES, CONNECTING, words_of
from autograder.kinds.written.patterns import Compiler, Pattern, Places, Reader
from autograder.kinds.written.text import Sentence

_FORWARD = words_of(
    "not never no none nor neither unable hardly barely scarcely rarely seldom without fails fail failed failing "
    "lacks "
    "lack lacking prevents prevent preventing avoids avoid avoiding refuses refuse stops stop stopped ceased quit "
    "quits impossible unlikely nothing "
    "incapable nobody noone cease ceases forbids excludes nowhere"
)
"""Take back what follows, up to the end of the clause."""

_WHOLE = (
    "false|untrue|untruth|myth|myths|misconception|misconceptions|fallacy|nonsense|rubbish|illusion|rumour|rumor",
    "wrongly|mistakenly|falsely|incorrectly|erroneously|supposedly|allegedly|contrary|denies|deny|refute*",
    "disagree*|disprove*|debunk*|doubtful|doubt|doubts|pretend*|absurd|incorrect|mistaken|erroneous|invalid",
    "a|is|are lie|lies",
    "is|are|was|be|being|s wrong",
    "wrong to|that|because|claim|idea|belief|assumption|statement",
    "mistake to|that",
    "far from",
    "anything but",
    "by no means",
    "in no way",
    "under no circumstances",
    "no evidence|truth|reason|way|case that",
    "hardly|rarely|seldom|scarcely|barely ever",
    "hardly|rarely|seldom|scarcely|barely _ case|true",
    "nobody|noone|none|not|never _ believe*|think*|claim*|say*|said|hold*|assume*|mean*|argue*|suppose* that",
    "not|never _ believe|think|assume|suppose",
    "not _ true|right|correct|case|accurate|fact|given",
    "not so",
    "never true|right|correct|so|case",
    "opposite|contrary|converse|reverse|negation|inverse _ true|case|right|correct|so|hold*|apply|applies",
    "opposite|converse|negation of",
    "contrary of|to _ this|that|these|what|which|statement|claim|following|follows",
    "other way round|around",
    "as if",
)
"""Take back the whole sentence, wherever in it they stand."""

_HARMLESS = (
    "not only|just|merely|simply|solely|least|surprising*|yet",
    "no matter|doubt|wonder|surprise",
    "without _ doubt|question",
    "nothing but",
    "nothing else|more than",
    "not to mention",
    "whether or not",
    "not least",
    "not all|every|everything",
    "not equally|evenly|uniformly",
    "cannot help but",
    "why not",
)
"""Look like deniers and take nothing back."""

_TAKEN_BACK_AFTER = (
    "@COPULA _ not|never|hardly|no|rarely|neither _ @HELD",
    "fails|fail _ happen|hold|work",
)
"""A predicate that takes back what came before it: "weights that sum to 1 are not what it gives"."""

_BREAKS = words_of(
    "but however because since although though while whereas so thus therefore hence which yet still instead "
    "consequently and -> otherwise unlike"
)
_SUBJECTS = words_of(
    "it they this that these those we you i he she the a an so then thus each every all its their there instead only "
    "therefore hence with when if in for one some what as at also to otherwise because "
    "together my our long can could would will may might is are must should none nobody nothing no"
)
"""Begin a new statement after a comma; a rubric adds the subjects of its own field."""

_FINITE = AUXILIARIES - words_of("be been being done having")
_ANSWERS = words_of("no nope wrong false not incorrect untrue never")
_ELSEWHERE = words_of("here there others other else elsewhere rest")
_OPENS = words_of("that which who whom whose because if when")
"""Open a clause of its own without a comma."""
_ABOUT = words_of(
    "statement claim idea sentence above said true course complete completely simply totally really common"
)


@dataclass(frozen=True, slots=True)
class Denier:
    """The words that deny, and the words that they take back. Several of the `whole` sentence only insist."""

    places: Places
    scope: frozenset[int]
    whole: bool = False
    beyond: frozenset[int] = frozenset()
    """Words in the scope of which nobody can be sure that they are denied."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a claim stands in its sentence; `doubled` where one denial may undo another: then it does not."""

    affirmed: bool
    doubled: bool
    denied_by: Places = ()
    broken: bool = False
    """A denial ends within the claim: its words belong to two statements, and it is not one at all."""


_COMPILER = Compiler(
    {
        "COPULA": [*("is", "are", "was", "were", "does", "do", "did", "can", "will", "would", "has", "have", "be")],
        "HELD": [
            *("true", "right", "correct", "so", "case", "what", "how", "why", "produced", "given", "made", "done"),
            *("used", "computed", "formed", "needed", "required", "happen*", "fact", "something", "guaranteed"),
            *("ensured", "possible", "necessary", "occur*", "apply", "exist*", "wanted", "intended", "achieved"),
            *("there", "work", "works"),
        ],
    }
)


def compile_all(sources: Iterable[str]) -> tuple[Pattern, ...]:
    return tuple(_COMPILER.pattern(source) for source in sources)


_WHOLE_PATTERNS = compile_all(_WHOLE)
_HARMLESS_PATTERNS = compile_all(_HARMLESS)
_AFTER_PATTERNS = compile_all(_TAKEN_BACK_AFTER)


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
    ) -> None:
        self._sentence = sentence
        self._reader = reader
        self._subjects = _SUBJECTS.union(subjects)
        self.turned = tuple(places_of(counterfactual, reader))
        self._free = set(places_of((*_HARMLESS_PATTERNS, *neutral), reader)) | set(self.turned)
        self.deniers = tuple(self._find())

    def _find(self) -> Iterator[Denier]:
        count = len(self._sentence.words)
        taken = set(self._free)
        for pattern in _WHOLE_PATTERNS:
            for places in pattern.find(self._reader):
                if not set(places) & taken and self._in_one_clause(places):
                    taken |= set(places)
                    yield Denier(places, frozenset(range(count)), whole=True, beyond=self._beyond(places))
        for pattern in _AFTER_PATTERNS:
            for places in pattern.find(self._reader):
                if not set(places) & taken:
                    taken |= set(places)
                    yield Denier(places, frozenset(range(places[0])))
        for index, word in enumerate(self._sentence.words):
            if index in taken:
                continue
            if word in _FORWARD:
                scope = self._forward(index)
                at_the_end = index == count - 1 and word in ("not", "never", "no") and not self._contrasts(index)
                yield Denier((index,), frozenset(range(count)) if at_the_end else scope)
            elif word in ("instead", "rather") and self._word(index + 1) in ("of", "than"):
                yield Denier((index, index + 1), self._forward(index + 1))

    def _contrasts(self, index: int) -> bool:
        """Whether a last clause is about another case: "they come from one sentence, here they do not"."""
        words, clauses = self._sentence.words, self._sentence.clauses
        own = {word for word, clause in zip(words, clauses, strict=True) if clause == clauses[index]}
        return clauses[index] > 0 and bool(own & _ELSEWHERE)

    def squarely(self, places: Places) -> bool:
        """Whether a denial reaches the claim within one clause, and not from within a clause inside the claim.

        "In the summary, they are no longer there" and "the likeness is that you do not need a vector" deny something,
        but not a claim made of words from both sides. Only who denies squarely shows that they hold the contrary.
        """
        if not self._in_one_clause(places):
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

    def _in_one_clause(self, places: Places) -> bool:
        return len({self._sentence.clauses[place] for place in places}) == 1

    def _beyond(self, places: Places) -> frozenset[int]:
        """What stands on another side of a colon than the denier: it may be denied too, or say what is right instead.

        Nothing where the colon announces what is denied: "This is false: ...".
        """
        clauses, behind = self._sentence.clauses, max(places) + 1
        announced = clauses[behind : behind + 1]
        if announced and announced[0] in self._sentence.colons and announced[0] != clauses[behind - 1]:
            return frozenset()
        own = self._side(places[0])
        return frozenset(place for place in range(len(clauses)) if self._side(place) != own)

    def _side(self, place: int) -> int:
        return sum(colon <= self._sentence.clauses[place] for colon in self._sentence.colons)

    def _word(self, index: int) -> str:
        return self._sentence.words[index] if index < len(self._sentence.words) else ""

    def _forward(self, index: int) -> frozenset[int]:
        """The words after `index` up to the end of the clause; none where nothing of weight follows."""
        words, clauses = self._sentence.words, self._sentence.clauses
        reach = 4 if words[index] == "without" else len(words)
        end = index + 1
        while end < min(len(words), index + 1 + reach):
            if clauses[end] != clauses[end - 1] and not self._clause_continues(index, end):
                break
            if words[end] in _BREAKS and not self._break_continues(index, end):
                break
            end += 1
        return frozenset(range(index + 1, end))

    def _clause_continues(self, index: int, end: int) -> bool:
        """A comma parts two clauses only where a new statement begins; in a list, or around an aside, it does not."""
        words, clauses = self._sentence.words, self._sentence.clauses
        if clauses[end] in self._sentence.colons:
            return False
        if words[end] not in self._subjects and not (words[end] in _BREAKS and not self._break_continues(index, end)):
            return not self._states_anew(end)
        length = sum(clause == clauses[end] for clause in clauses)
        aside = length <= 2 and clauses[-1] != clauses[end]
        after_aside = end - index <= 4 and clauses[end - 1] - clauses[index] == 1
        return words[index] in ("not", "never") and (end - index <= 1 or aside or after_aside)

    def _states_anew(self, start: int) -> bool:
        """Whether the clause from `start` on has a subject and a verb of its own: "..., half of it is gone"."""
        words, clauses = self._sentence.words, self._sentence.clauses
        clause = [word for word, number in zip(words, clauses, strict=True) if number == clauses[start]]
        return clause[0] not in ("or", "nor", "and") and any(word in _FINITE for word in clause[1:])

    def _break_continues(self, index: int, end: int) -> bool:
        word, after = self._sentence.words[end], self._word(end + 1)
        if word == "and":
            return after not in self._subjects
        if word == "because":  # "not because it is slow"
            return end - index <= 1
        if word in ("so", "still", "yet"):  # "not so", "does not yet"
            return end - index <= 1
        return False

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

    def _turns(self, place: int, claim: Places) -> bool:
        """ "They have to sum to 1, otherwise ...": what stands before an `otherwise` that goes on is as it is said."""
        goes_on = self._sentence.words[place] == "otherwise" and place < len(self._sentence.words) - 1
        return not goes_on or place < max(claim)

    def _kind(self, denier: Denier) -> object:
        """Deniers of one kind say the same thing once more: "neither ... nor", "a false myth"."""
        if denier.whole:
            return "whole"
        return "nor" if self._sentence.words[denier.places[0]] in ("neither", "nor") else denier.places


def takes_back(sentence: Sentence) -> bool:
    """Whether a sentence says that the one before it is not so, and nothing else: "No.", "That is not the case."."""
    words = sentence.words
    if len(words) > 9:
        return False
    if words[0] in _ANSWERS and len(words) <= 3:
        return True
    places = set(places_of(_WHOLE_PATTERNS, Reader(words)))
    rest = {word for i, word in enumerate(words) if i not in places and word not in CONNECTING}
    return bool(places) and rest <= _ABOUT


def announces_falsehood(sentence: Sentence) -> bool:
    """Whether a sentence says that what follows is not so: "The following is a myth"."""
    words = set(sentence.words)
    if not words & {"following", "next", "follows", "below"}:
        return False
    reader = Reader(sentence.words)
    return any(True for pattern in _WHOLE_PATTERNS for _ in pattern.find(reader))


def places_of(patterns: Sequence[Pattern], reader: Reader) -> Iterator[int]:
    """The words that any of the patterns matches."""
    for pattern in patterns:
        for places in pattern.find(reader):
            yield from places


def is_question(sentence: Sentence) -> bool:
    """A question that can be answered with no asserts nothing."""
    openers = {"is", "are", "does", "do", "can", "will", "would", "should", "did", "has", "have", "could", "isn", "why"}
    openers |= {"how", "what", "which", "who", "whether"}
    return sentence.ends == "?" and sentence.words[0] in openers
