"""Whom a name in a table means. A spreadsheet takes the zeros from the head of a number and people add white space."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence

from autograder.errors import IntakeError
from autograder.intake.names import folded, turned
from autograder.tables import damage, is_turned

QUOTE = "'"
"""Before a number it says: as it stands, nothing was taken away."""


class Names:
    """The students of a class, by what may stand for them in a table."""

    def __init__(self, students: Iterable[str], called: Mapping[str, Sequence[str]] | None = None) -> None:
        """`called` says what else may stand for somebody, folded: a number, a login, an address, a name."""
        self._called = called or {}
        self._exact = {_on_one_line(student): student for student in sorted(students)}
        self._loose: dict[str, list[str]] = {}
        for student in self._exact.values():
            self._loose.setdefault(_loosely(student), []).append(student)

    def find(self, typed: str, place: str) -> str | None:
        """The student; None where nobody is called that. IntakeError, with the place, where it could be several."""
        text = _on_one_line(typed)
        if text in self._exact and not self._lost_zeros(text):
            return self._exact[text]
        if text.startswith(QUOTE) and text[1:] in self._exact:
            return self._exact[text[1:]]
        candidates: Sequence[str] = self._loose.get(_loosely(text), [])
        if not candidates:
            return self._otherwise(text, place)
        if len(candidates) > 1:
            said = " or ".join(repr(name) for name in candidates)
            how = " or ".join(f"{QUOTE}{name}" for name in candidates)
            raise IntakeError(f"{place}: {typed!r} may be {said}, for spreadsheets drop zeros and spaces. Write {how}.")
        return candidates[0]

    def _otherwise(self, text: str, place: str) -> str | None:
        """Whom a number, a login, an address or a name means that is not what the results call somebody."""
        meant = self._called.get(folded(text)) or self._called.get(folded(turned(text))) or ()
        if len(meant) > 1:
            raise IntakeError(f"{place}: {text.strip()!r} may be {' or '.join(meant[:5])}. Write which.")
        return meant[0] if meant else None

    def written(self, student: str) -> str:
        """The student for a table, so that `find` gives the same one whatever a spreadsheet has made of it."""
        return f"{QUOTE}{student}" if self._lost_zeros(student) or is_turned(student) else student

    def _lost_zeros(self, text: str) -> bool:
        """Whether another student's number would read like this one once its zeros are gone."""
        bare = text.isdigit() and text == _loosely(text)
        return bare and any(other != text and other.strip().isdigit() for other in self._loose.get(text, []))

    def nearest(self, typed: str) -> str:
        """A sentence with the most similar name, empty where none is similar.

        A number that a spreadsheet has damaged is like many and may be anybody's: then no name is said, but what to do.
        """
        if damaged := damage(typed):
            return damaged
        if near := difflib.get_close_matches(_loosely(typed), self._loose, n=1):
            return f"Did you mean {self._loose[near[0]][0]!r}?"
        alone = [name for name, students in self._called.items() if len(students) == 1]
        if near := difflib.get_close_matches(folded(typed), alone, n=1):
            return f"Did you mean {self._called[near[0]][0]!r}, known as {near[0]!r}?"
        return ""


def _on_one_line(name: str) -> str:
    return "".join(c if c.isprintable() else " " for c in name)


def _loosely(name: str) -> str:
    text = _on_one_line(name).strip()
    return text.lstrip("0") or "0" if text.isdigit() else text
