"""Programs that can do nothing but compute: told by their byte code, before any of it runs.

What such a program does ends with it: it makes no classes (nor asks for `type`, which makes them, too), sets no
attribute, and can name nothing but plain functions of Python's own and of NumPy's, none of which keeps anything. Where
its module holds nothing that can change either, each of its functions gives the same for the same arguments, whatever
was called before and however often.

What is not sure to be pure is not: that costs time, and nothing else.
"""

from __future__ import annotations

import builtins
import inspect
import sys
import types
from collections.abc import Iterator, Mapping, Set
from itertools import islice
from opcode import opmap
from typing import Any

import numpy as np

from autograder.sandbox.loading import INSTEAD
from autograder.sandbox.pure_names import (
    ATTRIBUTES,
    BUILTINS,
    KINDS_OF_OPERATIONS,
    MODULES,
    NEWEST,
    OPERATIONS,
    TYPING,
)

_LONGEST = 1 << 16
"""Bytes of byte code in one function that are read."""
_DEEPEST = 50
"""Functions in one another that are read."""
_MOST = 10_000
"""Values of a module, with the parts of its tuples and the defaults of its functions, that are looked at."""
_DOC = "__doc__"
_READ = 1
"""The operand is no name."""
_ATTRIBUTE, _GLOBAL, _STORED, _MODULE, _INTRINSIC, _EXTENDED = range(2, 8)
_NAMED = {
    "LOAD_ATTR": _ATTRIBUTE,
    "LOAD_METHOD": _ATTRIBUTE,
    "IMPORT_FROM": _ATTRIBUTE,
    "LOAD_GLOBAL": _GLOBAL,
    "LOAD_NAME": _GLOBAL,
    "STORE_NAME": _STORED,
    "IMPORT_NAME": _MODULE,
    "CALL_INTRINSIC_1": _INTRINSIC,
    "EXTENDED_ARG": _EXTENDED,
}
_OPTIONS_WITHOUT = frozenset(("*", "where"))
"""In no tuple of names: all of a module, and what has NumPy leave parts of an array as the memory was. Beside `*args`
the name of an argument stands alone, so the second stands nowhere."""
_HIDING = (frozenset(vars(builtins)) | frozenset(INSTEAD)) - BUILTINS - {_DOC}
"""Python's own names that a program may not ask for: one that it gives to something is Python's until then."""
_INTRINSICS = frozenset((3, 5, 6))
"""Of CALL_INTRINSIC_1: the end of a generator, a unary plus, a tuple made of a list."""


def _meanings() -> bytes:
    """What each operation is here, by its number; 0 for what a pure program has not."""
    table = bytearray(256)
    for name, number in opmap.items():
        if number < 256 and (name in OPERATIONS or name.startswith(KINDS_OF_OPERATIONS)):
            table[number] = _READ
        if number < 256 and name in _NAMED:
            table[number] = _NAMED[name]
    return bytes(table)


_MEANING = _meanings()
_SHIFTED = {opmap["LOAD_GLOBAL"]: 1}
"""Operations that have something else in the lowest bit of their operand."""
if sys.version_info >= (3, 12):
    _SHIFTED[opmap["LOAD_ATTR"]] = 1


def is_pure(code: types.CodeType) -> bool:
    """Whether a module of this code, and all its functions, can do nothing but compute."""
    if sys.version_info[:2] > NEWEST:
        return False
    own: set[str] = set()
    return _is_pure(code, own, MODULES, 0) and not any(map(_is_pythons, own))


def _is_pythons(name: str) -> bool:
    """Whether a name has a meaning of Python's own that is not a program's to ask for."""
    return name in _HIDING or (name.startswith("__") and name != _DOC)


def _is_pure(code: types.CodeType, own: set[str], modules: Set[str], depth: int) -> bool:
    """Whether one piece of code is, that may import these `modules`, and stands in `depth` functions.

    `own` are the names that the module gives to things, which are added to.
    """
    operations = code.co_code
    meanings = operations[::2].translate(_MEANING)
    if 0 in meanings or len(operations) > _LONGEST or depth > _DEEPEST:
        return False
    if code.co_flags & inspect.CO_GENERATOR and _has_an_end(code):
        return False
    used: set[str] = set()
    names, high = code.co_names, 0
    for index, meaning in enumerate(meanings):
        if meaning == _READ:
            high = 0
            continue
        operand = high | operations[2 * index + 1]
        if meaning == _EXTENDED:
            high = operand << 8
            continue
        high = 0
        if meaning == _INTRINSIC:
            if operand not in _INTRINSICS:
                return False
            continue
        name = names[operand >> _SHIFTED.get(operations[2 * index], 0)]
        if meaning == _ATTRIBUTE:
            if name not in ATTRIBUTES:
                return False
        elif meaning == _GLOBAL:
            used.add(name)
        elif meaning == _STORED:
            own.add(name)
        elif name not in modules:
            return False
    consts = [part for part in code.co_consts if part]
    within = [part for part in consts if isinstance(part, types.CodeType)]
    if any(part == "where" or (type(part) is tuple and not _OPTIONS_WITHOUT.isdisjoint(part)) for part in consts):
        return False
    if not depth:  # what stands beside a name's colon: a dict that the module's own lines alone can ask for
        used.discard("__annotations__")
    return used <= own | BUILTINS and all(_is_pure(part, own, MODULES - TYPING, depth + 1) for part in within)


def _has_an_end(code: types.CodeType) -> bool:
    """Whether a generator handles errors where it waits. Then it does something where it is dropped, at any time.

    What stands around all of one since Python 3.12, and makes a StopIteration in it an error, is no such thing; nor is
    what hands on to the inner one of a `yield from`.
    """
    operations = code.co_code[::2]
    return any(
        operations[handler] not in _PYTHONS and not _WAITING.isdisjoint(operations[start:end])
        for start, end, handler in _handlers(code.co_exceptiontable)
    )


_PYTHONS = frozenset(opmap[name] for name in ("CALL_INTRINSIC_1", "CLEANUP_THROW") if name in opmap)
"""How handlers begin that no program has written."""
_WAITING = frozenset(opmap[name] for name in ("YIELD_VALUE", "RESUME"))
"""Where a generator stops, and where it goes on."""


def _handlers(table: bytes) -> Iterator[tuple[int, int, int]]:
    """What is handled from where to where, and by what, in operations.

    Of each there are four numbers: from, length, handler, depth. A number is in pieces of six bits, the highest first;
    64 is added to each piece that another follows, 128 to the first of a handler.
    """
    number, numbers = 0, []
    for byte in table:
        number = (number << 6) + (byte & 63)
        if not byte & 64:
            numbers.append(number)
            number = 0
    for start, length, handler in zip(numbers[::4], numbers[1::4], numbers[2::4], strict=True):
        yield start, start + length, handler


_CONSTANT = frozenset(
    (
        *(int, float, complex, str, bool, range, type(None), tuple),  # a tuple's parts are looked at themselves
        *(types.ModuleType, types.GenericAlias, types.UnionType),
        *(np.ufunc, type(np.sum)),
    )
)


def keeps_nothing(names: Mapping[str, Any]) -> bool:
    """Whether nothing that the module of a pure program holds can change: then its functions have no memory.

    Names with two underscores in front are Python's, and a pure program asks for none of them but its own text.
    """
    left, functions, declaring = _MOST, [], set()
    for name, value in names.items():
        if name.startswith("__") and name != _DOC:
            continue
        parts = list(islice(_parts(value, names), left))
        left -= len(parts)
        if not left or not all(_cannot_change(part) and not (given and _declares(part)) for part, given in parts):
            return False
        functions += [part for part, _ in parts if _is_function_of(names, part)]
        if any(_declares(part) for part, _ in parts):
            declaring.add(name)
    return not any(_named(function.__code__) & declaring for function in functions)


def _parts(value: Any, names: Mapping[str, Any]) -> Iterator[tuple[Any, bool]]:
    """The value with what stands in it, the parts of tuples and the defaults of the module's functions, however deep.

    Each with whether it is a default. Nothing is opened twice, nor further than anybody looks.
    """
    waiting, opened = [(value, False)], set()
    while waiting:
        part, given = waiting.pop()
        yield part, given
        if (id(part), given) in opened:
            continue
        if type(part) is tuple:
            opened.add((id(part), given))
            waiting += [(one, given) for one in part[:_MOST]]
        elif _is_function_of(names, part):
            opened.add((id(part), given))
            waiting += [(one, True) for one in (*(part.__defaults__ or ()), *(part.__kwdefaults__ or {}).values())]


def _is_function_of(names: Mapping[str, Any], value: Any) -> bool:
    """Whether it is a function of the module's own; one of another is what it is for whoever asks for it."""
    return type(value) is types.FunctionType and value.__globals__ is names


def _named(code: types.CodeType) -> set[str]:
    """All names in a function and in those that it makes."""
    inner = (_named(part) for part in code.co_consts if isinstance(part, types.CodeType))
    return set(code.co_names).union(*inner)


def _declares(value: Any) -> bool:
    """Whether it leads to what `typing` keeps: see TYPING."""
    home = value if isinstance(value, type | types.FunctionType) else type(value)
    return home.__module__ in TYPING or (type(value) is types.ModuleType and value.__name__ in TYPING)


def _cannot_change(value: Any) -> bool:
    """Whether a part of a value is for good what it is."""
    kind = type(value)
    if kind in _CONSTANT:
        return True
    if kind is types.BuiltinFunctionType:
        return isinstance(value.__self__, types.ModuleType)  # else it is the method of an object
    if kind is types.FunctionType:
        return value.__closure__ is None
    if isinstance(value, type):
        return _is_a_modules_own(value)
    return _is_a_modules_own(kind) and (_is_a_number(kind) or kind.__module__ in _DECLARING)


def _is_a_number(kind: type) -> bool:
    """Whether it is a kind of what stands in an array, or the description of one; a record has parts that change."""
    return issubclass(kind, np.generic | np.dtype) and not issubclass(kind, np.void)


_DECLARING = ("typing", "__future__")


def _is_a_modules_own(kind: type) -> bool:
    """Whether it is not a class that the program made: such a one may hold anything, and name itself as it likes."""
    module = sys.modules.get(kind.__module__) if isinstance(kind.__module__, str) else None
    return (
        module is not None
        and not module.__name__.startswith("submission.")
        and (getattr(module, kind.__name__, None) is kind)
    )
