"""What a check took of a value that a call gave, or looked for there in vain: said of the value, not of the check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from autograder.checks.parts import part_differs, path_of
from autograder.checks.sentences import Call, sentence
from autograder.checks.show import show
from autograder.sandbox import figures
from autograder.sandbox.outcomes import Returned
from autograder.sandbox.values import Plain

_OF_AXES = {field.name for field in fields(figures.Axes)}
_OF_FIGURE = {field.name for field in fields(figures.Figure)}
_KNOWN_AGAIN = (np.ndarray, list, *figures.KINDS.values())
"""Kinds of which two that are one object are one part; texts may be one object and stand in two places."""
_COUNTED = ("lines", "scatters", "bars", "images", "texts")


def not_had(call: Call, error: BaseException) -> str | None:
    """The sentence on a call whose value lacks what the check asked it for; None for other errors."""
    if not isinstance(call.outcome, Returned):
        return None
    if isinstance(error, AttributeError):
        return _no_such_part(call, error)
    if isinstance(error, KeyError) and len(error.args) == 1:
        return _no_such_key(call, error.args[0])
    return _too_few(call) if isinstance(error, IndexError) else None


def sentence_on_part(call: Call, actual: Any, given: Plain, wanted: Plain, found: str) -> str:
    """The sentence on a difference in something that a check took of a figure or a table; `found` alone of all else."""
    value = call.value
    if not any(figures.name_of(part) or type(part).__module__.partition(".")[0] == "pandas" for part in _parts(value)):
        return found
    path = path_of(value, actual) if isinstance(actual, _KNOWN_AGAIN) else ""
    if path:
        return f"{sentence(call)}, but {part_differs(path, given, wanted, found, show)}"
    if found.startswith("it is "):
        return f"{sentence(call)}, of which one part {found.removeprefix('it ')}"
    return f"{sentence(call)}, of one part of it: {found}"


def unseen(value: Any) -> frozenset[str]:
    """The kinds of what a figure shows that a check cannot see."""
    return frozenset(kind for part in _parts(value) if isinstance(part, figures.Axes) for kind in part.unseen)


def with_unseen(message: str, calls: Sequence[Call]) -> str:
    """The message on a check that failed, with what it could not see of a figure."""
    kinds = unseen(calls[-1].value) if calls else frozenset()
    if not kinds:
        return message
    return f"{message} The plot also has what checks cannot see: {' and '.join(sorted(kinds))}."


def _no_such_part(call: Call, error: AttributeError) -> str | None:
    if error.name is None or not any(error.obj is part for part in _parts(call.value)):
        return None
    wanted = f"something that has {error.name}"
    if error.name in _OF_AXES | _OF_FIGURE:
        wanted = "a Matplotlib axes" if error.name in _OF_AXES else "a Matplotlib figure"
    return f"{sentence(call)}, expected {wanted}"


def _no_such_key(call: Call, key: Any) -> str | None:
    value = call.value
    columns = getattr(value, "columns", None)
    if columns is not None and callable(getattr(columns, "tolist", None)):
        names = columns.tolist()
        return None if key in names else f"{sentence(call)}, but it lacks the column {show(key)}"
    if isinstance(value, dict) and isinstance(key, str | int) and key not in value:
        return f"{sentence(call)}, but it lacks the key {show(key)}"
    return None


def _too_few(call: Call) -> str | None:
    """A line, a bar or the like is asked for by its place."""
    shown = [part for part in _parts(call.value) if isinstance(part, figures.Axes)]
    if not shown:
        return None
    counts = [f"{len(getattr(shown[0], name)) or 'no'} {name}" for name in _COUNTED[:3]]
    return f"{sentence(call)}, with {counts[0]}, {counts[1]} and {counts[2]}; expected more"


def _parts(value: Any) -> Iterator[Any]:
    yield value
    if type(value) in (list, tuple):
        yield from value
    if isinstance(value, figures.Figure):
        yield from value.axes
