"""Tests a rubric on answers that people have labelled: what it finds, what it misses, how far its scores are off."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from autograder.errors import CourseError
from autograder.kinds.written.answers import Labelled
from autograder.kinds.written.mark import Marked, Marker

EXACT = 0.05
"""A proposed score this close to the label counts as exact."""
LEVELS = 20
"""Scores are compared in steps of 1/20 for the agreement."""


def evaluate(markers: Mapping[str, Marker], answers: Sequence[Labelled]) -> tuple[dict[str, Any], list[Marked]]:
    """The figures, as plain data, and the marks. Answers to exercises without a rubric raise CourseError."""
    marks = [_mark(markers, answer) for answer in answers]
    return figures_of(markers, answers, marks), marks


def leave_one_out(
    answers: Sequence[Labelled], taught: Callable[[Sequence[Labelled]], Marker], sets: Collection[str] = ()
) -> list[tuple[Labelled, Marked]]:
    """Each answer with its mark by a marker that was taught without the set that the answer came with.

    `sets`: those whose answers are marked; all of them where none is named.
    """
    pairs = []
    for name in dict.fromkeys(answer.set for answer in answers if not sets or answer.set in sets):
        marker = taught([answer for answer in answers if answer.set != name])
        pairs += [(answer, marker.mark(answer.text)) for answer in answers if answer.set == name]
    return pairs


def figures_of(markers: Mapping[str, Marker], answers: Sequence[Labelled], marks: Sequence[Marked]) -> dict[str, Any]:
    """The figures of answers that are marked already."""
    final = [(a, m) for a, m in zip(answers, marks, strict=True) if m.route == "final"]
    exact = sum(abs(m.score - a.score) <= EXACT + 1e-9 for a, m in final)
    errors = [abs(m.score - a.score) for a, m in zip(answers, marks, strict=True)]
    concepts, micro = _concepts(markers, answers, marks)
    return {
        "n": len(answers),
        "f1": micro,
        "mae": _round(sum(errors) / len(errors)) if errors else 0.0,
        "qwk": agreement([a.score for a in answers], [m.score for m in marks]),
        "concepts": concepts,
        "final": {
            "coverage": _round(len(final) / len(answers)) if answers else 0.0,
            "exact": _round(exact / len(final)) if final else 1.0,
        },
        "wrong": _wrong(answers, marks),
    }


def _mark(markers: Mapping[str, Marker], answer: Labelled) -> Marked:
    if answer.exercise not in markers:
        known = ", ".join(sorted(markers)) or "none"
        raise CourseError(f"answer {answer.id!r}: there is no rubric for {answer.exercise!r} (there is: {known}).")
    return markers[answer.exercise].mark(answer.text)


def _concepts(
    markers: Mapping[str, Marker], answers: Sequence[Labelled], marks: Sequence[Marked]
) -> tuple[dict[str, dict[str, dict[str, float]]], float]:
    table: dict[str, dict[str, dict[str, float]]] = {}
    total = [0, 0, 0]
    for exercise in sorted({answer.exercise for answer in answers}):
        pairs = [(a, m) for a, m in zip(answers, marks, strict=True) if a.exercise == exercise]
        table[exercise] = {}
        for concept in markers[exercise].rubric.concepts:
            hits = sum(concept.id in a.concepts and concept.id in m.concepts for a, m in pairs)
            got = sum(concept.id in m.concepts for _, m in pairs)
            labelled = sum(concept.id in a.concepts for a, _ in pairs)
            total = [total[0] + hits, total[1] + got, total[2] + labelled]
            table[exercise][concept.id] = _figures(hits, got, labelled)
    return table, _figures(*total)["f1"]


def _figures(hits: int, got: int, labelled: int) -> dict[str, float]:
    """Nothing to find and nothing found is perfect."""
    precision = hits / got if got else 1.0
    recall = hits / labelled if labelled else 1.0
    f1 = 2 * hits / (got + labelled) if got + labelled else 1.0
    return {"precision": _round(precision), "recall": _round(recall), "f1": _round(f1)}


def _wrong(answers: Sequence[Labelled], marks: Sequence[Marked]) -> list[dict[str, Any]]:
    """Each concept and misconception that was found without being there, or the other way round."""
    rows = []
    for answer, marked in zip(answers, marks, strict=True):
        shown = {**marked.denied, **marked.misconceptions, **marked.concepts}
        for labelled, got in ((answer.concepts, marked.concepts), (answer.misconceptions, marked.misconceptions)):
            for name in sorted(labelled ^ set(got)):
                evidence = [{"words": e.words, "pattern": e.pattern} for e in shown.get(name, ())]
                row = {"id": answer.id, "concept": name, "expected": name in labelled, "got": name in got}
                rows.append({**row, "evidence": evidence})
    return rows


def agreement(expected: Sequence[float], got: Sequence[float]) -> float:
    """Quadratic weighted kappa of two lists of scores from 0 to 1, in steps of 1/20; 1 where all agree."""
    left, right = ([round(score * LEVELS) for score in scores] for scores in (expected, got))
    count = len(left)
    observed = sum((a - b) ** 2 for a, b in zip(left, right, strict=True)) * count
    chance = sum((a - b) ** 2 for a in left for b in right)
    if chance == 0:
        return 1.0
    return _round(1.0 - observed / chance)


def _round(value: float) -> float:
    return round(value, 4)
