"""A function or a class of the student's, as a check knows it: by its name."""

from __future__ import annotations

from typing import Any, Protocol

from autograder.checks.objects import StudentObject
from autograder.checks.owner import in_check
from autograder.sandbox.questions import ABOUT, BASES, DOC, IS, SHARED, SIGNATURE, shared_name, signature


class Maker(Protocol):
    """What makes the calls."""

    def use(self, operation: str, /, *args: Any, **kwargs: Any) -> Any: ...

    def named(self, name: str) -> Function: ...


class Function:
    """A function or a class of the student's, by its name; an attribute of a class is a method that needs no object."""

    __slots__ = ("__calls", "__name__")

    def __init__(self, calls: Maker, name: str) -> None:
        self.__calls = calls
        self.__name__ = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        return self.__calls.use(self.__name__, *args, **kwargs)

    def __eq__(self, other: object) -> bool:
        if type(other) is Function or isinstance(other, type):
            return self is other
        why = "A check calls what stands in the file; a value there it cannot see. Let a function of the file return it"
        raise TypeError(f"{self.__name__} is compared with a value. {why}")

    __hash__ = object.__hash__

    def __instancecheck__(self, value: object) -> bool:
        """`isinstance(value, submission.Vector)`, of an object of the student's; plain data are of no such class."""
        __tracebackhide__ = True
        return type(value) is StudentObject and self.__calls.use(IS, value, self.__name__) is True

    def __subclasscheck__(self, kind: Any) -> bool:
        """`issubclass(submission.Square, submission.Shape)`; a class of nobody's file is below none of theirs."""
        __tracebackhide__ = True
        return type(kind) is Function and (kind is self or self.__name__ in asked(kind, BASES))

    def __getattr__(self, method: str) -> Any:
        __tracebackhide__ = True
        if method == SIGNATURE:
            return signature(asked(self, SIGNATURE))
        if method == BASES:
            # Those that both sides have: Python goes on from base to base, and a forged answer would be a circle.
            return tuple(SHARED[name] for name in asked(self, BASES) if name in SHARED)
        if method.startswith("__") or "." in self.__name__:
            raise AttributeError(f"a check can call {self.__name__}, and ask nothing else of it ({method})")
        return self.__calls.named(f"{self.__name__}.{method}")


def asked(function: Function, what: str) -> Any:
    """What is to be known of it without a call. Outside of the class, whose attributes are the student's names."""
    __tracebackhide__ = True
    calls: Maker = object.__getattribute__(function, "_Function__calls")
    return calls.use(ABOUT, function.__name__, what)


def _doc(function: Function) -> Any:
    """The text below the student's `def`, where a check asks; else that of what stands for it."""
    __tracebackhide__ = True
    return asked(function, DOC) if in_check() else None


def class_named(calls: Maker, name: object) -> Any:
    """The class of that name: one that both sides have, or the file's own as a check knows it."""
    if not isinstance(name, str):
        raise TypeError(f"{name!r} names no class")
    return SHARED[name] if name in SHARED else calls.named(name)


def name_for(kind: Any) -> str:
    """The name by which an object is asked whether it is one of these; "" for a class that the program has not."""
    return shared_name(kind) if isinstance(kind, type) else ""


Function.__doc__ = property(_doc)  # type: ignore[assignment]  # a class's own text would else be taken for the student's
