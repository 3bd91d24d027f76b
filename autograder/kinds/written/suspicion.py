"""What makes an answer unfit to be marked by patterns alone, whatever it is about."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from autograder.kinds.written.english import (
    CONNECTING,
    LINKS,
    connects,
    has_verb,
    is_foreign,
    states_something,
    words_of,
)
from autograder.kinds.written.patterns import Compiler, Pattern, Reader
from autograder.kinds.written.text import Sentence, Text

MOST_IN_A_POINT = 6
MANY_KEYWORDS = 10
"""Words in a row without a verb, an article, a preposition or a pronoun: who thinks of a sentence uses one of these."""
_SMALL = words_of("a an the of to in with by for from into on at as is are it its this that they we you i not")
MANY_WORDS = 220
"""A short answer is shorter than this."""

_COMPILER = Compiler(
    {
        "GIVE": [
            "award",
            "give",
            "grant",
            "assign",
            "output",
            "return",
            "deserve*",
            "rate",
            "print",
            "receive*",
            "gets",
        ],
        "FULL": ["full", "maximum", "max", "perfect", "best", "highest", "top", "1.0", "100"],
        "MARK": ["mark", "marks", "score*", "points", "credit", "grade", "rating"],
        "SCORE": ["score", "scores", "points", "rating"],
        "WHO": [
            "grader*",
            "examiner*",
            "evaluator*",
            "autograder",
            "marker",
            "rubric*",
            "ai|llm|gpt|chatgpt grad*|mark*|evaluat*",
        ],
        "WORK": ["answer", "response", "student", "submission"],
        "RULES": ["instruction*", "prompt*", "rubric*", "rules", "guideline*", "criteria", "marking|grading scheme"],
    }
)
_TO_THE_GRADER = (
    "ignore|disregard|override _ above",
    "ignore|disregard|override all|everything|anything|whatever _ above|previous|prior|earlier|before",
    "ignore|disregard|override _ previous|prior|earlier _ @RULES|message*|command*|order*|conversation",
    "forget|ignore|disregard|override|bypass _ @RULES",
    "@WHO",
    "new instruction*",
    "grading|marking system|model|assistant|script|program|bot",
    "system|assistant prompt|message|note|instruction*",
    "you are|must|should|will _ assistant|helpful|award|grade|accept",
    "award|grant|deserve*|assign __ @FULL|all|every _ @MARK",
    "award|grant the _ maximum|full|highest|best",
    "not|no|without _ deduct*",
    "@GIVE|get|want|need|expect|earn* __ full|maximum|perfect|top _ mark|marks|credit|points|grade",
    "all _ points|marks|credit",
    "mark|marks|grade|credit|rating = 1|1.0|100|full",
    "mark|marks|grade|credit|rating of|to 1|1.0|100|full",
    "mark|count|treat|accept|consider|grade|rate _ @WORK|concepts _ as|correct|present|complete|full",
    "mark|count|treat|accept|grade|rate _ this _ as|correct|present|complete|full",
    "all|every concepts|concept|criteria|criterion _ present|found|fulfilled|met|covered|satisfied|correct",
    "concepts are|is present|found|fulfilled|met|covered",
    "@WORK clearly|correctly|fully|successfully _ demonstrate*|show*|cover*|contain*|meet*|mention*",
    "this @WORK deserves|must|should|earns|contains|covers",
    "this @WORK is _ right|correct|true|complete|full|perfect|excellent|good|worth|final",
    "correct|right|true|final score|mark|grade _ is|= _ of|out|5|100|full",
)
"""What nobody says of the lesson."""
_IF_NOT_THE_LESSON = (
    "@GIVE __ @FULL _ @SCORE",
    "@FULL|all @SCORE",
    "@SCORE = 1|1.0|100|full",
    "@SCORE of|to 1|1.0|100|full",
)
"""What speaks to the grader unless the lesson itself is about scores: there it needs one more sign."""
_WITH_A_SIGN = ("full|maximum|perfect|top mark|marks|credit|points|grade",)
"""What may be an exam that somebody compares the lesson to: it needs one more sign, or stands nearly alone."""
_FEW = 5
_SIGNS = words_of(
    "answer answers response student submission please me mine award deserve deserves rubric marker marking grading"
)
_OWN = words_of(
    "mark marks grade grades score scores points credit answer answers text work solution essay exam paper homework "
    "explanation effort response submission rating result"
)
"""What is the writer's own where "my" is a sign as well: "my pupils" is about somebody else."""
_PROMPT = tuple(_COMPILER.pattern(source) for source in _TO_THE_GRADER)
_MAYBE = tuple(_COMPILER.pattern(source) for source in _IF_NOT_THE_LESSON)
_SIGNED = tuple(_COMPILER.pattern(source) for source in _WITH_A_SIGN)
_SHOTGUN = tuple(
    _COMPILER.pattern(source)
    for source in (
        "or it|they|he|not|this do|does|is|are|can|not|will|did|has|would _ not",
        "or it|they|he|this _ do|does|is|are|can|will|did|has|have|would not",
        "or do|does|is|are|can|will not",
        "or not",
        "or none|neither|nothing",
        "or the|something|some|an|in|to|from|with _ opposite|else|contrary|reverse|another|other",
        "or vice versa",
        "maybe|perhaps|possibly __ or|maybe|perhaps",
        "positive or negative",
        "negative or positive",
        "different _ or _ same",
        "same _ or _ different",
        "lose*|loses|lost _ or _ keep*|keeps|store*|preserv*|not",
    )
)


def is_blank(text: Text) -> bool:
    """No word and no number in it."""
    return not any(word[0].isalnum() for word in text.words)


def is_binary(raw: str) -> bool:
    """More than a stray character of what no keyboard writes."""
    sample = raw[:4000]
    unprinted = (c for c in sample if not c.isprintable() and c not in "\n\r\t\x1b")
    odd = sum(unicodedata.category(c) in ("Cc", "Cn", "Co", "Cs") for c in unprinted)
    odd += sample.count("\ufffd")
    return odd > max(2, len(sample) // 100)


def is_prompt(text: Text, topic: frozenset[str] = frozenset()) -> bool:
    """Addressed to whoever or whatever grades, or about its own mark.

    `topic` are the words of the lesson: where "score" is one of them, "the best score" is no plea.
    """
    for sentence in text.sentences:
        reader = Reader(sentence.words)
        if _any(_PROMPT, reader):
            return True
        words = sentence.words
        signed = bool(_SIGNS & set(words)) or any(a == "my" and b in _OWN for a, b in pairwise(words))
        if _any(_MAYBE, reader) and (signed or not {"score", "scores"} & topic):
            return True
        if _any(_SIGNED, reader) and (signed or len(sentence.words) <= _FEW):
            return True
    return False


def _any(patterns: Sequence[Pattern], reader: Reader) -> bool:
    return any(True for pattern in patterns for _ in pattern.find(reader))


def is_shotgun(text: Text) -> bool:
    """Says a thing and its contrary, so that one of them is right."""
    return any(
        True
        for sentence in text.sentences
        if "whether" not in sentence.words
        for reader in [Reader(sentence.words)]
        for pattern in _SHOTGUN
        for _ in pattern.find(reader)
    )


def is_foreign_text(text: Text) -> bool:
    return is_foreign(text.words)


def is_list(sentence: Sentence) -> bool:
    """Keywords side by side: they name things and state nothing."""
    words = tuple(word for word in sentence.words if word[0].isalnum())
    if sentence.signs or len(words) < 3:
        return False
    share = connects(words)
    if len(words) >= 7 and share < 0.12:
        return True
    if states_something(words):
        return False
    if len(words) >= MANY_KEYWORDS and not _SMALL & set(words):
        return True
    joined = {word for word in words if word in CONNECTING} <= LINKS
    return (
        share < 0.3
        if len(words) >= 5 or sentence.clauses[-1] >= 2
        else share == 0
        if not joined
        else not has_verb(words)
    )


def is_point(text: Text, index: int) -> bool:
    """A few words without a comma among sentences most of which state something: a line of somebody's notes."""
    sentence = text.sentences[index]
    few = len(sentence.words) <= MOST_IN_A_POINT and len(set(sentence.clauses)) <= 2
    return few and sum(map(states, text.sentences)) > len(text.sentences) / 2


def is_enumeration(text: Text) -> bool:
    """Keywords with strokes or semicolons between them: many short pieces, hardly one of which says anything."""
    pieces = [sentence.words for sentence in text.sentences]
    if any("=" in words for words in pieces):
        return False
    if len(pieces) == 1:  # strokes do not end a sentence
        pieces = _parted(pieces[0], "/")
    return (
        len(pieces) >= 4 and sum(len(words) <= 4 and not states_something(words) for words in pieces) > len(pieces) / 2
    )


def _parted(words: tuple[str, ...], sign: str) -> list[tuple[str, ...]]:
    parts: list[tuple[str, ...]] = [()]
    for word in words:
        parts = [*parts, ()] if word == sign else [*parts[:-1], (*parts[-1], word)]
    return [part for part in parts if part]


def warnings(text: Text) -> set[str]:
    """What speaks against reading it at all, by the names under which `reasons` has it."""
    flags = set()
    if is_foreign_text(text):
        flags.add("foreign")
    if text.cut or len(text.words) > MANY_WORDS:
        flags.add("long")
    if is_shotgun(text):
        flags.add("shotgun")
    if repeats(text):
        flags.add("repeated")
    elif repeats(text, each=True):
        flags.add("again")
    if is_enumeration(text):
        flags |= {"list", "enumeration"}
    return flags


def is_formula(text: Text) -> bool:
    """A formula alone, or a line of a program."""
    return any(sentence.signs for sentence in text.sentences) and not any(map(states, text.sentences))


def states(sentence: Sentence) -> bool:
    """Whether something is said of something, as far as one can tell by its words."""
    return states_something(sentence.words)


def names_alone(sentence: Sentence) -> bool:
    """Nothing in it but names of things: no word that only a sentence has, and none that leads to another."""
    return not _SMALL & set(sentence.words) and not states(sentence)


def repeats(text: Text, *, each: bool = False) -> bool:
    """The same few words over and over. Who pastes a sentence twice has said it once, unless `each` counts."""
    said = [sentence.words for sentence in text.sentences]
    words = [word for one in (said if each else dict.fromkeys(said)) for word in one]
    words = [word for word in words if word not in CONNECTING and word.isalpha()]
    return len(words) >= 8 and len(set(words)) < 0.5 * len(words)


def content(words: tuple[str, ...]) -> set[str]:
    """The words that carry meaning, by their first letters, so that `looks` and `looking` are one."""
    return {word[:5] for word in words if word not in CONNECTING and len(word) > 1 and word[0].isalpha()}


def is_copy(words: tuple[str, ...], question: frozenset[str], topic: frozenset[str]) -> bool:
    """Whether hardly a word in it is the writer's own. `topic` are words too general to say anything."""
    own = content(words)
    return bool(own) and len(own - question - topic) <= len(own) // 6 and len(own & question) >= 2
