"""The quiz as one page with feedback at once. It holds the key: for self-study, never for marks."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from autograder.kinds.quiz.key import Blank, Choice, Cloze, Item, Matching, Note, Numeric, Ordering, draws
from autograder.kinds.quiz.prompt import Lines, Table, blocks
from autograder.kinds.quiz.questions import BLANK, Question, shown
from autograder.kinds.quiz.teaching import READ_AGAIN
from autograder.pages.page import embed, render

Piece = dict[str, str]
"""A part of a prompt: a text, the name of a number, or a blank."""


def render_quiz(items: Sequence[Item], title: str = "Quiz", student: str | None = None, *, kept_as: str = "") -> str:
    """The page, for the items of one key.

    A question with numbers of one's own draws new ones at each visit; with `student` it has that student's. The page
    keeps answers in the reader's browser under `kept_as`, such as ``course/quiz``; without it, it forgets them.
    """
    key = embed(item_keys(items, student))
    return render(
        "autograder.pages",
        "quiz.html.j2",
        title=title,
        items=item_views(items, student),
        key=key,
        keep=f"{kept_as}/{hashlib.sha256(key.encode()).hexdigest()[:12]}" if kept_as else "",
    )


# What the form shows.


def item_views(items: Sequence[Item], student: str | None = None) -> list[dict[str, Any]]:
    """What quiz_item.html.j2 shows of each item. Steps that stand in the right order already are mixed."""
    views = []
    for item in items:
        view = question_view(item.question)
        if isinstance(item.key, Ordering) and tuple(item.question.options) == item.key.order:
            view["options"] = _mixed(view["options"], item.question.id)
        views.append(view | {"redraws": len(_drawn(item.question, student)) > 1})
    return views


def question_view(question: Question) -> dict[str, Any]:
    """What quiz_item.html.j2 shows of a question whose key nobody knows here."""
    return {
        "id": question.id,
        "kind": question.kind,
        "title": question.title,
        "prompt": list(_blocks(question)),
        "options": list(question.options.items()),
        "targets": list(question.targets.items()),
        "redraws": False,
    }


def _blocks(question: Question) -> Iterator[dict[str, Any]]:
    """The prompt's blocks; a table's cells are pieces, and in fixed lines blanks count."""
    for block in blocks(question.prompt):
        match block:
            case Table(head, rows):
                yield {
                    "kind": "table",
                    "head": [list(_pieces(cell, question.numbers)) for cell in head],
                    "rows": [[list(_pieces(cell, question.numbers)) for cell in row] for row in rows],
                }
            case Lines(text, fixed):
                yield {"kind": "pre" if fixed else "p", "pieces": list(_pieces(text, question.numbers))}


def _pieces(text: str, numbers: Mapping[str, object]) -> Iterator[Piece]:
    names = "|".join(re.escape(f"{{{name}}}") for name in numbers)
    for part in re.split(f"({BLANK.pattern}{f'|{names}' if names else ''})", text):
        if BLANK.fullmatch(part):
            yield {"kind": "blank", "text": part}
        elif part[1:-1] in numbers and part == f"{{{part[1:-1]}}}":
            yield {"kind": "number", "text": part[1:-1]}
        elif part:
            yield {"kind": "text", "text": part}


def _mixed(rows: list[tuple[str, str]], seed: str) -> list[tuple[str, str]]:
    """The same mix for the same item, never the order they had when there is another."""
    mixed = random.Random(seed).sample(rows, len(rows))
    return mixed if mixed != rows else mixed[1:] + mixed[:1]


# What the script judges by; its rules, marking.js, are those of quiz/marking.py.


def item_keys(items: Sequence[Item], student: str | None = None) -> dict[str, dict[str, Any]]:
    """Question id -> what marking.js judges by. It is the key: only for who may read it."""
    return {item.question.id: _key(item, student) for item in items}


def _key(item: Item, student: str | None) -> dict[str, Any]:
    key = {"kind": item.question.kind, "points": item.points, "says": item.says, "guide": item.guide or READ_AGAIN}
    return key | _rules(item.question, item.key, student)


def _rules(question: Question, key: object, student: str | None) -> dict[str, Any]:
    match key:
        case Choice(right, notes):
            return {"right": sorted(right), "notes": {name: note.says for name, note in notes.items()}}
        case Numeric():
            return {
                "within": key.within,
                "says_to": _says(key.wrong),
                "draws": _answers(key, _drawn(question, student)),
            }
        case Ordering(order, wrong):
            return {"order": order, "wrong": [{"order": known, "says": note.says} for known, note in wrong]}
        case Matching(pairs, known_pairs):
            return {"pairs": dict(pairs), "wrong": [{"pair": pair, "says": n.says} for pair, n in known_pairs.items()]}
        case Cloze(blanks):
            return {"blanks": [_blank(blank) for blank in blanks]}
    raise TypeError(key)


def _says(wrong: Sequence[tuple[object, Note]]) -> list[str]:
    return [note.says for _, note in wrong]


def _drawn(question: Question, student: str | None) -> list[dict[str, float]]:
    return list(draws(question)) if student is None else [question.drawn(student)]


def _answers(key: Numeric, drawn: Sequence[Mapping[str, float]]) -> list[dict[str, Any]]:
    """For each set of numbers: how they are shown, the answer, and the values of the known mistakes."""
    return [
        {
            "shown": {name: shown(value) for name, value in numbers.items()},
            "answer": key.answer.value(numbers),
            "wrong": [formula.value(numbers) for formula, _ in key.wrong],
        }
        for numbers in drawn
    ]


def _blank(blank: Blank) -> dict[str, Any]:
    return {"accept": blank.accept, "wrong": [{"accept": words, "says": note.says} for words, note in blank.wrong]}
