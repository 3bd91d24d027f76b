"""A sheet that is no YAML as a whole, read question by question: one bad line costs one question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course.yamlfile import Document, read_yaml
from autograder.errors import CourseError

_ENTRY = re.compile(r"^([ \t]*)-[ \t]+id:[ \t]*['\"]?([\w-]+)")
_ANSWER = re.compile(r"^([ \t]*answer:)(.*)$")
_TOGETHER = re.compile(r"^answer:(?=\S)")
_KEY = re.compile(r"[a-z]+:(\s|$)")
_STUDENT = re.compile(r"^[ \t]*student:(.*)$")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands for an answer that no YAML reader understands; `what` says what is wrong with it."""

    what: str


def loses_questions(text: str, document: Document) -> bool:
    """Whether a sheet can be read, but a line at its margin has taken an answer or questions out of their place."""
    data = document.data if isinstance(document.data, dict) else {}
    rows, begun = data.get("questions"), sum(1 for line in text.split("\n") if _ENTRY.match(line))
    return "answer" in data or (isinstance(rows, list) and len(rows) < begun)


def repair(text: str, path: Path, error: CourseError) -> tuple[Document, dict[str, Unreadable]]:
    """The sheet without what cannot be read, each line where it was, and the questions that had something taken out.

    First lines are put where they belong, with spaces before them: then nothing may be wrong. Of a question that still
    cannot be read its answer is taken out, or all but its name. Raises `error` again where that does not mend it.
    """
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines) if _ENTRY.match(line)]
    if not starts:
        raise error
    lines[: starts[0]] = _head(lines[: starts[0]])
    margin = min((found[1] for line in lines if (found := _ENTRY.match(line)) and "\t" not in found[1]), default="  ")
    taken: dict[str, Unreadable] = {}
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        _straighten(lines, start, end, margin)
        problem = _problem(lines, start, end, path)
        if problem is None:
            continue
        name = lines[start].partition("id:")[2].split("#")[0].strip().strip("'\"")
        for number in _from_answer(lines, start, end):
            match = _ANSWER.match(lines[number])
            lines[number] = match[1] if match else ""
        if _problem(lines, start, end, path) is not None:
            lines[start:end] = [f"{margin}- id: {name}", f"{margin}  answer:", *[""] * (end - start)][: end - start]
        taken[name] = Unreadable(problem)
    try:
        return read_yaml("\n".join(lines), path), taken
    except CourseError:
        raise error from None


def _straighten(lines: list[str], start: int, end: int, margin: str) -> None:
    """Puts the lines of a question that begin with a Tab, and its answer, to where such lines stand in a sheet.

    The answer's colon gets the blank behind it without which it is none.
    """
    last = max((number for number in range(start, end) if _ANSWER.match(lines[number])), default=-1)
    for number in range(start, end):
        line = lines[number]
        text = _TOGETHER.sub("answer: ", line.lstrip(" \t"))
        if number in (start, last):
            lines[number] = f"{margin}{'' if number == start else '  '}{text}".replace("\t", " ")
        elif "\t" in line[: len(line) - len(text)]:
            lines[number] = f"{margin}  {'' if _KEY.match(text) and number < last else '  '}{text}"


def _problem(lines: list[str], start: int, end: int, path: Path) -> str | None:
    """What is wrong with one question alone; None where nothing is."""
    above = [""] * max(0, start - 1)
    try:
        read_yaml("\n".join([*above, "questions:", *lines[start:end]]), path)
    except CourseError as error:
        return error.what
    return None


def _from_answer(lines: list[str], start: int, end: int) -> Iterator[int]:
    """The line with `answer:` and what follows it in this question."""
    found = next((number for number in range(start, end) if _ANSWER.match(lines[number])), end)
    yield from range(found, end)


def _head(lines: list[str]) -> list[str]:
    """What stands above the questions, with the student's name in quotes without control characters."""
    return [
        f"student: '{_printable(match[1]).strip().strip(chr(34)).replace(chr(39), chr(39) * 2)}'"
        if (match := _STUDENT.match(line))
        else line.lstrip(" \t")
        for line in lines
    ]


def _printable(text: str) -> str:
    return "".join(one for one in text if one.isprintable())
