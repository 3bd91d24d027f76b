"""Marks one answer: which concepts it states, with the words that show it, a proposed score, and who decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from autograder.kinds.written import suspicion
from autograder.kinds.written.answers import Labelled
from autograder.kinds.written.clauses import tag
from autograder.kinds.written.disguise import undisguised
from autograder.kinds.written.handed_out import HandedOut
from autograder.kinds.written.hedges import is_guess
from autograder.kinds.written.negation import Denials
from autograder.kinds.written.nonsense import DOUBTFUL, NonsenseReader
from autograder.kinds.written.opinion import SURE, surely, sureness
from autograder.kinds.written.patterns import Reader
from autograder.kinds.written.reasons import ALONE, REASONS, SETTLED, sentences, settled
from autograder.kinds.written.reported import contradiction, is_reported
from autograder.kinds.written.retraction import announces_falsehood, is_question, takes_back
from autograder.kinds.written.rubric import Rubric
from autograder.kinds.written.second import SecondReader
from autograder.kinds.written.spelling import Speller, speller_for
from autograder.kinds.written.statement import MOST_SILENT, Evidence, Findings, Statement, longest_silence
from autograder.kinds.written.taught import Keep, not_kept
from autograder.kinds.written.text import MAX_CHARACTERS, Sentence, Text, read
from autograder.kinds.written.traits import TraitReader, Traits
from autograder.kinds.written.weighing import add, contrary, take_back, telling, weighed

Route = Literal["final", "person"]


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


class Marker:
    """A rubric made ready to mark many answers."""

    def __init__(
        self,
        rubric: Rubric,
        answers: Sequence[Labelled] = (),
        handed_out: HandedOut | None = None,
        keep: Keep = not_kept,
    ) -> None:
        """`answers` are labelled ones, for the second reader; without enough of them nothing is final.

        `keep` gives what the readers have learned from them before.
        """
        self._keep = keep
        self._handed_out = handed_out or HandedOut(())
        self.rubric = rubric
        self._answers = tuple(answers)
        self.traits = TraitReader(rubric, lambda word: self._speller.fix(word))
        """What the second reader sees of a text."""
        question = read(rubric.question).words
        self._question = frozenset(suspicion.content(question))
        self._lesson = frozenset(question) | frozenset(rubric.terms) | self._handed_out.words
        self._topic = frozenset({"becau", "reaso", "answe", "good", "bad", "bette", "relyi", "thing"})

    @cached_property
    def _speller(self) -> Speller:
        return speller_for(self.rubric, self._answers, self._handed_out)

    @cached_property
    def _second(self) -> SecondReader:
        """Taught when the first answer comes: whoever hands in none does not wait for it."""
        concepts, wrong = self.rubric.concepts, self.rubric.misconceptions
        named = [one.id for one in concepts], self.traits, [one.id for one in wrong]
        return SecondReader(self._answers, *named, self._keep)

    def teach(self) -> None:
        """Learns from the labelled answers now, which the first answer would wait for otherwise."""
        _ = self._second, self._nonsense

    @cached_property
    def _nonsense(self) -> NonsenseReader:
        return NonsenseReader(self._answers, self._keep)

    def mark(self, raw: str) -> Marked:
        """Never raises, whatever the text. Takes a few milliseconds."""
        plain = undisguised(raw[: 4 * MAX_CHARACTERS])
        text = read(plain.text)
        if suspicion.is_binary(raw):
            return _nothing("binary", "person")
        if suspicion.is_blank(text):
            return _nothing("blank", "person" if raw.strip(" \n\t\r-_.?*#>/x") else "final")
        plea = suspicion.is_prompt(text, self._lesson)  # as it stands: a slip that is mended may make another word
        sentences = tuple(self._spelled(sentence) for sentence in text.sentences)
        text = Text(text.clean, sentences, text.cut or len(raw) > MAX_CHARACTERS)
        told = (("prompt", plea), ("struck", plain.struck), ("disguised", plain.disguised))
        flags = suspicion.warnings(text) | {name for name, is_so in told if is_so}
        if "foreign" in flags:
            return _nothing("foreign", "person")
        pasted = frozenset(i for i, sentence in enumerate(text.sentences) if self._handed_out.has(sentence))
        if suspicion.is_copy(text.words, self._question, self._topic) or len(pasted) == len(text.sentences):
            return _nothing("copied", "person" if flags else "final", flags)
        if pasted or any(self._handed_out.has_whole(sentence) for sentence in text.sentences):
            flags.add("pasted")
        found = self._read(text, pasted)
        return self._conclude(text, found, flags)

    def _spelled(self, sentence: Sentence) -> Sentence:
        words = tuple(self._speller.fix(word) for word in sentence.words)
        return replace(sentence, words=words)

    def _read(self, text: Text, pasted: frozenset[int]) -> Findings:
        found = Findings()
        turned = False  # whether the sentence before supposed the contrary
        for index, sentence in enumerate(text.sentences):
            before = text.sentences[index - 1] if index else None
            after = text.sentences[index + 1] if index + 1 < len(text.sentences) else None
            if sentence.ends == "?" and len(sentence.words) - 1 not in tag(sentence):
                found.flags.add("asked")
            if index in pasted or is_question(sentence):
                found.passed.add(index)
                continue
            if takes_back(sentence):
                found.flags.add("taken_back")
                continue
            if after is not None and is_reported(sentence) and contradiction(after):
                found.flags.add("reported")
                found.passed.add(index)
                continue
            if suspicion.is_list(sentence) and not suspicion.is_point(text, index):
                found.flags.add("list" if suspicion.names_alone(sentence) else "unstated")
                continue
            if not suspicion.states(sentence):
                found.flags.add("terse")
            refused = (after is not None and takes_back(after)) or (before is not None and announces_falsehood(before))
            turned = self._statement(text, index, found, refused=refused, turned_before=turned)
        return found

    def _statement(self, text: Text, index: int, found: Findings, *, refused: bool, turned_before: bool) -> bool:
        sentence, own = text.sentences[index], self.rubric
        reader, denials = self._parsed(text, index)
        found.seen[index] = self.traits.sentence(text.whole(index), reader, denials)
        conditional = bool({"would", "could", "might"} & set(sentence.words))
        carried = turned_before and conditional and not denials.turned
        judge = Statement(text, index, reader, denials, own, refused=refused, carried=carried)
        covered: set[int] = set()
        for concept in self.rubric.concepts:
            covered |= judge.concept(concept, found)
        for wrong in self.rubric.misconceptions:
            covered |= judge.misconception(wrong, found)
        if covered and any(not covered >= set(denier.places) for denier in denials.deniers):
            found.flags.add("negation")
        if any(denier.whole for denier in denials.deniers):
            found.flags.add("refuted")
        if is_guess(sentence, reader):
            found.flags.add("guess")
        found.silent = max(found.silent, longest_silence(sentence, covered))
        return bool(denials.turned) or carried

    def _parsed(self, text: Text, index: int) -> tuple[Reader, Denials]:
        own, sentence = self.rubric, text.sentences[index]
        reader = Reader(sentence.words)
        told = contradiction(sentence) if index and is_reported(text.sentences[index - 1]) else None
        answering = told.alone if told else ()
        return reader, Denials(sentence, reader, own.counterfactual, own.neutral, own.subjects, answering)

    def _conclude(self, text: Text, found: Findings, flags: set[str]) -> Marked:
        flags |= found.flags
        if flags & {"prompt", "shotgun", "enumeration", "repeated"}:
            found.concepts.clear()
            found.misconceptions.clear()
        mixed = found.concepts and found.misconceptions
        told = (("denied", found.denied), ("contradiction", contrary(self.rubric, found)), ("mixed", mixed))
        flags |= {name for name, is_so in told if is_so}
        if not found.concepts and not found.misconceptions:
            flags.add("nothing")
        if not flags and found.silent > MOST_SILENT:
            flags.add("unexplained")
        self._compare(text, found, flags)
        # What was taken back since is no part of a mixture, and contradicts nothing.
        if not (found.concepts and found.misconceptions):
            flags.discard("mixed")
        if not contrary(self.rubric, found):
            flags.discard("contradiction")
        score = self.rubric.score(tuple(found.concepts), tuple(found.misconceptions))
        order = [flag for flag in REASONS if flag in flags]
        reason = sentences(order) or settled(right=bool(found.concepts), wrong=bool(found.misconceptions))
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

    def _compare(self, text: Text, found: Findings, flags: set[str]) -> None:
        """The second reader has to agree. What it says and what the rubric found are weighed, and decide together: it
        may add, where nothing speaks against that, and take back."""
        if not self._second.knows:
            flags.add("unread")
        stated = [i for i in range(len(text.sentences)) if i not in found.passed]
        opinion = self._second.weigh([self._seen(text, i, found) for i in stated])
        doubt = self._nonsense.doubt([text.sentences[i].words for i in stated])
        odds = weighed(self.rubric, opinion, found, doubt)
        alone = bool(flags & ALONE)
        take_back(self.rubric, odds, found, flags)
        if not alone:
            add(self.rubric, text, found, flags, odds, opinion, stated)
            chance = surely(odds, telling(self.rubric, found))
            mixed = "mixed" in flags
            if sureness(chance, strange=opinion.strange, silent=found.silent, doubt=doubt, mixed=mixed) < SURE:
                flags.add("disagree")
            elif flags <= SETTLED and not ("terse" in flags and suspicion.is_formula(text)):
                flags.clear()
        if not flags and doubt >= DOUBTFUL:
            flags.add("nonsense")

    def _seen(self, text: Text, index: int, found: Findings) -> Traits:
        if index not in found.seen:
            found.seen[index] = self.traits.sentence(text.whole(index), *self._parsed(text, index))
        return found.seen[index]


def _nothing(flag: str, route: Route, others: set[str] = frozenset()) -> Marked:  # type: ignore[assignment]
    flags = (flag, *(other for other in REASONS if other in others and other != flag))
    return Marked(0.0, {}, {}, {}, flags, route, sentences(flags))
