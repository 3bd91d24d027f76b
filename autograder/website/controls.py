"""An exercise's file as controls: its text cut where something is filled in, and what each place is called."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import yaml

from autograder.course.model import Course, Exercise
from autograder.course.solutions import read_source
from autograder.course.yamlfile import LOADER, read_yaml
from autograder.kinds.quiz.key import read_key
from autograder.kinds.quiz.questions import Question
from autograder.kinds.quiz.sheet import put_answer, put_student, read_questions
from autograder.kinds.stubs import stub_of
from autograder.kinds.written.grader import LONGEST, MARKER
from autograder.pages.lesson import rendered
from autograder.pages.quiz_page import item_keys, item_views, question_view
from autograder.student.controls import as_typed, numbers_for

_HERE = "HereAnAnswerWillStand"
"""Put into a stub, it shows where an answer goes."""

FieldType = Literal["text", "number", "list", "flag"]
_TYPES: Mapping[type, FieldType] = {str: "text", bool: "flag", int: "number", float: "number", list: "list"}


@dataclass(frozen=True, slots=True)
class Field:
    """One place of a form: what it is part of, what belongs there, and what stands there at first."""

    name: str
    label: str
    group: str
    type: FieldType
    help: str
    start: str


# Quizzes.


def quiz_view(course: Course, exercise: Exercise, self_study: bool) -> dict[str, Any]:
    """What quiz_item.html.j2 shows of each question."""
    if not self_study:
        return {"items": [question_view(question) for question in _questions(course, exercise)]}
    path = course.solution(exercise)
    return {"items": [view | {"redraws": False} for view in item_views(read_key(read_source(path), path))]}


def quiz_data(course: Course, exercise: Exercise, self_study: bool) -> dict[str, Any]:
    """What the script needs of a quiz: the sheet in parts, the numbers of who has no name, the key if it is told."""
    stub, questions = stub_of(course, exercise), _questions(course, exercise)
    slots = [("student", put_student(stub, _HERE))]
    slots += [(question.id, put_answer(stub, question.id, _HERE)) for question in questions]
    path = course.solution(exercise)
    return {
        "parts": _cut(stub, [_slot(name, stub, filled) for name, filled in slots]),
        "numbers": numbers_for(questions, ""),
        "keys": item_keys(read_key(read_source(path), path)) if self_study else {},
    }


def _questions(course: Course, exercise: Exercise) -> list[Question]:
    return read_questions(stub_of(course, exercise), course.stub(exercise))


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place of a text from `start` to `end`, and what stands around the value that is put there."""

    name: str
    start: int
    end: int
    before: str = ""
    after: str = ""


def _slot(name: str, stub: str, filled: str) -> _Slot:
    """The place at which a filled sheet differs from the empty one."""
    start = next((at for at, (one, other) in enumerate(zip(stub, filled, strict=False)) if one != other), len(stub))
    rest = min(len(stub), len(filled)) - start
    same = 0
    while same < rest and stub[-1 - same] == filled[-1 - same]:
        same += 1
    before, _, after = filled[start : len(filled) - same].partition(_HERE)
    return _Slot(name, start, len(stub) - same, before, after)


def _cut(text: str, slots: Sequence[_Slot]) -> list[Any]:
    """Texts and places in turn. A place has a name, what stands there `open`, and what goes around a value."""
    parts: list[Any] = []
    at = 0
    for slot in sorted(slots, key=lambda slot: slot.start):
        place = {"name": slot.name, "open": text[slot.start : slot.end], "before": slot.before, "after": slot.after}
        parts += [text[at : slot.start], place]
        at = slot.end
    return [*parts, text[at:]]


# Forms.


def form_view(course: Course, exercise: Exercise) -> dict[str, Any]:
    """The fields of a form, and what its file says before the first of them."""
    stub = stub_of(course, exercise)
    fields = [field for field, _ in _fields(course, exercise, stub)]
    groups = itertools.groupby(fields, key=lambda field: field.group)
    return {"groups": [(name, list(members)) for name, members in groups], "intro": _intro(stub)}


def form_data(course: Course, exercise: Exercise) -> dict[str, Any]:
    """What the script needs of a form: its file in parts, and of which type each field is."""
    stub = stub_of(course, exercise)
    found = list(_fields(course, exercise, stub))
    return {
        "parts": _cut(stub, [slot for _, slot in found]),
        "types": {field.name: field.type for field, _ in found},
        "placeholders": {field.name: f"<{field.help}>" for field, _ in found if field.help},
    }


def _intro(stub: str) -> str:
    lines = []
    for line in stub.splitlines():
        if line.strip() and not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").removeprefix(" ").rstrip())
    return "\n".join(lines).strip()


def _fields(course: Course, exercise: Exercise, stub: str) -> Iterator[tuple[Field, _Slot]]:
    path = course.solution(exercise)
    solved = read_yaml(read_source(path), path).data if path.is_file() else None
    for place, node in _leaves(yaml.compose(stub, Loader=LOADER), ()):
        value = yaml.constructor.SafeConstructor().construct_object(node, deep=True)
        hint = value[1:-1] if isinstance(value, str) and value.startswith("<") and value.endswith(">") else ""
        type_ = _type_of(_at(solved, place), value)
        start = "" if hint or value in (None, []) else as_typed(value)
        field = Field("/".join(map(str, place)), str(place[-1]), " ".join(map(str, place[:-1])), type_, hint, start)
        end = int(node.end_mark.index)
        before = " " if node.start_mark.index == end and stub[end - 1 : end] == ":" else ""
        after = "\n" if stub[node.start_mark.index : end].endswith("\n") else ""
        yield field, _Slot(field.name, int(node.start_mark.index), end, before, after)


def _leaves(node: Any, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value that is filled in: a scalar, or a list that is written on one line."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _leaves(value, (*place, key.value))
    elif isinstance(node, yaml.SequenceNode) and not node.flow_style:
        for index, value in enumerate(node.value):
            yield from _leaves(value, (*place, index))
    elif place:
        yield place, node


def _at(data: Any, place: Sequence[str | int]) -> Any:
    for part in place:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _type_of(solved: Any, stub: Any) -> FieldType:
    return _TYPES.get(type(solved)) or _TYPES.get(type(stub)) or "text"


# Written answers.


def written_view(course: Course, exercise: Exercise) -> dict[str, Any]:
    """The question as HTML, where the stub says below which line the answer goes; else nothing."""
    question, marker, _ = stub_of(course, exercise).partition(MARKER)
    return {"question": rendered(question, without_title=True) if marker else ""}


def written_data() -> dict[str, Any]:
    """What the script needs of a written answer."""
    return {"marker": MARKER, "longest": LONGEST}


# By kind.

Part = Callable[[Course, Exercise, bool], dict[str, Any]]


class Controls(NamedTuple):
    """What an exercise that is not code has in the page; the last argument of both says whether for self-study."""

    view: Part
    """What the template shows of it beside its editor."""
    data: Part
    """What the script needs of it."""


_CONTROLS: Mapping[str, Controls] = {
    "quiz": Controls(quiz_view, quiz_data),
    "form": Controls(lambda course, one, _: form_view(course, one), lambda course, one, _: form_data(course, one)),
    "written": Controls(lambda course, one, _: written_view(course, one), lambda *_: written_data()),
}
_NONE = Controls(lambda *_: {}, lambda *_: {})


def controls_of(exercise: Exercise) -> Controls:
    """The controls of its kind; where there are none its text is all there is."""
    return _CONTROLS.get(exercise.kind, _NONE)
