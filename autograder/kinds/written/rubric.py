"""A rubric: what an answer may say, in concepts with points, and what it may get wrong. Read from a YAML file.

version: 1
exercise: why_sort
question: Why does the median need sorted values?
terms: [median, sorted]           # a near miss of one of these words is read as that word
sets:
  VALUES: [value*, number*]       # used in patterns as @VALUES
counterfactual: [without sorting] # the case that what is asked about were missing: turns a sentence around
neutral: [not restricted to]      # looks like a denial and takes nothing back
aside: [mean]                     # what is said of these is said of another thing ...
about: [median]                   # ... unless one of these stands before it; both optional
subjects: [median, sorting]       # begin a new statement after a comma, where a denial ends; optional
concepts:
  - id: middle
    points: 0.4
    says: Half of the values lie on either side.
    ask: How many values lie on either side?  # what a student is asked who has not said it; optional
    patterns: ["half _ @VALUES __ side"]
    opposites: ["anywhere in the list"]   # to deny one of these says the concept
    denied: anywhere                      # the misconception of whoever denies the concept, or says an opposite
misconceptions:
  - id: anywhere
    cost: 0.25
    says: The values on either side need not be equally many.
    patterns: []
examples:                                 # labelled answers: tests run them
  - {text: Half of the values lie on each side., concepts: [middle], misconceptions: []}
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from autograder.course.solutions import read_source
from autograder.course.yamlfile import Document, Place, read_yaml
from autograder.kinds.written.patterns import Compiler, Lexicon, Pattern, PatternError
from autograder.kinds.written.thesaurus import Thesaurus, load_thesaurus

VERSION = 1
_KEYS = {
    *("version", "exercise", "question", "terms", "sets", "counterfactual", "neutral", "subjects", "aside", "about"),
    *("concepts", "misconceptions", "examples"),
}


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that a good answer says. Points are a share of the exercise's."""

    id: str
    points: float
    says: str
    patterns: tuple[Pattern, ...]
    opposites: tuple[Pattern, ...] = ()
    denied: str | None = None
    ask: str = ""
    """The question that a student reads who has not said it; `says` would be the answer."""
    turns: bool = True
    """Whether a counterfactual turns it around."""


@dataclass(frozen=True, slots=True)
class Misconception:
    """One wrong idea, and what stating it costs."""

    id: str
    cost: float
    says: str
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled answer."""

    text: str
    concepts: tuple[str, ...]
    misconceptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    """Everything needed to mark answers to one question."""

    exercise: str
    question: str
    concepts: tuple[Concept, ...]
    misconceptions: tuple[Misconception, ...]
    terms: tuple[str, ...] = ()
    counterfactual: tuple[Pattern, ...] = ()
    neutral: tuple[Pattern, ...] = ()
    subjects: tuple[str, ...] = ()
    aside: tuple[Pattern, ...] = ()
    about: tuple[Pattern, ...] = ()
    examples: tuple[Example, ...] = ()
    sets: Mapping[str, Pattern] = field(default_factory=dict, compare=False, repr=False)
    """Words that mean the same, by the name of their set."""
    ideas: Mapping[str, Pattern] = field(default_factory=dict, compare=False, repr=False)
    """The same for all rubrics of a course, from its thesaurus."""
    lexicon: Lexicon = field(default_factory=Lexicon, compare=False, repr=False)

    def score(self, concepts: Sequence[str], misconceptions: Sequence[str]) -> float:
        """The points of what was said, less what was said wrongly, between 0 and 1."""
        earned = math.fsum(concept.points for concept in self.concepts if concept.id in concepts)
        return min(1.0, max(0.0, round(earned - self.cost(misconceptions), 6)))

    def cost(self, misconceptions: Sequence[str]) -> float:
        """What these misconceptions take off."""
        return math.fsum(wrong.cost for wrong in self.misconceptions if wrong.id in misconceptions)


_Noun = TypeVar("_Noun", Concept, Misconception)


def load_rubric(path: Path, more: tuple[str, str] | None = None) -> Rubric:
    """Raises CourseError, with file and line, for anything that is not a rubric.

    `more` is a pattern to try, behind those that are there: the concept or misconception it is for, and its source.
    Raises PatternError where it cannot be read.
    """
    parser = _Parser(read_yaml(read_source(path), path), load_thesaurus(path))
    rubric = parser.rubric()
    return rubric if more is None else parser.extended(rubric, *more)


class _Parser:
    def __init__(self, document: Document, thesaurus: Thesaurus) -> None:
        self._document = document
        self._thesaurus = thesaurus
        self._compiler = Compiler()

    def rubric(self) -> Rubric:
        data = self._document.data
        if not isinstance(data, dict):
            raise self._document.error("a rubric is a map.", fix=f"It begins with `version: {VERSION}`.")
        for key in data:
            if key not in _KEYS:
                raise self._document.error(f"a rubric has no {key!r}.", (key,), f"Known: {', '.join(sorted(_KEYS))}.")
        if data.get("version") != VERSION:
            raise self._document.error(f"version must be {VERSION}.", ("version",))
        self._compiler = Compiler({**self._thesaurus.words, **self._sets()})
        misconceptions = tuple(self._misconception(place, row) for place, row in self._rows("misconceptions"))
        known = {wrong.id for wrong in misconceptions}
        concepts = tuple(self._concept(place, row, known) for place, row in self._rows("concepts"))
        if not concepts:
            raise self._document.error("a rubric needs at least one concept.", ("concepts",))
        self._check_ids({"concepts": concepts, "misconceptions": misconceptions})
        return Rubric(
            exercise=self._text((), data, "exercise"),
            question=self._text((), data, "question"),
            concepts=concepts,
            misconceptions=misconceptions,
            terms=tuple(term.lower() for term in self._texts((), data, "terms")),
            counterfactual=self._patterns((), data, "counterfactual"),
            neutral=self._patterns((), data, "neutral"),
            subjects=tuple(word.lower() for word in self._texts((), data, "subjects")),
            aside=self._patterns((), data, "aside"),
            about=self._patterns((), data, "about"),
            examples=tuple(
                self._example(place, row, concepts, known) for place, row in self._rows("examples", optional=True)
            ),
            sets={name: self._compiler.pattern(f"@{name}") for name in self._sets()},
            ideas=self._thesaurus.ideas,
            lexicon=self._compiler.lexicon,
        )

    def extended(self, rubric: Rubric, name: str, source: str) -> Rubric:
        """The rubric with one pattern more."""
        nouns: list[Concept | Misconception] = [*rubric.concepts, *rubric.misconceptions]
        if name not in {noun.id for noun in nouns}:
            known = ", ".join(noun.id for noun in nouns)
            raise self._document.error(f"there is no concept or misconception {name!r}.", fix=f"Known: {known}.")
        pattern = self._compiler.pattern(source)

        def grown(noun: _Noun) -> _Noun:
            return replace(noun, patterns=(*noun.patterns, pattern)) if noun.id == name else noun

        return replace(
            rubric,
            concepts=tuple(map(grown, rubric.concepts)),
            misconceptions=tuple(map(grown, rubric.misconceptions)),
        )

    def _check_ids(self, lists: Mapping[str, Sequence[Concept | Misconception]]) -> None:
        seen: set[str] = set()
        for place, noun in (((name, number), one) for name, nouns in lists.items() for number, one in enumerate(nouns)):
            if noun.id in seen:
                said = f"the id {noun.id!r} is given twice."
                raise self._document.error(said, (*place, "id"), "Each needs a name of its own.")
            seen.add(noun.id)

    def _sets(self) -> dict[str, list[str]]:
        sets = self._document.data.get("sets") or {}
        if not isinstance(sets, dict):
            raise self._document.error("sets must be a map of names to lists.", ("sets",))
        return {str(name): self._texts(("sets",), sets, name) for name in sets}

    def _rows(self, key: str, *, optional: bool = False) -> list[tuple[Place, dict[str, Any]]]:
        rows = self._document.data.get(key)
        if rows is None and (optional or key == "misconceptions"):
            return []
        if not isinstance(rows, list):
            raise self._document.error(f"{key} must be a list.", (key,))
        for index, row in enumerate(rows):
            if not isinstance(row, dict):
                raise self._document.error(f"an entry of {key} is a map.", (key, index))
        return [((key, index), row) for index, row in enumerate(rows)]

    def _concept(self, place: Place, row: dict[str, Any], misconceptions: set[str]) -> Concept:
        self._known(place, row, {"id", "points", "says", "ask", "patterns", "opposites", "denied", "counterfactual"})
        denied = row.get("denied")
        if denied is not None and denied not in misconceptions:
            raise self._document.error(f"there is no misconception {denied!r}.", (*place, "denied"))
        turns = row.get("counterfactual", True)
        if not isinstance(turns, bool):
            raise self._document.error("counterfactual is true or false.", (*place, "counterfactual"))
        return Concept(
            id=self._text(place, row, "id"),
            points=self._number(place, row, "points"),
            says=self._text(place, row, "says"),
            patterns=self._patterns(place, row, "patterns"),
            opposites=self._patterns(place, row, "opposites"),
            denied=denied,
            ask=self._question(place, row),
            turns=turns,
        )

    def _misconception(self, place: Place, row: dict[str, Any]) -> Misconception:
        self._known(place, row, {"id", "cost", "says", "patterns"})
        return Misconception(
            id=self._text(place, row, "id"),
            cost=self._number(place, row, "cost"),
            says=self._text(place, row, "says"),
            patterns=self._patterns(place, row, "patterns"),
        )

    def _example(
        self, place: Place, row: dict[str, Any], concepts: Sequence[Concept], misconceptions: set[str]
    ) -> Example:
        self._known(place, row, {"text", "concepts", "misconceptions"})
        said, wrong = self._texts(place, row, "concepts"), self._texts(place, row, "misconceptions")
        for name in {*said} - {concept.id for concept in concepts} | {*wrong} - misconceptions:
            raise self._document.error(f"this example names {name!r}, which the rubric does not have.", place)
        return Example(self._text(place, row, "text"), tuple(said), tuple(wrong))

    def _known(self, place: Place, row: dict[str, Any], keys: set[str]) -> None:
        for key in row:
            if key not in keys:
                raise self._document.error(f"there is no {key!r} here.", (*place, key), f"Known: {sorted(keys)}.")

    def _text(self, place: Place, row: dict[str, Any], key: str) -> str:
        value = row.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self._document.error(f"{key} must be a text.", (*place, key))
        return value.strip()

    def _question(self, place: Place, row: dict[str, Any]) -> str:
        if "ask" not in row:
            return ""
        ask = self._text(place, row, "ask")
        if not ask.endswith("?"):
            raise self._document.error("ask must be a question.", (*place, "ask"), "It ends with a question mark.")
        return ask

    def _number(self, place: Place, row: dict[str, Any], key: str) -> float:
        value = row.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise self._document.error(f"{key} must be a number from 0 to 1.", (*place, key))
        return float(value)

    def _texts(self, place: Place, row: dict[str, Any], key: str) -> list[str]:
        values = row.get(key)
        if values is None:
            return []
        if not isinstance(values, list) or not all(isinstance(value, str | int | float) for value in values):
            raise self._document.error(f"{key} must be a list of texts.", (*place, key))
        return [str(value) for value in values]

    def _patterns(self, place: Place, row: dict[str, Any], key: str) -> tuple[Pattern, ...]:
        made = []
        for index, source in enumerate(self._texts(place, row, key)):
            try:
                made.append(self._compiler.pattern(source))
            except PatternError as error:
                raise self._document.error(
                    f"the pattern {source!r} cannot be read: {error}.", (*place, key, index)
                ) from error
        return tuple(made)
