"""The names that data lose on their way: the fields of a named tuple, the name of a member of an enumeration.

Both cross as the plain tuple, text or number that they are. Their names go beside them, for one student builds a record
as a named tuple and another as a class, and a check that asks for `.mean` means both.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import Any

from autograder.sandbox.handles import bases_of

ROW, MEMBER, EACH = "row", "member", "each "
"""What the first of the names says: that the others are fields, or a member's name; or so of each part of a list."""
MOST = 4_000
"""Characters of names beside one value: what has more goes without."""

Names = tuple[str, ...]


def names_of(value: object) -> Names:
    """The names to go beside what a call returned, or beside each part of a list or tuple of its; none for most."""
    kind = type(value)
    if kind is not list and kind is not tuple:
        return _fitting(_names(value))
    parts: Any = value
    first = _names(parts[0]) if parts else ()
    if not first or len(set(map(type, parts))) > 1:
        return ()
    if first[0] == ROW:
        return _fitting((EACH + ROW, *first[1:]))
    return _fitting((EACH + MEMBER, *(_names(part)[1] for part in parts))) if len(parts) <= MOST else ()


def _fitting(names: Names) -> Names:
    return names if sum(map(len, names)) + len(names) <= MOST else ()


def _names(value: Any) -> Names:
    kind = type(value)
    if issubclass(kind, tuple):
        fields = _of_class(kind, "_fields")
        return (ROW, *fields) if type(fields) is tuple and _are_names(fields, tuple.__len__(value)) else ()
    if issubclass(kind, enum.Enum) and issubclass(kind, str | int | float):
        name = object.__getattribute__(value, "_name_")
        return (MEMBER, name) if type(name) is str else ()
    return ()


def _of_class(kind: type, name: str) -> Any:
    """What a class's own text says under that name: nothing of the class is asked."""
    for base in bases_of(kind):
        if name in (own := type.__dict__["__dict__"].__get__(base)):
            return own[name]
    return None


def _are_names(fields: Iterable[Any], count: int) -> bool:
    """Whether these are names for so many fields. As Python has it none begins with _: it might be __class__."""
    found = list(fields)
    return len(found) == count > 0 and all(
        type(name) is str and name.isidentifier() and not name.startswith("_") for name in found
    )


class Row(tuple[Any, ...]):
    """A tuple whose parts have names."""

    _fields: tuple[str, ...]

    def __getattribute__(self, name: str) -> Any:
        fields = object.__getattribute__(self, "_fields")
        return self[fields.index(name)] if name in fields else object.__getattribute__(self, name)

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(self._fields, self, strict=True))


class _Member:
    """A member of an enumeration that is built on a plain type."""

    name: str

    @property
    def value(self) -> Any:
        return PLAIN[type(self)](self)


class Text(str, _Member):
    """One that is a text."""


class Whole(int, _Member):
    """One that is an integer."""


class Real(float, _Member):
    """One that is a number."""


PLAIN: dict[type, Any] = {Row: tuple, Text: str, Whole: int, Real: float}
"""The plain type of each."""
_MEMBERS: dict[type, Any] = {str: Text, int: Whole, float: Real}


def named(value: Any, names: Names) -> Any:
    """The plain data with its names; as it is where they do not fit, for they are a stranger's words."""
    what, own = (names[0], names[1:]) if names else ("", ())
    if what in (ROW, MEMBER):
        return _with(value, what, own)
    if what == EACH + ROW and type(value) in (list, tuple):
        return type(value)(_with(part, ROW, own) for part in value)
    if what == EACH + MEMBER and type(value) in (list, tuple) and len(own) == len(value):
        return type(value)(_with(part, MEMBER, (name,)) for part, name in zip(value, own, strict=True))
    return value


def _with(value: Any, what: str, own: Names) -> Any:
    if what == ROW and type(value) is tuple and _are_names(own, len(value)):
        row = Row(value)
        row._fields = own
        return row
    kind = _MEMBERS.get(type(value))
    if what == MEMBER and kind and len(own) == 1:
        member = kind(value)
        member.name = own[0]
        return member
    return value
