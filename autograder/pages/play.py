"""The play page: drag a query and see scores, weights and context move."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from autograder.pages.page import embed, render

Point = tuple[float, float]

_STEP_OF_FUNCTION = {
    "mean_vector": 1,
    "collision": 1,
    "alignment_table": 3,
    "focus": 3,
    "coverage": 3,
    "failure_checks": 3,
    "softmax_rows": 4,
    "attention": 4,
    "self_attention": 4,
}


@dataclass(frozen=True, slots=True)
class Translation:
    """One decoded output, the attention rows that produced it, and what is wrong with it (`none` if nothing is)."""

    title: str
    target: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]
    fault: str = "none"
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class AlignmentExample:
    """A source sentence and several translations of it."""

    source: tuple[str, ...]
    translations: tuple[Translation, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One call of a student's function beside the reference's answer; any plain data, text for an exception."""

    function: str
    input: object
    yours: object
    reference: object

    @property
    def agrees(self) -> bool:
        """Whether both answers are the same to six digits."""
        return _close(self.yours, self.reference)

    @property
    def step(self) -> int:
        """The step of the page on which the call is shown."""
        return _STEP_OF_FUNCTION.get(self.function, 2)


SOURCE = ("she", "reads", "a", "red", "book")
EXAMPLE = AlignmentExample(
    source=SOURCE,
    translations=(
        Translation(
            "Translation 1",
            ("elle", "lit", "un", "livre", "rouge"),
            (
                (0.88, 0.06, 0.02, 0.02, 0.02),
                (0.07, 0.84, 0.03, 0.02, 0.04),
                (0.02, 0.04, 0.72, 0.06, 0.16),
                (0.01, 0.04, 0.05, 0.12, 0.78),
                (0.01, 0.02, 0.03, 0.86, 0.08),
            ),
            "none",
            "Every source word is read about once. The last two rows cross, because French puts the colour behind the "
            "noun: a crossing is a change of word order, not a mistake.",
        ),
        Translation(
            "Translation 2",
            ("elle", "lit", "un", "livre", "livre", "rouge"),
            (
                (0.88, 0.06, 0.02, 0.02, 0.02),
                (0.07, 0.84, 0.03, 0.02, 0.04),
                (0.02, 0.04, 0.72, 0.06, 0.16),
                (0.01, 0.04, 0.05, 0.12, 0.78),
                (0.01, 0.03, 0.04, 0.1, 0.82),
                (0.01, 0.02, 0.03, 0.86, 0.08),
            ),
            "repetition",
            "Two output steps read “book”, so its coverage is near 2 and “livre” comes out twice.",
        ),
        Translation(
            "Translation 3",
            ("elle", "lit", "un", "livre"),
            (
                (0.88, 0.07, 0.02, 0.01, 0.02),
                (0.07, 0.85, 0.03, 0.01, 0.04),
                (0.02, 0.05, 0.76, 0.02, 0.15),
                (0.01, 0.04, 0.05, 0.04, 0.86),
            ),
            "omission",
            "No row looks at “red”: its coverage stays near 0, and the colour is missing from the output.",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class PlayData:
    """All that the page starts from; `student` is empty until `check` has results."""

    states: tuple[Point, ...] = ((1.0, 0.0), (0.5, 0.5), (0.0, 1.0))
    query: Point = (0.7, 0.3)
    tokens: tuple[str, ...] = ("i", "love", "nlp")
    alignment: AlignmentExample = EXAMPLE
    sentence: tuple[str, ...] = ("the", "cat", "sat", "down")
    vectors: tuple[Point, ...] = ((0.2, 0.3), (1.2, 0.3), (0.9, 1.0), (-0.4, 1.1))
    student: tuple[Series, ...] = field(default=())


def render_play(data: PlayData | None = None) -> str:
    """The play page as one HTML text without a reference to anything outside it."""
    data = data or PlayData()
    _validate(data)
    embedded = {key: value for key, value in asdict(data).items() if key != "student"}
    steps = {step: [_row(series) for series in data.student if series.step == step] for step in (1, 2, 3, 4)}
    return render(
        "autograder.pages", "play.html.j2", data=embed(embedded), student=steps, source=" ".join(data.alignment.source)
    )


def _validate(data: PlayData) -> None:
    if not data.states or len(data.states) != len(data.tokens):
        raise ValueError(f"{len(data.states)} states for {len(data.tokens)} tokens: give one state a token")
    if not data.vectors or len(data.vectors) != len(data.sentence):
        raise ValueError(f"{len(data.vectors)} vectors for {len(data.sentence)} words: give one vector a word")
    if any(len(point) != 2 for point in (*data.states, *data.vectors, data.query)):
        raise ValueError("the page draws in a plane: every state, vector and query needs two numbers")
    if not data.alignment.translations:
        raise ValueError("the alignment example needs at least one translation")
    for translation in data.alignment.translations:
        if len(translation.weights) != len(translation.target):
            raise ValueError(f"{translation.title}: one row of weights for each target word is needed")
        if any(len(row) != len(data.alignment.source) for row in translation.weights):
            raise ValueError(f"{translation.title}: one weight for each source word is needed in every row")


def _row(series: Series) -> dict[str, Any]:
    return {
        "function": series.function,
        "input": _short(series.input),
        "yours": _short(series.yours),
        "reference": _short(series.reference),
        "agrees": series.agrees,
    }


def _short(value: object, limit: int = 240) -> str:
    text = _text(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _text(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_text(part) for part in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_text(part)}" for key, part in value.items()) + "}"
    return str(value)


def _close(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-9)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(_close(a, b) for a, b in _pairs(one, other))
    return one == other


def _pairs(one: Sequence[object], other: Sequence[object]) -> Iterator[tuple[object, object]]:
    return zip(one, other, strict=True)
