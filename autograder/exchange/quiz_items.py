"""A quiz for a platform: everybody gets the same numbers there, so each question is fixed as one variant has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.kinds.quiz.key import Choice, Cloze, Item, Matching, Note, Numeric, Ordering
from autograder.kinds.quiz.questions import BLANK


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose, whether it is right, and what whoever chooses it is told."""

    text: str
    right: bool
    says: str = ""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What every question has: a name, a title, what is asked, points, and what is said when all is done."""

    id: str
    title: str
    prompt: str
    points: float
    says: str


@dataclass(frozen=True, slots=True)
class Pick(Fixed):
    """One option or several are right."""

    options: Sequence[Option]
    single: bool


@dataclass(frozen=True, slots=True)
class Number(Fixed):
    """A number, how far off it may be, and known wrong ones."""

    answer: float
    within: float
    wrong: Sequence[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Pairs(Fixed):
    """What belongs to each on the left; `others` on the right belong to none."""

    pairs: Sequence[tuple[str, str]]
    others: Sequence[str]


@dataclass(frozen=True, slots=True)
class Blanks(Fixed):
    """Text around blanks, one part more than there are blanks, and the words that fill each."""

    parts: Sequence[str]
    accept: Sequence[Sequence[str]]


def fixed(item: Item, variant: str) -> Pick | Number | Pairs | Blanks:
    """The question with the numbers of a variant. An ordering becomes pairs of a place and a step."""
    question = item.question
    prompt = question.prompt_for(variant)
    common = (question.id, question.title, prompt, item.points, item.says)
    match item.key:
        case Choice() as key:
            options = [
                Option(text, name in key.right, _told(key.notes.get(name))) for name, text in question.options.items()
            ]
            return Pick(*common, options, question.kind == "one")
        case Numeric() as key:
            numbers = question.drawn(variant)
            wrong = [(formula.value(numbers), note.says) for formula, note in key.wrong]
            return Number(*common, key.answer.value(numbers), key.within, wrong)
        case Ordering() as key:
            places = [(f"Step {place}", question.options[step]) for place, step in enumerate(key.order, 1)]
            return Pairs(*common, places, [])
        case Matching() as key:
            pairs = [(question.options[left], question.targets[right]) for left, right in key.pairs.items()]
            others = [text for name, text in question.targets.items() if name not in key.pairs.values()]
            return Pairs(*common, pairs, others)
        case Cloze() as key:
            return Blanks(*common, BLANK.split(prompt), [blank.accept for blank in key.blanks])
    raise TypeError(f"{item.key!r} is no key of a quiz")


def _told(note: Note | None) -> str:
    return note.says if note else ""
