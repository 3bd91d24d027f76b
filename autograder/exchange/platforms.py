"""The learning platforms whose gradebooks can be filled, by the name a command calls them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.errors import IntakeError
from autograder.exchange import blackboard, brightspace, canvas, moodle
from autograder.exchange.book import Book
from autograder.exchange.sheet import Line, Sheet


@dataclass(frozen=True, slots=True)
class Platform:
    """How a platform is called, what its file looks like, and how that is read."""

    title: str
    looks_like: Callable[[list[str]], bool]
    read: Callable[[Sheet, str, Iterable[str]], Book]


PLATFORMS: Mapping[str, Platform] = {
    "canvas": Platform("Canvas", canvas.looks_like, canvas.read),
    "moodle": Platform("Moodle", moodle.looks_like, moodle.read),
    "blackboard": Platform("Blackboard", blackboard.looks_like, blackboard.read),
    "brightspace": Platform("Brightspace", brightspace.looks_like, brightspace.read),
}


_OWN: Mapping[str, re.Pattern[str]] = {
    "Canvas": re.compile(r"(SIS User ID|SIS Login ID|Integration ID|Root Account)"),
    "Moodle": re.compile(r"(Grade can be changed|Last modified \(.*\)|Maximum grade)"),
    "Blackboard": re.compile(r"(.*\[[^\[\]]*\]\s*\|\s*\d+\s*|Feedback to Learner|Grading Notes)", re.DOTALL),
    "Brightspace": re.compile(r"(OrgDefinedId|End-of-Line Indicator|.*<Numeric\b[^<>]*>\s*)", re.DOTALL),
    "Gradescope": re.compile(r"(Lateness \(H:M:S\)|Submission ID|View Count)"),
}
"""Columns that only one platform's file has."""


def _require_one_book(sheet: Sheet) -> None:
    """IntakeError where two gradebooks were put into one file, side by side or one below the other."""
    header = [name.strip() for name in sheet.header]
    found = {title: name for title, own in _OWN.items() for name in header if own.fullmatch(name)}
    fix = "Keep each download in a file of its own, as its platform takes it back."
    if len(found) > 1:
        columns = " and ".join(f"{name} of {title}" for title, name in found.items())
        raise IntakeError(
            f"{sheet.path}:{sheet.lines[0].number}: holds the columns of two gradebooks, {columns}. {fix}"
        )
    again = next((line for line in sheet.lines[1:] if _is_header(line, header)), None)
    if again is not None:
        raise IntakeError(f"{sheet.path}:{again.number}: another header stands here: these are two gradebooks. {fix}")


def _is_header(line: Line, header: Sequence[str]) -> bool:
    """Whether a row repeats the names of the columns, or is the first line of any platform's file."""
    cells = [cell.strip() for cell in line.cells]
    return cells == list(header) or any(platform.looks_like(cells) for platform in PLATFORMS.values())


def open_book(name: str, sheet: Sheet, wanted: str = "", titles: Iterable[str] = ()) -> Book:
    """The gradebook of a platform. Raises IntakeError where the file is another platform's, or no gradebook at all."""
    _require_one_book(sheet)
    for other, platform in PLATFORMS.items():
        if other != name and platform.looks_like(sheet.header):
            raise IntakeError(
                f"{sheet.path}: this is a gradebook of {platform.title}. Say `autograder export {other}`, "
                f"or download the one of {PLATFORMS[name].title}."
            )
    return PLATFORMS[name].read(sheet, wanted, titles)
