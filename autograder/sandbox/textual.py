"""Programs that turn nothing into text: told by their byte code, of programs that only compute.

What is said of a failed check shows what came back. An address is the one thing in it that may depend on what was in
the process before, and an address comes to light as a text (`<function f at 0x7f..>`), or in the order of a set. What
is not sure to make none makes one: that costs time, and nothing else.
"""

from __future__ import annotations

import inspect
import types
from opcode import opmap

_NUMBERS = {number: name for name, number in opmap.items()}
_OPERATIONS = frozenset(
    (
        *("FORMAT_VALUE", "FORMAT_SIMPLE", "FORMAT_WITH_SPEC", "CONVERT_VALUE", "BUILD_STRING"),
        *("BUILD_SET", "SET_ADD", "SET_UPDATE"),
    )
)
_REMAINDERS = frozenset((6, 19))
"""Of BINARY_OP: `%` and `%=`, by which a text takes things in."""
_NAMES = frozenset(
    (
        *("__doc__", "deepcopy", "difference", "fmod", "format", "frozenset", "intersection", "items", "keys"),
        *("mod", "remainder", "repr", "set", "str", "symmetric_difference", "union"),
    )
)
_OF_TYPES = frozenset(("__name__", "dict", "kind", "name", "names"))
"""Beside a text that stands in a program: what leads to one by which NumPy makes an array of texts."""


def makes_text(code: types.CodeType) -> bool:
    """Whether a pure module of this code may turn a thing into text, or let an order show where it lies in memory."""
    parts = list(_parts(code))
    names = {name for part in parts for name in part.co_names}
    if not names.isdisjoint(_NAMES) or any(map(_converts, parts)):
        return True
    return "numpy" in names and (not names.isdisjoint(_OF_TYPES) or any(map(_has_texts, parts)))


def _parts(code: types.CodeType) -> list[types.CodeType]:
    """The code and all that is in it."""
    found = [code]
    for part in found:
        found += [one for one in part.co_consts if isinstance(one, types.CodeType)]
    return found


def _converts(code: types.CodeType) -> bool:
    operations = code.co_code
    for place in range(0, len(operations), 2):
        name = _NUMBERS.get(operations[place])
        if name in _OPERATIONS or (name == "BINARY_OP" and operations[place + 1] in _REMAINDERS):
            return True
    return False


def _has_texts(code: types.CodeType) -> bool:
    """Whether it has a text that is no docstring, or takes names as texts."""
    begins = 0 if code.co_name.startswith("<") and code.co_name != "<module>" else 1
    if code.co_flags & inspect.CO_VARKEYWORDS:
        return True
    texts = [part for part in code.co_consts[begins:] if isinstance(part, str | bytes)]
    return bool(texts)
