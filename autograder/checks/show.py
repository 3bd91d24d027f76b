"""Values as people read them: short, safe, and named with their kind and shape where that helps."""

from __future__ import annotations

import datetime
import re
from dataclasses import is_dataclass
from typing import Any

import numpy as np

from autograder.checks.numeric import EXACT, as_numbers, is_number
from autograder.checks.parts import kind_of_parts
from autograder.sandbox.handles import METHOD, Handle, Lent
from autograder.sandbox.scalars import name_of
from autograder.sandbox.values import Plain

SHOWN_ENTRIES = 8
SHOWN_CHARACTERS = 160
_ADDRESS = re.compile(r"(?<= at )0x[0-9a-f]{6,16}(?=>)")
"""Where an object lies, in what `str` makes of it: another place in every run."""
_CLOSES = {"(": ")", "[": "]", "{": "}"}


def show(value: Plain, entries: int = SHOWN_ENTRIES) -> str:
    """A short, safe text for a value: six significant digits, long parts cut, control characters escaped."""
    text = _show(value, entries)
    return text if len(text) <= SHOWN_CHARACTERS else _cut(text[: SHOWN_CHARACTERS - 4])


def _cut(text: str) -> str:
    """The beginning of a value's text, with what is open at its end closed: who reads on sees where it ends."""
    left: list[str] = []
    quote, escaped = "", False
    for sign in text:
        if quote:
            quote = quote if escaped or sign != quote else ""
            escaped = sign == "\\" and not escaped
        elif sign in "'\"":
            quote = sign
        elif sign in _CLOSES:
            left.append(_CLOSES[sign])
        elif left and sign == left[-1]:
            left.pop()
    return f"{text[:-1] if escaped else text} ...{quote}{''.join(reversed(left))}"


def kind_of(value: Plain) -> str:
    """A value named with its kind where that helps: ``a list of shape (3, 2)``, ``None``, ``the text 'abc'``."""
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        return f"the text {show(value)}"
    if isinstance(value, bytes):
        return f"the bytes {show(value)}"
    if isinstance(value, dict):
        return f"a dict with the keys {show(list(value))}"
    if isinstance(value, set):
        return f"a set of {len(value)}"
    if is_dataclass(value):
        return _show(value, SHOWN_ENTRIES) if isinstance(value, Handle | Lent) else kind_of_parts(value)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return f"the {name_of(value)} {value}"
    if isinstance(value, EXACT):
        return f"the {name_of(value)} {value}"
    if not isinstance(value, list | tuple | np.ndarray) or (isinstance(value, np.ndarray) and not value.ndim):
        return f"the number {show(value)}"
    array = as_numbers(value)
    name = "a list" if isinstance(value, list) else "a tuple" if isinstance(value, tuple) else "an array"
    if array is None and isinstance(value, np.ndarray):
        return f"{name} of {'text' if value.dtype.kind == 'U' else 'dates or times'}, {shape_of(value)}"
    if array is None and len(value) and set(map(type, value)) == {str}:
        return f"{name} of {len(value)} text{'s' * (len(value) != 1)}"
    if array is None:
        return f"{name} of {len(value)} parts that are not all numbers or not all of one length"
    return f"{name} of {shape_of(array)}"


def build(value: Plain, depth: int = 3) -> str:
    """How a value is built, lengths and numbers left out: ``number``, ``[[number]]``, ``[dict]``, ``[]``, ``mixed``."""
    if isinstance(value, np.ndarray):
        return "[" * value.ndim + ("bool" if value.dtype == bool else "number") + "]" * value.ndim
    if isinstance(value, list | tuple):
        parts = {build(part, depth - 1) for part in value} if depth else {"..."}
        return f"[{parts.pop() if len(parts) == 1 else 'mixed' if parts else ''}]"
    return "number" if is_number(value) else type(value).__name__


def tell_apart(value: Any, other: Any) -> str:
    short = _show(value, SHOWN_ENTRIES)
    return repr(value) if short == _show(other, SHOWN_ENTRIES) else short


def shape_of(array: np.ndarray[Any, Any]) -> str:
    if array.ndim == 1:
        return f"length {array.shape[0]}"
    return f"shape {array.shape}"


def rows(value: Any) -> Any:
    """An array of text, dates or times as Python has them; everything else as it is."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "UmM":
        return (value if value.dtype.kind == "U" else value.astype(f"{value.dtype.kind}8[us]")).tolist()
    return value


def _shown_parts(first: Any, whole: int, entries: int) -> str:
    shown = [_show(item, entries) for item in first]
    if {int, float} <= set(map(type, first)):  # 1 and 1.0 side by side: a reader may have to tell them apart
        shown = [
            f"{text}.0" if type(item) is float and text.lstrip("-").isdigit() else text
            for item, text in zip(first, shown, strict=True)
        ]
    return ", ".join(shown + [f"... {whole - entries} more"] * (whole > entries))


def _show(value: Plain, entries: int) -> str:
    if type(value) is float:  # most are
        return f"{value:.6g}"
    if type(value) is list:
        return f"[{_shown_parts(value[:entries], len(value), entries)}]"
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, np.ndarray) and not value.ndim:
        return _show(value.item(), entries)
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, int):
        return str(value) if abs(value) < 10**30 else "a huge integer"
    if isinstance(value, str):
        text = _ADDRESS.sub("0x...", value)
        return ascii(text) if not text.isprintable() else repr(text)
    if isinstance(value, list | tuple | np.ndarray):
        first = value[:entries]  # of a large array no more than these are made into Python's numbers
        if isinstance(first, np.ndarray) and first.ndim == 1:
            first = rows(first) if first.dtype.kind in "UmM" else first.tolist()
        inside = _shown_parts(first, len(value), entries)
        return f"({inside}{',' * (len(value) == 1)})" if isinstance(value, tuple) else f"[{inside}]"
    if isinstance(value, dict):
        pairs = [f"{_show(k, entries)}: {_show(v, entries)}" for k, v in list(value.items())[:entries]]
        return "{" + ", ".join(pairs + ["..."] * (len(value) > entries)) + "}"
    if isinstance(value, set | frozenset):
        shown = sorted(_show(item, entries) for item in value)
        return "{" + ", ".join(shown[:entries] + ["..."] * (len(value) > entries)) + "}" if value else "set()"
    if isinstance(value, complex):
        real, imag = value.real + 0.0, value.imag + 0.0  # of -0.0 the sign says nothing
        return f"({real:.6g}{imag:+.6g}j)" if real else f"{imag:.6g}j"
    if isinstance(value, bytes):
        return repr(value[:SHOWN_CHARACTERS])
    if isinstance(value, Handle):
        return value.origin or value.what if value is not METHOD else "a method"
    if isinstance(value, Lent):
        return value.name
    if is_dataclass(value):
        return kind_of_parts(value)
    return f"{value}"
