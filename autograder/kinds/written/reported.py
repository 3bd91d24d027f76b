"""What others say and the writer contradicts: "A friend says that it keeps the maximum. Not true, all keep some."."""

from __future__ import annotations

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
_STRESS = (("really",), ("actually",), ("in", "fact"), ("in", "reality"), ("in", "truth"))


def is_reported(sentence: Sentence) -> bool:
    """Whether a sentence tells what somebody else says, or what the writer used to think."""
    return bool(_report(sentence.words))


def contradiction(sentence: Sentence, start: int = 0) -> Places:
    """The words from `start` on that contradict what was said before them: "He is wrong", "Not so", "It does not"."""
    words = sentence.words
    place = start
    while place < len(words) and words[place] in _SOFT:
        place += 1
    softened, ahead = place > start, (*words[place : place + 5], "", "", "", "", "")
    length = 0
    if ahead[0] in _IT and ahead[1] in _BE:
        skip = 3 if ahead[2] in _ARTICLE else 2
        if ahead[skip] in _FALSE or ahead[skip] in _MISTAKE:
            length = skip + 1
    elif (ahead[0] == "not" and ahead[1] in _TRUE) or ahead[:2] == ("i", "disagree"):
        length = 2
    elif ahead[0] in _VERDICT and _ends_clause(sentence, place):
        length = 1
    elif softened and words[start] in ("but", "yet") and (place > start + 1 or ahead[:2] in _STRESS):
        return tuple(range(start, place))  # "But really it is all in there."
    return tuple(range(start, place + length)) if length else ()


def undone(sentence: Sentence) -> tuple[Places, frozenset[int]]:
    """The words of a sentence that contradict what it reports before them, and the words of that; empty for none."""
    begin = _report(sentence.words)
    if begin:
        clauses = sentence.clauses
        for place in range(begin + 1, len(clauses)):
            opens = clauses[place] != clauses[place - 1] or sentence.words[place] in ("but", "yet")
            if opens and (found := contradiction(sentence, place)):
                return found, frozenset(range(begin, place))
    return (), frozenset()


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
