"""A quiz as its questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from autograder.errors import CourseError
from autograder.kinds.controls.base import Controls, Shape
from autograder.kinds.controls.parts import HERE, cut, slot
from autograder.kinds.quiz.answers import BadAnswer, is_blank, plain, read_answer
from autograder.kinds.quiz.key import Item
from autograder.kinds.quiz.questions import Question, shown
from autograder.kinds.quiz.sheet import put_answer, put_student, read_sheet


@dataclass(frozen=True, slots=True)
class Sheet(Controls):
    """The questions of `stub`, a sheet. `items` are the same with their key, where the reader may have it."""

    shape: ClassVar[Shape] = "sheet"
    stub: str
    questions: Sequence[Question]
    items: Sequence[Item] = ()

    def data(self) -> dict[str, Any]:
        slots = [slot("student", self.stub, put_student(self.stub, HERE))]
        slots += [slot(one.id, self.stub, put_answer(self.stub, one.id, HERE)) for one in self.questions]
        return {"parts": cut(self.stub, slots), "numbers": self.numbers("")}

    def numbers(self, student: str) -> dict[str, dict[str, str]]:
        return {
            one.id: {name: shown(value) for name, value in one.drawn(student).items()}
            for one in self.questions
            if one.numbers
        }

    def read_back(self, text: str, path: Path) -> dict[str, Any]:
        sheet = read_sheet(text, path)
        known = {question.id: question for question in self.questions}
        strange = [name for name, given in sheet.given.items() if name not in known and not is_blank(given.raw)]
        problems = [*sheet.strays, *(f"{path}: there is no question {name!r} in this quiz." for name in strange)]
        answers = {
            name: _answer(known[name], given.raw)
            for name, given in sheet.given.items()
            if name in known and not is_blank(given.raw)
        }
        return {"answers": answers, "problem": " ".join(problems)}


def _answer(question: Question, raw: Any) -> Any:
    try:
        answer = read_answer(question, raw)
    except BadAnswer as error:
        raise CourseError(str(error)) from error
    # A number stays as it was typed: 1/4 is what the student wrote.
    return str(raw).strip() if question.kind == "numeric" else plain(answer) if answer is not None else None
