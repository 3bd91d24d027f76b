"""A sheet that is no YAML as a whole, read question by question: one bad line costs one question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course.yamlfile import Document, read_yaml
from autograder.errors import CourseError

_ENTRY = re.compile(r"^( *)- +id: *['\"]?([\w-]+)")
_ANSWER = re.compile(r"^( +answer:)(.*)$")
_STUDENT = re.compile(r"^student:(.*)$")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands for an answer that no YAML reader understands; `what` says what is wrong with it."""

    what: str


def repair(text: str, path: Path, error: CourseError) -> tuple[Document, dict[str, Unreadable]]:
    """The sheet without what cannot be read, each line where it was, and the questions whose answer was taken out.

    Raises `error` again where taking out answers does not mend it.
    """
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines) if _ENTRY.match(line)]
    if not starts:
        raise error
    lines[: starts[0]] = _head(lines[: starts[0]])
    taken: dict[str, Unreadable] = {}
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        problem = _problem(lines, start, end, path)
        if problem is None:
            continue
        for number in _from_answer(lines, start, end):
            match = _ANSWER.match(lines[number])
            lines[number] = match[1] if match else ""
        found = _ENTRY.match(lines[start])
        if found:
            taken[found[2]] = Unreadable(problem)
    try:
        return read_yaml("\n".join(lines), path), taken
    except CourseError:
        raise error from None


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
        else line
        for line in lines
    ]


def _printable(text: str) -> str:
    return "".join(one for one in text if one.isprintable())
