"""The play page: drag a query and see scores, weights and context move; your own functions on the same numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.course.solutions import read_source
from autograder.course.yamlfile import read_yaml
from autograder.pages.page import embed, render
from autograder.student.own import Answer, OwnWork

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


def read_example() -> AlignmentExample:
    """The sentence and its translations, from example.yaml."""
    path = Path(__file__).with_name("example.yaml")
    data = read_yaml(read_source(path), path).data
    translations = tuple(
        Translation(
            row["title"],
            tuple(row["target"]),
            tuple(tuple(weights) for weights in row["weights"]),
            row["fault"],
            row["explanation"],
        )
        for row in data["translations"]
    )
    return AlignmentExample(tuple(data["source"]), translations)


@dataclass(frozen=True, slots=True)
class PlayData:
    """All that the page starts from; `student` is empty until a function is written."""

    states: tuple[Point, ...] = ((1.0, 0.0), (0.5, 0.5), (0.0, 1.0))
    query: Point = (0.7, 0.3)
    tokens: tuple[str, ...] = ("i", "love", "nlp")
    alignment: AlignmentExample = field(default_factory=read_example)
    sentence: tuple[str, ...] = ("the", "cat", "sat", "down")
    vectors: tuple[Point, ...] = ((0.2, 0.3), (1.2, 0.3), (0.9, 1.0), (-0.4, 1.1))
    student: tuple[Series, ...] = field(default=())


def page(own: OwnWork) -> str:
    """The page with a row for every call that the student's files can answer."""
    data = PlayData()
    return render_play(replace(data, student=tuple(own_series(own, data))))


def own_series(own: OwnWork, data: PlayData) -> Iterator[Series]:
    """The student's answers beside the reference's; nothing of a file that is untouched or cannot be run."""
    for exercise, function, arguments in _calls(data):
        if own.untouched(exercise) or own.problem(exercise):
            continue
        right = own.reference(exercise, function, *arguments)
        if not right.why_not:  # a folder that was handed out has no solutions
            yours = own.call(exercise, function, *arguments)
            yield Series(function, list(arguments), _said(yours), _said(right))


def _calls(data: PlayData) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """Exercise, function and arguments of the calls that the page's own numbers suggest."""
    states = [list(state) for state in data.states]
    query = list(data.query)
    scores = [sum(q * s for q, s in zip(query, state, strict=True)) for state in states]
    rows = [list(row) for row in data.alignment.translations[0].weights]
    yield "bottleneck", "mean_vector", (states,)
    yield "scores", "scores", (query, states)
    yield "softmax", "softmax", (scores,)
    yield "softmax", "softmax", (scores, 0.25)
    values = [state[::-1] for state in states]  # others than the keys, so that a mix-up shows
    yield "context", "attend", (query, states, values)
    yield "alignment", "coverage", (rows,)


def _said(answer: Answer) -> object:
    return answer.why_not or answer.value


def render_play(data: PlayData | None = None) -> str:
    """The play page as one HTML text without a reference to anything outside it."""
    data = data or PlayData()
    _validate(data)
    embedded = {key: value for key, value in asdict(data).items() if key != "student"}
    steps = {step: [_row(series) for series in data.student if series.step == step] for step in (1, 2, 3, 4)}
    return render(
        Path(__file__).with_name("templates"),
        "play.html.j2",
        data=embed(embedded),
        student=steps,
        source=" ".join(data.alignment.source),
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
