"""A quiz's or form's file read back into what a page's controls hold, and the numbers that a name chooses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.course.yamlfile import read_yaml
from autograder.errors import CourseError
from autograder.kinds.quiz.answers import BadAnswer, is_blank, plain, read_answer
from autograder.kinds.quiz.questions import Question, shown
from autograder.kinds.quiz.sheet import read_questions, read_sheet
from autograder.sandbox.values import Plain


def numbers_for(questions: Sequence[Question], student: str) -> dict[str, dict[str, str]]:
    """Question id -> this student's own numbers by name, as a prompt shows them."""
    return {
        question.id: {name: shown(value) for name, value in question.drawn(student).items()}
        for question in questions
        if question.numbers
    }


def read_back(kind: str, text: str, file: str, questions: Sequence[Question] = ()) -> dict[str, Any]:
    """Under `answers` what stands at each place; under `problem` why controls cannot show all of the file, or ""."""
    try:
        return _READERS[kind](text, Path(file), questions)
    except (CourseError, BadAnswer) as error:
        return {"answers": {}, "problem": str(error)}


def questions_of(text: str, file: str) -> list[Question]:
    """The questions of a sheet. CourseError where it is damaged."""
    return read_questions(text, Path(file))


def _sheet(text: str, path: Path, questions: Sequence[Question]) -> dict[str, Any]:
    sheet = read_sheet(text, path)
    known = {question.id: question for question in questions}
    strange = [name for name, given in sheet.given.items() if name not in known and not is_blank(given.raw)]
    problems = [*sheet.strays, *(f"{path}: there is no question {name!r} in this quiz." for name in strange)]
    answers = {
        name: _answer(known[name], given.raw)
        for name, given in sheet.given.items()
        if name in known and not is_blank(given.raw)
    }
    return {"answers": answers, "problem": " ".join(problems)}


def _answer(question: Question, raw: Any) -> Any:
    answer = read_answer(question, raw)
    # A number stays as it was typed: 1/4 is what the student wrote.
    return str(raw).strip() if question.kind == "numeric" else plain(answer) if answer is not None else None


def _form(text: str, path: Path, questions: Sequence[Question]) -> dict[str, Any]:
    return {"answers": dict(_leaves(read_yaml(text, path).data, ())), "problem": ""}


def _leaves(data: Plain, place: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves(value, (*place, str(key)))
    elif isinstance(data, list) and any(isinstance(value, dict | list) for value in data):
        for index, value in enumerate(data):
            yield from _leaves(value, (*place, str(index)))
    elif place:
        yield "/".join(place), as_typed(data)


def as_typed(value: Plain) -> str:
    """A value as it stands in a field."""
    if isinstance(value, list):
        return ", ".join(map(as_typed, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


_READERS: Mapping[str, Callable[[str, Path, Sequence[Question]], dict[str, Any]]] = {"quiz": _sheet, "form": _form}
