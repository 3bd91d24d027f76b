"""Python's own words that ask about an object: in a check they answer about the student's, not what stands for it.

`type(x)`, `callable(x)`, `isinstance(x, Iterator)` and `hasattr(x, "__iter__")` look at an object's type and ask
nobody. In a check's file these four names are functions of this module's; of everything else than an object or a
function of the student's they say what Python says.
"""

from __future__ import annotations

import builtins
import types
from typing import Any

from autograder.checks.by_name import Function, asked, name_for
from autograder.checks.objects import StudentObject, class_of, owner_of
from autograder.checks.owner import IN_CHECK
from autograder.checks.submission import SubmissionProxy, calls_of
from autograder.sandbox.names import PLAIN
from autograder.sandbox.questions import ABOUT, CALLABLE, HAS, IS, IS_CALLABLE, IS_THERE


def _callable(value: object, /) -> bool:
    __tracebackhide__ = True
    if builtins.type(value) is StudentObject:
        return owner_of(value).use(CALLABLE, value) is True
    if builtins.type(value) is Function:
        return asked(value, IS_CALLABLE) is True
    return builtins.callable(value)


def _hasattr(value: object, name: str, /) -> bool:
    __tracebackhide__ = True
    if builtins.type(value) is StudentObject:
        return owner_of(value).use(HAS, value, name) is True
    if builtins.type(value) is SubmissionProxy:
        return calls_of(value).use(ABOUT, name, IS_THERE) is True
    return builtins.hasattr(value, name)


def _isinstance(value: object, kinds: Any, /) -> bool:
    __tracebackhide__ = True
    if builtins.type(value) is not StudentObject:
        return builtins.isinstance(value, kinds)
    if builtins.isinstance(kinds, tuple):
        return any(_isinstance(value, kind) for kind in kinds)
    if builtins.isinstance(kinds, types.UnionType):
        return any(_isinstance(value, kind) for kind in kinds.__args__)
    if kinds is _type:
        return False
    name = name_for(kinds)
    return owner_of(value).use(IS, value, name) is True if name else builtins.isinstance(value, kinds)


class _Asking(builtins.type):
    """What `type` is in a check: with one argument it asks, with three it makes a class, and it stands for itself."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        if cls is not _type:
            return super().__call__(*args, **kwargs)
        if len(args) != 1 or kwargs:
            return builtins.type(*args, **kwargs)
        if builtins.type(args[0]) is StudentObject:
            return class_of(args[0])
        found = builtins.type(args[0])
        found = PLAIN.get(found, found)
        return _type if found is builtins.type else found

    def __instancecheck__(cls, value: object) -> bool:
        return builtins.isinstance(value, builtins.type)

    def __subclasscheck__(cls, kind: Any) -> bool:
        return builtins.issubclass(kind, builtins.type)


class _type(builtins.type, metaclass=_Asking):
    __class_getitem__: Any = classmethod(types.GenericAlias)


_WORDS: dict[str, Any] = {"callable": _callable, "hasattr": _hasattr, "isinstance": _isinstance, "type": _type}
for _name, _word in _WORDS.items():
    _word.__name__ = _word.__qualname__ = _name


def answer_truly(module: dict[str, Any]) -> None:
    """Puts the words into a file of checks, but for those that the file defines itself."""
    if IN_CHECK not in module:
        module[IN_CHECK] = True
        for name, word in _WORDS.items():
            module.setdefault(name, word)
