"""Objects that stay where they are: what crosses is a number that stands for one.

Behind the wall, as at home, a `Shelf` holds the objects of one program; a `Handle` is plain data. A number that was
made up names nothing but another object of the same program. The other way a `Lent` stands for a function of the
check's.

An object of a class that is built on a plain type, a named tuple or a kind of dict, is data where a function just
returns it. Where the check has called the class by its name it wants the object, whatever that is built on; and so it
is where the data are less than the object (`holds_more`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from autograder.sandbox.bounds import MAX_OBJECTS, NotPlain


@dataclass(frozen=True, slots=True)
class Handle:
    """Stands for an object of a program's. `what` describes it; `origin` and `steps` are a check's words for it.

    `steps` are the latest of all the things that were `done` with it.
    """

    number: int
    what: str
    origin: str = field(default="", compare=False)
    steps: tuple[str, ...] = field(default=(), compare=False)
    done: int = field(default=0, compare=False)


METHOD = Handle(0, "a method")
"""What asking for an attribute gives where that is a method: it is called by its name, and nothing is held for it."""


@dataclass(frozen=True, slots=True)
class Lent:
    """Stands for a function of the check's. `answer` gives plain data for plain data, and never raises the check's."""

    number: int
    name: str
    answer: Callable[..., Any] | None = field(default=None, compare=False, repr=False)
    key: Any = field(default=None, compare=False, repr=False)
    """Equal for functions that do the same, though each student's is made anew. None for one that may remember."""


class Gone(RuntimeError):
    """The object belongs to a check that is over."""


class Shelf:
    """The objects of one program that a check may still ask about."""

    def __init__(self) -> None:
        self._objects: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self._classes: dict[int, type] = {}
        # What was stopped and begun again gives out no number twice.
        self._next = 1 + int.from_bytes(os.urandom(5), "little")

    def keep(self, value: Any, what: str) -> Handle:
        """The handle of an object, the same for the same one. NotPlain where too many are held."""
        number = self._numbers.get(id(value))
        if number is None:
            if len(self._objects) >= MAX_OBJECTS:
                raise NotPlain(f"one object more than the {MAX_OBJECTS} that a check may hold")
            number, self._next = self._next, self._next + 1
            self._objects[number] = value
            self._numbers[id(value)] = number
        return Handle(number, what)

    def note(self, classes: Iterable[type]) -> None:
        """The check has called these by their names: objects of theirs stay where they are until it is over."""
        for one in classes:
            self._classes[id(one)] = one

    def stays(self, kind: type) -> bool:
        """Whether objects of this type stay where they are. By identity: a metaclass may call any two classes equal."""
        return bool(self._classes) and any(id(base) in self._classes for base in bases_of(kind))

    def find(self, handle: Handle) -> Any:
        """The object itself. Raises Gone."""
        try:
            return self._objects[handle.number]
        except KeyError:
            raise Gone("this object belongs to a check that is over, or to a program that was stopped") from None

    def clear(self) -> None:
        """Drops every object, and forgets which classes were called."""
        self._classes.clear()
        self._numbers.clear()
        self._objects.clear()


def bases_of(kind: type) -> tuple[type, ...]:
    """The class and all that it is built on, as the interpreter has them: nothing of a metaclass's is asked."""
    bases: tuple[type, ...] = type.__dict__["__mro__"].__get__(kind)
    return bases


_ASKED = ("__call__", "__getattr__", "__getattribute__")


def holds_more(value: Any) -> bool:
    """Whether what is built on a row, a dict or a set has attributes of its own, answers for some, or can be called.

    Of classes that the program made itself: one of a library's is what the library says it is.
    """
    kind = type(value)
    if not issubclass(kind, list | tuple | dict | set) or not is_own(kind):
        return False
    for base in bases_of(kind):
        if is_own(base) and any(name in type.__dict__["__dict__"].__get__(base) for name in _ASKED):
            return True
    try:
        return bool(object.__getattribute__(value, "__dict__"))
    except AttributeError:
        return False


def is_own(kind: type) -> bool:
    """Whether a program made this class."""
    home = home_of(kind)
    return home == "__main__" or home.startswith("submission.")  # a notebook's cells are the first


def home_of(kind: type) -> str:
    """The module that a class is of."""
    named = type.__dict__["__dict__"].__get__(kind).get("__module__")
    return named if type(named) is str else ""


def has_objects(value: Any) -> bool:
    """Whether an object, or a function that may remember, is among these arguments, or in a row or dict of them.

    Such a call cannot be made again for itself.
    """
    kind = type(value)
    if kind is float:  # most are
        return False
    if kind is list or kind is tuple:
        return any(map(has_objects, value))
    if kind is dict:
        return any(map(has_objects, value.values()))
    return kind is Handle or (kind is Lent and value.key is None)
