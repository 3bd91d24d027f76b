"""The source of a quiz: questions, key, feedback on every answer, misconceptions behind the wrong ones."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from autograder.course.yamlfile import Part, read_yaml, shown
from autograder.kinds.quiz.formula import Formula
from autograder.kinds.quiz.questions import Kind, Question

WITHIN = 1e-6


@dataclass(frozen=True, slots=True)
class Note:
    """What an answer is told, and the misconception that a wrong one shows."""

    says: str
    misconception: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """one, several: the ids of the right options, and a note on every option."""

    right: frozenset[str]
    notes: Mapping[str, Note]


@dataclass(frozen=True, slots=True)
class Numeric:
    """The formula of the answer, how far off one may be, and the formulas of known mistakes."""

    answer: Formula
    within: float
    wrong: tuple[tuple[Formula, Note], ...]


@dataclass(frozen=True, slots=True)
class Ordering:
    """All steps in order, and known wrong orders."""

    order: tuple[str, ...]
    wrong: tuple[tuple[tuple[str, ...], Note], ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """What belongs to each on the left, and known wrong pairs."""

    pairs: Mapping[str, str]
    wrong: Mapping[tuple[str, str], Note]


@dataclass(frozen=True, slots=True)
class Blank:
    """The words that fill one blank, and known wrong ones."""

    accept: tuple[str, ...]
    wrong: tuple[tuple[tuple[str, ...], Note], ...]


@dataclass(frozen=True, slots=True)
class Cloze:
    """One entry for each blank."""

    blanks: tuple[Blank, ...]


Key = Choice | Numeric | Ordering | Matching | Cloze


@dataclass(frozen=True, slots=True)
class Item:
    """One question with its key.

    `says` explains the right answer. `guide` is a question that leads to it, for wrong answers that no note knows.
    """

    question: Question
    points: float
    says: str
    key: Key
    guide: str = ""


def read_key(text: str, path: Path) -> tuple[Item, ...]:
    """The quiz in the file `path`. Raises CourseError, with file and line, for what cannot be one."""
    document = read_yaml(text, path)
    root = Part(document, document.data)
    root.only("questions")
    rows = root.at("questions").rows()
    if not rows:
        raise root.error("the quiz has no questions.", "Add one.")
    items: dict[str, Item] = {}
    for row in rows:
        item = _item(row)
        if item.question.id in items:
            first = f"a question before it has the id {item.question.id!r}."
            raise row.at("id").error(first, "Each needs an id of its own.")
        items[item.question.id] = item
    return tuple(items.values())


_FIELDS: dict[Kind, tuple[str, ...]] = {
    "one": ("options",),
    "several": ("options",),
    "numeric": ("numbers", "answer", "within", "wrong"),
    "ordering": ("steps", "order", "wrong"),
    "matching": ("left", "right", "pairs", "wrong"),
    "cloze": ("blanks",),
}


def _item(row: Part) -> Item:
    kind = kind_of(row)
    row.only("id", "kind", "title", "prompt", "points", "says", "guide", *_FIELDS[kind])
    name = row.at("id").text()
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise row.at("id").error(f"{name!r} cannot be a question's id.", "Use lower-case letters, digits and _.")
    question, key = _READERS[kind](row, Question(name, kind, row.at("title").text(), row.at("prompt").text()))
    points = row.at("points").number() if row.has("points") else 1.0
    if points <= 0:
        raise row.at("points").error("points must be more than 0.")
    guide = row.at("guide").text() if row.has("guide") else ""
    return Item(question, points, row.at("says").text(), key, guide)


def kind_of(row: Part) -> Kind:
    """The kind that a question names."""
    kind = row.at("kind").text()
    if kind not in get_args(Kind):
        raise row.at("kind").error(f"there is no kind {shown(kind)}.", f"Known: {', '.join(get_args(Kind))}.")
    return kind  # type: ignore[return-value]


def _note(row: Part) -> Note:
    return Note(row.at("says").text(), row.at("misconception").text() if row.has("misconception") else None)


def _wrong_rows(row: Part) -> list[Part]:
    return row.at("wrong").rows() if row.has("wrong") else []


def _choice(row: Part, bare: Question) -> tuple[Question, Key]:
    options = row.at("options").parts()
    for option in options.values():
        option.only("text", "right", "says", "misconception")
    right = frozenset(name for name, option in options.items() if option.has("right") and option.at("right").flag())
    if not right or (bare.kind == "one" and len(right) > 1):
        raise row.at("options").error(
            f"{len(right)} options are right, which a question of kind {bare.kind} cannot be."
        )
    for name, option in options.items():
        if name not in right and not option.has("misconception"):
            raise option.error(f"option {name} is wrong and names no misconception.", "Add `misconception:`.")
    question = _with(bare, options={name: option.at("text").text() for name, option in options.items()})
    return question, Choice(right, {name: _note(option) for name, option in options.items()})


def _numeric(row: Part, bare: Question) -> tuple[Question, Key]:
    numbers: dict[str, tuple[float, ...]] = {}
    if row.has("numbers"):
        for name, part in row.at("numbers").parts().items():
            numbers[name] = tuple(value.number() for value in part.rows())
            if not numbers[name]:
                raise part.error(f"there is nothing to draw {name} from.")
    question = _with(bare, numbers=numbers)
    _require_shown(row.at("prompt"), numbers)
    within = row.at("within").number() if row.has("within") else WITHIN
    if within < 0:
        raise row.at("within").error(f"within cannot be negative, and is {within:g}.", "It is how far off one may be.")
    answer = _formula(row.at("answer"), question)
    wrong = []
    for known in _wrong_rows(row):
        known.only("answer", "says", "misconception")
        formula = _formula(known.at("answer"), question)
        for drawn in draws(question):
            if abs(formula.value(drawn) - answer.value(drawn)) <= 2 * within:
                raise known.error(f"this mistake is as good as right for {drawn}.", "Change the numbers or `within`.")
        wrong.append((formula, _note(known)))
    return question, Numeric(answer, within, tuple(wrong))


def _require_shown(prompt: Part, numbers: Mapping[str, tuple[float, ...]]) -> None:
    """A name in braces that no number has would be read as it stands: nobody could answer."""
    for name in re.findall(r"\{([^\W\d]\w*)\}", prompt.text()) if numbers else ():
        if name not in numbers:
            fix = f"Its numbers are {', '.join(numbers)}. For braces that are no number, put blanks in: {{ {name} }}."
            raise prompt.error(f"there is no number {name} to stand for {{{name}}}.", fix)


def draws(question: Question) -> Iterator[dict[str, float]]:
    """Every set of numbers that a student can have."""
    for values in itertools.product(*question.numbers.values()):
        yield dict(zip(question.numbers, values, strict=True))


def _formula(part: Part, question: Question) -> Formula:
    try:
        formula = Formula(str(part.data))
        for drawn in draws(question):
            formula.value(drawn)
    except ValueError as error:
        raise part.error(
            f"{error}.", f"It may use {', '.join(question.numbers) or 'numbers'} and Python's math."
        ) from error
    return formula


def _ordering(row: Part, bare: Question) -> tuple[Question, Key]:
    question = _with(bare, options=_texts(row.at("steps")))
    wrong = []
    for known in _wrong_rows(row):
        known.only("order", "says", "misconception")
        wrong.append((_order(known.at("order"), question), _note(known)))
    return question, Ordering(_order(row.at("order"), question), tuple(wrong))


def _order(part: Part, question: Question) -> tuple[str, ...]:
    order = tuple(part.texts())
    if sorted(order) != sorted(question.options):
        raise part.error(f"an order names each of {', '.join(question.options)} once.")
    return order


def _matching(row: Part, bare: Question) -> tuple[Question, Key]:
    question = _with(bare, options=_texts(row.at("left")), targets=_texts(row.at("right")))
    pairs = _texts(row.at("pairs"))
    for left in question.options:
        if pairs.get(left) not in question.targets:
            raise row.at("pairs").error(f"nothing on the right belongs to {left}.", "Name an id of `right`.")
    wrong = {}
    for known in _wrong_rows(row):
        known.only("pair", "says", "misconception")
        left, right = [*known.at("pair").texts(), "", ""][:2]
        if left not in pairs or right not in question.targets or pairs[left] == right:
            raise known.error("a wrong pair is an id of `left` and an id of `right` that does not belong to it.")
        wrong[left, right] = _note(known)
    return question, Matching(pairs, wrong)


def _cloze(row: Part, bare: Question) -> tuple[Question, Key]:
    blanks = tuple(_blank(part) for part in row.at("blanks").rows())
    if len(blanks) != bare.blanks or not blanks:
        raise row.at("blanks").error(f"{len(blanks)} entries for {bare.blanks} blanks.", "Mark a blank with ___.")
    return bare, Cloze(blanks)


def _blank(part: Part) -> Blank:
    part.only("accept", "wrong")
    wrong = []
    for known in _wrong_rows(part):
        known.only("accept", "says", "misconception")
        wrong.append((tuple(known.at("accept").texts()), _note(known)))
    return Blank(tuple(part.at("accept").texts()), tuple(wrong))


def _texts(part: Part) -> dict[str, str]:
    return {name: entry.text() for name, entry in part.parts().items()}


def _with(
    bare: Question,
    options: Mapping[str, str] | None = None,
    targets: Mapping[str, str] | None = None,
    numbers: Mapping[str, tuple[float, ...]] | None = None,
) -> Question:
    return Question(bare.id, bare.kind, bare.title, bare.prompt, options or {}, targets or {}, numbers or {})


_READERS = {
    "one": _choice,
    "several": _choice,
    "numeric": _numeric,
    "ordering": _ordering,
    "matching": _matching,
    "cloze": _cloze,
}
