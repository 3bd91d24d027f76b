"""The words that deny, and what each of them takes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from autograder.kinds.written.clauses import Clauses
from autograder.kinds.written.english import words_of
from autograder.kinds.written.patterns import Compiler, Pattern, Places, Reader, matches
from autograder.kinds.written.text import Sentence

_FORWARD = words_of(
    "not never no none nor neither unable hardly barely scarcely rarely seldom without fails fail failed failing "
    "lacks "
    "lack lacking prevents prevent preventing avoids avoid avoiding refuses refuse stops stop stopped ceased quit "
    "quits impossible unlikely nothing "
    "incapable nobody noone cease ceases forbids excludes nowhere refrain refrains refraining refrained reject rejects "
    "rejected rejecting dispense dispenses dispensing omit omits omitted omitting"
)
"""Take back what follows, up to the end of the clause."""

_WHOLE = (
    "false|untrue|untruth|myth|myths|misconception|misconceptions|fallacy|nonsense|rubbish|illusion|rumour|rumor",
    "wrongly|mistakenly|falsely|incorrectly|erroneously|supposedly|allegedly|contrary|denies|deny|refute*",
    "disagree*|disprove*|debunk*|doubt|doubts|pretend*|absurd|incorrect|mistaken|erroneous|invalid",
    "is|are|was|be|seem*|remain*|sound*|very|highly|rather|more|it doubtful",
    "a|is|are lie|lies",
    "fairy tale|tales|story|stories",
    "no such thing",
    "nothing of the|that kind|sort",
    "a|is|are|mere|just|only|pure|old|common misunderstanding*|legend*|fable*|fiction|superstition|delusion*|hoax",
    "is|are|was|be|being|s wrong",
    "wrong to|that|because|claim|idea|belief|assumption|statement",
    "mistake|error to|that",
    "would _ surprised|astonished",
    "has|have not understood",
    "misunderstanding* that|to",
    "none of this|that|it|these is|are _ true|right|correct|so",
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

_VERDICTS = words_of("wrong false incorrect untrue no nope")
_BESIDE_A_VERDICT = words_of("too also again either both that is this all")
"""A last clause of a verdict and such words is about what stands before it: "they sum to 1: wrong too"."""

_REASONS = words_of("because since as for")
"""Begin, after a comma, a reason: the writer's own ("I do not think so, since ..."), or part of what is denied."""

_TAKEN_BACK_AFTER = (
    "@COPULA _ not|never|hardly|no|rarely|neither _ @HELD",
    "fails|fail _ happen|hold|work",
    "is|are|was|were _ what __ not|never",
    "would make no|little sense",
)
"""A predicate that takes back what came before it: "weights that sum to 1 are not what it gives"."""


@dataclass(frozen=True, slots=True)
class Denier:
    """The words that deny, and the words that they take back. Several of the `whole` sentence only insist."""

    places: Places
    scope: frozenset[int]
    whole: bool = False
    beyond: frozenset[int] = frozenset()
    """Words in the scope of which nobody can be sure that they are denied."""


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


WHOLE = compile_all(_WHOLE)
HARMLESS = compile_all(_HARMLESS)
_AFTER_PATTERNS = compile_all(_TAKEN_BACK_AFTER)


def deniers(sentence: Sentence, reader: Reader, clauses: Clauses, free: Iterable[int]) -> Iterator[Denier]:
    """Everything in a sentence that denies; the words at `free` do not, whatever they look like."""
    count = len(sentence.words)
    taken = set(free)
    for places, _ in matches(WHOLE, reader):
        if not set(places) & taken and clauses.together(places):
            taken |= set(places)
            unsure = clauses.beyond(places) | clauses.reason(places, _REASONS)
            yield Denier(places, frozenset(range(count)), whole=True, beyond=unsure)
    if verdict := clauses.last_of(_VERDICTS, _BESIDE_A_VERDICT):
        taken |= set(verdict)
        yield Denier(verdict, frozenset(range(count)), whole=True)
    for places, _ in matches(_AFTER_PATTERNS, reader):
        if not set(places) & taken:
            taken |= set(places)
            yield Denier(places, frozenset(range(places[0])))
    for index, word in enumerate(sentence.words):
        if index in taken:
            continue
        if word in _FORWARD:
            scope = clauses.forward(index)
            at_the_end = index == count - 1 and word in ("not", "never", "no") and not clauses.contrasts(index)
            yield Denier((index,), frozenset(range(count)) if at_the_end else scope)
        elif word in ("instead", "rather") and clauses.word(index + 1) in ("of", "than"):
            yield Denier((index, index + 1), clauses.forward(index + 1))


def places_of(patterns: Sequence[Pattern], reader: Reader) -> Iterator[int]:
    """The words that any of the patterns matches."""
    for places, _ in matches(patterns, reader):
        yield from places
