"""An object of the student's, as a check holds it: everything that is done with it is done where it is.

What comes back is plain data, or another such object. One rule is of this side: an object that was not asked for never
says of itself that it equals what is expected.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any, NoReturn, Protocol

from autograder.sandbox.handles import METHOD, Handle
from autograder.sandbox.operations import BINARY, COMPARISONS, IN_PLACE

MOST_ITEMS = 10_000
"""That are taken from one object: a generator need not end."""
_LOOKERS = ("_pytest", "reprlib", "pdb", "bdb", "IPython", "debugpy")
"""Who writes an object down to explain a failure: that is no question to the student's code."""


class Owner(Protocol):
    """What makes an object's calls."""

    def use(self, operation: str, /, *args: Any, **kwargs: Any) -> Any: ...

    def refuse(self, target: StudentObject) -> NoReturn: ...

    def items(self, target: StudentObject) -> Iterator[Any]: ...

    def not_called(self, target: StudentObject, name: str) -> NoReturn: ...


class Method:
    """A method of an object of the student's: to be called, and nothing that could be a value."""

    __slots__ = ("__owner", "__target", "name")

    def __init__(self, owner: Owner, target: StudentObject, name: str) -> None:
        self.__owner, self.__target, self.name = owner, target, name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        return self.__owner.use(f".{self.name}()", self.__target, *args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        __tracebackhide__ = True
        if name.startswith("__"):
            raise AttributeError(name)
        self.is_no_value()

    def __repr__(self) -> str:
        return f"<method {self.name}>"

    def is_no_value(self, *others: Any) -> NoReturn:
        """Stops the check, which took it for one."""
        __tracebackhide__ = True
        self.__owner.not_called(self.__target, self.name)


class StudentObject:
    """Stands for an object of the student's."""

    __slots__ = ("__asked_for", "__handle", "__owner")
    __array_ufunc__ = None  # NumPy leaves operators to this side

    def __init__(self, owner: Owner, handle: Handle, asked_for: bool) -> None:
        object.__setattr__(self, "_StudentObject__owner", owner)
        object.__setattr__(self, "_StudentObject__handle", handle)
        object.__setattr__(self, "_StudentObject__asked_for", asked_for)

    def __getattr__(self, name: str) -> Any:
        __tracebackhide__ = True
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        found = self.__owner.use(f".{name}", self)
        return Method(self.__owner, self, name) if found is METHOD else found

    def __setattr__(self, name: str, value: Any) -> None:
        __tracebackhide__ = True
        self.__owner.use(f".{name}=", self, value)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        return self.__owner.use("()", self, *args, **kwargs)

    def __getitem__(self, key: Any) -> Any:
        __tracebackhide__ = True
        return self.__owner.use("[]", self, key)

    def __setitem__(self, key: Any, value: Any) -> None:
        __tracebackhide__ = True
        self.__owner.use("[]=", self, key, value)

    def __delitem__(self, key: Any) -> None:
        __tracebackhide__ = True
        self.__owner.use("del []", self, key)

    def __iter__(self) -> Iterator[Any]:
        return owner_of(self).items(self)

    def __next__(self) -> Any:
        __tracebackhide__ = True
        return self.__owner.use("next()", self)

    def __contains__(self, item: Any) -> bool:
        __tracebackhide__ = True
        if not (isinstance(item, StudentObject) or self.__asked_for):
            self.__owner.refuse(self)
        return bool(self.__owner.use("in ()", self, item))

    def __hash__(self) -> int:
        return int(self.__owner.use("hash()", self))

    def __repr__(self) -> str:
        __tracebackhide__ = True
        if looked_at():
            return f"<{self.__handle.what}>"
        return str(self.__owner.use("repr()", self))

    def __copy__(self) -> StudentObject:
        return self

    def __deepcopy__(self, memo: object) -> StudentObject:
        return self

    def __round__(self, digits: int | None = None) -> Any:
        __tracebackhide__ = True
        return self.__owner.use("round()", self, *(() if digits is None else (digits,)))

    def __divmod__(self, other: Any) -> Any:
        __tracebackhide__ = True
        return self.__owner.use("divmod()", self, other)


def looked_at() -> bool:
    """Whether it is pytest or a debugger that asks for the text of an object."""
    asking = str(sys._getframe(2).f_globals.get("__name__"))
    return asking.startswith(_LOOKERS)


def handle_of(value: StudentObject) -> Handle:
    """The plain data that stand for the object."""
    handle: Handle = object.__getattribute__(value, "_StudentObject__handle")
    return handle


def owner_of(value: StudentObject) -> Owner:
    """Whose object it is."""
    owner: Owner = object.__getattribute__(value, "_StudentObject__owner")
    return owner


def _binary(symbol: str, turned: bool) -> Callable[[StudentObject, Any], Any]:
    def compute(self: StudentObject, other: Any) -> Any:
        __tracebackhide__ = True
        return owner_of(self).use(symbol, *((other, self) if turned else (self, other)))

    return compute


def _compare(symbol: str) -> Callable[[StudentObject, Any], Any]:
    def compare(self: StudentObject, other: Any) -> Any:
        __tracebackhide__ = True
        if not (isinstance(other, StudentObject) or object.__getattribute__(self, "_StudentObject__asked_for")):
            owner_of(self).refuse(self)
        return owner_of(self).use(symbol, self, other)

    return compare


def _unary(operation: str) -> Callable[[StudentObject], Any]:
    def compute(self: StudentObject) -> Any:
        __tracebackhide__ = True
        return owner_of(self).use(operation, self)

    return compute


_WORDS = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lshift", "rshift", "and", "or", "xor")
_NAMES = dict(zip(BINARY, _WORDS, strict=True))
_COMPARED = dict(zip(COMPARISONS, ("eq", "ne", "lt", "le", "gt", "ge"), strict=True))
_UNARY = {"-()": "neg", "+()": "pos", "~()": "invert", "reversed()": "reversed"} | {
    f"{word}()": word for word in ("abs", "bool", "float", "int", "complex", "len", "str")
}
for _name in (*_COMPARED.values(), *_UNARY.values(), "iter", "contains", "getitem"):
    setattr(Method, f"__{_name}__", Method.is_no_value)
for _symbol, _name in _NAMES.items():
    setattr(Method, f"__{_name}__", Method.is_no_value)
    setattr(Method, f"__r{_name}__", Method.is_no_value)
    setattr(StudentObject, f"__{_name}__", _binary(_symbol, False))
    setattr(StudentObject, f"__r{_name}__", _binary(_symbol, True))
for _symbol in IN_PLACE:
    setattr(StudentObject, f"__i{_NAMES[_symbol[:-1]]}__", _binary(_symbol, False))
for _symbol, _name in _COMPARED.items():
    setattr(StudentObject, f"__{_name}__", _compare(_symbol))
for _symbol, _name in _UNARY.items():
    setattr(StudentObject, f"__{_name}__", _unary(_symbol))
