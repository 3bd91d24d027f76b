"""What others say and the writer contradicts: "A friend says that it keeps the maximum. Not true, all keep some."."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.kinds.written.english import words_of
from autograder.kinds.written.patterns import Places
from autograder.kinds.written.text import Sentence

_WHO = words_of(
    "people some many most others everybody everyone somebody someone they he she friend friends flatmate roommate "
    "colleague classmate neighbour neighbor tutor ta teacher brother sister mate group video blog post book article "
    "internet chatgpt student students"
)
_SAYING = words_of(
    "say says said claim claims claimed insist insists insisted think thinks thought believe believes believed argue "
    "argues argued told swear swears swore reckon reckons maintain maintains maintained suggest suggests suggested"
)
_FORMERLY = (("i", "used", "to"), ("i", "first", "thought"), ("i", "always", "thought"), ("i", "once", "thought"))
_NEAR = 8
"""Words at the beginning of a sentence among which somebody is named who says something."""
_BETWEEN = 4
"""Words from who says it to the verb: "a video I have watched claims"."""

_SOFT = words_of("but yet however though well actually really no nope")
_IT = words_of("it this that they he she these those which who")
_BE = words_of("is are was were do does did will can would has have could s")
_FALSE = words_of("wrong mistaken false untrue incorrect nonsense rubbish not never")
_ARTICLE = words_of("a an just plain simply completely totally quite")
_MISTAKE = words_of("mistake error myth lie misunderstanding misconception")
_TRUE = words_of("so true right correct quite really exactly")
_VERDICT = words_of("wrong false nonsense rubbish incorrect untrue")
_STRESS = (("in", "fact"), ("in", "reality"), ("in", "truth"))


def is_reported(sentence: Sentence) -> bool:
    """Whether a sentence tells what somebody else says, or what the writer used to think."""
    return bool(_report(sentence.words))


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Where it begins, and its words as far as they say nothing else: none of "It does not hold everything"."""

    begins: int
    alone: Places


def contradiction(sentence: Sentence, start: int = 0) -> Contradiction | None:
    """What from `start` on contradicts what was said before: "He is wrong", "Not so", "It does not"."""
    words = sentence.words
    place = start
    while place < len(words) and words[place] in _SOFT:
        place += 1
    ahead = (*words[place : place + 5], "", "", "", "", "")
    length = 0
    if ahead[0] in _IT and ahead[1] in _BE:
        last = 3 if ahead[2] in _ARTICLE else 2
        if ahead[last] not in _FALSE and ahead[last] not in _MISTAKE:
            return None
        ends = ahead[last] not in ("not", "never") or _ends_clause(sentence, place + last)
        length = last + 1 if ends else 0
    elif (ahead[0] == "not" and ahead[1] in _TRUE) or ahead[:2] == ("i", "disagree"):
        length = 2
    elif ahead[0] in _VERDICT and _ends_clause(sentence, place):
        length = 1
    elif words[start] not in ("but", "yet") or (place == start + 1 and ahead[:2] not in _STRESS):
        return None  # "But really it is all in there." contradicts as well
    return Contradiction(start, tuple(range(start, place + length)) if length else ())


def undone(sentence: Sentence) -> tuple[Contradiction, frozenset[int]] | None:
    """What in a sentence contradicts a claim that it reports before, and the words of that claim."""
    begin = _report(sentence.words)
    if begin:
        clauses = sentence.clauses
        for place in range(begin + 1, len(clauses)):
            opens = clauses[place] != clauses[place - 1] or sentence.words[place] in ("but", "yet")
            if opens and (found := contradiction(sentence, place)):
                return found, frozenset(range(begin, place))
    return None


def _report(words: tuple[str, ...]) -> int:
    """The number of words up to what is reported; 0 where nothing is."""
    for opening in _FORMERLY:
        if words[:3] == opening:
            return 3
    for place, word in enumerate(words[:_NEAR]):
        if word in _WHO:
            for verb in range(place + 1, min(place + 1 + _BETWEEN, len(words))):
                if words[verb] in _SAYING:
                    return verb + 1
    return 0


def _ends_clause(sentence: Sentence, place: int) -> bool:
    clauses = sentence.clauses
    return place + 1 >= len(clauses) or clauses[place + 1] != clauses[place]
