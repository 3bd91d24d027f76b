"""How far a denial reaches: the clauses of a sentence, and where one statement ends and the next begins."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from autograder.kinds.written.english import AUXILIARIES, words_of
from autograder.kinds.written.patterns import Places
from autograder.kinds.written.text import Sentence

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
_ELSEWHERE = words_of("here there others other else elsewhere rest")
_TAGGED = words_of("i you he she it we they one there this that")


def tag(sentence: Sentence) -> Places:
    """The words of clauses that only ask for assent, as in "they sum to 1, don't they?": they deny and ask nothing."""
    places: list[int] = []
    for clause in range(1, sentence.clauses[-1] + 1):
        own = [place for place, number in enumerate(sentence.clauses) if number == clause]
        words = [sentence.words[place] for place in own]
        if len(words) == 2 + ("not" in words) and words[0] in _FINITE and words[-1] in _TAGGED:
            places += own
    return tuple(places)


class Clauses:
    """The clauses of one sentence. `subjects` are words of the rubric's field that begin a new statement."""

    def __init__(self, sentence: Sentence, subjects: Iterable[str]) -> None:
        self._sentence = sentence
        self._subjects = _SUBJECTS.union(subjects)

    def together(self, places: Places) -> bool:
        """Whether all of these words stand in one clause."""
        return len({self._sentence.clauses[place] for place in places}) == 1

    def forward(self, index: int) -> frozenset[int]:
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

    def beyond(self, places: Places) -> frozenset[int]:
        """What stands on another side of a colon than the denier: it may be denied too, or say what is right instead.

        Nothing where the colon announces what is denied: "This is false: ...".
        """
        clauses, behind = self._sentence.clauses, max(places) + 1
        announced = clauses[behind : behind + 1]
        if announced and announced[0] in self._sentence.colons and announced[0] != clauses[behind - 1]:
            return frozenset()
        own = self._side(places[0])
        return frozenset(place for place in range(len(clauses)) if self._side(place) != own)

    def reason(self, places: Places, openers: Collection[str]) -> frozenset[int]:
        """The words from where, behind `places`, a clause begins that gives a reason; none where none does."""
        words, clauses = self._sentence.words, self._sentence.clauses
        starts = (i for i in range(max(places) + 1, len(words)) if clauses[i] != clauses[i - 1])
        return frozenset(range(next((i for i in starts if words[i] in openers), len(words)), len(words)))

    def last_of(self, verdicts: Collection[str], beside: Collection[str]) -> Places:
        """The words of the last clause, where there are others and it holds a verdict and nothing else of weight."""
        words, clauses = self._sentence.words, self._sentence.clauses
        last = tuple(i for i, clause in enumerate(clauses) if clause == clauses[-1])
        own = [words[i] for i in last]
        alone = any(word in verdicts for word in own) and all(word in verdicts or word in beside for word in own)
        return last if alone and len(last) < len(words) else ()

    def contrasts(self, index: int) -> bool:
        """Whether a last clause is about another case: "they come from one sentence, here they do not"."""
        words, clauses = self._sentence.words, self._sentence.clauses
        own = {word for word, clause in zip(words, clauses, strict=True) if clause == clauses[index]}
        return clauses[index] > 0 and bool(own & _ELSEWHERE)

    def word(self, index: int) -> str:
        """The word at this place, empty behind the end."""
        return self._sentence.words[index] if index < len(self._sentence.words) else ""

    def _side(self, place: int) -> int:
        return sum(colon <= self._sentence.clauses[place] for colon in self._sentence.colons)

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

    def _does_more(self, index: int, place: int) -> bool:
        """Whether an `-ing` behind an `and` begins something new: "is never below 0 and dividing by all makes ..."."""
        words = self._sentence.words
        denied = words[index + 1 : place - 1]
        return self.word(place).endswith("ing") and not any(word.endswith("ing") for word in denied)

    def _break_continues(self, index: int, end: int) -> bool:
        word, after = self._sentence.words[end], self.word(end + 1)
        if word == "and":
            return after not in self._subjects and not self._does_more(index, end + 1)
        if word == "because":  # "not because it is slow"
            return end - index <= 1
        if word in ("so", "still", "yet"):  # "not so", "does not yet"
            return end - index <= 1
        return False
