"""The file that a student fills in: made from the key's questions, read back leniently, changed answer by answer."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from autograder.course.yamlfile import Part, read_yaml
from autograder.course.yamltree import LOADER
from autograder.errors import CourseError
from autograder.kinds.quiz.answers import Answer, how_to_write, plain
from autograder.kinds.quiz.key import kind_of
from autograder.kinds.quiz.questions import Question
from autograder.kinds.quiz.repair import Unreadable, loses_questions, repair

BOM = "\ufeff"
_HEADER = """\
# {title}
#
# Write each answer behind its `answer:`; the note there says what an answer looks like. One that you do not know may
# stay empty. `autograder quiz` asks the same questions in the terminal, one at a time.
#
# First write your name behind `student:`, spelled as you hand in. It chooses your own numbers for the questions
# that have some in {{braces}}; `pytest` and `autograder quiz` show them.
"""


@dataclass(frozen=True, slots=True)
class Given:
    """What stands after one `answer:`, and in which line."""

    raw: Any
    line: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A student's file. `strays` are sentences on parts of it that belong to no question."""

    student: str
    given: Mapping[str, Given]
    strays: tuple[str, ...] = ()


def blank_sheet(questions: Iterable[Question], title: str = "Quiz") -> str:
    """The file to hand out, with nothing filled in."""
    head = _HEADER.format(title=title) + "\nstudent:\nquestions:\n"
    return head + "\n".join(_question_text(question) for question in questions)


def filled_sheet(
    questions: Iterable[Question], student: str, answers: Mapping[str, Answer], title: str = "Quiz"
) -> str:
    """The same file with these answers in it."""
    text = put_student(blank_sheet(questions, title), student)
    for name, answer in answers.items():
        text = put_answer(text, name, plain(answer))
    return text


@lru_cache(maxsize=1)  # whoever asks whose a sheet is grades it next
def read_sheet(text: str, path: Path) -> Sheet:
    """What a student filled in. CourseError, with file and line, where the file cannot be read as a sheet at all."""
    root, rows, unreadable = _rows(text, path)
    given: dict[str, Given] = {}
    strays = []
    for row in rows:
        name = row.data.get("id") if isinstance(row.data, dict) else None
        if not isinstance(name, str):
            strays.append(str(row.error("this entry has no `id:`, so nobody knows which question it answers.")))
        elif name in given:
            strays.append(str(row.error(f"the question {name!r} is here twice; the first one counts.")))
        else:
            line = row.document.line((*row.place, "answer"))
            given[name] = Given(unreadable.get(name, row.data.get("answer")), line)
    student = root.data.get("student")
    return Sheet("" if student is None else str(student).strip(), given, tuple(strays))


def read_questions(text: str, path: Path) -> list[Question]:
    """The questions as they stand in a student's file, for who has no key. CourseError where they are damaged.

    One of which nothing but its name can be read is left out: `read_sheet` has it as Unreadable.
    """
    _, rows, unreadable = _rows(text, path)
    return [_question(row) for row in rows if not _is_lost(row, unreadable)]


def _is_lost(row: Part, unreadable: Mapping[str, Unreadable]) -> bool:
    """Whether no more than the name of a question could be read."""
    return isinstance(row.data, dict) and row.data.keys() == {"id", "answer"} and row.data["id"] in unreadable


def put_student(text: str, student: str) -> str:
    """The file with this name in it; all else stays as it is."""
    return _put(text, _value_of(_compose(text), "student", "the file"), student)


def put_answer(text: str, name: str, raw: Any) -> str:
    """The file with another answer to one question; all else stays as it is.

    Raises CourseError where the file has no such question, or no `answer:` in it.
    """
    return _put(text, _answer_of(text, name), raw)


def open_answer(text: str, question: Question) -> str:
    """The file with the answer to one question taken out; what stands there is what was handed out."""
    return _replace(text, _answer_of(text, question.id), _open(question))


def _answer_of(text: str, name: str) -> yaml.Node:
    """What stands behind the `answer:` of the first question of this name."""
    questions = _value_of(_compose(text), "questions", "the file")
    for node in questions.value if isinstance(questions, yaml.SequenceNode) else ():
        if isinstance(node, yaml.MappingNode) and any(
            key.value == "id" and value.value == name for key, value in node.value
        ):
            return _value_of(node, "answer", f"the question {name!r}")
    raise CourseError(f"the file has no question {name!r}.", fix="Take a fresh copy of it.")


def _rows(text: str, path: Path) -> tuple[Part, list[Part], Mapping[str, Unreadable]]:
    unreadable: Mapping[str, Unreadable] = {}
    try:
        document = read_yaml(text, path)
    except CourseError as error:
        document, unreadable = repair(text, path, error)
    else:
        if loses_questions(text, document):
            with contextlib.suppress(CourseError):
                document, unreadable = repair(text, path, CourseError("a line stands too far to the left.", path))
    root = Part(document, document.data)
    return root, root.at("questions").rows(), unreadable


def _question(row: Part) -> Question:
    kind = kind_of(row)
    options = {"one": "options", "several": "options", "ordering": "steps", "matching": "left"}.get(kind)
    question = Question(
        id=row.at("id").text(),
        kind=kind,
        title=row.at("title").text(),
        prompt=row.at("prompt").text(),
        options=_texts(row, options) if options else {},
        targets=_texts(row, "right") if kind == "matching" else {},
        numbers={name: _numbers(part) for name, part in _parts(row, "numbers").items()},
    )
    if kind == "cloze" and not question.blanks:
        raise row.at("prompt").error("there is no blank, ___, in this prompt.", "Take a fresh copy of the file.")
    return question


def _numbers(part: Part) -> tuple[float, ...]:
    values = tuple(value.number() for value in part.rows())
    if not values:
        raise part.error("there are no numbers to draw from.", "Take a fresh copy of the file.")
    return values


def _parts(row: Part, key: str) -> dict[str, Part]:
    return row.at(key).parts() if row.has(key) else {}


def _texts(row: Part, key: str) -> dict[str, str]:
    return {name: part.text() for name, part in row.at(key).parts().items()}


# Writing. A file that people read and fill in: long texts are folded, `answer:` stays open.


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


class _OneLine(tuple[float, ...]):
    """Numbers that are written on one line."""


def _represent_numbers(dumper: yaml.SafeDumper, numbers: _OneLine) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", numbers, flow_style=True)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else ">" if len(text) > 80 else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(_OneLine, _represent_numbers)


def _question_text(question: Question) -> str:
    data: dict[str, Any] = {"id": question.id, "kind": question.kind, "title": question.title}
    data["prompt"] = question.prompt
    if question.options:
        data[{"ordering": "steps", "matching": "left"}.get(question.kind, "options")] = dict(question.options)
    if question.targets:
        data["right"] = dict(question.targets)
    if question.numbers:
        data["numbers"] = {name: _OneLine(values) for name, values in question.numbers.items()}
    made = yaml.dump([data], Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    lines = [f"  {line}" if line else line for line in made.splitlines()]
    return "\n".join([*lines, f"    {f'answer: {_open(question)}'.rstrip()}  # {how_to_write(question)}"]) + "\n"


def _open(question: Question) -> str:
    if question.kind == "matching":
        return "{" + ", ".join(f"{left}: " for left in question.options) + "}"
    return ""


def _compose(text: str) -> yaml.Node:
    try:
        return yaml.compose(text.removeprefix(BOM), Loader=LOADER) or yaml.MappingNode("", [])
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        what = f"this is not valid YAML: {error.problem}."
        raise CourseError(what, line=line, fix="Put quotes around the text there.") from error


def _value_of(node: yaml.Node, key: str, where: str) -> yaml.Node:
    for name, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if name.value == key:
            return value  # type: ignore[no-any-return]
    raise CourseError(f"{where} has no line `{key}:`.", fix="Put it back, or take a fresh copy of the file.")


def _put(text: str, node: yaml.Node, value: Any) -> str:
    """Sets one value where it stands, on one line."""
    return _replace(text, node, _on_one_line(value))


def _replace(text: str, node: yaml.Node, made: str) -> str:
    mark = BOM if text.startswith(BOM) else ""  # places are counted behind it
    text = text.removeprefix(BOM)
    start, end = node.start_mark.index, _end(node)
    before = text[:start] if made else text[:start].rstrip(" ")
    blank = " " if made and not before.endswith((" ", "\n")) else ""
    return f"{mark}{before}{blank}{made}{text[end:]}"


def _end(node: yaml.Node) -> int:
    """Where the value ends. A block's own end lies behind the comments that follow it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _on_one_line(value: Any) -> str:
    options: dict[str, Any] = {"default_flow_style": True, "sort_keys": False, "width": 10**9}
    made: str = yaml.safe_dump(value, allow_unicode=True, **options)
    made = made.strip().removesuffix("...").strip()
    if not made.isprintable():  # some rare characters are line ends to YAML: escaped, they are not
        made = yaml.safe_dump(value, default_style='"', **options).strip()
    return made
