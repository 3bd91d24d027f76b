"""The quiz as one page with feedback at once. It holds the key: for self-study, never for marks."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.pages.page import embed, render

KINDS = ("one", "several", "numeric", "ordering", "matching", "cloze")
_BLANK = re.compile(r"_{3,}")

Item = Mapping[str, Any]


def render_quiz(items: Sequence[Item], title: str = "Quiz") -> str:
    """The quiz page. An item has `id`, `kind`, `prompt` and, by kind:

    `one`, `several`: `options` [{id, text, correct, feedback}]. `numeric`: `answer`, `tolerance`. `ordering`: `order`,
    the texts (or the ids of `options`) in the right order. `matching`: `pairs` [{left, right}] or [left, right].
    `cloze`: `___` for each blank in the prompt; `answer` is a text, a list of accepted texts for the only blank, or for
    several blanks a list with a text or a list of accepted texts each. `feedback` is shown after every answer.
    An item that cannot be shown raises ValueError with its id.
    """
    seen: set[str] = set()
    prepared = []
    for item in items:
        if str(item["id"]) in seen:
            raise ValueError(f"two quiz items have the id {item['id']!r}")
        seen.add(str(item["id"]))
        prepared.append(_prepare(item))
    keys = {shown["id"]: key for shown, key in prepared}
    return render(
        "autograder.pages", "quiz.html.j2", title=title, items=[shown for shown, _ in prepared], key=embed(keys)
    )


def _prepare(item: Item) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the form shows, and what the script judges by."""
    name, kind = str(item["id"]), item["kind"]
    if kind not in KINDS:
        raise ValueError(f"quiz item {name!r}: unknown kind {kind!r}; known: {', '.join(KINDS)}")
    shown = {
        "id": name,
        "kind": kind,
        "prompt": str(item["prompt"]),
        "options": [],
        "left": [],
        "right": [],
        "parts": [],
    }
    key: dict[str, Any] = {"kind": kind, "feedback": str(item.get("feedback") or "")}
    shown_more, key_more = _PREPARERS[kind](item, name)
    return shown | shown_more, key | key_more


def _choice(item: Item, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    options = [
        {
            "id": str(o["id"]),
            "text": str(o["text"]),
            "correct": bool(o["correct"]),
            "feedback": str(o.get("feedback") or ""),
        }
        for o in item["options"]
    ]
    right = sum(bool(option["correct"]) for option in options)
    if right == 0 or (item["kind"] == "one" and right > 1):
        raise ValueError(f"quiz item {name!r}: {right} options are correct, which its kind does not allow")
    return {"options": [{"id": o["id"], "text": o["text"]} for o in options]}, {"options": options}


def _numeric(item: Item, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return {}, {"answer": float(item["answer"]), "tolerance": float(item.get("tolerance") or 1e-9)}


def _ordering(item: Item, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    texts = {str(option["id"]): str(option["text"]) for option in item.get("options") or ()}
    order = [str(part) for part in item["order"]]
    if len(set(order)) != len(order):
        raise ValueError(f"quiz item {name!r}: the order names a step twice")
    steps = [{"id": part, "text": texts.get(part, part)} for part in _shuffled(order, name)]
    return {"options": steps}, {"order": order}


def _matching(item: Item, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    pairs = [(p["left"], p["right"]) if isinstance(p, Mapping) else (p[0], p[1]) for p in item["pairs"]]
    right = [str(pair[1]) for pair in pairs]
    choices = sorted(set(right))
    key = {"rights": right}
    return {"left": [str(pair[0]) for pair in pairs], "right": choices}, key


def _cloze(item: Item, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    parts = _BLANK.split(str(item["prompt"]))
    blanks = len(parts) - 1
    if blanks < 1:
        raise ValueError(f"quiz item {name!r}: a cloze prompt needs at least one blank, ___")
    answer = item["answer"]
    answers = [answer] if isinstance(answer, str) or blanks == 1 else list(answer)
    if len(answers) != blanks:
        raise ValueError(f"quiz item {name!r}: {blanks} blanks but {len(answers)} answers")
    accepted = [[str(word) for word in ([one] if isinstance(one, str) else one)] for one in answers]
    return {"parts": parts}, {"accepted": accepted}


_PREPARERS = {
    "one": _choice,
    "several": _choice,
    "numeric": _numeric,
    "ordering": _ordering,
    "matching": _matching,
    "cloze": _cloze,
}


def _shuffled(order: list[str], seed: str) -> list[str]:
    """The same mix for the same item, never the right order when there is another."""
    mixed = list(order)
    random.Random(seed).shuffle(mixed)
    return mixed if mixed != order else mixed[1:] + mixed[:1]
