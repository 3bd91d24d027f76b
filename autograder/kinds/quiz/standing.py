"""Where a student stands in a quiz: each question, the answer in their file, and what it is worth where a key says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.kinds.quiz.answers import Answer, BadAnswer, read_answer
from autograder.kinds.quiz.key import Item
from autograder.kinds.quiz.marking import Marked, mark
from autograder.kinds.quiz.questions import Question
from autograder.kinds.quiz.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Quiz:
    """The questions in the order in which they are asked, and the key by question; None where there is no key."""

    questions: tuple[Question, ...]
    key: Mapping[str, Item] | None = None

    @classmethod
    def of_key(cls, items: Sequence[Item]) -> Quiz:
        """The quiz of one who has the key."""
        return cls(tuple(item.question for item in items), {item.question.id: item for item in items})


@dataclass(frozen=True, slots=True)
class Standing:
    """One question. `answer` is None where nothing stands there, or nothing that can be one: then `problem` says why.

    `marked` is None without an answer or without a key.
    """

    question: Question
    answer: Answer | None = None
    marked: Marked | None = None
    problem: str = ""

    @property
    def right(self) -> bool:
        """Whether the answer is known to earn all points."""
        return self.marked is not None and self.marked.share >= 1

    @property
    def wrong(self) -> bool:
        """Whether the answer is known to be less than right."""
        return self.marked is not None and not self.right

    @property
    def settled(self) -> bool:
        """Whether there is nothing left to ask, as far as anybody here can know."""
        return self.answer is not None and not self.wrong


def standings(quiz: Quiz, sheet: Sheet) -> list[Standing]:
    """One for each question of the quiz that the sheet has."""
    return [_standing(quiz, question, sheet) for question in quiz.questions if question.id in sheet.given]


def _standing(quiz: Quiz, question: Question, sheet: Sheet) -> Standing:
    given = sheet.given[question.id]
    try:
        answer = read_answer(question, given.raw)
    except BadAnswer as error:
        return Standing(question, problem=f"line {given.line}: {error}")
    if answer is None or quiz.key is None:
        return Standing(question, answer)
    return Standing(question, answer, mark(quiz.key[question.id], answer, question.drawn(sheet.student)))


def as_data(name: str, quiz: Quiz, standing: Sequence[Standing]) -> dict[str, Any]:
    """The same for a program."""
    return {
        "quiz": name,
        "questions": len(standing),
        "answered": sum(one.answer is not None for one in standing),
        "right": None if quiz.key is None else sum(one.right for one in standing),
        "open": [one.question.id for one in standing if one.answer is None],
        "wrong": [one.question.id for one in standing if one.wrong],
    }
