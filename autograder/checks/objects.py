"""An object of the student's, as a check holds it: everything that is done with it is done where it is.

What comes back is plain data, or another such object. One rule is of this side: an object that was not asked for never
says of itself that it equals what is expected. Where it is built on a plain type, what it holds as that is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, NoReturn

import numpy as np

from autograder.checks.leaving import leave
from autograder.checks.owner import Owner, copied_by_check, in_check, looked_at
from autograder.checks.ufuncs import OPERATORS, TURNED
from autograder.sandbox.handles import METHOD, Handle
from autograder.sandbox.operations import BINARY, COMPARISONS, DEL, IN_PLACE
from autograder.sandbox.values import NotPlain

MOST_ITEMS = 10_000
"""That are taken from one object: a generator need not end."""


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

    def __init__(self, owner: Owner, handle: Handle, asked_for: bool) -> None:
        object.__setattr__(self, "_StudentObject__owner", owner)
        object.__setattr__(self, "_StudentObject__handle", handle)
        object.__setattr__(self, "_StudentObject__asked_for", asked_for)

    def __getattr__(self, name: str) -> Any:
        __tracebackhide__ = True
        if name.startswith("__") and name.endswith("__") and not (name == "__dict__" and in_check()):
            raise AttributeError(name)
        found = self.__owner.use(f".{name}", self)
        return Method(self.__owner, self, name) if found is METHOD else found

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        """The student's class where a check asks: without words, for Python's own functions ask for it there too."""
        __tracebackhide__ = True
        return self.__owner.class_of(self, untold=True) if in_check() else StudentObject

    def __setattr__(self, name: str, value: Any) -> None:
        __tracebackhide__ = True
        self.__owner.use(f".{name}=", self, value)

    def __delattr__(self, name: str) -> None:
        self.__owner.use(f"{DEL}{name}", self)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        return self.__owner.use("()", self, *args, **kwargs)

    def __getitem__(self, key: Any) -> Any:
        __tracebackhide__ = True
        operation, *place = _at("[]", key)
        return self.__owner.use(operation, self, *place)

    def __setitem__(self, key: Any, value: Any) -> None:
        __tracebackhide__ = True
        operation, *place = _at("[]=", key)
        self.__owner.use(operation, self, *place, value)

    def __delitem__(self, key: Any) -> None:
        __tracebackhide__ = True
        operation, *place = _at("del []", key)
        self.__owner.use(operation, self, *place)

    def __iter__(self) -> Iterator[Any]:
        return owner_of(self).items(self)

    def __next__(self) -> Any:
        __tracebackhide__ = True
        return self.__owner.use("next()", self)

    def __contains__(self, item: Any) -> bool:
        __tracebackhide__ = True
        if not (isinstance(item, StudentObject) or self.__asked_for):
            return item in data_or_refused(self)
        return bool(self.__owner.use("in ()", self, item))

    def __enter__(self) -> Any:
        return self.__owner.use(".__enter__()", self)

    def __exit__(self, kind: object, error: BaseException | None, trace: TracebackType | None) -> bool:
        return leave(self.__owner, self, error, trace)

    def __hash__(self) -> int:
        return int(self.__owner.use("hash()", self))

    def __repr__(self) -> str:
        __tracebackhide__ = True
        if looked_at():
            return f"<{self.__handle.what}>"
        return str(self.__owner.use("repr()", self))

    def __format__(self, words: str) -> str:
        __tracebackhide__ = True
        return str(self.__owner.use("format()", self, words)) if words else str(self)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray[Any, Any]:
        """What NumPy makes of it: of what it holds as a plain type, or of its parts."""
        data = self.__owner.data_of(self)
        if data is not self:
            return np.array(data, dtype)
        try:
            parts = list(self)
        except TypeError:  # it has none
            alone = np.empty((), object)
            alone[()] = self
            return alone
        return np.array(parts, dtype)

    def __array_ufunc__(self, function: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        """NumPy leaves operators to this side; the other functions of its compute with what the object holds."""
        __tracebackhide__ = True
        symbol = OPERATORS.get(function)
        if symbol is not None and method == "__call__" and not options:
            return _computed(symbol, *inputs)
        known = [data_of(part) if isinstance(part, StudentObject) else part for part in inputs]
        if any(isinstance(part, StudentObject) for part in known):
            return NotImplemented
        return getattr(function, method)(*known, **options)

    def __copy__(self) -> Any:
        __tracebackhide__ = True
        return self.__owner.use("copy()", self) if copied_by_check() else self

    def __deepcopy__(self, memo: object) -> Any:
        __tracebackhide__ = True
        return self.__owner.use("deepcopy()", self) if copied_by_check() else self

    def __round__(self, digits: int | None = None) -> Any:
        __tracebackhide__ = True
        return self.__owner.use("round()", self, *(() if digits is None else (digits,)))

    def __divmod__(self, other: Any) -> Any:
        __tracebackhide__ = True
        return self.__owner.use("divmod()", self, other)


def _at(operation: str, key: Any) -> tuple[Any, ...]:
    """The operation at a place, with the place: a slice is its three parts, which are data."""
    return (operation.replace("]", ":]"), key.start, key.stop, key.step) if type(key) is slice else (operation, key)


def class_of(value: StudentObject) -> Any:
    """The class of the object, as a check knows it."""
    __tracebackhide__ = True
    return owner_of(value).class_of(value)


def _doc(value: StudentObject) -> Any:
    __tracebackhide__ = True
    return owner_of(value).use(".__doc__", value) if in_check() else None


def handle_of(value: StudentObject) -> Handle:
    """The plain data that stand for the object."""
    handle: Handle = object.__getattribute__(value, "_StudentObject__handle")
    return handle


def owner_of(value: StudentObject) -> Owner:
    """Whose object it is."""
    owner: Owner = object.__getattribute__(value, "_StudentObject__owner")
    return owner


def data_of(value: StudentObject) -> Any:
    """What the object holds as the plain type that it is built on; the object itself where it is built on none."""
    return owner_of(value).data_of(value)


def data_or_refused(value: StudentObject) -> Any:
    """The same of one that nobody asked for; the check stops where it is built on no plain type."""
    __tracebackhide__ = True
    data = data_of(value)
    if data is value:
        owner_of(value).refuse(value)
    return data


def _binary(symbol: str, turned: bool) -> Callable[[StudentObject, Any], Any]:
    def compute(self: StudentObject, other: Any) -> Any:
        __tracebackhide__ = True
        return owner_of(self).use(symbol, *((other, self) if turned else (self, other)))

    return compute


def _computed(symbol: str, one: Any, other: Any) -> Any:
    """What an operator gives that NumPy's own values stand on one side of."""
    __tracebackhide__ = True
    if symbol in BINARY:
        return owner_of(one if isinstance(one, StudentObject) else other).use(symbol, one, other)
    if isinstance(one, StudentObject):
        return COMPARISONS[symbol](one, other)
    return COMPARISONS[TURNED.get(symbol, symbol)](other, one)


def _compare(symbol: str) -> Callable[[StudentObject, Any], Any]:
    def compare(self: StudentObject, other: Any) -> Any:
        __tracebackhide__ = True
        if not (isinstance(other, StudentObject) or object.__getattribute__(self, "_StudentObject__asked_for")):
            return COMPARISONS[symbol](data_or_refused(self), other)
        try:
            return owner_of(self).use(symbol, self, other)
        except NotPlain:  # such as pytest.approx(...), which stays on this side
            data = data_of(self)
            if data is self:
                raise
            return COMPARISONS[symbol](data, other)

    return compare


def _unary(operation: str) -> Callable[[StudentObject], Any]:
    def compute(self: StudentObject) -> Any:
        __tracebackhide__ = True
        return owner_of(self).use(operation, self)

    return compute


_WORDS = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lshift", "rshift", "and", "or", "xor")
_NAMES = dict(zip(BINARY, _WORDS, strict=True))
_COMPARED = dict(zip(COMPARISONS, ("eq", "ne", "lt", "le", "gt", "ge"), strict=True))
_ALONE = (
    "abs",
    "bool",
    "bytes",
    "ceil",
    "complex",
    "float",
    "floor",
    "index",
    "int",
    "len",
    "reversed",
    "str",
    "trunc",
)
_UNARY = {"-()": "neg", "+()": "pos", "~()": "invert"} | {f"{word}()": word for word in _ALONE}
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
StudentObject.__doc__ = property(_doc)  # type: ignore[assignment]  # its own text would else be taken for theirs
