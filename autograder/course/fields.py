"""One value of a YAML document, read as what it must be: text, a number, a list ...; errors name its place."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable
from typing import Any, get_args

from autograder.course.yamlfile import Document, Place


class Fields:
    """Each reader takes a place and the value there, and gives the value back in its type, or raises CourseError."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def need(self, place: Place, data: dict[str, Any], key: str) -> Any:
        """What stands under `key`."""
        if key not in data:
            raise self.document.error(f"the key {key!r} is missing here.", place, f"Add `{key}:`.")
        return data[key]

    def known_keys(self, place: Place, data: dict[str, Any], known: Iterable[str]) -> None:
        """Refuses keys that nobody reads, with the nearest one that is read."""
        for key in data:
            if key not in known:
                close = difflib.get_close_matches(str(key), list(known), 1)
                fix = f"Did you mean {close[0]!r}?" if close else f"Known keys: {', '.join(known)}."
                raise self.document.error(f"unknown key {key!r}.", (*place, key), fix)

    def mapping(self, place: Place, value: Any) -> dict[str, Any]:
        """Keys and values."""
        if not isinstance(value, dict):
            raise self.document.error(f"here must stand keys and values, not {value!r}.", place)
        return value

    def optional_mapping(self, place: Place, value: Any, known: Iterable[str]) -> dict[str, Any]:
        """Keys and values, each a known one; nothing is an empty map."""
        data = {} if value is None else self.mapping(place, value)
        self.known_keys(place, data, known)
        return data

    def rows(self, place: Place, value: Any) -> list[Any]:
        """A list, of whatever."""
        if not isinstance(value, list):
            alone = isinstance(value, str) and re.fullmatch(r"[\w./ -]+", value)  # one entry, without its brackets
            fix = f"Write it in brackets: {place[-1]}: [{value}]." if alone else ""
            raise self.document.error(f"{place[-1]} must be a list, not {value!r}.", place, fix)
        return value

    def texts(self, place: Place, value: Any) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self.text((*place, i), item) for i, item in enumerate(self.rows(place, value)))

    def text(self, place: Place, value: Any) -> str:
        """A text."""
        if not isinstance(value, str):
            raise self.document.error(f"{_named(place)} must be text, not {value!r}.", place, "Quote it.")
        return value

    def yes_or_no(self, place: Place, value: Any) -> bool:
        """A truth value."""
        if not isinstance(value, bool):
            raise self.document.error(f"{_named(place)} must be true or false, not {value!r}.", place)
        return value

    def number(self, place: Place, value: Any) -> float:
        """A finite number."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < math.inf:
            fix = "Write it as 1.0e-6, with a point." if re.fullmatch(r"\d+e-?\d+", str(value)) else ""
            raise self.document.error(f"{_named(place)} must be a number, not {value!r}.", place, fix)
        try:
            return float(value)
        except OverflowError:  # a whole number of hundreds of digits
            raise self.document.error(f"{_named(place)} is too large.", place) from None

    def positive(self, place: Place, value: Any) -> float:
        """A number above 0."""
        number = self.number(place, value)
        if number <= 0:
            raise self.document.error(f"{_named(place)} must be more than 0, and is {value!r}.", place)
        return number

    def at_least_one(self, place: Place, value: Any) -> float:
        """A number from 1 on."""
        number = self.number(place, value)
        if number < 1:
            raise self.document.error(f"{_named(place)} must be at least 1, and is {value!r}.", place)
        return number

    def not_negative(self, place: Place, value: Any) -> float:
        """A number from 0 on."""
        number = self.number(place, value)
        if number < 0:
            raise self.document.error(f"{_named(place)} cannot be negative, and is {value!r}.", place)
        return number

    def whole(self, place: Place, value: Any) -> int:
        """A whole number from 0 on."""
        if type(value) is not int or value < 0:
            raise self.document.error(f"{_named(place)} must be a whole number, not {value!r}.", place)
        return value

    def choice(self, place: Place, value: Any, choices: Any) -> Any:
        """One of a tuple of names, or of a Literal's."""
        allowed = choices if isinstance(choices, tuple) else get_args(choices)
        if value not in allowed:
            fix = f"Use one of {', '.join(allowed)}."
            raise self.document.error(f"{_named(place)} cannot be {value!r}.", place, fix)
        return value


def _named(place: Place) -> str:
    return str(place[-1]) if isinstance(place[-1], str) else f"{place[-2]}[{place[-1]}]"
