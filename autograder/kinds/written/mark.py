"""Marks one answer: which concepts it states, with the words that show it, a proposed score, and who decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from autograder.kinds.written import suspicion
from autograder.kinds.written.negation import Denials, announces_falsehood, is_question, takes_back
from autograder.kinds.written.patterns import Pattern, Places, Reader
from autograder.kinds.written.rubric import Concept, Rubric
from autograder.kinds.written.second import SecondOpinion
from autograder.kinds.written.spelling import Speller
from autograder.kinds.written.text import Sentence, Text, read

Route = Literal["final", "person"]

REASONS = {
    "blank": "There is no answer.",
    "binary": "This is not text.",
    "foreign": "This is not written in English, the only language the rubric reads.",
    "prompt": "It speaks to the grader, or about its own mark.",
    "long": "It is much longer than a short answer.",
    "list": "Keywords stand side by side without a statement.",
    "terse": "It has no verb: a person decides whether it states anything.",
    "copied": "It repeats the question.",
    "shotgun": "It states a thing and its contrary.",
    "contradiction": "One part contradicts another.",
    "denied": "It denies what the rubric looks for.",
    "negation": "A denial stands beside what was recognised.",
    "doubled": "One denial undoes another.",
    "nothing": "No concept was recognised.",
    "unexplained": "Part of it is not accounted for by the evidence.",
    "disagree": "Compared with labelled answers, it reads differently.",
}
"""Why an answer goes to a person."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words, as they were written, that a pattern matched."""

    words: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Marked:
    """One answer, marked. `score` is from 0 to 1; `reason` says in a sentence why the route is what it is."""

    score: float
    concepts: dict[str, tuple[Evidence, ...]]
    misconceptions: dict[str, tuple[Evidence, ...]]
    denied: dict[str, tuple[Evidence, ...]]
    flags: tuple[str, ...]
    route: Route
    reason: str
    silent: int = 0
    """The longest run of meaningful words in one sentence that no evidence accounts for."""


@dataclass(slots=True)
class _Findings:
    """What was found so far, while sentences are read."""

    concepts: dict[str, list[Evidence]] = field(default_factory=dict)
    misconceptions: dict[str, list[Evidence]] = field(default_factory=dict)
    denied: dict[str, list[Evidence]] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    silent: int = 0


class Marker:
    """A rubric made ready to mark many answers."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self._speller = Speller(rubric.terms, rubric.lexicon.knows)
        self._second = SecondOpinion(rubric)
        question = read(rubric.question).words
        self._question = frozenset(suspicion.content(question))
        self._topic = frozenset({"becau", "reaso", "answe", "good", "bad", "bette", "relyi", "thing"})

    def mark(self, raw: str) -> Marked:
        """Never raises, whatever the text. Takes a few milliseconds."""
        text = read(raw)
        if suspicion.is_binary(raw):
            return _nothing("binary", "person")
        if suspicion.is_blank(text):
            return _nothing("blank", "person" if raw.strip(" \n\t\r-_.?*#>/x") else "final")
        sentences = tuple(self._spelled(sentence) for sentence in text.sentences)
        text = Text(text.clean, sentences, text.cut)
        flags = self._warnings(text)
        if "foreign" in flags:
            return _nothing("foreign", "person")
        if suspicion.is_copy(text.words, self._question, self._topic):
            return _nothing("copied", "person" if flags else "final", flags)
        found = self._read(text)
        return self._conclude(text, found, flags)

    def _spelled(self, sentence: Sentence) -> Sentence:
        words = tuple(self._speller.fix(word) for word in sentence.words)
        return replace(sentence, words=words)

    def _warnings(self, text: Text) -> set[str]:
        flags = set()
        if suspicion.is_foreign_text(text):
            flags.add("foreign")
        if suspicion.is_prompt(text):
            flags.add("prompt")
        if text.cut or len(text.words) > suspicion.MANY_WORDS:
            flags.add("long")
        if suspicion.is_shotgun(text):
            flags.add("shotgun")
        if suspicion.repeats(text):
            flags.add("list")
        if suspicion.is_enumeration(text):
            flags |= {"list", "enumeration"}
        return flags

    def _read(self, text: Text) -> _Findings:
        found = _Findings()
        turned = False  # whether the sentence before supposed the contrary
        for index, sentence in enumerate(text.sentences):
            before = text.sentences[index - 1] if index else None
            after = text.sentences[index + 1] if index + 1 < len(text.sentences) else None
            if is_question(sentence) or takes_back(sentence):
                continue
            if suspicion.is_list(sentence):
                found.flags.add("list")
                continue
            if not suspicion.states(sentence):
                found.flags.add("terse")
            refused = (after is not None and takes_back(after)) or (before is not None and announces_falsehood(before))
            turned = self._statement(text, index, found, refused=refused, turned_before=turned)
        return found

    def _statement(self, text: Text, index: int, found: _Findings, *, refused: bool, turned_before: bool) -> bool:
        sentence = text.sentences[index]
        reader = Reader(sentence.words)
        own = self.rubric
        denials = Denials(sentence, reader, own.counterfactual, own.neutral, own.subjects)
        conditional = bool({"would", "could", "might"} & set(sentence.words))
        carried = turned_before and conditional and not denials.turned
        judge = _Statement(text, index, reader, denials, refused=refused, carried=carried)
        covered: set[int] = set()
        for concept in self.rubric.concepts:
            covered |= judge.concept(concept, found)
        for wrong in self.rubric.misconceptions:
            covered |= judge.misconception(wrong.id, wrong.patterns, found)
        if covered and any(not covered >= set(denier.places) for denier in denials.deniers):
            found.flags.add("negation")
        found.silent = max(found.silent, _longest_silence(sentence, covered))
        return bool(denials.turned) or carried

    def _conclude(self, text: Text, found: _Findings, flags: set[str]) -> Marked:
        flags |= found.flags
        if flags & {"prompt", "shotgun", "enumeration"} or ("list" in flags and suspicion.repeats(text)):
            found.concepts.clear()
            found.misconceptions.clear()
        if found.denied:
            flags.add("denied")
        if set(found.denied) & set(found.concepts):
            flags.add("contradiction")
        if not found.concepts and not found.misconceptions:
            flags.add("nothing")
        score = self.rubric.score(tuple(found.concepts), tuple(found.misconceptions))
        second = self._second.judge(text.clean)
        if not flags and found.silent > MOST_SILENT:
            flags.add("unexplained")
        if not flags and not second.agrees(score, tuple(found.concepts)):
            flags.add("disagree")
        order = [flag for flag in REASONS if flag in flags]
        reason = " ".join(REASONS[flag] for flag in order) or "Every part of it was recognised."
        return Marked(
            score,
            {name: tuple(rows[:3]) for name, rows in found.concepts.items()},
            {name: tuple(rows[:3]) for name, rows in found.misconceptions.items()},
            {name: tuple(rows[:3]) for name, rows in found.denied.items()},
            tuple(order),
            "person" if order else "final",
            reason,
            found.silent,
        )


MOST_SILENT = 4
"""Meaningful words in a row without evidence, up to which a mark stands without a person.

What a rubric misses is mostly a whole clause in words that it does not know. How much of an answer is covered tells
less: a short answer may hold one idea in a few words of many, and have it right.
"""


def _longest_silence(sentence: Sentence, covered: set[int]) -> int:
    longest = run = 0
    for place, word in enumerate(sentence.words):
        if place in covered:
            run = 0
        elif suspicion.content((word,)):
            run += 1
            longest = max(longest, run)
    return longest


class _Statement:
    """One sentence, judged against concepts and misconceptions."""

    def __init__(
        self, text: Text, index: int, reader: Reader, denials: Denials, *, refused: bool, carried: bool
    ) -> None:
        self._text = text
        self._index = index
        self._reader = reader
        self._denials = denials
        self._refused = refused
        self._carried = carried

    def concept(self, concept: Concept, found: _Findings) -> set[int]:
        """Records whether the sentence states or denies the concept; gives the words that were looked at."""
        covered: set[int] = set()
        for patterns, affirms in ((concept.patterns, True), (concept.opposites, False)):
            for places, pattern in self._matches(patterns):
                standing = self._denials.standing(places, turns=concept.turns)
                stands = standing.affirmed != (self._carried and concept.turns) and not self._refused
                covered |= (
                    set(range(min(places), max(places) + 1)) | set(standing.denied_by) | set(self._denials.turned)
                )
                evidence = self._evidence(places, pattern)
                if standing.broken:
                    continue
                # "They would not sum to 1 otherwise. That is wrong.": nobody can be sure what is left standing.
                turned = bool(standing.denied_by or self._denials.turned or self._carried)
                doubled = standing.doubled or (self._refused and turned)
                if doubled:
                    found.flags.add("doubled")
                if stands == affirms and not doubled:
                    found.concepts.setdefault(concept.id, []).append(evidence)
                elif doubled:
                    found.denied.setdefault(concept.id, []).append(evidence)
                else:
                    found.denied.setdefault(concept.id, []).append(evidence)
                    if concept.denied:
                        found.misconceptions.setdefault(concept.denied, []).append(evidence)
        return covered

    def misconception(self, name: str, patterns: Sequence[Pattern], found: _Findings) -> set[int]:
        """Records the misconception where it is stated, not where it is denied."""
        covered: set[int] = set()
        for places, pattern in self._matches(patterns):
            standing = self._denials.standing(places, turns=True)
            stands = standing.affirmed != self._carried and not self._refused
            covered |= set(range(min(places), max(places) + 1)) | set(standing.denied_by)
            if stands:
                found.misconceptions.setdefault(name, []).append(self._evidence(places, pattern))
        return covered

    def _matches(self, patterns: Sequence[Pattern]) -> list[tuple[Places, Pattern]]:
        return [(places, pattern) for pattern in patterns for places in pattern.find(self._reader)]

    def _evidence(self, places: Places, pattern: Pattern) -> Evidence:
        return Evidence(self._text.quote(self._index, places)[:200], pattern.source)


def _nothing(flag: str, route: Route, others: set[str] = frozenset()) -> Marked:  # type: ignore[assignment]
    flags = (flag, *(other for other in REASONS if other in others and other != flag))
    reason = " ".join(REASONS[name] for name in flags)
    return Marked(0.0, {}, {}, {}, flags, route, reason)


def mark(rubric: Rubric, text: str) -> Marked:
    """Marks one answer. To mark many, make one `Marker`."""
    return Marker(rubric).mark(text)
