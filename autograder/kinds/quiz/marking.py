"""What an answer is worth, between 0 and 1, and what to say to it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autograder.kinds.quiz.answers import QUOTES, Answer
from autograder.kinds.quiz.key import Blank, Choice, Cloze, Item, Matching, Note, Numeric, Ordering

MORE = Note("Something else is true as well.")
LOOK = "Look again at blank"


@dataclass(frozen=True, slots=True)
class Marked:
    """`share` of the points, and the notes on what is wrong; on a right answer, the notes on why."""

    share: float
    notes: tuple[Note, ...] = ()


def mark(item: Item, answer: Answer, numbers: Mapping[str, float]) -> Marked:
    """Marks an answer of the item's own kind; `numbers` are the student's own."""
    match item.key, answer:
        case Choice() as key, str():
            return Marked(float(answer in key.right), (key.notes[answer],))
        case Choice() as key, tuple():
            return _several(key, answer)
        case Numeric() as key, float():
            return _numeric(key, answer, numbers)
        case Ordering() as key, tuple():
            known = tuple(note for order, note in key.wrong if order == answer)
            return Marked(_tau(key.order, answer), known)
        case Matching() as key, Mapping():
            return _matching(key, answer)
        case Cloze() as key, tuple():
            return _cloze(key, answer)
    raise TypeError(f"{answer!r} is no answer to a question of kind {item.question.kind}")


def _several(key: Choice, chosen: tuple[str, ...]) -> Marked:
    """The share of the right options that are chosen, less the share of the wrong ones that are."""
    wrong = [name for name in chosen if name not in key.right]
    hits = len(chosen) - len(wrong)
    all_wrong = len(key.notes) - len(key.right)
    share = hits / len(key.right) - (len(wrong) / all_wrong if wrong else 0.0)
    notes = [key.notes[name] for name in wrong] + ([MORE] if hits < len(key.right) else [])
    return Marked(max(0.0, share), tuple(notes) or tuple(key.notes[name] for name in chosen))


def _numeric(key: Numeric, answer: float, numbers: Mapping[str, float]) -> Marked:
    if abs(answer - key.answer.value(numbers)) <= key.within:
        return Marked(1.0)
    close = [note for formula, note in key.wrong if abs(answer - formula.value(numbers)) <= key.within]
    return Marked(0.0, tuple(close) if len(close) == 1 else ())  # two that fit: no guess


def _tau(right: tuple[str, ...], order: tuple[str, ...]) -> float:
    """Kendall's rank correlation of two orders, where it is positive: guessing earns nothing on average."""
    place = {step: number for number, step in enumerate(order)}
    pairs = list(itertools.combinations(right, 2))
    if not pairs:
        return 1.0
    kept = sum(place[first] < place[second] for first, second in pairs)
    return max(0.0, 2 * kept / len(pairs) - 1)


def _matching(key: Matching, answer: Mapping[str, str]) -> Marked:
    hits = sum(answer.get(left) == right for left, right in key.pairs.items())
    notes = [key.wrong[pair] for pair in answer.items() if pair in key.wrong]
    return Marked(hits / len(key.pairs), tuple(notes))


def _cloze(key: Cloze, words: tuple[str, ...]) -> Marked:
    pairs = list(zip(key.blanks, words, strict=True))
    hits = sum(_fills(word, blank.accept) for blank, word in pairs)
    notes = [note for blank, word in pairs for accept, note in blank.wrong if _fills(word, accept)]
    off = [number for number, (blank, word) in enumerate(pairs, 1) if not _fills(word, blank.accept)]
    if len(pairs) > 1:
        notes += [Note(f"{LOOK} {number}.") for number in off]
    return Marked(hits / len(pairs), tuple(notes))


def _fills(word: str, accept: tuple[str, ...]) -> bool:
    return _tidy(word) in {_tidy(known) for known in accept}


def _tidy(word: str) -> str:
    return " ".join(word.casefold().replace("-", " ").split()).strip(f" .,;:!?\"'{QUOTES}")


def right_answer(item: Item, numbers: Mapping[str, float]) -> Answer:
    """An answer that earns all points."""
    match item.key:
        case Choice(right):
            return min(right) if item.question.kind == "one" else tuple(sorted(right))
        case Numeric(answer):
            return answer.value(numbers)
        case Ordering(order):
            return order
        case Matching(pairs):
            return dict(pairs)
        case Cloze(blanks):
            return tuple(blank.accept[0] for blank in blanks)
    raise TypeError(item.key)


def wrong_answers(item: Item, numbers: Mapping[str, float]) -> Iterator[tuple[Answer, Note]]:
    """Each mistake that the key knows, as an answer that is right but for it."""
    match item.key:
        case Choice(right, notes):
            several = item.question.kind == "several"
            for name in [name for name in notes if name not in right]:
                yield (tuple(sorted({*right, name})) if several else name), notes[name]
        case Numeric(_, _, wrong):
            yield from ((formula.value(numbers), note) for formula, note in wrong)
        case Ordering(_, wrong):
            yield from wrong
        case Matching(pairs, wrong):
            yield from (({**pairs, left: right}, note) for (left, right), note in wrong.items())
        case Cloze(blanks):
            yield from _wrong_words(blanks)


def notes_of(item: Item) -> Iterator[Note]:
    """Every note of the key on an answer."""
    match item.key:
        case Choice(_, notes):
            yield from notes.values()
        case Numeric(_, _, wrong):
            yield from (note for _, note in wrong)
        case Ordering(_, wrong):
            yield from (note for _, note in wrong)
        case Matching(_, wrong):
            yield from wrong.values()
        case Cloze(blanks):
            yield from (note for blank in blanks for _, note in blank.wrong)


def _wrong_words(blanks: tuple[Blank, ...]) -> Iterator[tuple[Answer, Note]]:
    right = tuple(blank.accept[0] for blank in blanks)
    for place, blank in enumerate(blanks):
        for accept, note in blank.wrong:
            yield (*right[:place], accept[0], *right[place + 1 :]), note
