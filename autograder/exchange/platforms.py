"""The learning platforms whose gradebooks can be filled, by the name a command calls them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from autograder.errors import IntakeError
from autograder.exchange import blackboard, brightspace, canvas, moodle
from autograder.exchange.book import Book
from autograder.exchange.sheet import Sheet


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


def open_book(name: str, sheet: Sheet, wanted: str = "", titles: Iterable[str] = ()) -> Book:
    """The gradebook of a platform. Raises IntakeError where the file is another platform's, or no gradebook at all."""
    for other, platform in PLATFORMS.items():
        if other != name and platform.looks_like(sheet.header):
            raise IntakeError(
                f"{sheet.path}: this is a gradebook of {platform.title}. Say `autograder export {other}`, "
                f"or download the one of {PLATFORMS[name].title}."
            )
    return PLATFORMS[name].read(sheet, wanted, titles)
