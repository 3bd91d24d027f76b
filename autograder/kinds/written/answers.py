"""Answers that people have labelled. They belong to the course: what the second reader learns from, and its exam.

`solutions/rubrics/<id>.answers.yaml` is a list:

- id: A-001
  set: first          # the collection it came with; figures are measured by leaving out one set at a time
  text: The weights sum to 1.
  concepts: [sum1]
  misconceptions: []
  score: 0.4          # from 0 to 1
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from autograder.course.solutions import read_source
from autograder.course.yamlfile import Document, read_yaml

MOST = 16 * 2**20
"""Characters in a file of labelled answers: it is the instructor's own, often written by a program."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One answer and what a person said about it. `set` names the collection it came with."""

    id: str
    exercise: str
    text: str
    concepts: frozenset[str]
    misconceptions: frozenset[str]
    score: float
    set: str = ""

    @property
    def essence(self) -> str:
        """The text as far as it makes a difference to who compares answers."""
        return " ".join(self.text.lower().split())


def answers_path(rubric: Path) -> Path:
    """Where the labelled answers to a rubric's exercise are kept: beside it."""
    return rubric.with_name(f"{rubric.stem}.answers.yaml")


def course_answers(rubric: Path) -> list[Labelled]:
    """The labelled answers beside a rubric; none where there is no such file."""
    path = answers_path(rubric)
    return read_labelled(path, rubric.stem) if path.is_file() else []


def read_labelled(path: Path, exercise: str | None = None) -> list[Labelled]:
    """The labelled answers in a YAML file. Raises CourseError, with the line, for what is not one.

    `exercise` is theirs where they do not name one.
    """
    return list(_read(read_source(path), path, exercise))


@lru_cache(maxsize=8)
def _read(text: str, path: Path, exercise: str | None) -> tuple[Labelled, ...]:
    """A process that marks, examines and marks again reads the same text once: a long one takes a fifth of a second."""
    document = read_yaml(text, path, MOST, aliases=True)
    if not isinstance(document.data, list):
        raise document.error("labelled answers are a list of maps.")
    return tuple(_labelled(document, index, row, exercise) for index, row in enumerate(document.data))


def _labelled(document: Document, index: int, row: Any, exercise: str | None) -> Labelled:
    if not isinstance(row, dict):
        raise document.error("a labelled answer is a map.", (index,))
    if exercise is not None:
        row = {"exercise": exercise, **row}
    for key in ("id", "exercise", "text", "concepts", "score"):
        if key not in row:
            raise document.error(f"this answer has no {key!r}.", (index,))
    score = row["score"]
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
        raise document.error("score must be a number from 0 to 1.", (index, "score"))
    concepts, wrong = row["concepts"] or [], row.get("misconceptions") or []
    if not isinstance(concepts, list) or not isinstance(wrong, list):
        raise document.error("concepts and misconceptions are lists.", (index, "concepts"))
    named = (frozenset(map(str, concepts)), frozenset(map(str, wrong)))
    who = (str(row["id"]), str(row["exercise"]), str(row["text"] or ""))
    return Labelled(*who, *named, float(score), str(row.get("set") or ""))


def others_than(known: Sequence[Labelled], asked: Sequence[Labelled]) -> list[Labelled]:
    """What may be learned from where `asked` are the exam: no answer of theirs, and nothing of a set that has one."""
    texts = {answer.essence for answer in asked}
    sets = {answer.set for answer in known if answer.set and answer.essence in texts}
    return [answer for answer in known if answer.essence not in texts and answer.set not in sets]
